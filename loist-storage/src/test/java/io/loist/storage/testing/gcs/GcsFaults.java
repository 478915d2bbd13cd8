package io.loist.storage.testing.gcs;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** What the test server does wrong on purpose. Safe for use by many threads. */
public final class GcsFaults {

    private final Map<GcsOperation, Deque<Fault>> planned = new EnumMap<>(GcsOperation.class);
    private final Map<GcsOperation, Integer> calls = new EnumMap<>(GcsOperation.class);

    /** The ways to go wrong. */
    public enum Fault {
        /** No fault: lets a call pass before a fault that comes later. */
        NONE,
        /** Answers 503 and does nothing. */
        UNAVAILABLE,
        /** Answers 429 and does nothing. */
        TOO_MANY_REQUESTS,
        /** Answers 403 and does nothing. */
        FORBIDDEN,
        /** Answers 404 and does nothing, as for an upload session that is lost. */
        NOT_FOUND,
        /** Answers 410 and does nothing, as for an upload session that is lost. */
        GONE,
        /** Answers 401 and does nothing, as for a token that has expired. */
        UNAUTHORIZED,
        /** Closes the connection and does nothing. */
        RESET,
        /** Does what it was asked to, and closes the connection instead of answering. */
        LOST_ANSWER,
        /** Does what it was asked to, but only once the client has lost patience, and then closes the connection. */
        STALL,
        /** Changes a byte of what comes or goes. */
        CHANGED_BYTE,
        /** Closes the connection in the middle of the bytes that it sends, or keeps half of those that come and does not answer. */
        BROKEN_STREAM
    }

    /** Makes the next calls of an operation go wrong, one in each way, in this order. */
    public synchronized void plan(GcsOperation operation, Fault... faults) {
        Deque<Fault> queue = planned.computeIfAbsent(operation, key -> new ArrayDeque<>());
        queue.addAll(List.of(faults));
    }

    /** Counts a call and says how it is to go wrong. */
    public synchronized Fault next(GcsOperation operation) {
        calls.merge(operation, 1, Integer::sum);
        Deque<Fault> queue = planned.get(operation);
        Fault fault = queue == null ? null : queue.poll();
        return fault == null ? Fault.NONE : fault;
    }

    /** Returns how many calls of an operation there were. */
    public synchronized int calls(GcsOperation operation) {
        return calls.getOrDefault(operation, 0);
    }

    /** Returns whether every planned fault has happened. */
    public synchronized boolean allHappened() {
        return planned.values().stream().allMatch(Deque::isEmpty);
    }
}
