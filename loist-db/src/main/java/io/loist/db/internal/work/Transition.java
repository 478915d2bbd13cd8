package io.loist.db.internal.work;

import io.loist.db.internal.jdbc.Sql;
import io.loist.track.RetryPolicy;
import io.loist.track.TrackStatus;

/**
 * One status transition of tracks.
 *
 * @param to their new status; {@code FAILED} may become {@code DEAD}
 * @param outcome the part of the statement after {@code picked}
 */
record Transition(TrackStatus to, Sql outcome) {

    private static final double MILLIS_PER_SECOND = 1_000;

    static Transition start() {
        return new Transition(TrackStatus.PROCESSING, Sql.of(WorkSql.START));
    }

    static Transition complete() {
        return new Transition(TrackStatus.COMPLETED, Sql.of(WorkSql.COMPLETE));
    }

    /** Returns the transition of tracks that failed: dead after this number of retries, with the policy's delays. */
    static Transition fail(RetryPolicy policy, int retries, String error) {
        Sql outcome = Sql.of(WorkSql.FAIL)
                .with("retries", retries)
                .with("first_delay", policy.firstDelay().toMillis() / MILLIS_PER_SECOND)
                .with("longest_delay", policy.maxDelay().toMillis() / MILLIS_PER_SECOND)
                .with("reason", WorkRules.error(error));
        return new Transition(TrackStatus.FAILED, outcome);
    }

    /** Returns the return to the queue after an attempt that does not count. */
    static Transition release() {
        return waiting(Integer.MAX_VALUE, Sql.of(WorkSql.WAIT).with("reason", null));
    }

    /** Returns the return to the queue with all retries left. */
    static Transition requeue(String reason) {
        return waiting(0, Sql.of(WorkSql.WAIT).with("reason", WorkRules.reason("reason", reason)));
    }

    private static Transition waiting(int maxRetryCount, Sql outcome) {
        return new Transition(TrackStatus.PENDING, outcome.with("max_retry_count", maxRetryCount));
    }

    /** Returns the statement, which returns the changed tracks with the numbers of their claims. */
    Sql after(Sql picked) {
        return picked.then(outcome).then(WorkSql.SETTLE).then(WorkSql.LOG).then(WorkSql.SELECT_MOVED);
    }
}
