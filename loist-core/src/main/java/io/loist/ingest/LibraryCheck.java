package io.loist.ingest;

import io.loist.DatabaseException;
import io.loist.ObjectStoreException;
import io.loist.ingest.internal.recovery.LibraryComparison;
import io.loist.ingest.spi.ExpectedObject;
import io.loist.ingest.spi.IngestDatabase;
import io.loist.object.ObjectRef;
import io.loist.object.ObjectStore;
import io.loist.object.StoredObject;
import java.time.Clock;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Compares the tracks of a namespace with the objects of a bucket in both directions: every object of a completed track must exist
 * as it was stored, and every object must belong to a track. Both are read once, in the order of names, so memory use does not grow
 * with their number. A difference is examined once more before it counts, so work in progress is not a fault, and nothing needs to
 * be stopped meanwhile.
 *
 * <p>The bucket is assumed to be loist's own: any other object in it counts as {@link Fault#ORPHANED}, unless a {@link #prefix}
 * says which part of it to check. Objects of the schema's other namespaces are known, but not compared. Immutable and safe for use
 * by many threads.
 */
public final class LibraryCheck {

    private final IngestDatabase database;
    private final ObjectStore objects;
    private final String bucket;
    private final String prefix;
    private final Clock clock;

    private LibraryCheck(IngestDatabase database, ObjectStore objects, String bucket, String prefix, Clock clock) {
        this.database = Objects.requireNonNull(database, "database");
        this.objects = Objects.requireNonNull(objects, "objects");
        this.bucket = ObjectRef.requireBucket(bucket);
        this.prefix = Objects.requireNonNull(prefix, "prefix");
        this.clock = Objects.requireNonNull(clock, "clock");
    }

    /**
     * Returns a check of a bucket.
     *
     * @throws IllegalArgumentException if {@code bucket} is not the name of a bucket, see {@link ObjectRef}
     */
    public static LibraryCheck create(IngestDatabase database, ObjectStore objects, String bucket) {
        return new LibraryCheck(database, objects, bucket, "", Clock.systemUTC());
    }

    /** Returns a check of only those objects whose names begin with a prefix. */
    public LibraryCheck prefix(String prefix) {
        return new LibraryCheck(database, objects, bucket, prefix, clock);
    }

    /** Returns a check by another clock than the system's; it decides whether an upload is recent. */
    public LibraryCheck clock(Clock clock) {
        return new LibraryCheck(database, objects, bucket, prefix, clock);
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
     * Looks for faults, and repairs those of some kinds as {@link Fault} says. Call {@link #find} first, to see what this would do.
     * A repair that fails is reported as not done.
     *
     * @throws ObjectStoreException if the bucket cannot be read
     * @throws DatabaseException if the database cannot be read
     */
    public Report repair(Set<Fault> which, Listener listener) {
        LibraryRepairs repairs = new LibraryRepairs(database, objects, which, clock);
        Map<Fault, Long> faults = new EnumMap<>(Fault.class);
        long[] repaired = {0};
        LibraryComparison comparison = new LibraryComparison(
                differences -> {
                    for (Finding finding : repairs.settle(differences)) {
                        faults.merge(finding.fault(), 1L, Long::sum);
                        repaired[0] += finding.repaired() ? 1 : 0;
                        listener.found(finding);
                    }
                },
                listener::progress);
        try (Stream<ExpectedObject> expected = database.journal().expectedObjects(bucket);
                Stream<StoredObject> found = objects.list(bucket, prefix)) {
            comparison.run(
                    expected.filter(each -> each.object().ref().name().startsWith(prefix))
                            .iterator(),
                    found.iterator());
        }
        return new Report(comparison.objects(), comparison.expectations(), faults, repaired[0]);
    }

    /** A kind of fault, and how it is repaired. */
    public enum Fault {
        /** An object of a completed track does not exist. The track loses its artwork or thumbnail; without audio it is deleted, pictures included. */
        MISSING,
        /** The object belongs to no track, and is not being written or deleted. It is deleted. */
        ORPHANED,
        /** The object has another size than what was stored. There is no repair but another copy of the bytes. */
        SIZE,
        /** The object has other bytes than those stored. There is no repair but another copy of the bytes. */
        CHECKSUM,
        /** The same bytes were stored once more. The track records the new generation. */
        GENERATION,
        /** The track was adopted from a system that recorded no checksum. The track records the object as it is. */
        UNNOTED
    }

    /**
     * A fault of one object.
     *
     * @param fault the kind
     * @param ref the object
     * @param track the track's id, or null for an object without a track
     * @param expected the object as it should be, or null for one that should not exist
     * @param found the object as it is, or null if it does not exist
     * @param repaired whether it was repaired
     */
    public record Finding(
            Fault fault,
            ObjectRef ref,
            @Nullable UUID track,
            @Nullable StoredObject expected,
            @Nullable StoredObject found,
            boolean repaired) {}

    /**
     * The counts of a check.
     *
     * @param objects the number of objects in the bucket
     * @param expected the number of objects that the database expects
     * @param faults the number of faults of each kind; kinds without faults are absent
     * @param repaired the number of faults that were repaired
     */
    public record Report(long objects, long expected, Map<Fault, Long> faults, long repaired) {
        /** Copies the faults. */
        public Report {
            faults = Map.copyOf(faults);
        }
    }

    /** Receives the progress of a check, in the thread that called it. An exception it throws ends the check. */
    public interface Listener {

        /** Ignores everything. */
        Listener NONE = new Listener() {};

        /** A fault was found. */
        default void found(Finding finding) {}

        /**
         * Called every 500 objects of the bucket.
         *
         * @param objects the number of objects so far
         */
        default void progress(long objects) {}
    }
}
