package io.loist.examples.demo;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * What must be closed when the demo ends, whether it runs through, fails or is stopped with Ctrl-C: the last opened first, each
 * once. Ctrl-C interrupts the thread that made this, and gives it time to leave what it is doing.
 */
final class Cleanup implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private final Deque<AutoCloseable> open = new ArrayDeque<>();
    private final Thread worker = Thread.currentThread();
    private final Thread hook = new Thread(this::stop, "demo-cleanup");
    private volatile boolean stopping;

    Cleanup() {
        Runtime.getRuntime().addShutdownHook(hook);
    }

    /** Returns whether somebody has asked the demo to stop. */
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
            // the machine is going down already, and the hook has found nothing to do
        }
    }

    private void stop() {
        stopping = true;
        worker.interrupt();
        try {
            worker.join(PATIENCE.toMillis());
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
                System.err.println("While tidying up: " + e.getMessage());
            }
        }
    }
}
