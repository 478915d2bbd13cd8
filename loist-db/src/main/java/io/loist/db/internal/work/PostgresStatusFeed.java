package io.loist.db.internal.work;

import io.loist.Cursor;
import io.loist.Page;
import io.loist.db.internal.jdbc.Jdbc;
import io.loist.db.internal.jdbc.KeysetCursor;
import io.loist.db.internal.jdbc.Scope;
import io.loist.db.internal.jdbc.SqlClause;
import io.loist.track.StatusChange;
import io.loist.track.StatusFeed;
import io.loist.track.TrackStatus;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Reads the history, of a track or of all. The feed is in the order of transactions' numbers, and ends before the oldest
 * transaction that is still open: whatever commits later has a number beyond that. Positions alone would not do, because they
 * are given out before the commit.
 */
public final class PostgresStatusFeed implements StatusFeed {

    private static final String QUESTION = "status changes";
    private static final UUID NO_ID = new UUID(0, 0);

    private final Jdbc jdbc;
    private final Scope scope;

    public PostgresStatusFeed(Jdbc jdbc, Scope scope) {
        this.jdbc = jdbc;
        this.scope = scope;
    }

    @Override
    public List<StatusChange> history(UUID id) {
        SqlClause clause =
                SqlClause.of(scope.sql(WorkSql.HISTORY), Objects.requireNonNull(id, "id"), scope.namespace());
        return List.copyOf(jdbc.read(
                "read the history of the track " + id,
                connection -> Jdbc.query(connection, clause, PostgresStatusFeed::change)));
    }

    @Override
    public Page<StatusChange> changes(@Nullable Cursor after, int max) {
        int limit = WorkRules.max(max);
        Mark mark = after == null ? new Mark(0, -1) : mark(after);
        SqlClause clause = SqlClause.of(
                scope.sql(WorkSql.CHANGES),
                scope.namespace(),
                Long.toUnsignedString(mark.transaction()),
                mark.position(),
                limit);
        List<Entry> entries = jdbc.read(
                "read what happened to tracks", connection -> Jdbc.query(connection, clause, PostgresStatusFeed::entry));
        Mark next = entries.isEmpty() ? mark : entries.get(entries.size() - 1).mark();
        return new Page<>(entries.stream().map(Entry::change).toList(), cursor(next));
    }

    private static Entry entry(ResultSet row) throws SQLException {
        long transaction = Long.parseUnsignedLong(row.getString("transaction_id"));
        return new Entry(new Mark(transaction, row.getLong("position")), change(row));
    }

    private static StatusChange change(ResultSet row) throws SQLException {
        return new StatusChange(
                row.getLong("position"),
                row.getObject("track_id", UUID.class),
                row.getObject("changed_at", OffsetDateTime.class).toInstant(),
                row.getString("changed_by"),
                status(row.getString("from_status")),
                status(row.getString("to_status")),
                row.getString("reason"));
    }

    private static @Nullable TrackStatus status(@Nullable String name) {
        return name == null ? null : TrackStatus.valueOf(name);
    }

    private static Cursor cursor(Mark mark) {
        List<@Nullable String> values =
                List.of(Long.toUnsignedString(mark.transaction()), Long.toString(mark.position()));
        return new KeysetCursor(QUESTION, values, NO_ID).toCursor();
    }

    private static Mark mark(Cursor cursor) {
        List<@Nullable String> values = KeysetCursor.of(cursor, QUESTION, 2).values();
        try {
            return new Mark(
                    Long.parseUnsignedLong(Objects.requireNonNull(values.get(0))),
                    Long.parseLong(Objects.requireNonNull(values.get(1))));
        } catch (NumberFormatException | NullPointerException e) {
            throw KeysetCursor.foreign(e);
        }
    }

    private record Mark(long transaction, long position) {}

    private record Entry(Mark mark, StatusChange change) {}
}
