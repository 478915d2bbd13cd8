package io.loist.db.internal.work;

import io.loist.db.internal.jdbc.Jdbc;
import io.loist.db.internal.jdbc.Scope;
import io.loist.db.internal.jdbc.SqlClause;
import io.loist.db.internal.work.StatusTransitions.Wanted;
import io.loist.track.RetryPolicy;
import io.loist.track.TrackStatus;
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
        move(ids, by, new Wanted(TrackStatus.PROCESSING, SqlClause.of(WorkSql.MARK_PROCESSING), null));
    }

    @Override
    public void markCompleted(List<UUID> ids, String by) {
        move(ids, by, new Wanted(TrackStatus.COMPLETED, SqlClause.of(WorkSql.COMPLETE), null));
    }

    @Override
    public void markFailed(List<UUID> ids, String error, String by) {
        SqlClause failing = StatusTransitions.failing(policy, policy.retries());
        move(ids, by, new Wanted(TrackStatus.FAILED, failing, WorkRules.reason("error", error)));
    }

    @Override
    public void requeue(List<UUID> ids, String reason, String by) {
        SqlClause waiting = SqlClause.of(WorkSql.WAIT, 0);
        move(ids, by, new Wanted(TrackStatus.PENDING, waiting, WorkRules.reason("reason", reason)));
    }

    private void move(List<UUID> ids, String by, Wanted wanted) {
        WorkRules.batch("ids", ids.size());
        transitions.move(ids, WorkRules.name("by", by), wanted);
    }
}
