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
     * Saves a new track, whatever its content; see {@link DuplicatePolicy#ALLOW}.
     *
     * @return the track as it is stored
     * @throws DuplicateTrackException if there is a track with this id, or with this audio object, already
     */
    Track save(NewTrack track);

    /**
     * Saves a new track unless its content is there already and the policy is against it.
     *
     * @return {@link SaveOutcome.Created}, or {@link SaveOutcome.Existing} if the policy is
     *     {@link DuplicatePolicy#RETURN_EXISTING} and a track has its content, its audio object or its id already
     * @throws DuplicateTrackException if there is a track with this id or with this audio object already, or with this content
     *     and the policy is {@link DuplicatePolicy#REJECT}
     */
    SaveOutcome save(NewTrack track, DuplicatePolicy policy);

    /**
     * Saves new tracks, all or none of them, whatever their content.
     *
     * @param tracks up to {@value #MAX_BATCH} tracks; an empty list does nothing
     * @return the tracks as they are stored, in the order given
     * @throws DuplicateTrackException if there is a track with one of the ids, or one of the audio objects, already, or two of
     *     the tracks share one
     * @throws IllegalArgumentException if there are more than {@value #MAX_BATCH} tracks
     */
    List<Track> saveAllOrNone(List<NewTrack> tracks);

    /**
     * Saves of several new tracks those that can be saved, with one transaction: if the call throws, none of them.
     *
     * @param tracks up to {@value #MAX_BATCH} tracks; an empty list does nothing
     * @return what became of each, in the order given: what {@link #save(NewTrack, DuplicatePolicy)} returns, or
     *     {@link SaveOutcome.Refused} with what it throws
     * @throws IllegalArgumentException if there are more than {@value #MAX_BATCH} tracks
     */
    List<SaveOutcome> saveEach(List<NewTrack> tracks, DuplicatePolicy policy);

    /**
     * Saves a track, or replaces the one that has its id. Saying it twice is as good as once: a track that is the same already
     * is not written, and keeps its version. What is replaced keeps its status, its processing and when it was created. Give
     * the track an {@link NewTrack.Builder#id id} of your own making, such as one made of the name it has elsewhere.
     *
     * @return {@link SaveOutcome.Created}, {@link SaveOutcome.Updated} or {@link SaveOutcome.Unchanged}
     * @throws DuplicateTrackException if another track has its audio object
     */
    SaveOutcome upsert(NewTrack track);

    /**
     * Changes a track that nobody else has changed since the caller read it.
     *
     * @param expectedVersion the {@link Track#version()} that the caller read
     * @return the track as it is stored now, its version one higher; if the patch is empty, as it was
     * @throws StaleTrackException if the track is of another version by now
     * @throws TrackNotFoundException if there is no such track
     * @throws DuplicateTrackException if another track has the patch's audio object, or its content and the track was saved
     *     with a policy against that
     */
    Track update(UUID id, long expectedVersion, TrackPatch patch);

    /**
     * Loads any number of tracks, all or none of them: much faster than saving them one by one, and with little memory.
     *
     * @param tracks read once, in order, and closed by the caller; if an id occurs twice, the later track counts
     * @throws DuplicateTrackException if two tracks have the same audio object
     * @throws IllegalStateException if the mode is {@link LoadMode#INITIAL} and there are tracks already
     */
    LoadSummary load(Stream<NewTrack> tracks, LoadMode mode);

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
     * Reads tracks one after the other, however many there are, by id. It holds a connection and a transaction until it is
     * closed, and shows the tracks as they were when it began; work on each of them should be quick.
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
}
