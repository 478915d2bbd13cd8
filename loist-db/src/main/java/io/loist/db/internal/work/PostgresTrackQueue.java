package io.loist.db.internal.work;

import io.loist.Cursor;
import io.loist.db.internal.jdbc.Jdbc;
import io.loist.db.internal.jdbc.Scope;
import io.loist.db.internal.jdbc.SqlClause;
import io.loist.track.Claim;
import io.loist.track.RetryPolicy;
import io.loist.track.StatusChange;
import io.loist.track.StatusChanges;
import io.loist.track.TrackQueue;
import io.loist.track.TrackStatus;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Work on tracks, shared by means of the table {@code track_work}. */
public final class PostgresTrackQueue implements TrackQueue {

    private static final double MILLIS_PER_SECOND = 1_000;

    private final ClaimQuery due;
    private final StatusTransitions moves;
    private final StatusFeed feed;
    private final RetryPolicy policy;

    private PostgresTrackQueue(ClaimQuery due, StatusTransitions moves, StatusFeed feed, RetryPolicy policy) {
        this.due = due;
        this.moves = moves;
        this.feed = feed;
        this.policy = policy;
    }

    public static TrackQueue create(Jdbc jdbc, Scope scope) {
        return new PostgresTrackQueue(
                new ClaimQuery(jdbc, scope, new ClaimCursor()),
                new StatusTransitions(jdbc, scope),
                new StatusFeed(jdbc, scope),
                RetryPolicy.DEFAULT);
    }

    @Override
    public TrackQueue retrying(RetryPolicy policy) {
        return new PostgresTrackQueue(due, moves, feed, Objects.requireNonNull(policy, "policy"));
    }

    @Override
    public List<Claim> claim(int most, String worker, Duration lease) {
        return due.claim(WorkRules.most(most), WorkRules.name("worker", worker), WorkRules.lease(lease), policy);
    }

    @Override
    public List<Claim> heartbeat(List<Claim> claims, Duration lease) {
        return moves.prolong(checked(claims), WorkRules.lease(lease));
    }

    @Override
    public List<Claim> complete(List<Claim> claims) {
        return moves.end(checked(claims), SqlClause.of(WorkSql.COMPLETE), null);
    }

    @Override
    public List<Claim> fail(List<Claim> claims, String error) {
        return moves.end(checked(claims), failing(policy.retries()), WorkRules.reason("error", error));
    }

    @Override
    public List<Claim> giveUp(List<Claim> claims, String error) {
        return moves.end(checked(claims), failing(0), WorkRules.reason("error", error));
    }

    @Override
    public List<Claim> release(List<Claim> claims) {
        return moves.end(checked(claims), SqlClause.of(WorkSql.WAIT, Integer.MAX_VALUE), null);
    }

    @Override
    public void markProcessing(List<UUID> ids, String by) {
        mark(
                ids,
                by,
                new StatusTransitions.Wanted(TrackStatus.PROCESSING, SqlClause.of(WorkSql.MARK_PROCESSING), null));
    }

    @Override
    public void markCompleted(List<UUID> ids, String by) {
        mark(ids, by, new StatusTransitions.Wanted(TrackStatus.COMPLETED, SqlClause.of(WorkSql.COMPLETE), null));
    }

    @Override
    public void markFailed(List<UUID> ids, String error, String by) {
        mark(
                ids,
                by,
                new StatusTransitions.Wanted(
                        TrackStatus.FAILED, failing(policy.retries()), WorkRules.reason("error", error)));
    }

    @Override
    public void requeue(List<UUID> ids, String reason, String by) {
        mark(
                ids,
                by,
                new StatusTransitions.Wanted(
                        TrackStatus.PENDING, SqlClause.of(WorkSql.WAIT, 0), WorkRules.reason("reason", reason)));
    }

    @Override
    public List<StatusChange> history(UUID id) {
        return feed.history(id);
    }

    @Override
    public StatusChanges changes(@Nullable Cursor after, int most) {
        return feed.changes(after, WorkRules.most(most));
    }

    private SqlClause failing(int retries) {
        double first = policy.firstDelay().toMillis() / MILLIS_PER_SECOND;
        double longest = policy.longestDelay().toMillis() / MILLIS_PER_SECOND;
        return SqlClause.of(WorkSql.FAIL, retries, retries, longest, first);
    }

    private void mark(List<UUID> ids, String by, StatusTransitions.Wanted wanted) {
        WorkRules.batch("ids", ids.size());
        moves.move(ids, WorkRules.name("by", by), wanted);
    }

    private static List<Claim> checked(List<Claim> claims) {
        WorkRules.batch("claims", claims.size());
        return List.copyOf(claims);
    }
}
