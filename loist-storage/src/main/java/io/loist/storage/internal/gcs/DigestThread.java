package io.loist.storage.internal.gcs;

import io.loist.storage.internal.bytes.ContentDigest;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Sums bytes up on a thread of its own while their owner does something else with them, one buffer at a time. Between
 * {@link #start} and {@link #finish} the owner may read the buffer, but not write to it, and must leave the digest alone. Not safe
 * for use by several owners.
 */
final class DigestThread implements AutoCloseable {

    private final ContentDigest digest;
    private final ExecutorService thread = Executors.newSingleThreadExecutor(DigestThread::daemon);
    private CompletableFuture<Void> running = CompletableFuture.completedFuture(null);

    DigestThread(ContentDigest digest) {
        this.digest = digest;
    }

    /** Begins to add bytes to the digest. */
    void start(byte[] bytes, int offset, int length) {
        running = CompletableFuture.runAsync(() -> digest.update(bytes, offset, length), thread);
    }

    /** Waits until they have been added, which takes no longer than the processor needs for one buffer. */
    void finish() {
        running.join();
    }

    /** Waits as {@link #finish} does, so that the digest has one owner again, and ends the thread. */
    @Override
    public void close() {
        finish();
        thread.shutdown();
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "loist-digest");
        thread.setDaemon(true);
        return thread;
    }
}
