package io.loist.audio.internal.read;

import io.loist.AudioReadException;
import io.loist.AudioReadException.Reason;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;

/**
 * Runs each read in a thread of its own and gives up on it when its time is over. A thread that came to its end in time reads other
 * files after that, as starting one takes as long as reading a small file; without work it ends. This is also the one place where what is
 * thrown for a broken file becomes an {@link AudioReadException}.
 */
public final class TimeBudget {

    /** More than anybody waits, and few enough nanoseconds for a long. */
    private static final Duration FOR_EVER = Duration.ofDays(10_000);

    /** What any disk reads in a second: all bytes of a file are hashed. */
    private static final long BYTES_PER_SECOND = 16L * 1024 * 1024;

    /** A read, which tells how many bytes its file has as soon as it knows. */
    public interface Read<T> {
        T file(LongConsumer length) throws Exception;
    }

    private static final Duration IDLE = Duration.ofSeconds(10);

    private final ExecutorService threads = new ThreadPoolExecutor(
            0, Integer.MAX_VALUE, IDLE.toSeconds(), TimeUnit.SECONDS, new SynchronousQueue<>(), TimeBudget::daemon);

    private final Duration granted;

    public TimeBudget(Duration granted) {
        this.granted = granted.compareTo(FOR_EVER) > 0 ? FOR_EVER : granted;
    }

    public <T> T spend(Path file, Read<T> read) {
        AtomicLong length = new AtomicLong();
        Future<T> task = threads.submit(() -> read.file(length::set));
        try {
            if (Thread.interrupted()) { // a task that is done already would be returned without a look at this
                throw new InterruptedException();
            }
            return result(task, length);
        } catch (TimeoutException e) {
            task.cancel(true);
            throw new AudioReadException(
                    Reason.OVER_BUDGET,
                    file.toString(),
                    file + " was given up: reading it took more than " + granted.toMillis()
                            + " ms; check the file, or grant more time if its disk is slow",
                    e);
        } catch (InterruptedException e) {
            task.cancel(true);
            Thread.currentThread().interrupt();
            throw new AudioReadException(
                    Reason.UNREADABLE, file.toString(), file + " was not read: the reading thread was interrupted", e);
        } catch (ExecutionException e) {
            throw translate(file, e.getCause() == null ? e : e.getCause());
        }
    }

    private static Thread daemon(Runnable reads) {
        Thread thread = new Thread(reads, "loist-audio-read");
        thread.setDaemon(true);
        return thread;
    }

    private <T> T result(Future<T> task, AtomicLong length)
            throws InterruptedException, ExecutionException, TimeoutException {
        try {
            return task.get(granted.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            return task.get(length.get() / BYTES_PER_SECOND, TimeUnit.SECONDS);
        }
    }

    /** A broken file can make a parser throw nearly anything; only what no file can cause is passed on as it is. */
    private static AudioReadException translate(Path file, Throwable thrown) {
        if (thrown instanceof AudioReadException expected) {
            return expected;
        }
        if (thrown instanceof OutOfMemoryError) {
            return new AudioReadException(
                    Reason.OVER_BUDGET,
                    file.toString(),
                    file
                            + " was given up: reading it takes more memory than there is; check the file, or raise the heap",
                    thrown);
        }
        if (thrown instanceof LinkageError error) {
            throw error;
        }
        return new AudioReadException(
                Reason.CORRUPT,
                file.toString(),
                file + " is damaged: its content could not be made sense of (" + thrown
                        + "); replace it with an intact copy",
                thrown);
    }
}
