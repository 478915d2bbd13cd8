package io.loist.db.internal.work;

import io.loist.db.internal.jdbc.Jdbc;
import io.loist.db.internal.jdbc.Scope;
import io.loist.db.internal.jdbc.Sql;
import io.loist.track.Claim;
import io.loist.track.RetryPolicy;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Claims the tracks that are due. */
final class ClaimQuery {

    /** How often a claim goes on after spent rows; each time it loses some. */
    private static final int MAX_MORE = 100;

    private static final Comparator<Row> ORDER =
            Comparator.comparing(Row::dueAt).thenComparing(row -> row.id().toString());

    private final Jdbc jdbc;
    private final Sql first;
    private final Sql next;
    private final Sql lockSpent;
    private final Sql lose;
    private final ClaimCursor start;

    ClaimQuery(Jdbc jdbc, Scope scope, ClaimCursor start) {
        this.jdbc = jdbc;
        Sql claim =
                Sql.of(WorkSql.PICK_DUE).then(WorkSql.CLAIM).then(WorkSql.LOG).then(WorkSql.SELECT_CLAIMED);
        this.first = scope.in(Sql.joined(";\n", List.of(Sql.of(WorkSql.BEGIN), claim)));
        this.next = scope.in(claim);
        this.lockSpent = scope.in(WorkSql.LOCK_SPENT);
        this.lose = scope.in(
                Sql.of(WorkSql.LOSE).then(WorkSql.SETTLE).then(WorkSql.LOG).then(WorkSql.SELECT_MOVED));
        this.start = start;
    }

    List<Claim> claim(int max, String worker, Duration lease, RetryPolicy policy) {
        Map<String, Object> values =
                Map.of("worker", worker, "lease_micros", WorkRules.micros(lease), "retries", policy.retries());
        Jdbc.Work<List<Row>> work = connection -> {
            ClaimCursor.Place place = start.next();
            List<Row> found = claim(connection, place, first.with(values).with("max", max));
            goOn(connection, found, next.with(values), max);
            if (claimed(found) < max && !place.equals(ClaimCursor.BEGINNING) && start.mayLookAgain()) {
                Sql more = next.with(values).with("max", max - claimed(found));
                List<Row> earlier = claim(connection, ClaimCursor.BEGINNING, more);
                goOn(connection, earlier, next.with(values), max - claimed(found));
                found.addAll(earlier);
            }
            lose(connection, found, worker);
            return found;
        };
        List<Row> rows =
                jdbc.inTransaction("claim tracks for " + worker, Jdbc.keeping(StatusTransitions.SETTINGS, work));
        rows.sort(ORDER);
        rows.forEach(row -> start.passed(new ClaimCursor.Place(row.dueAt(), row.id())));
        return rows.stream()
                .map(row -> row.claim(worker))
                .filter(Objects::nonNull)
                .toList();
    }

    /** Claims the rows after those that were found, as many as there are spent ones among these. */
    private void goOn(Connection connection, List<Row> found, Sql claim, int max) throws SQLException {
        int wanted = max;
        List<Row> last = found;
        for (int i = 0; i < MAX_MORE && last.size() == wanted && claimed(found) < max; i++) {
            Row end = Collections.max(last, ORDER);
            wanted = max - claimed(found);
            last = claim(connection, new ClaimCursor.Place(end.dueAt(), end.id()), claim.with("max", wanted));
            found.addAll(last);
        }
    }

    private static int claimed(List<Row> found) {
        return (int) found.stream().filter(row -> row.leaseEnd() != null).count();
    }

    /** Makes the tracks of spent rows dead; leaves those that another transaction has locked to a later claim. */
    private void lose(Connection connection, List<Row> found, String worker) throws SQLException {
        UUID[] spent = found.stream()
                .filter(row -> row.leaseEnd() == null)
                .map(Row::id)
                .toArray(UUID[]::new);
        if (spent.length == 0) {
            return;
        }
        List<UUID> locked =
                Jdbc.query(connection, lockSpent.with("ids", spent), row -> row.getObject("id", UUID.class));
        Sql losing = lose.with("worker", worker).with("ids", locked.toArray(UUID[]::new));
        Jdbc.query(connection, losing, row -> worker);
    }

    private List<Row> claim(Connection connection, ClaimCursor.Place place, Sql claim) throws SQLException {
        Sql after = claim.with("after_due_at", place.dueAt()).with("after_id", place.id());
        long before = System.nanoTime();
        List<Row> rows = Jdbc.queryLast(connection, after, ClaimQuery::row);
        if (place.equals(ClaimCursor.BEGINNING)) {
            start.looked(System.nanoTime() - before, rows.size());
        }
        return new ArrayList<>(rows);
    }

    private static Row row(ResultSet row) throws SQLException {
        return new Row(
                row.getObject("track_id", UUID.class),
                row.getInt("claim_number"),
                row.getInt("retry_count"),
                row.getObject("was_due_at", OffsetDateTime.class),
                row.getObject("lease_end", OffsetDateTime.class));
    }

    /**
     * A row that a claim found.
     *
     * @param leaseEnd null if the row is spent
     */
    private record Row(
            UUID id,
            int number,
            int retryCount,
            OffsetDateTime dueAt,
            @Nullable OffsetDateTime leaseEnd) {

        /** Returns the claim, or null if the row is spent. */
        @Nullable
        Claim claim(String worker) {
            return leaseEnd == null ? null : new Claim(id, number, retryCount, worker, leaseEnd.toInstant());
        }
    }
}
