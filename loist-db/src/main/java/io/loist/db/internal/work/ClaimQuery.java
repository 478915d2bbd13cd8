package io.loist.db.internal.work;

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
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Claims the tracks that are due. */
public final class ClaimQuery {

    private static final long NANOS_PER_MICRO = 1_000;

    private final Jdbc jdbc;
    private final Scope scope;
    private final ClaimCursor start;

    ClaimQuery(Jdbc jdbc, Scope scope, ClaimCursor start) {
        this.jdbc = jdbc;
        this.scope = scope;
        this.start = start;
    }

    List<Claim> claim(int most, String worker, Duration lease, RetryPolicy policy) {
        SqlClause claim = SqlClause.of(WorkSql.CLAIM, micros(lease), worker);
        Jdbc.Work<List<Row>> work = connection -> {
            Jdbc.query(connection, SqlClause.of(WorkSql.BEGIN), row -> worker);
            ClaimCursor.Place place = start.next();
            List<Row> found = take(connection, place, most, policy, claim);
            if (found.size() < most && !place.equals(ClaimCursor.BEGINNING) && start.mayLookAgain()) {
                found.addAll(take(connection, ClaimCursor.BEGINNING, most - found.size(), policy, claim));
            }
            return found;
        };
        List<Row> rows =
                jdbc.inTransaction("claim tracks for " + worker, jdbc.keeping(TransactionSettings.OF_WORK, work));
        rows.sort(Comparator.comparing(Row::dueAt).thenComparing(row -> row.id().toString()));
        rows.forEach(row -> start.passed(new ClaimCursor.Place(row.dueAt(), row.id())));
        return rows.stream()
                .map(row -> row.claim(worker))
                .filter(Objects::nonNull)
                .toList();
    }

    private List<Row> take(
            Connection connection, ClaimCursor.Place place, int most, RetryPolicy policy, SqlClause claim)
            throws SQLException {
        SqlClause clause = SqlClause.of(
                        WorkSql.PICK_DUE, policy.retries(), scope.namespace(), place.dueAt(), place.id(), most)
                .then(claim);
        long before = System.nanoTime();
        List<Row> rows =
                Jdbc.query(connection, new SqlClause(scope.sql(clause.sql()), clause.bindings()), ClaimQuery::row);
        if (place.equals(ClaimCursor.BEGINNING)) {
            start.looked(System.nanoTime() - before, rows.size());
        }
        return new ArrayList<>(rows);
    }

    public static long micros(Duration duration) {
        return duration.toNanos() / NANOS_PER_MICRO;
    }

    private static Row row(ResultSet row) throws SQLException {
        return new Row(
                row.getObject("track_id", UUID.class),
                TrackStatus.valueOf(row.getString("status")),
                row.getInt("claim_number"),
                row.getInt("retry_count"),
                row.getObject("due_at", OffsetDateTime.class),
                row.getObject("lease_end", OffsetDateTime.class));
    }

    private record Row(
            UUID id, TrackStatus status, int number, int retryCount, OffsetDateTime dueAt, OffsetDateTime leaseEnd) {

        /** Returns the claim, or null if the track was given up instead. */
        @Nullable
        Claim claim(String worker) {
            return status == TrackStatus.PROCESSING
                    ? new Claim(id, number, retryCount, worker, leaseEnd.toInstant())
                    : null;
        }
    }
}
