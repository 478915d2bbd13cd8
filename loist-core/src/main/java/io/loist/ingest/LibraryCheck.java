package io.loist.ingest;

import io.loist.DatabaseException;
import io.loist.ObjectStoreException;
import io.loist.ingest.spi.IngestDatabase;
import io.loist.ingest.spi.ExpectedObject;
import io.loist.object.ObjectRef;
import io.loist.object.ObjectStore;
import io.loist.object.StoredObject;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Compares the tracks of a namespace with the objects of a bucket, both ways: every object of a finished track must be there, as it
 * was stored, and every object must be some track's. Both are read once, in the order of names, so memory use does not grow with
 * their number. What differs is looked at once more before it counts, so that work in flight is no fault; nothing need stop
 * meanwhile.
 *
 * <p>The bucket is taken to be loist's own: whatever else is in it counts as {@link Fault#ORPHANED}, unless a {@link #prefix} says
 * which part of it to look at. Objects of the schema's other namespaces are known, but not compared. Safe for use by many threads.
 */
public final class LibraryCheck {

    private final IngestDatabase database;
    private final ObjectStore objects;
    private final String bucket;
    private final String prefix;

    private LibraryCheck(IngestDatabase database, ObjectStore objects, String bucket, String prefix) {
        this.database = Objects.requireNonNull(database, "database");
        this.objects = Objects.requireNonNull(objects, "objects");
        this.bucket = ObjectRef.requireBucket(bucket);
        this.prefix = Objects.requireNonNull(prefix, "prefix");
    }

    /** Returns a check of a bucket. */
    public static LibraryCheck create(IngestDatabase database, ObjectStore objects, String bucket) {
        return new LibraryCheck(database, objects, bucket, "");
    }

    /** Returns a check that looks only at objects whose names begin with this; by default at all of the bucket. */
    public LibraryCheck prefix(String prefix) {
        return new LibraryCheck(database, objects, bucket, prefix);
    }

    /**
     * Looks for faults and changes nothing.
     *
     * @throws ObjectStoreException if the bucket cannot be read
     * @throws DatabaseException if the database cannot be read
     */
    public Report find(Listener listener) {
        return repair(Set.of(), listener);
    }

    /**
     * Looks for faults, and repairs those of some kinds, as {@link Fault} says. Call {@link #find} first: it tells what this would
     * do. A repair that does not succeed is told as one that was not done.
     *
     * @throws ObjectStoreException if the bucket cannot be read
     * @throws DatabaseException if the database cannot be read
     */
    public Report repair(Set<Fault> which, Listener listener) {
        CheckRun run = new CheckRun(new Repairs(database, objects, which), listener);
        try (Stream<ExpectedObject> expected = database.journal().expectedObjects(bucket);
                Stream<StoredObject> found = objects.list(bucket, prefix)) {
            run.merge(
                    expected.filter(each -> each.object().ref().name().startsWith(prefix))
                            .iterator(),
                    found.iterator());
        }
        return run.report();
    }

    /** What may be wrong with an object, and what a repair does about it. */
    public enum Fault {
        /** A finished track's object is not there. The track loses its cover or thumbnail; without its audio, the track is deleted. */
        MISSING,
        /** No track has the object, and nobody is writing or deleting it. The object is deleted. */
        ORPHANED,
        /** The object is not as long as what was stored. There is no repair but another copy of the bytes. */
        SIZE,
        /** The bytes are others than those stored. There is no repair but another copy of the bytes. */
        CHECKSUM,
        /** Somebody stored the same bytes once more. The track notes the new generation. */
        GENERATION,
        /** The track was taken over from a system that noted no checksum. The track notes what is there. */
        UNNOTED
    }

    /**
     * A fault.
     *
     * @param fault what is wrong
     * @param ref the object
     * @param track the track, or null for an object that no track has
     * @param expected the object as it should be, or null for one that should not be
     * @param found the object as it is, or null if it is not there
     * @param repaired whether that was mended
     */
    public record Finding(
            Fault fault,
            ObjectRef ref,
            @Nullable UUID track,
            @Nullable StoredObject expected,
            @Nullable StoredObject found,
            boolean repaired) {}

    /**
     * What a check found.
     *
     * @param objects how many objects of the bucket were looked at
     * @param expected how many objects the database knows of
     * @param faults how many faults there are of each kind; kinds without any are left out
     * @param repaired how many of them were mended
     */
    public record Report(long objects, long expected, Map<Fault, Long> faults, long repaired) {
        /** Copies the faults. */
        public Report {
            faults = Map.copyOf(faults);
        }

        /** Returns whether there was no fault. */
        public boolean isClean() {
            return faults.isEmpty();
        }
    }

    /** Is told how a check goes on, in the thread that does it. An exception it throws ends the check. */
    public interface Listener {

        /** Hears nothing. */
        Listener NONE = new Listener() {};

        /** Something is wrong. */
        default void found(Finding finding) {}

        /**
         * So many objects of the bucket have been looked at; told every few hundred.
         *
         * @param objects how many
         */
        default void progress(long objects) {}
    }

    static Set<Fault> copy(Set<Fault> faults) {
        Set<Fault> copy = EnumSet.noneOf(Fault.class);
        copy.addAll(List.copyOf(faults));
        return copy;
    }
}
