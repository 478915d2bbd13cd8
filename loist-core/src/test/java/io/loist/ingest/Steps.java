package io.loist.ingest;

import io.loist.testing.Intercepted;
import java.util.ArrayList;
import java.util.List;

/**
 * Counts the calls of a store and a journal, before and after each, and does something at one of them. Calls that only read are
 * counted too.
 */
final class Steps implements Intercepted.Interceptor {

    private final int target;
    private final Runnable action;
    private final List<String> taken = new ArrayList<>();

    Steps(int target, Runnable action) {
        this.target = target;
        this.action = action;
    }

    @Override
    public void before(String method) {
        step("before " + method);
    }

    @Override
    public void after(String method) {
        step("after " + method);
    }

    private void step(String name) {
        boolean reached;
        synchronized (taken) {
            taken.add(name);
            reached = taken.size() == target;
        }
        if (reached) {
            action.run();
        }
    }

    /** Returns the number of steps so far. */
    int count() {
        synchronized (taken) {
            return taken.size();
        }
    }

    /** Returns the name of the step at which something was done. */
    String name() {
        synchronized (taken) {
            return target <= taken.size() ? target + ": " + taken.get(target - 1) : "never";
        }
    }
}
