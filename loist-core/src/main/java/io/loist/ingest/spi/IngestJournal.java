package io.loist.ingest.spi;

import io.loist.DatabaseException;
import io.loist.DuplicateTrackException;
import io.loist.ingest.IngestPipeline;
import io.loist.object.ObjectRef;
import io.loist.object.StoredObject;
import io.loist.track.Claim;
import io.loist.track.DuplicatePolicy;
import io.loist.track.NewTrack;
import io.loist.track.SaveOutcome;
import io.loist.track.Track;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Notes which objects are being written or deleted, so that a bucket and a database agree whatever process dies. It has one rule:
 * <em>an object that is noted is deleted when its time has come, unless the note is taken away before</em>. Who writes objects
 * notes them first, and takes the notes away in the transaction that saves their track as done; who deletes a track notes its
 * objects in the same transaction. {@link IngestPipeline} does all this; few others need to.
 *
 * <p>Times are those of the database's clock, so processes' clocks need not agree. Implementations are safe for use by many threads
 * and many processes. Every method throws {@link DatabaseException} if the database cannot be reached or does not answer in time.
 */
public interface IngestJournal {

    /** The most objects or files that one call takes: 1,000. */
    int MAX_BATCH = 1_000;

    /**
     * Begins to write a new track: saves it as {@code PROCESSING} and notes the objects that will be written for it, both in one
     * step. If nobody ends or prolongs that in time, track and objects are anybody's to undo.
     *
     * @param track the track, its audio object as it will be called; its hashes do not count yet
     * @param objects every object that will be written
     * @throws DuplicateTrackException if there is a track with this id or this audio object
     */
    Writing begin(NewTrack track, List<ObjectRef> objects, Duration lease);

    /**
     * Begins to write several new tracks, as {@link #begin(NewTrack, List, Duration)} does one, all in one step.
     *
     * @param some up to {@value #MAX_BATCH}
     * @return the right to each, in the same order
     * @throws DuplicateTrackException if there is a track with the id or the audio object of one of them; none is begun then
     */
    List<Writing> begin(List<Announcement> some, Duration lease);

    /**
     * Begins to write objects for a track that is claimed. What another attempt that is over has left under these names may be
     * there still: delete the generations that are there before {@link #prolong} says that the lease is good, and no others.
     *
     * @throws DatabaseException with the code {@code INGEST_LEASE_LOST} if the claim has been lost, or another attempt is not over
     */
    Writing begin(Claim claim, List<ObjectRef> objects, Duration lease);

    /**
     * Prolongs leases: they end {@code lease} from now.
     *
     * @return those of which no object has been taken over; the others are lost
     */
    Set<UUID> prolong(Collection<Writing> writings, Duration lease);

    /**
     * Ends writing well, all in one step: the track becomes {@code COMPLETED} with its objects, their notes are gone, the file is
     * remembered.
     *
     * @return {@link SaveOutcome.Created}; {@link SaveOutcome.Existing} or {@link SaveOutcome.Refused} if another track has its
     *     content and the policy is against that. Of tracks that are committed at the same moment the first one wins
     * @throws DatabaseException with the code {@code INGEST_LEASE_LOST} if the lease has been lost. After any exception the caller
     *     finds out by {@link #abandon} whether it was done
     */
    SaveOutcome commit(Completion completion);

    /**
     * Ends the writing of several new tracks well, all in one step, as far as nothing is in the way.
     *
     * @param some up to {@value #MAX_BATCH}, none of a track that is claimed
     * @return the tracks that are done, by their ids. The others are as they were: {@link #commit(Completion)} tells why
     * @throws DatabaseException after which the caller finds out by {@link #commit(Completion)} or {@link #abandon} which were done;
     *     in particular if another process finishes a track with the same content at the same moment
     */
    Map<UUID, Track> commit(List<Completion> some);

    /**
     * Ends writing badly: a new track is deleted, and its objects are the caller's to delete until {@code lease} is over, then
     * anybody's.
     *
     * @return the objects; none if the writing has been committed or lost
     */
    List<Doomed> abandon(Writing writing, Duration lease);

    /**
     * Deletes a track, and notes its objects to be deleted, in one step.
     *
     * @param own says which of its objects are to be deleted with it; its thumbnails always are
     * @return whether there was such a track, and the objects, which are the caller's to delete until {@code lease} is over
     */
    Deletion delete(UUID id, Predicate<ObjectRef> own, Duration lease);

    /**
     * Takes objects whose time has come, and deletes the tracks that were to be saved with them. Never waits for others. Objects
     * that were noted together are taken together.
     *
     * @param most how many at most, from 1 to {@value #MAX_BATCH}; the last ones may come with a few more that belong to them
     * @return the objects, which are the caller's to delete until {@code lease} is over
     */
    List<Doomed> takeDue(int most, Duration lease);

    /**
     * Prolongs the right to delete objects. Whoever has it may delete the generation of an object that was there before this call,
     * however late: nobody else has begun to write an object of this name until now.
     *
     * @param doomed at most {@value #MAX_BATCH}
     * @return those that are still the caller's to delete until {@code lease} is over; the others are not to be touched any more
     */
    List<Doomed> hold(List<Doomed> doomed, Duration lease);

