package io.loist.storage.internal.file;

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
import java.util.stream.Stream;

/**
 * The right to take an object's file away from its name, in all processes: whoever looks at the file first holds it until the file is
 * gone, so that nobody takes another one away that has come in between. Storing under a free name needs no such right.
 *
 * <p>There are a few dozen locks for all names of a bucket, so that their files need never be deleted. A process that dies gives its
 * own back.
 */
public final class NameLock {

    /** Holders do no more than rename a file, so waiting longer than this means that one of them hangs. */
    static final Duration PATIENCE = Duration.ofSeconds(10);

    private static final int COUNT = 64;
    private static final Duration PAUSE = Duration.ofMillis(2);

    /**
     * A lock on a file holds against other processes only; these hold within the process. They also see to it that it has each file
     * open once, for a system may give back all locks of a process on a file when it closes that anywhere.
     */
    private static final ReentrantLock[] IN_THIS_PROCESS =
            Stream.generate(ReentrantLock::new).limit(COUNT).toArray(ReentrantLock[]::new);

    /** What is done while the lock is held. */
    public interface Action<T> {
        T run() throws IOException;
    }

    private NameLock() {}

    /**
     * Does something while it holds the lock of an object's file, after it has waited for others if need be.
     *
     * @throws HeldException if others hold the lock for too long; nothing was done
     */
    public static <T> T holding(BucketFolder bucket, Path object, Action<T> action) throws IOException {
        int number = number(bucket, object);
        Path path = file(bucket, object);
        long end = System.nanoTime() + PATIENCE.toNanos();
        ReentrantLock within = IN_THIS_PROCESS[number];
        try {
            if (!within.tryLock(PATIENCE.toNanos(), TimeUnit.NANOSECONDS)) {
                throw new HeldException(path);
            }
            try {
                bucket.createWayTo(path);
                return holding(path, end, action);
            } finally {
                within.unlock();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ClosedByInterruptException();
        }
    }

    /** Returns the file that is locked for an object's file. */
    static Path file(BucketFolder bucket, Path object) {
        return bucket.incoming().resolve(number(bucket, object) + ".lock");
    }

    private static int number(BucketFolder bucket, Path object) {
        return Math.floorMod(bucket.path().relativize(object).toString().hashCode(), COUNT);
    }

    private static <T> T holding(Path path, long end, Action<T> action) throws IOException, InterruptedException {
        try (FileChannel file = FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            while (!isLocked(file)) {
                if (end - System.nanoTime() <= 0) {
                    throw new HeldException(path);
                }
                TimeUnit.NANOSECONDS.sleep(PAUSE.toNanos());
            }
            return action.run();
        }
    }

    private static boolean isLocked(FileChannel file) throws IOException {
        try {
            FileLock lock = file.tryLock();
            return lock != null;
        } catch (OverlappingFileLockException e) {
            // This library is loaded twice
            return false;
        }
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
