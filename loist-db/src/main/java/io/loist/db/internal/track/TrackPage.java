package io.loist.db.internal.track;

import io.loist.Cursor;
import io.loist.Page;
import io.loist.db.internal.jdbc.Jdbc;
import io.loist.db.internal.jdbc.KeysetCursor;
import io.loist.db.internal.jdbc.Sql;
import io.loist.db.internal.track.TrackLookup.Expectation;
import io.loist.track.Track;
import io.loist.track.TrackQuery;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One page of tracks in an order. Tracks without a value in the sort column follow those with one; each of these two parts is read by a
 * statement of its own, so that an index serves it in both directions.
 */
public final class TrackPage {

    private final ListedTracks tracks;
    private final TrackQuery query;
    private final TrackOrder order;
    private final String question;
    private final List<TrackPart> parts = new ArrayList<>();

    /**
     * Decodes the query's cursor.
     *
     * @param query order, limit and cursor; its filter is ignored
     * @param asked identifies the query in cursors, apart from the order
     * @throws IllegalArgumentException if the cursor was made for another query, or not by loist
     */
    public TrackPage(ListedTracks tracks, TrackQuery query, String asked) {
        this.tracks = tracks;
        this.query = query;
        this.order = TrackOrder.of(query.sort());
        this.question = asked + order.name() + (query.descending() ? "-" : "+");
        KeysetCursor after = query.after() == null ? null : KeysetCursor.of(query.after(), question, 1);
        Object value = after == null ? null : value(order, after);
        String direction = query.descending() ? "DESC" : "ASC";
        if (after == null || value != null) {
            parts.add(TrackPart.present(order, direction, after, value));
        }
        if (order.mayBeAbsent() && !tracks.hasConditionOn(order)) {
            parts.add(TrackPart.absent(order, direction, value == null ? after : null));
        }
    }

    public Page<Track> read(Connection connection) throws SQLException {
        Page<Track> page = null;
        if (tracks.hasLookup(Expectation.FEW)) {
            page = lookUp(connection);
        } else if (tracks.hasLookup(Expectation.MANY)) {
            Found first = scan(connection, ListedTracks.MAX_SCANNED_FIRST);
            page = first.end == null ? page(first) : lookUp(connection);
        }
        return page == null ? page(scan(connection, ListedTracks.MAX_SCANNED)) : page;
    }

    /** Reads tracks in order until there are enough or the maximum number is read. */
    private Found scan(Connection connection, int maxScanned) throws SQLException {
        List<Row> rows = new ArrayList<>();
        for (TrackPart part : parts) {
            rows.addAll(rows(connection, tracks.inOrder(part.limit(wanted() - rows.size()), maxScanned)));
            Row last = rows.isEmpty() ? null : rows.get(rows.size() - 1);
            if (last != null && last.isEnd()) {
                return new Found(rows.subList(0, rows.size() - 1), last);
            }
            if (rows.size() >= wanted()) {
                break;
            }
        }
        return new Found(rows, null);
    }

    /** Returns the page if an index leads to few tracks, or else null. */
    private @Nullable Page<Track> lookUp(Connection connection) throws SQLException {
        TrackLookup by = Objects.requireNonNull(tracks.lookup());
        List<Integer> count = Jdbc.queryLast(connection, tracks.count(by), row -> row.getInt(1));
        if (count.get(0) > ListedTracks.MAX_SCANNED) {
            return null;
        }
        List<Row> found = new ArrayList<>();
        for (TrackPart part : parts) {
            if (found.size() < wanted()) {
                found.addAll(rows(connection, tracks.byLookup(by, part.limit(wanted() - found.size()))));
            }
        }
        return page(new Found(found, null));
    }

    /** One more than asked for shows whether there is a next page. */
    private int wanted() {
        return query.limit() + 1;
    }

    private List<Row> rows(Connection connection, Sql sql) throws SQLException {
        return Jdbc.queryLast(connection, sql, row -> {
            Track track = TrackRowMapper.map(row);
            return new Row(track, order.place(track, row), row.getBoolean("is_end"));
        });
    }

    private Page<Track> page(Found found) {
        List<Track> tracks =
                found.rows.stream().limit(query.limit()).map(Row::track).toList();
        Row last = found.rows.size() > query.limit() ? found.rows.get(query.limit() - 1) : found.end;
        return new Page<>(tracks, last == null ? null : after(last));
    }

    private Cursor after(Row last) {
        return new KeysetCursor(
                        question,
                        Collections.singletonList(last.place()),
                        last.track().id())
                .toCursor();
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

    /** @param end the last track that was read, if there are more to read */
    private record Found(List<Row> rows, @Nullable Row end) {}

    /** @param isEnd whether it is not on the page, but the last one that was read */
    private record Row(Track track, @Nullable String place, boolean isEnd) {}
}
