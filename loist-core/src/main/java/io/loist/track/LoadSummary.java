package io.loist.track;

/**
 * The result of {@link TrackRepository#load}.
 *
 * @param created the number of new tracks
 * @param updated the number of tracks that replaced one with their id
 * @param unchanged the number of tracks that were stored already and did not differ; nothing was written for them
 */
public record LoadSummary(long created, long updated, long unchanged) {}
