package io.loist.track;

/**
 * What loading many tracks did.
 *
 * @param created how many tracks are new
 * @param updated how many replaced a track with their id that differed
 * @param unchanged how many were there already and the same; nothing was written for them
 */
public record LoadSummary(long created, long updated, long unchanged) {}
