package io.loist.db.internal.work;

import io.loist.db.internal.jdbc.Jdbc;
import io.loist.db.internal.jdbc.Scope;
import io.loist.track.RetryPolicy;
import io.loist.track.TrackStatuses;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

/** Transitions of tracks that are named by their ids. */
public final class PostgresTrackStatuses implements TrackStatuses {

    private final StatusTransitions transitions;
    private final RetryPolicy policy;

    public PostgresTrackStatuses(Jdbc jdbc, Scope scope) {
        this(new StatusTransitions(jdbc, scope), RetryPolicy.DEFAULT);
    }

    private PostgresTrackStatuses(StatusTransitions transitions, RetryPolicy policy) {
        this.transitions = transitions;
        this.policy = policy;
    }

    @Override
    public TrackStatuses withRetry(RetryPolicy policy) {
        return new PostgresTrackStatuses(transitions, Objects.requireNonNull(policy, "policy"));
    }

    @Override
    public void markProcessing(List<UUID> ids, String by) {
        change(ids, by, Transition.start());
    }

    @Override
    public void markCompleted(List<UUID> ids, String by) {
        change(ids, by, Transition.complete());
    }

    @Override
    public void markFailed(List<UUID> ids, String error, String by) {
        change(ids, by, Transition.fail(policy, policy.retries(), error));
    }

    @Override
    public void requeue(List<UUID> ids, String reason, String by) {
        change(ids, by, Transition.requeue(reason));
    }

    private void change(List<UUID> ids, String by, Transition transition) {
        WorkRules.batch("ids", ids.size());
        transitions.change(ids, WorkRules.name("by", by), transition);
    }
}
