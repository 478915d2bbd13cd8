package io.loist.internal;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Opens files that others can replace. Opening a named pipe waits for its writer, possibly for ever, and nothing interrupts it: a thread
 * of its own waits for that, and of such threads there are a few at most.
 */
public final class FileOpening {

    private static final int MAX_WAITING = 256;
    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final Semaphore WAITING = new Semaphore(MAX_WAITING);

    private FileOpening() {}

    /**
     * Opens a file, which the caller knows to have been a regular one a moment ago.
     *
     * @throws IOException if it cannot be opened, or not within 10 seconds
     */
    public static FileChannel open(Path path, Set<? extends OpenOption> options) throws IOException {
        return open(path, options, TIMEOUT);
    }

    static FileChannel open(Path path, Set<? extends OpenOption> options, Duration timeout) throws IOException {
        if (!WAITING.tryAcquire()) {
            throw new FileSystemException(path.toString(), null, "too many files do not open");
        }
        CompletableFuture<FileChannel> opened = new CompletableFuture<>();
        Daemons.start("loist-file-opening", () -> open(path, options, opened));
        try {
            return opened.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw abandoned(
                    opened, new FileSystemException(path.toString(), null, "it does not open, as a pipe would"));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw abandoned(opened, new ClosedByInterruptException());
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException known ? known : new IOException(e.getCause());
        }
    }

    private static void open(Path path, Set<? extends OpenOption> options, CompletableFuture<FileChannel> opened) {
        try {
            FileChannel channel = FileChannel.open(path, options);
            if (!opened.complete(channel)) {
                channel.close();
            }
        } catch (IOException | RuntimeException e) {
            opened.completeExceptionally(e);
        } finally {
            WAITING.release();
        }
    }

    /** Makes a file that opens later close at once; one that has just opened is closed here. */
    private static IOException abandoned(CompletableFuture<FileChannel> opened, IOException why) throws IOException {
        if (!opened.completeExceptionally(why) && !opened.isCompletedExceptionally()) {
            opened.join().close();
        }
        return why;
    }
}
