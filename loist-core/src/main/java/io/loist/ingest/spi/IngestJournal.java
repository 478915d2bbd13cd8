package io.loist.ingest.spi;

import io.loist.DatabaseException;
import io.loist.DuplicateTrackException;
import io.loist.object.ObjectRef;
import io.loist.object.StoredObject;
import io.loist.track.Claim;
import io.loist.track.SaveOutcome;
import io.loist.track.Track;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The database's record of which objects are being written or deleted, by which a bucket and a database stay consistent when a
 * process dies. The rule: <em>an object in the journal is deleted when its lease has ended, unless its entry is removed
 * before</em>. An ingest records its objects first, writes them, and removes their entries in the transaction that saves the track
 * as completed. Deleting a track records its objects in the same transaction.
 *
 * <p>Leases end by the database's clock, so the clocks of processes need not agree. A lease is from one microsecond to 30 days.
 * Implementations are safe for use by many threads and many processes. Every method throws {@link DatabaseException} if the
 * database cannot be reached or does not answer in time, and {@link IllegalArgumentException} for more than {@value #MAX_BATCH}
 * elements or a lease out of range.
 */
public interface IngestJournal {

    /** The maximum number of elements per call: 1,000. */
    int MAX_BATCH = 1_000;

    /**
     * Saves new tracks as {@code PROCESSING} and records the objects that will be written for them, atomically. If their leases
     * end before they are renewed or committed, any process may undo them.
     *
     * @param starts the tracks and their objects
     * @return one lease for each, in the same order
     * @throws DuplicateTrackException if a track with the id or the audio object of one of them exists; none is begun then
     */
    List<IngestLease> begin(List<IngestStart> starts, Duration lease);

    /**
     * Records the objects that will be written for a claimed track. An earlier attempt whose lease has ended may have left objects
     * under these names: delete the generations that exist before {@link #renew} confirms the lease, and no others.
     *
     * @throws DatabaseException with the code {@code INGEST_LEASE_LOST} if the claim is lost, or another attempt's lease has not
     *     ended
     */
    IngestLease beginClaimed(Claim claim, List<ObjectRef> objects, Duration lease);

    /**
     * Renews leases: they end {@code lease} from now.
     *
     * @return the ids of the leases that hold all of their objects still; the others are lost
     */
    Set<UUID> renew(Collection<IngestLease> leases, Duration lease);

    /**
     * Saves tracks as {@code COMPLETED} with their objects, removes the journal's entries and remembers the files. Each track is
     * saved atomically and independently of the others; of tracks with the same content that are committed at the same moment, the
     * first one wins. If that leaves a claimed track with {@link SaveOutcome.Existing}, the same transaction ends its claim: it becomes
     * {@code DEAD} with an error that names the other track, and its spent object is recorded for deletion.
     *
     * @param commits at most one for each track
     * @return by the tracks' ids, {@link SaveOutcome.Created}, or {@link SaveOutcome.Existing} or {@link SaveOutcome.Refused} if
     *     another track has the same content and the policy forbids duplicates; a track whose lease is lost is absent
     * @throws DatabaseException after which {@link #abandon} shows for each track whether it was saved
     */
    Map<UUID, SaveOutcome> commit(List<IngestCommit> commits);

    /**
     * Gives an ingest up: a new track is deleted, and the caller deletes its objects before the {@code lease} ends; after that, any
     * process may.
     *
     * @return the objects; empty if the ingest was committed, or its lease is lost
     */
    List<PendingDeletion> abandon(IngestLease abandoned, Duration lease);

    /**
     * Deletes a track and records its objects for deletion, atomically. The caller deletes them before the {@code lease} ends.
     *
     * @param own accepts those of its audio and artwork objects that are deleted with it; thumbnails always are
     */
    TrackDeletion delete(UUID id, Predicate<ObjectRef> own, Duration lease);

    /**
     * Claims objects whose lease has ended, and deletes the tracks that were to be saved with them. Never waits for another
     * process. Objects that were recorded together are claimed together. The caller deletes them before the {@code lease} ends.
     *
     * @param max the maximum number of objects, from 1 to {@value #MAX_BATCH}; may be exceeded by objects that belong together
     */
    List<PendingDeletion> claimDeletions(int max, Duration lease);

    /**
     * Renews the right to delete objects. The caller may delete a generation that existed before this call, however late, because
     * until this call no other process had begun to write an object of this name.
     *
     * @return those that the caller may still delete until the {@code lease} ends; the others must not be touched
     */
    List<PendingDeletion> renewDeletions(List<PendingDeletion> deletions, Duration lease);

    /** Removes the entries of objects that have been deleted, as far as the caller still holds them. */
    void confirmDeletions(List<PendingDeletion> deleted);

    /** Looks up which of these files were ingested before, and which of their sizes any ingested file has. */
    KnownFiles knownFiles(Collection<FileFingerprint> files);

    /**
     * Looks up completed tracks by the hash of their audio.
     *
     * @param audioHashes see {@link AudioFile#audioHash}
     * @return a track for each hash that any track has
     */
    Map<String, Track> tracksByAudioHash(Collection<String> audioHashes);

    /** Remembers that a file is this track. Does nothing if the track does not exist. */
    void remember(FileFingerprint file, UUID track);

    /**
     * Reads the objects that the tracks have in this bucket, and those in the journal, ordered by the UTF-8 bytes of their names.
     * The stream holds a connection and a transaction until it is closed.
     */
    Stream<ExpectedObject> expectedObjects(String bucket);

    /**
     * Corrects the record of a thumbnail whose object has been replaced or deleted.
     *
     * @param recorded the thumbnail as recorded
     * @param found the object of the same name as it is, or null if it is gone
     * @return false if the record was a different one, and nothing was changed
     */
    boolean correctThumbnail(StoredObject recorded, @Nullable StoredObject found);

    /** Returns those of these objects that a track of any namespace has, or that are in the journal. */
    Set<ObjectRef> knownObjects(Collection<ObjectRef> refs);
}
