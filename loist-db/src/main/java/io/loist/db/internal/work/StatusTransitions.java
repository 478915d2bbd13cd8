package io.loist.db.internal.work;

import io.loist.IllegalStatusTransitionException;
import io.loist.TrackNotFoundException;
import io.loist.db.internal.jdbc.Jdbc;
import io.loist.db.internal.jdbc.Scope;
import io.loist.db.internal.jdbc.SqlClause;
import io.loist.db.internal.jdbc.TransactionSettings;
import io.loist.track.Claim;
import io.loist.track.RetryPolicy;
import io.loist.track.TrackStatus;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Moves tracks from status to status: those of claims as far as the claims are good, those of ids all or none. */
public final class StatusTransitions {

    private static final double MILLIS_PER_SECOND = 1_000;

    private final Jdbc jdbc;
    private final Scope scope;

    public StatusTransitions(Jdbc jdbc, Scope scope) {
        this.jdbc = jdbc;
        this.scope = scope;
    }

    /** Returns the claims that were good. */
    public List<Claim> end(List<Claim> claims, SqlClause move, @Nullable String reason) {
        if (claims.isEmpty()) {
            return List.of();
        }
        SqlClause whole = pick(claims).then(ending(move, reason));
        Map<UUID, Integer> moved = moving(
                "end the work on " + named(claims.get(0).id(), claims.size()), connection -> moved(connection, whole));
        return claims.stream()
                .filter(claim -> Objects.equals(moved.get(claim.id()), claim.number()))
                .toList();
    }

    /** Returns the claims that were good, with the end of their new lease. */
    List<Claim> prolong(List<Claim> claims, Duration lease) {
        if (claims.isEmpty()) {
            return List.of();
        }
        SqlClause whole = pick(claims).then(WorkSql.PROLONG, ClaimQuery.micros(lease));
        Map<UUID, Claim> byId = new HashMap<>();
        claims.forEach(claim -> byId.put(claim.id(), claim));
        return moving(
                "prolong the lease of " + named(claims.get(0).id(), claims.size()),
                connection -> Jdbc.query(connection, scoped(whole), row -> prolonged(row, byId)));
    }

    /** Moves tracks of some statuses, or none of them. */
    void move(List<UUID> ids, String by, Wanted wanted) {
        Set<UUID> distinct = new LinkedHashSet<>(ids);
        if (distinct.isEmpty()) {
            return;
        }
        String[] begin = Arrays.stream(TrackStatus.values())
                .filter(status -> status.canBecome(wanted.status()))
                .map(TrackStatus::name)
                .toArray(String[]::new);
        SqlClause whole = SqlClause.of(WorkSql.PICK_IDS, by, scope.namespace(), distinct.toArray(UUID[]::new), begin)
                .then(ending(wanted.move(), wanted.reason()));
        String action = "make " + named(ids.get(0), distinct.size()) + " " + wanted.status();
        moving(action, connection -> {
            Set<UUID> left = new LinkedHashSet<>(distinct);
            left.removeAll(new HashSet<>(moved(connection, whole).keySet()));
            if (!left.isEmpty()) {
                throw refusal(connection, left.iterator().next(), wanted.status());
            }
            return distinct;
        });
    }

    /**
     * What becomes of tracks.
     *
     * @param status what they are to be
     * @param move the second part of the statement
     */
    record Wanted(
            TrackStatus status, SqlClause move, @Nullable String reason) {}

    /** Returns the move of tracks that have failed, dead after so many retries. */
    static SqlClause failing(RetryPolicy policy, int retries) {
        double first = policy.firstDelay().toMillis() / MILLIS_PER_SECOND;
        double longest = policy.longestDelay().toMillis() / MILLIS_PER_SECOND;
        return SqlClause.of(WorkSql.FAIL, retries, retries, longest, first);
    }

    private RuntimeException refusal(Connection connection, UUID id, TrackStatus wanted) throws SQLException {
        SqlClause find = SqlClause.of(scope.sql(WorkSql.FIND_STATUS), new UUID[] {id}, scope.namespace());
        String current = Jdbc.query(connection, find, row -> Objects.requireNonNullElse(row.getString("status"), ""))
                .get(0);
        return current.isEmpty()
                ? new TrackNotFoundException(id)
                : new IllegalStatusTransitionException(id, current, wanted.name());
    }

    private SqlClause pick(List<Claim> claims) {
        return SqlClause.of(
                WorkSql.PICK_CLAIMS,
                scope.namespace(),
                claims.stream().map(Claim::id).toArray(UUID[]::new),
                claims.stream().map(claim -> Integer.toString(claim.number())).toArray(String[]::new),
                claims.stream().map(Claim::worker).toArray(String[]::new));
    }

    private static SqlClause ending(SqlClause move, @Nullable String reason) {
        // A lease is kept in track_work alone; so is work that just begins
        SqlClause settled = move.sql().equals(WorkSql.MARK_PROCESSING) ? move : move.then(WorkSql.SETTLE, reason);
        return settled.then(WorkSql.LOG, reason);
    }

    private Map<UUID, Integer> moved(Connection connection, SqlClause whole) throws SQLException {
        Map<UUID, Integer> moved = new HashMap<>();
        Jdbc.query(
                connection,
                scoped(whole),
                row -> moved.put(row.getObject("track_id", UUID.class), row.getInt("number")));
        return moved;
    }

    private static Claim prolonged(ResultSet row, Map<UUID, Claim> byId) throws SQLException {
        Claim claim = Objects.requireNonNull(byId.get(row.getObject("track_id", UUID.class)));
        return new Claim(
                claim.id(),
                claim.number(),
                claim.retryCount(),
                claim.worker(),
                row.getObject("due_at", OffsetDateTime.class).toInstant());
    }

    private <T> T moving(String action, Jdbc.Work<T> work) {
        return jdbc.inTransaction(action, jdbc.keeping(TransactionSettings.OF_WORK, connection -> {
            Jdbc.query(connection, SqlClause.of(WorkSql.BEGIN), row -> true);
            return work.on(connection);
        }));
    }

    private SqlClause scoped(SqlClause clause) {
        return new SqlClause(scope.sql(clause.sql()), clause.bindings());
    }

    private static String named(UUID first, int count) {
        return count == 1 ? "the track " + first : count + " tracks, " + first + " the first,";
    }
}
