package io.loist.db.internal.work;

import io.loist.Cursor;
import io.loist.DatabaseException;
import io.loist.Page;
import io.loist.db.internal.jdbc.Jdbc;
import io.loist.db.internal.jdbc.KeysetCursor;
import io.loist.db.internal.jdbc.Scope;
import io.loist.db.internal.jdbc.Sql;
import io.loist.db.internal.jdbc.TransactionSettings;
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
 * Reads the history of a track, or the feed of all tracks. The feed is in the order of the epochs and the numbers of transactions,
 * and ends before the oldest transaction that is still open: what commits later has a higher number. Positions alone do not
 * suffice, because they are assigned before the commit.
 */
public final class PostgresStatusFeed implements StatusFeed {

    private static final String QUESTION = "status changes";
    private static final UUID NO_ID = new UUID(0, 0);

    private final Jdbc jdbc;
    private final Sql history;
    private final Sql changes;

    public PostgresStatusFeed(Jdbc jdbc, Scope scope) {
        this.jdbc = jdbc;
        this.history = scope.in(WorkSql.HISTORY);
        this.changes = scope.in(TransactionSettings.READ_IN_ORDER + WorkSql.CHANGES);
    }

    @Override
    public List<StatusChange> history(UUID id) {
        Sql sql = history.with("id", Objects.requireNonNull(id, "id"));
        return List.copyOf(jdbc.read(
                "read the history of the track " + id,
                connection -> Jdbc.query(connection, sql, PostgresStatusFeed::change)));
    }

    @Override
    public Page<StatusChange> changes(@Nullable Cursor after, int max) {
        Place place = after == null ? Place.BEGINNING : Place.of(after);
        Sql sql = changes.with("after_epoch", place.epoch())
                .with("after_transaction", Long.toUnsignedString(place.transaction()))
                .with("after_position", place.position())
                .with("max", WorkRules.max(max));
        List<Entry> entries = jdbc.read(
                "read what happened to tracks",
                Jdbc.keeping(
                        TransactionSettings.OF_READING_IN_ORDER,
                        connection -> Jdbc.queryLast(connection, sql, PostgresStatusFeed::entry)));
        int present = entries.get(0).presentEpoch();
        if (after != null && place.presentEpoch() != present) {
            throw new DatabaseException(
                    "FEED_RESTARTED",
                    false,
                    "The database has been restored since this cursor was made, so changes that came before the cursor may be"
                            + " missing from it. Read the feed from the beginning (with null as the cursor), or compare what"
                            + " you have with the tracks.",
                    null,
                    null);
        }
        List<Entry> found =
                entries.stream().filter(entry -> entry.change() != null).toList();
        Place last = found.isEmpty() ? place : found.get(found.size() - 1).place();
        return new Page<>(
                found.stream()
                        .map(entry -> Objects.requireNonNull(entry.change()))
                        .toList(),
                last.in(present).toCursor());
    }

    private static Entry entry(ResultSet row) throws SQLException {
        int present = row.getInt("present_epoch");
        String transaction = row.getString("transaction_id");
        if (transaction == null) {
            return new Entry(present, Place.BEGINNING, null);
        }
        Place place =
                new Place(present, row.getInt("epoch"), Long.parseUnsignedLong(transaction), row.getLong("position"));
        return new Entry(present, place, change(row));
    }

    private static StatusChange change(ResultSet row) throws SQLException {
        return new StatusChange(
                row.getLong("position"),
                row.getObject("track_id", UUID.class),
                row.getObject("changed_at", OffsetDateTime.class).toInstant(),
                row.getString("actor"),
                status(row.getString("from_status")),
                status(row.getString("to_status")),
                row.getString("reason"));
    }

    private static @Nullable TrackStatus status(@Nullable String name) {
        return name == null ? null : TrackStatus.valueOf(name);
    }

    /** A place in the feed, and the epoch in which it was read. */
    private record Place(int presentEpoch, int epoch, long transaction, long position) {

        static final Place BEGINNING = new Place(0, 0, 0, -1);

        static Place of(Cursor cursor) {
            List<@Nullable String> values = KeysetCursor.of(cursor, QUESTION, 4).values();
            try {
                return new Place(
                        Integer.parseInt(Objects.requireNonNull(values.get(0))),
                        Integer.parseInt(Objects.requireNonNull(values.get(1))),
                        Long.parseUnsignedLong(Objects.requireNonNull(values.get(2))),
                        Long.parseLong(Objects.requireNonNull(values.get(3))));
            } catch (NumberFormatException | NullPointerException e) {
                throw KeysetCursor.foreign(e);
            }
        }

        Place in(int present) {
            return new Place(present, epoch, transaction, position);
        }

        Cursor toCursor() {
            List<@Nullable String> values = List.of(
                    Integer.toString(presentEpoch),
                    Integer.toString(epoch),
                    Long.toUnsignedString(transaction),
                    Long.toString(position));
            return new KeysetCursor(QUESTION, values, NO_ID).toCursor();
        }
    }

    private record Entry(
            int presentEpoch, Place place, @Nullable StatusChange change) {}
}
