package io.loist.db.internal.work;

import io.loist.IllegalStatusTransitionException;
import io.loist.TrackNotFoundException;
import io.loist.db.internal.jdbc.Jdbc;
import io.loist.db.internal.jdbc.Scope;
import io.loist.db.internal.jdbc.Sql;
import io.loist.db.internal.jdbc.TransactionSettings;
import io.loist.track.Claim;
import io.loist.track.TrackStatus;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;

/** Makes status transitions: of claims, those that are valid; of ids, all or none. */
final class StatusTransitions {

    /** What {@link WorkSql#BEGIN} sets. */
    static final TransactionSettings SETTINGS = new TransactionSettings(
            List.of("enable_sort", "enable_seqscan", "enable_hashjoin", "enable_mergejoin", "jit"));

    private final Jdbc jdbc;
    private final Scope scope;
    private final Sql lock;
    private final Sql lockWithTracks;

    StatusTransitions(Jdbc jdbc, Scope scope) {
        this.jdbc = jdbc;
        this.scope = scope;
        this.lock = scope.in(WorkSql.BEGIN + ";\n" + WorkSql.LOCK);
        this.lockWithTracks = scope.in(WorkSql.BEGIN + ";\n" + WorkSql.LOCK_TRACKS + ";\n" + WorkSql.LOCK);
    }

    /** Returns the claims that were valid. */
    List<Claim> end(List<Claim> claims, Transition transition) {
        if (claims.isEmpty()) {
            return List.of();
        }
        Sql sql = scope.in(transition.after(pick(claims)));
        Map<UUID, Integer> moved = new HashMap<>();
        transaction("end the work on " + named(claims.get(0).id(), claims.size()), lockWithTracks, sql, moving(moved));
        return claims.stream()
                .filter(claim -> Objects.equals(moved.get(claim.id()), claim.number()))
                .toList();
    }

    /** Returns the claims that were valid, with the end of their new lease. */
    List<Claim> prolong(List<Claim> claims, Duration lease) {
        if (claims.isEmpty()) {
            return List.of();
        }
        Sql sql = scope.in(pick(claims).then(WorkSql.PROLONG).with("lease_micros", WorkRules.micros(lease)));
        Map<UUID, Claim> byId = new HashMap<>();
        claims.forEach(claim -> byId.put(claim.id(), claim));
        return transaction(
                "prolong the lease of " + named(claims.get(0).id(), claims.size()),
                lock,
                sql,
                row -> prolonged(row, byId));
    }

    /** Changes all of these tracks, or none if one of them is missing or must not make the transition. */
    void change(List<UUID> ids, String actor, Transition transition) {
        Set<UUID> distinct = new LinkedHashSet<>(ids);
        if (distinct.isEmpty()) {
            return;
        }
        String[] from = Arrays.stream(TrackStatus.values())
                .filter(status -> status.canBecome(transition.to()))
                .map(TrackStatus::name)
                .toArray(String[]::new);
        Sql picked = Sql.of(WorkSql.PICK_IDS)
                .with("actor", actor)
                .with("ids", distinct.toArray(UUID[]::new))
                .with("from_statuses", from);
        Sql sql = scope.in(transition.after(picked));
        String action = "make " + named(ids.get(0), distinct.size()) + " " + transition.to();
        jdbc.inTransaction(action, Jdbc.keeping(SETTINGS, connection -> {
            Map<UUID, Integer> moved = new HashMap<>();
            run(connection, lockWithTracks, sql, moving(moved));
            distinct.removeAll(moved.keySet());
            if (!distinct.isEmpty()) {
                throw refusal(connection, distinct.iterator().next(), transition.to());
            }
            return moved;
        }));
    }

    private RuntimeException refusal(Connection connection, UUID id, TrackStatus wanted) throws SQLException {
        Sql find = scope.in(WorkSql.FIND_STATUS).with("id", id).replanned();
        List<String> status = Jdbc.query(connection, find, row -> row.getString("status"));
        return status.isEmpty()
                ? new TrackNotFoundException(id)
                : new IllegalStatusTransitionException(id, status.get(0), wanted.name());
    }

    private static Sql pick(List<Claim> claims) {
        return Sql.of(WorkSql.PICK_CLAIMS)
                .with("ids", claims.stream().map(Claim::id).toArray(UUID[]::new))
                .with("numbers", claims.stream().map(Claim::number).toArray(Integer[]::new))
                .with("workers", claims.stream().map(Claim::worker).toArray(String[]::new));
    }

    private static Jdbc.RowMapper<Integer> moving(Map<UUID, Integer> moved) {
        return row -> {
            int number = row.getInt("number");
            moved.put(row.getObject("track_id", UUID.class), number);
            return number;
        };
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

    private <T> List<T> transaction(String action, Sql locking, Sql sql, Jdbc.RowMapper<T> mapper) {
        return jdbc.inTransaction(action, Jdbc.keeping(SETTINGS, connection -> run(connection, locking, sql, mapper)));
    }

    private static <T> List<T> run(Connection connection, Sql locking, Sql sql, Jdbc.RowMapper<T> mapper)
            throws SQLException {
        Sql ids = locking.with("ids", sql.values().get("ids"));
        return Jdbc.queryLocked(connection, ids, sql, mapper);
    }

    private static String named(UUID first, int count) {
        return count == 1 ? "the track " + first : count + " tracks, " + first + " the first,";
    }
}
