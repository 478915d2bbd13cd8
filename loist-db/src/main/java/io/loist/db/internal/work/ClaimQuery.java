package io.loist.db.internal.work;

import io.loist.db.internal.jdbc.Jdbc;
import io.loist.db.internal.jdbc.Scope;
import io.loist.db.internal.jdbc.Sql;
import io.loist.track.Claim;
import io.loist.track.RetryPolicy;
import io.loist.track.TrackStatus;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Claims the tracks that are due. */
final class ClaimQuery {

    private final Jdbc jdbc;
    private final Sql due;
    private final ClaimCursor start;

    ClaimQuery(Jdbc jdbc, Scope scope, ClaimCursor start) {
        this.jdbc = jdbc;
        this.due = scope.in(Sql.of(WorkSql.PICK_DUE)
                .then(WorkSql.CLAIM)
                .then(WorkSql.SETTLE)
                .then(WorkSql.LOG)
                .then(WorkSql.SELECT_CLAIMED));
        this.start = start;
    }

    List<Claim> claim(int max, String worker, Duration lease, RetryPolicy policy) {
        Sql claim = due.with("worker", worker)
                .with("lease_micros", WorkRules.micros(lease))
                .with("retries", policy.retries());
        Jdbc.Work<List<Row>> work = connection -> {
            Jdbc.query(connection, Sql.of(WorkSql.BEGIN), row -> worker);
            ClaimCursor.Place place = start.next();
            List<Row> found = claim(connection, place, claim.with("max", max));
            if (found.size() < max && !place.equals(ClaimCursor.BEGINNING) && start.mayLookAgain()) {
                found.addAll(claim(connection, ClaimCursor.BEGINNING, claim.with("max", max - found.size())));
            }
            return found;
        };
        List<Row> rows =
                jdbc.inTransaction("claim tracks for " + worker, jdbc.keeping(StatusTransitions.SETTINGS, work));
        rows.sort(Comparator.comparing(Row::dueAt).thenComparing(row -> row.id().toString()));
        rows.forEach(row -> start.passed(new ClaimCursor.Place(row.dueAt(), row.id())));
        return rows.stream()
                .map(row -> row.claim(worker))
                .filter(Objects::nonNull)
                .toList();
    }

    private List<Row> claim(Connection connection, ClaimCursor.Place place, Sql claim) throws SQLException {
        Sql after = claim.with("after_due_at", place.dueAt()).with("after_id", place.id());
        long before = System.nanoTime();
        List<Row> rows = Jdbc.query(connection, after, ClaimQuery::row);
        if (place.equals(ClaimCursor.BEGINNING)) {
            start.looked(System.nanoTime() - before, rows.size());
        }
        return new ArrayList<>(rows);
    }

    private static Row row(ResultSet row) throws SQLException {
        return new Row(
                row.getObject("track_id", UUID.class),
                TrackStatus.valueOf(row.getString("to_status")),
                row.getInt("claim_number"),
                row.getInt("retry_count"),
                row.getObject("was_due_at", OffsetDateTime.class),
                row.getObject("lease_end", OffsetDateTime.class));
    }

    private record Row(
            UUID id, TrackStatus status, int number, int retryCount, OffsetDateTime dueAt, OffsetDateTime leaseEnd) {

        /** Returns the claim, or null if the track is dead. */
        @Nullable
        Claim claim(String worker) {
            return status == TrackStatus.PROCESSING
                    ? new Claim(id, number, retryCount, worker, leaseEnd.toInstant())
                    : null;
        }
    }
}
