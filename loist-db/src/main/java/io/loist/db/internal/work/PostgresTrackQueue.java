package io.loist.db.internal.work;

import io.loist.db.internal.jdbc.Jdbc;
import io.loist.db.internal.jdbc.Scope;
import io.loist.track.Claim;
import io.loist.track.RetryPolicy;
import io.loist.track.TrackQueue;
import java.time.Duration;
import java.util.List;
import java.util.Objects;

/** A queue of tracks in the table {@code track_queue}. */
public final class PostgresTrackQueue implements TrackQueue {

    private final ClaimQuery due;
    private final StatusTransitions transitions;
    private final RetryPolicy policy;

    public PostgresTrackQueue(Jdbc jdbc, Scope scope) {
        this(new ClaimQuery(jdbc, scope, new ClaimCursor()), new StatusTransitions(jdbc, scope), RetryPolicy.DEFAULT);
    }

    private PostgresTrackQueue(ClaimQuery due, StatusTransitions transitions, RetryPolicy policy) {
        this.due = due;
        this.transitions = transitions;
        this.policy = policy;
    }

    @Override
    public TrackQueue withRetry(RetryPolicy policy) {
        return new PostgresTrackQueue(due, transitions, Objects.requireNonNull(policy, "policy"));
    }

    @Override
    public List<Claim> claim(int max, String worker, Duration lease) {
        return due.claim(WorkRules.max(max), WorkRules.name("worker", worker), WorkRules.lease(lease), policy);
    }

    @Override
    public List<Claim> heartbeat(List<Claim> claims, Duration lease) {
        return transitions.prolong(checked(claims), WorkRules.lease(lease));
    }

    @Override
    public List<Claim> complete(List<Claim> claims) {
        return transitions.end(checked(claims), Transition.complete());
    }

    @Override
    public List<Claim> fail(List<Claim> claims, String error) {
        return transitions.end(checked(claims), Transition.fail(policy, policy.retries(), error));
    }

    @Override
    public List<Claim> failPermanently(List<Claim> claims, String error) {
        return transitions.end(checked(claims), Transition.fail(policy, 0, error));
    }

    @Override
    public List<Claim> release(List<Claim> claims) {
        return transitions.end(checked(claims), Transition.release());
    }

    private static List<Claim> checked(List<Claim> claims) {
        WorkRules.batch("claims", claims.size());
        return List.copyOf(claims);
    }
}
