package io.loist.audio.internal.read;

import io.loist.AudioReadException;
import io.loist.AudioReadException.Reason;
import io.loist.internal.Daemons;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.LongConsumer;

/**
 * Limits the time of each read: a read runs in a daemon thread, which is interrupted and abandoned when the time is over. If too
 * many abandoned reads do not end, because a disk does not answer for instance, no further read begins. Threads are reused, because
 * starting one takes as long as reading a small file, and end when idle. This class also translates everything that a
 * broken file makes a parser throw to {@link AudioReadException}.
 */
public final class TimeBudget {

    /** The maximum budget, which fits into a long as nanoseconds. */
    private static final Duration MAX_BUDGET = Duration.ofDays(10_000);

    /** The read rate that any disk achieves; all bytes of a file are read for its hash. */
    private static final long BYTES_PER_SECOND = 16L * 1024 * 1024;

    /** The maximum number of abandoned reads that have not ended. */
    private static final int MAX_ABANDONED = 8;

    private static final Duration IDLE = Duration.ofSeconds(10);

    private final ExecutorService threads = new ThreadPoolExecutor(
            0,
            Integer.MAX_VALUE,
            IDLE.toSeconds(),
            TimeUnit.SECONDS,
            new SynchronousQueue<>(),
            Daemons.named("loist-audio-read"));

    private final AbandonedReads abandoned = new AbandonedReads(MAX_ABANDONED);
    private final Duration granted;

    public TimeBudget(Duration granted) {
        this.granted = granted.compareTo(MAX_BUDGET) > 0 ? MAX_BUDGET : granted;
    }

    /**
     * Runs a read within the budget.
     *
     * @param read the read, which reports the file's length as soon as it is known
     */
    public <T> T spend(String file, Function<LongConsumer, T> read) {
        AtomicLong length = new AtomicLong();
        try {
            requireThread(file);
        } catch (InterruptedException e) {
            throw interrupted(file, e);
        }
        AbandonedReads.Read<T> task = abandoned.new Read<>(() -> read.apply(length::set));
        threads.execute(task);
        try {
            return result(task, length);
        } catch (TimeoutException e) {
            task.abandon();
            throw new AudioReadException(
                    Reason.OVER_BUDGET,
                    file,
                    file + " was abandoned: reading it took more than " + granted.toMillis()
                            + " ms; check the file, or raise the time budget if its disk is slow",
                    e);
        } catch (InterruptedException e) {
            task.abandon();
            throw interrupted(file, e);
        } catch (ExecutionException e) {
            throw translate(file, e.getCause() == null ? e : e.getCause());
        }
    }

    private void requireThread(String file) throws InterruptedException {
        if (Thread.interrupted()) { // Future.get does not check this if the task is done
            throw new InterruptedException();
        }
        if (!abandoned.await(granted)) {
            throw new AudioReadException(
                    Reason.UNREADABLE,
                    file,
                    file + " was not read: " + MAX_ABANDONED
                            + " reads that took too long have not ended yet; check the disk, then try again",
                    null);
        }
    }

    private static AudioReadException interrupted(String file, InterruptedException cause) {
        Thread.currentThread().interrupt();
        return new AudioReadException(
                Reason.UNREADABLE, file, file + " was not read: the reading thread was interrupted", cause);
    }

    private <T> T result(Future<T> task, AtomicLong length)
            throws InterruptedException, ExecutionException, TimeoutException {
        try {
            return task.get(granted.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            return task.get(length.get() / BYTES_PER_SECOND, TimeUnit.SECONDS);
        }
    }

    /** A broken file can cause nearly any exception in a parser; only errors that no file can cause are rethrown. */
    private static AudioReadException translate(String file, Throwable thrown) {
        if (thrown instanceof AudioReadException expected) {
            return expected;
        }
        if (thrown instanceof OutOfMemoryError) {
            return new AudioReadException(
                    Reason.OVER_BUDGET,
                    file,
                    file
                            + " was abandoned: reading it takes more memory than available; check the file, or raise the heap size",
                    thrown);
        }
        if (thrown instanceof LinkageError error) {
            throw error;
        }
        return new AudioReadException(
                Reason.CORRUPT,
                file,
                file + " is damaged: its content cannot be parsed (" + thrown + "); replace it with an intact copy",
                thrown);
    }
}
