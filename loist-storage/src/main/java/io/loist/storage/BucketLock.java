package io.loist.storage;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Lets one thread of one process at a time take a name away from an object of a bucket, or give it to another object: what has been
 * looked at under the lock is still there when it is changed. Storing under a free name needs no lock. The lock ends with the process
 * that holds it.
 */
final class BucketLock {

    /** Holders do no more than rename a file, so waiting longer than this means that one of them hangs. */
    static final Duration PATIENCE = Duration.ofSeconds(10);

    private static final String FILE = "lock";
    private static final long PAUSE_MILLIS = 5;

    /** A lock on a file holds against other processes only; this one holds within the process. */
    private static final ReentrantLock IN_THIS_PROCESS = new ReentrantLock();

    private BucketLock() {}

    /**
     * Does something that nobody else does meanwhile.
     *
     * @throws HeldException if others hold the lock for too long; nothing was done
     */
    static <T> T hold(BucketFolder bucket, Work<T> work) throws IOException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        Path path = bucket.incoming().resolve(FILE);
        try {
            if (!IN_THIS_PROCESS.tryLock(PATIENCE.toNanos(), TimeUnit.NANOSECONDS)) {
                throw new HeldException(path);
            }
        } catch (InterruptedException e) {
            throw interrupted();
        }
        try {
            bucket.createWayTo(path);
            try (FileChannel file = FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    FileLock lock = lock(file, path, deadline)) {
                assert lock.isValid();
                return work.run();
            }
        } finally {
            IN_THIS_PROCESS.unlock();
        }
    }

    /** Does something that gives no result. */
    static void hold(BucketFolder bucket, Step step) throws IOException {
        hold(bucket, () -> {
            step.run();
            return true;
        });
    }

    private static FileLock lock(FileChannel file, Path path, long deadline) throws IOException {
        for (FileLock lock = tryLock(file); ; lock = tryLock(file)) {
            if (lock != null) {
                return lock;
            }
            if (System.nanoTime() - deadline > 0) {
                throw new HeldException(path);
            }
            try {
                Thread.sleep(PAUSE_MILLIS);
            } catch (InterruptedException e) {
                throw interrupted();
            }
        }
    }

    private static @Nullable FileLock tryLock(FileChannel file) throws IOException {
        try {
            return file.tryLock();
        } catch (OverlappingFileLockException e) {
            return null; // another copy of this class in the process holds it
        }
    }

    private static ClosedByInterruptException interrupted() {
        Thread.currentThread().interrupt();
        return new ClosedByInterruptException();
    }

    /** What is done under the lock, with a result. */
    interface Work<T> {
        T run() throws IOException;
    }

    /** What is done under the lock. */
    interface Step {
        void run() throws IOException;
    }

    /** The lock could not be had. */
    static final class HeldException extends IOException {

        private static final long serialVersionUID = 1L;

        HeldException(Path file) {
            super("another process has held the lock " + file + " for " + PATIENCE.toSeconds()
                    + " seconds; end it, or try again");
        }
    }
}
