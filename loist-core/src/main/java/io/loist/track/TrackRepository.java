package io.loist.track;

import io.loist.DatabaseException;
import io.loist.DuplicateTrackException;
import io.loist.Page;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Keeps tracks. What a call saved is there, and found by {@link io.loist.search.SearchService}, once the call has returned;
 * a call that throws has changed nothing.
 *
 * <p>Implementations are safe for use by many threads. Every method throws {@link DatabaseException} if the database cannot be
 * reached or does not answer in time.
 */
public interface TrackRepository {

    /** The most tracks or ids one call takes: 10,000. */
    int MAX_BATCH = 10_000;

    /**
     * Saves a new track.
     *
     * @return the track as it is stored
     * @throws DuplicateTrackException if there is a track with this id, or with this audio object, already
     */
    Track save(NewTrack track);

    /**
     * Saves new tracks, all or none of them.
     *
     * @param tracks up to {@value #MAX_BATCH} tracks; an empty list does nothing
     * @return the tracks as they are stored, in the order given
     * @throws DuplicateTrackException if there is a track with one of the ids, or one of the audio objects, already, or two of
     *     the tracks share one
     * @throws IllegalArgumentException if there are more than {@value #MAX_BATCH} tracks
     */
    List<Track> saveAll(List<NewTrack> tracks);

    /** Returns the track with this id, or empty if there is none. */
    Optional<Track> findById(UUID id);

    /**
     * Finds several tracks with one statement.
     *
     * @param ids up to {@value #MAX_BATCH} ids; one that occurs twice counts once
     * @throws IllegalArgumentException if there are more than {@value #MAX_BATCH} ids
     */
    FoundTracks findAllById(List<UUID> ids);

    /**
     * Lists tracks page by page. Pages are cut by the last row's values, not by counting rows, so that a later page costs no
     * more than the first and a track saved meanwhile shifts nothing.
     *
     * @throws IllegalArgumentException if the query's cursor was made for another order
     */
    Page<Track> list(TrackQuery query);

    /**
     * Deletes a track's row. Its objects stay where they are.
     *
     * @return whether there was such a track
     */
    boolean delete(UUID id);
}
