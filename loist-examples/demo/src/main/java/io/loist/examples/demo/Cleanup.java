package io.loist.examples.demo;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Closes resources when the demo ends, whether it succeeds, fails or is stopped with Ctrl-C: in reverse order, each once.
 * Ctrl-C interrupts the thread that created this object and gives it time to finish.
 */
final class Cleanup implements AutoCloseable {

    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(15);

    private final Deque<AutoCloseable> open = new ArrayDeque<>();
    private final Thread worker = Thread.currentThread();
    private final Thread hook = new Thread(this::stop, "demo-cleanup");
    private volatile boolean stopping;

    Cleanup() {
        Runtime.getRuntime().addShutdownHook(hook);
    }

    /** Returns whether the user has stopped the demo. */
    boolean isStopping() {
        return stopping;
    }

    /** Closes this when the demo ends, and returns it. */
    synchronized <T extends AutoCloseable> T add(T resource) {
        open.push(resource);
        return resource;
    }

    @Override
    public void close() {
        closeAll();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // the JVM is shutting down, and the hook has found nothing to close
        }
    }

    private void stop() {
        stopping = true;
        worker.interrupt();
        try {
            worker.join(STOP_TIMEOUT.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        closeAll();
    }

    private synchronized void closeAll() {
        while (!open.isEmpty()) {
            try {
                open.pop().close();
            } catch (Exception e) {
                System.err.println("While closing: " + e.getMessage());
            }
        }
    }
}
