package io.loist.examples;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * What must be closed when the demo ends, whether it runs through, fails or is stopped with Ctrl-C: the last opened first, each
 * once.
 */
final class Cleanup implements AutoCloseable {

    private final Deque<AutoCloseable> open = new ArrayDeque<>();
    private final Thread hook = new Thread(this::closeAll, "demo-cleanup");

    Cleanup() {
        Runtime.getRuntime().addShutdownHook(hook);
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
