package io.loist.storage.internal.file;

import io.loist.internal.ThrowingSupplier;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;

/**
 * A lock on an object's name across processes. A process holds it from looking at the object's file until it has replaced or deleted the
 * file, so that it cannot remove another file that appeared in between. Storing under an unused name needs no lock.
 *
 * <p>All names of a bucket share 64 locks, so that lock files need never be deleted. The locks of a process that dies are released.
 */
public final class NameLock {

    /** The maximum time to wait. Holders only rename a file, so waiting longer means that one of them hangs. */
    static final Duration TIMEOUT = Duration.ofSeconds(10);

    private static final int COUNT = 64;
    private static final Duration PAUSE = Duration.ofMillis(2);

    /**
     * A file lock excludes other processes only; these locks exclude other threads. They also ensure that this process has each lock
     * file open once: some systems release all locks of a process on a file when any of its channels is closed.
     */
    private static final ReentrantLock[] IN_THIS_PROCESS =
            Stream.generate(ReentrantLock::new).limit(COUNT).toArray(ReentrantLock[]::new);

    private NameLock() {}

    /**
     * Runs an action while holding the lock of an object's file, after waiting for it if necessary.
     *
     * @throws HeldException if the lock is not released in time; the action has not run
     */
    public static <T> T holding(BucketFolder bucket, Path object, ThrowingSupplier<T, IOException> action)
            throws IOException {
        int number = number(bucket, object);
        Path path = file(bucket, object);
        long end = System.nanoTime() + TIMEOUT.toNanos();
        ReentrantLock within = IN_THIS_PROCESS[number];
        try {
            if (!within.tryLock(TIMEOUT.toNanos(), TimeUnit.NANOSECONDS)) {
                throw new HeldException(path);
            }
            try {
                bucket.createPathTo(path);
                return holding(bucket, end, path, action);
            } finally {
                within.unlock();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ClosedByInterruptException();
        }
    }

    /** Returns the lock file of an object's file. */
    static Path file(BucketFolder bucket, Path object) {
        return bucket.incoming().resolve(number(bucket, object) + ".lock");
    }

    private static int number(BucketFolder bucket, Path object) {
        return Math.floorMod(bucket.path().relativize(object).toString().hashCode(), COUNT);
    }

    private static <T> T holding(BucketFolder bucket, long end, Path path, ThrowingSupplier<T, IOException> action)
            throws IOException, InterruptedException {
        try (FileChannel file = FileChannel.open(
                path,
                Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE),
                bucket.permissions().ofFiles())) {
            while (!isLocked(file)) {
                if (end - System.nanoTime() <= 0) {
                    throw new HeldException(path);
                }
                TimeUnit.NANOSECONDS.sleep(PAUSE.toNanos());
            }
            return action.get();
        }
    }

    private static boolean isLocked(FileChannel file) throws IOException {
        try {
            FileLock lock = file.tryLock();
            return lock != null;
        } catch (OverlappingFileLockException e) {
            // Another class loader has loaded this library, too
            return false;
        }
    }

    /** Thrown if the lock is not released in time. */
    static final class HeldException extends IOException {

        private static final long serialVersionUID = 1L;

        HeldException(Path file) {
            super("another process has held the lock " + file + " for " + TIMEOUT.toSeconds()
                    + " seconds; end it, or try again");
        }
    }
}