    /** Takes away the notes of objects that are deleted, if they are the caller's still. */
    void forget(List<Doomed> deleted);

    /** Looks up which of these files were taken in before, by key, and which of these sizes any file had that was. */
    Memory recall(Collection<FileNote> files);

    /**
     * Looks up tracks that are done by their sound.
     *
     * @param audioHashes up to {@value #MAX_BATCH}, see {@link AudioFile#audioHash}
     * @return a track for each hash that any has
     */
    Map<String, Track> withSound(Collection<String> audioHashes);

    /** Remembers that a file is this track. */
    void remember(FileNote file, UUID track);

    /**
     * Reads the objects that the tracks in this bucket have, in the order of their names' UTF-8 bytes, and those noted. It holds a
     * connection and a transaction until it is closed.
     */
    Stream<Expected> objects(String bucket);

    /**
     * Returns the small copies of covers that were stored with tracks, by the track and the size that was asked for, the longest
     * side in pixels. Tracks that have none are left out.
     *
     * @param tracks at most {@value #MAX_BATCH}
     */
    Map<UUID, SortedMap<Integer, StoredObject>> thumbnails(Collection<UUID> tracks);

    /**
     * Notes that a thumbnail is another object than it was, or is gone.
     *
     * @param noted the thumbnail as it was noted
     * @param found the object of the same name as it is, or null if it is gone
     * @return false if it was noted differently, and nothing was changed
     */
    boolean correctThumbnail(StoredObject noted, @Nullable StoredObject found);

    /** Returns those of some objects that a track of any namespace has, or that are noted. */
    Set<ObjectRef> known(Collection<ObjectRef> refs);

    /**
     * A new track that is to be written.
     *
     * @param track the track, its audio object as it will be called; its hashes do not count yet
     * @param objects every object that will be written
     */
    record Announcement(NewTrack track, List<ObjectRef> objects) {
        /** Copies the objects. */
        public Announcement {
            objects = List.copyOf(objects);
        }
    }

    /**
     * The right to write objects for a track until a lease ends.
     *
     * @param id tells it from every other one
     * @param track the track's id
     * @param claim the claim it is done under, or null for a new track
     * @param objects the objects
     */
    record Writing(UUID id, UUID track, @Nullable Claim claim, List<ObjectRef> objects) {
        /** Copies the objects. */
        public Writing {
            objects = List.copyOf(objects);
        }
    }

    /**
     * What writing ends with.
     *
     * @param writing the right to it
     * @param track the track as it is to be, its objects as they are stored
     * @param policy what happens if another track has its content
     * @param thumbnails the small copies of its cover as they are stored, by their size
     * @param file what to remember of the file it came from, or null
     * @param spent an object that is to be deleted now, or null
     */
    record Completion(
            Writing writing,
            NewTrack track,
            DuplicatePolicy policy,
            SortedMap<Integer, StoredObject> thumbnails,
            @Nullable FileNote file,
            @Nullable StoredObject spent) {
        /** Copies the thumbnails. */
        public Completion {
            thumbnails = Collections.unmodifiableSortedMap(new TreeMap<>(thumbnails));
        }
    }

    /**
     * An object to be deleted.
     *
     * @param ref the object
     * @param generation its generation, or 0 if unknown
     * @param holder tells who may delete it
     */
    record Doomed(ObjectRef ref, long generation, UUID holder) {}

    /**
     * What became of a track that was to be deleted.
     *
     * @param found whether there was such a track
     * @param objects the objects that are to be deleted now
     */
    record Deletion(boolean found, List<Doomed> objects) {
        /** Copies the objects. */
        public Deletion {
            objects = List.copyOf(objects);
        }
    }

    /**
     * How a file was when it was taken in.
     *
     * @param key tells it from other files; 64 hexadecimal digits
     * @param size in bytes
     * @param modified when it was changed last, in microseconds; null if that is no proof, because it had been changed just then
     */
    record FileNote(String key, long size, @Nullable Instant modified) {
        /** Checks the key. */
        public FileNote {
            Objects.requireNonNull(key, "key");
        }
    }

    /**
     * What is remembered of files.
     *
     * @param files what was noted of each, by key, and the track it is
     * @param sizes the sizes that any file had
     */
    record Memory(Map<String, Remembered> files, Set<Long> sizes) {
        /** Copies both. */
        public Memory {
            files = Map.copyOf(files);
            sizes = Set.copyOf(sizes);
        }
    }

    /**
     * A file that was taken in.
     *
     * @param note how it was then
     * @param track the track as it is now
     */
    record Remembered(FileNote note, Track track) {}

    /**
     * An object that the database knows of.
     *
     * @param object the object as it should be
     * @param track the track it belongs to if that is done and of this namespace; null if it is not to be compared
     * @param part what it is to the track
     */
    record Expected(StoredObject object, @Nullable UUID track, Part part) {}

    /** What an object is to its track. */
    enum Part {
        /** Its audio. */
        AUDIO,
        /** Its cover. */
        ARTWORK,
        /** A small copy of its cover. */
        THUMBNAIL
    }
}
