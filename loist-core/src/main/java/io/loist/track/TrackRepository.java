package io.loist.track;

import io.loist.DatabaseException;
import io.loist.DuplicateTrackException;
import io.loist.Page;
import io.loist.StaleTrackException;
import io.loist.TrackNotFoundException;
import io.loist.object.StoredObject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * Stores tracks. Writes are atomic and immediately searchable: when a method returns, its changes are committed and
 * {@link io.loist.search.SearchService} finds them; when it throws, nothing changed.
 *
 * <p>Implementations are safe for use by several threads. Every method throws {@link DatabaseException} if the database cannot be
 * reached or does not answer in time.
 */
public interface TrackRepository {

    /** Maximum number of tracks or ids in one call: 10,000. */
    int MAX_BATCH = 10_000;

    /**
     * Saves a new track, whatever its content; see {@link DuplicatePolicy#ALLOW}.
     *
     * @return the track as it is stored
     * @throws DuplicateTrackException if another track has its id or its audio object
     */
    Track save(NewTrack track);

    /**
     * Saves a new track, unless a track has the same content and the policy forbids it.
     *
     * @return {@link SaveOutcome.Created}, or {@link SaveOutcome.Existing} if the policy is
     *     {@link DuplicatePolicy#RETURN_EXISTING} and another track has its content, its audio object or its id
     * @throws DuplicateTrackException if another track has its id or its audio object and the policy is not
     *     {@link DuplicatePolicy#RETURN_EXISTING}, or its content and the policy is {@link DuplicatePolicy#REJECT}
     */
    SaveOutcome save(NewTrack track, DuplicatePolicy policy);

    /**
     * Saves several new tracks, all or none of them, whatever their content.
     *
     * @param tracks up to {@value #MAX_BATCH} tracks; an empty list does nothing
     * @return the tracks as they are stored, in the order given
     * @throws DuplicateTrackException if another track, or another one of the list, has the id or the audio object of one of them
     * @throws IllegalArgumentException if there are more than {@value #MAX_BATCH} tracks
     */
    List<Track> saveAllOrNone(List<NewTrack> tracks);

    /**
     * Saves each of several new tracks that can be saved; a track that cannot be saved does not keep the others from being saved. If the
     * call throws, none is saved.
     *
     * @param tracks up to {@value #MAX_BATCH} tracks; an empty list does nothing
     * @return the outcome of each track, in the order given: what {@link #save(NewTrack, DuplicatePolicy)} returns, or
     *     {@link SaveOutcome.Refused} with what it throws
     * @throws IllegalArgumentException if there are more than {@value #MAX_BATCH} tracks
     */
    List<SaveOutcome> saveEach(List<NewTrack> tracks, DuplicatePolicy policy);

    /**
     * Saves a track, or replaces the one with its id. Idempotent: a track identical to the stored one is not written and keeps its
     * version. A replaced track keeps its status, its processing and the time of its first save. Choose the
     * {@link NewTrack.Builder#id id} yourself, for example derived from the id that the track has elsewhere.
     *
     * @return {@link SaveOutcome.Created}, {@link SaveOutcome.Updated} or {@link SaveOutcome.Unchanged}
     * @throws DuplicateTrackException if another track has its audio object
     */
    SaveOutcome upsert(NewTrack track);

    /**
     * Changes a track that has not been changed since the caller read it.
     *
     * @param expectedVersion the {@link Track#version()} that the caller read
     * @return the track as it is stored now, its version one higher; unchanged if the patch is empty
     * @throws StaleTrackException if the track has another version
     * @throws TrackNotFoundException if there is no track with this id
     * @throws DuplicateTrackException if another track has the new audio object; or the new content, and the track was saved with a
     *     policy that forbids it
     */
    Track update(UUID id, long expectedVersion, TrackPatch patch);

    /**
     * Loads any number of tracks, all or none of them; much faster than saving them one by one, in little memory.
     *
     * @param tracks read once, in order, and closed by the caller; if an id occurs twice, the later track counts
     * @throws DuplicateTrackException if two tracks have the same audio object
     * @throws IllegalStateException if the mode is {@link LoadMode#INITIAL} and there are tracks already
     */
    LoadSummary load(Stream<NewTrack> tracks, LoadMode mode);

    /** Finds the track with this id, or empty if there is none. */
    Optional<Track> findById(UUID id);

    /**
     * Finds several tracks with one statement.
     *
     * @param ids up to {@value #MAX_BATCH} ids; an id that occurs twice counts once
     * @throws IllegalArgumentException if there are more than {@value #MAX_BATCH} ids
     */
    FoundTracks findAllById(List<UUID> ids);

    /**
     * Lists tracks page by page, of every status unless the filter names one. A page begins after the values of the last track of the
     * page before, so that a later page costs no more than the first, and a track saved meanwhile shifts none.
     *
     * @return a page; its total is null unless the query asks for it, and an estimate if it is not exact
     * @throws IllegalArgumentException if the query's cursor was made for another order
     */
    Page<Track> list(TrackQuery query);

    /**
     * Reads any number of tracks one after the other, ordered by id, of every status unless the filter names one. The stream holds a
     * connection and a transaction until it is closed, and shows the tracks as they were when it began; process each of them quickly.
     *
     * <pre>{@code
     * try (Stream<Track> all = tracks.stream(TrackFilter.all())) {
     *     all.forEach(export::write);
     * }
     * }</pre>
     *
     * @return a stream for one thread, to be closed by the caller
     */
    Stream<Track> stream(TrackFilter filter);

    /**
     * Finds the thumbnails of tracks: the scaled copies of their covers, by track and by size, the longest side in pixels.
     *
     * @param ids up to {@value #MAX_BATCH} ids
     * @return the thumbnails; tracks without thumbnails are absent. The content type of an object is empty, its SHA-256 null
     * @throws IllegalArgumentException if there are more than {@value #MAX_BATCH} ids
     */
    Map<UUID, SortedMap<Integer, StoredObject>> thumbnails(List<UUID> ids);

    /**
     * Deletes the row of a track and leaves its objects in the bucket, where nothing refers to them any more. To delete a track with
     * its objects, call {@code IngestPipeline.delete}.
     *
     * @return whether there was such a track
     */
    boolean deleteRow(UUID id);

    /**
     * Deletes the row of a track as {@link #deleteRow(UUID)} does, unless the track has changed.
     *
     * @param expectedVersion the version of the track when it was read
     * @return whether there was such a track
     * @throws StaleTrackException if the track has another version
     */
    boolean deleteRow(UUID id, long expectedVersion);
}
