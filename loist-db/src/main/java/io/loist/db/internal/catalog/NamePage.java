package io.loist.db.internal.catalog;

import io.loist.Cursor;
import io.loist.db.internal.jdbc.Jdbc;
import io.loist.db.internal.jdbc.Scope;
import io.loist.db.internal.jdbc.Sql;
import io.loist.db.internal.jdbc.TransactionSettings;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Finds the entries of one page: reads a limited number in order, or all of a few. */
final class NamePage {

    /** The entries of a page, and what follows them. */
    record Found(List<UUID> ids, @Nullable Cursor next) {}

    private final Scope scope;
    private final String kind;
    private final NameOrder order;
    private final String question;
    private final List<Sql> filters;

    /**
     * Creates a page.
     *
     * @param kind the letter of the kind
     * @param question identifies the query in cursors
     * @param filters conditions on {@code entry}
     */
    NamePage(Scope scope, String kind, NameOrder order, String question, List<Sql> filters) {
        this.scope = scope;
        this.kind = kind;
        this.order = order;
        this.question = question;
        this.filters = new ArrayList<>(List.of(Sql.of(CatalogSql.IS_NEWEST), Sql.of(CatalogSql.HAS_TRACKS)));
        this.filters.addAll(filters);
    }

    /**
     * Reads in the order of an index until there are enough.
     *
     * @param range conditions that the index meets
     */
    Found inOrder(Connection connection, Sql range, int limit, @Nullable Cursor after) throws SQLException {
        List<Place> places = new ArrayList<>();
        for (Sql part : order.parts(after, question)) {
            Sql names = Sql.of(CatalogSql.NAMES + order.condition())
                    .then(range)
                    .then(part)
                    .then(order.sorting());
            Sql examined = names.then("LIMIT :examined").with("examined", CatalogSql.MAX_EXAMINED);
            places.addAll(places(connection, TransactionSettings.READ_IN_ORDER, examined, limit + 1 - places.size()));
            if (places.size() > limit) {
                return found(places, limit);
            }
            Sql end = names.then("LIMIT 1 OFFSET :examined").with("examined", CatalogSql.MAX_EXAMINED - 1);
            List<Place> last = query(
                    connection,
                    TransactionSettings.READ_IN_ORDER,
                    Sql.of("SELECT " + CatalogSql.PLACE + " FROM (").then(end).then(") AS entry"));
            if (!last.isEmpty()) {
                return new Found(ids(places), order.after(last.get(0), question));
            }
        }
        return new Found(ids(places), null);
    }

    /**
     * Reads all entries there are.
     *
     * @param names the names; to be completed with conditions
     */
    Found among(Connection connection, Sql names, int limit, @Nullable Cursor after) throws SQLException {
        List<Place> places = new ArrayList<>();
        for (Sql part : order.parts(after, question)) {
            if (places.size() <= limit) {
                places.addAll(places(
                        connection, TransactionSettings.READ_BY_INDEX, names.then(part), limit + 1 - places.size()));
            }
        }
        return found(places, limit);
    }

    private Found found(List<Place> places, int limit) {
        boolean more = places.size() > limit;
        List<Place> page = more ? places.subList(0, limit) : places;
        return new Found(ids(page), more ? order.after(page.get(limit - 1), question) : null);
    }

    private List<Place> places(Connection connection, String settings, Sql names, int limit) throws SQLException {
        Sql passing = Sql.joined("\nAND ", filters);
        Sql sql = Sql.of("SELECT " + CatalogSql.PLACE + " FROM (")
                .then(names)
                .then(") AS entry WHERE")
                .then(passing)
                .then(order.sortingOfNames())
                .then("LIMIT :limit")
                .with("limit", limit);
        return query(connection, settings, sql);
    }

    private List<Place> query(Connection connection, String settings, Sql sql) throws SQLException {
        Sql all = scope.in(Sql.of(settings).then(sql).with("kind", kind)).replanned();
        return Jdbc.queryLast(connection, all, Place::map);
    }

    private static List<UUID> ids(List<Place> places) {
        return places.stream().map(Place::id).toList();
    }
}
