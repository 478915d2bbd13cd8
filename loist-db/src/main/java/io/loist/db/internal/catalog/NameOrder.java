package io.loist.db.internal.catalog;

import io.loist.Cursor;
import io.loist.db.internal.jdbc.KeysetCursor;
import io.loist.db.internal.jdbc.Sql;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** An order of entries, which an index has. */
enum NameOrder {
    NAME("", "entry.sort_key, entry.id") {
        @Override
        List<Sql> after(KeysetCursor last) {
            return List.of(Sql.of("AND (entry.sort_key, entry.id) > (:after_key::text, :after_id::uuid)")
                    .with("after_key", value(last, 0))
                    .with("after_id", last.id()));
        }

        @Override
        List<String> values(Place place) {
            return List.of(place.sortKey());
        }
    },
    YEAR(IndexOfAlbums.CONDITION, "coalesce(entry.year, 0) DESC, entry.sort_key, entry.id") {
        @Override
        List<Sql> after(KeysetCursor last) {
            int year = Integer.parseInt(value(last, 0));
            return List.of(
                    Sql.of("""
                            AND coalesce(entry.year, 0) = :after_year::integer
                            AND (entry.sort_key, entry.id) > (:after_key::text, :after_id::uuid)""")
                            .with("after_year", year)
                            .with("after_key", value(last, 1))
                            .with("after_id", last.id()),
                    Sql.of("AND coalesce(entry.year, 0) < :after_year::integer").with("after_year", year));
        }

        @Override
        List<String> values(Place place) {
            return List.of(Integer.toString(place.year()), place.sortKey());
        }
    },
    ADDED(IndexOfAlbums.CONDITION, "entry.since DESC, entry.id") {
        @Override
        List<Sql> after(KeysetCursor last) {
            OffsetDateTime since = OffsetDateTime.parse(value(last, 0));
            return List.of(
                    Sql.of("AND entry.since = :after_since::timestamptz AND entry.id > :after_id::uuid")
                            .with("after_since", since)
                            .with("after_id", last.id()),
                    Sql.of("AND entry.since < :after_since::timestamptz").with("after_since", since));
        }

        @Override
        List<String> values(Place place) {
            return List.of(place.since().toString());
        }
    };

    private final String condition;
    private final String sorting;

    NameOrder(String condition, String sorting) {
        this.condition = condition;
        this.sorting = "ORDER BY " + sorting;
    }

    /** Of the indexes of albums, which are of this kind, and begin with this expression. */
    private static final class IndexOfAlbums {
        static final String CONDITION = "AND entry.namespace || '' = :namespace AND entry.kind = 'A'\n";
    }

    /** Returns what the index of this order begins with, as a condition. */
    String condition() {
        return condition;
    }

    String sorting() {
        return sorting;
    }

    /** Returns the same for what {@link CatalogSql#NAMES} has read, as the server must know it to be: else it reads and sorts all of it. */
    String sortingOfNames() {
        return sorting.replace("coalesce(entry.year, 0)", "entry.order_year");
    }

    /** Returns the conditions of what follows an entry: of each part of it that an index has in this order. */
    abstract List<Sql> after(KeysetCursor last);

    /** Returns what an entry is sorted by, before its id. */
    abstract List<String> values(Place place);

    /**
     * Returns the conditions of what follows a page.
     *
     * @param question identifies the query
     * @throws IllegalArgumentException if the cursor was made for another query
     */
    List<Sql> parts(@Nullable Cursor after, String question) {
        if (after == null) {
            return List.of(Sql.of(""));
        }
        KeysetCursor last = KeysetCursor.of(after, question, this == YEAR ? 2 : 1);
        try {
            return after(last);
        } catch (NumberFormatException | DateTimeException e) {
            throw KeysetCursor.foreign(e);
        }
    }

    Cursor after(Place last, String question) {
        return new KeysetCursor(question, List.copyOf(values(last)), last.id()).toCursor();
    }

    private static String value(KeysetCursor last, int index) {
        try {
            return Objects.requireNonNull(last.values().get(index));
        } catch (NullPointerException e) {
            throw KeysetCursor.foreign(e);
        }
    }
}
