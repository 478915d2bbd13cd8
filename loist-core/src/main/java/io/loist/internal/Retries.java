package io.loist.internal;

/** Counts the attempts that this thread has repeated after transient failures, for those who observe calls. */
public final class Retries {

    private static final ThreadLocal<int[]> COUNT = ThreadLocal.withInitial(() -> new int[1]);

    private Retries() {}

    /** Returns how many there have been since the thread began; may overflow, so only differences mean something. */
    public static int ofThisThread() {
        return COUNT.get()[0];
    }

    static void count() {
        COUNT.get()[0]++;
    }
}
