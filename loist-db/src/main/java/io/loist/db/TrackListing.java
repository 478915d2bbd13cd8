package io.loist.db;

import io.loist.Cursor;
import io.loist.Page;
import io.loist.track.Track;
import io.loist.track.TrackQuery;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Lists tracks page by page along an index. A list has two parts: the tracks that have what they are ordered by, and behind
 * them those that lack it; each part is read by a statement of its own, so that an index serves it in either direction.
 */
final class TrackListing {

    private final Jdbc jdbc;
    private final Scope scope;

    TrackListing(Jdbc jdbc, Scope scope) {
        this.jdbc = jdbc;
        this.scope = scope;
    }

    Page<Track> list(TrackQuery query) {
        TrackOrder order = TrackOrder.of(query.sort());
        String question = order.name() + (query.descending() ? "-" : "+");
        Place after = query.after() == null ? null : Place.of(query.after(), question, 1);
        Object value = after == null ? null : value(order, after);

        // One more than asked for shows whether there is a next page
        int wanted = query.limit() + 1;
        List<Row> rows = jdbc.read("list tracks", connection -> {
            List<Row> found = new ArrayList<>();
            if (after == null || value != null) {
                found.addAll(read(connection, present(order, query, after, value, wanted), order));
            }
            if (order.mayBeAbsent() && found.size() < wanted) {
                Place lacking = value == null ? after : null;
                found.addAll(read(connection, absent(order, query, lacking, wanted - found.size()), order));
            }
            return found;
        });
        Page<Track> page = page(rows, query.limit(), question);
        return new Page<>(page.items(), page.next(), total(query));
    }

    private @Nullable Long total(TrackQuery query) {
        return switch (query.total()) {
            case NONE -> null;
            case EXACT -> number(TrackSql.COUNT, query, row -> row.getLong(1));
            case ESTIMATE -> number(TrackSql.GUESS, query, row -> Json.plannedRows(row.getString(1)));
        };
    }

    private Long number(String sql, TrackQuery query, Jdbc.RowMapper<Long> mapper) {
        SqlClause clause = TrackConditions.append(SqlClause.of(sql, scope.namespace()), query.filter());
        return jdbc.read(
                        "count tracks",
                        connection -> Jdbc.query(
                                connection, new SqlClause(scope.sql(clause.sql()), clause.bindings()), mapper))
                .get(0);
    }

    private SqlClause present(
            TrackOrder order, TrackQuery query, @Nullable Place after, @Nullable Object value, int limit) {
        String column = "track." + order.column();
        SqlClause clause = select(order, query);
        if (order.mayBeAbsent()) {
            clause = clause.then("AND " + column + " IS NOT NULL");
        }
        if (after != null) {
            String beyond = query.descending() ? "<" : ">";
            clause = clause.then("AND (" + column + ", track.id) " + beyond + " (?, ?)", value, after.id());
        }
        String direction = query.descending() ? "DESC" : "ASC";
        return clause.then("ORDER BY " + column + " " + direction + ", track.id " + direction)
                .then("LIMIT ?", limit);
    }

    private SqlClause absent(TrackOrder order, TrackQuery query, @Nullable Place after, int limit) {
        SqlClause clause = select(order, query).then("AND track." + order.column() + " IS NULL");
        if (after != null) {
            clause = clause.then("AND track.id " + (query.descending() ? "<" : ">") + " ?", after.id());
        }
        return clause.then("ORDER BY track.id " + (query.descending() ? "DESC" : "ASC"))
                .then("LIMIT ?", limit);
    }

    private SqlClause select(TrackOrder order, TrackQuery query) {
        SqlClause all = SqlClause.of(TrackSql.list(order), scope.namespace());
        return TrackConditions.append(all, query.filter());
    }

    private List<Row> read(Connection connection, SqlClause clause, TrackOrder order) throws SQLException {
        return Jdbc.query(connection, new SqlClause(scope.sql(clause.sql()), clause.bindings()), row -> {
            Track track = TrackRowMapper.map(row);
            return new Row(track, order.place(track, row));
        });
    }

    private static Page<Track> page(List<Row> rows, int limit, String question) {
        List<Track> tracks = rows.stream().limit(limit).map(Row::track).toList();
        Cursor next = null;
        if (rows.size() > limit) {
            Row last = rows.get(limit - 1);
            next = new Place(
                            question,
                            Collections.singletonList(last.place()),
                            last.track().id())
                    .toCursor();
        }
        return new Page<>(tracks, next);
    }

    private static @Nullable Object value(TrackOrder order, Place after) {
        String place = after.values().get(0);
        if (place == null) {
            if (order.mayBeAbsent()) {
                return null;
            }
            throw Place.foreign(null);
        }
        try {
            return order.parse(place);
        } catch (RuntimeException e) {
            throw Place.foreign(e);
        }
    }

    private record Row(Track track, @Nullable String place) {}
}
