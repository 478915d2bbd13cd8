package io.loist.db.internal.track;

import io.loist.Cursor;
import io.loist.Page;
import io.loist.db.internal.jdbc.Jdbc;
import io.loist.db.internal.jdbc.KeysetCursor;
import io.loist.db.internal.jdbc.Sql;
import io.loist.track.Track;
import io.loist.track.TrackQuery;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One page of tracks in an order. Tracks without a value in the sort column follow those with one; each of these two parts is read by a
 * statement of its own, so that an index serves it in both directions.
 */
public final class TrackPage {

    private final Sql source;
    private final TrackQuery query;
    private final TrackOrder order;
    private final String question;
    private final @Nullable KeysetCursor after;
    /** The value of the last track of the previous page in the sort column; null if it has none, or there is no such track. */
    private final @Nullable Object value;

    /**
     * Decodes the query's cursor.
     *
     * @param source selects tracks by {@link TrackSql#list} or {@link TrackSql#among} and conditions
     * @param query order, limit and cursor; its filter is ignored
     * @param asked identifies the query in cursors, apart from the order
     * @throws IllegalArgumentException if the cursor was made for another query, or not by loist
     */
    public TrackPage(Sql source, TrackQuery query, String asked) {
        this.source = source;
        this.query = query;
        this.order = TrackOrder.of(query.sort());
        this.question = asked + order.name() + (query.descending() ? "-" : "+");
        this.after = query.after() == null ? null : KeysetCursor.of(query.after(), question, 1);
        this.value = after == null ? null : value(order, after);
    }

    public Page<Track> read(Connection connection) throws SQLException {
        // One more than asked for shows whether there is a next page
        int wanted = query.limit() + 1;
        List<Row> found = new ArrayList<>();
        if (after == null || value != null) {
            found.addAll(rows(connection, present(wanted)));
        }
        if (order.mayBeAbsent() && found.size() < wanted) {
            found.addAll(rows(connection, absent(value == null ? after : null, wanted - found.size())));
        }
        return page(found);
    }

    private Sql present(int limit) {
        String column = "track." + order.column();
        Sql clause = order.mayBeAbsent() ? source.then("AND " + column + " IS NOT NULL") : source;
        if (after != null) {
            String beyond = query.descending() ? "<" : ">";
            clause = clause.then("AND (" + column + ", track.id) " + beyond + " (:after_value, :after_id)")
                    .with("after_value", value)
                    .with("after_id", after.id());
        }
        String direction = query.descending() ? "DESC" : "ASC";
        return clause.then("ORDER BY " + column + " " + direction + ", track.id " + direction)
                .then("LIMIT :limit")
                .with("limit", limit);
    }

    private Sql absent(@Nullable KeysetCursor lacking, int limit) {
        Sql clause = source.then("AND track." + order.column() + " IS NULL");
        if (lacking != null) {
            clause = clause.then("AND track.id " + (query.descending() ? "<" : ">") + " :after_id")
                    .with("after_id", lacking.id());
        }
        return clause.then("ORDER BY track.id " + (query.descending() ? "DESC" : "ASC"))
                .then("LIMIT :limit")
                .with("limit", limit);
    }

    private List<Row> rows(Connection connection, Sql clause) throws SQLException {
        return Jdbc.query(connection, clause, row -> {
            Track track = TrackRowMapper.map(row);
            return new Row(track, order.place(track, row));
        });
    }

    private Page<Track> page(List<Row> rows) {
        List<Track> tracks = rows.stream().limit(query.limit()).map(Row::track).toList();
        Cursor next = null;
        if (rows.size() > query.limit()) {
            Row last = rows.get(query.limit() - 1);
            next = new KeysetCursor(
                            question,
                            Collections.singletonList(last.place()),
                            last.track().id())
                    .toCursor();
        }
        return new Page<>(tracks, next);
    }

    private static @Nullable Object value(TrackOrder order, KeysetCursor after) {
        String place = after.values().get(0);
        if (place == null) {
            if (order.mayBeAbsent()) {
                return null;
            }
            throw KeysetCursor.foreign(null);
        }
        try {
            return order.parse(place);
        } catch (RuntimeException e) {
            throw KeysetCursor.foreign(e);
        }
    }

    private record Row(Track track, @Nullable String place) {}
}
