package io.loist.db.internal.ledger;

import io.loist.db.internal.jdbc.Jdbc;
import io.loist.db.internal.jdbc.Scope;
import io.loist.db.internal.jdbc.Sql;
import io.loist.track.Track;
import io.loist.track.TrackStatus;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;

/** Adds the names and counts of many tracks to the catalogue, in the transaction that saves the tracks. */
public final class NewEntries {

    private static final int MAX_KNOWN = 200_000;

    private final Set<CatalogRow.Entry> named = new LinkedHashSet<>();
    private final Set<CatalogRow.Entry> known = new HashSet<>();
    private final Map<Key, Count> counts = new LinkedHashMap<>();

    /** Forgets what is noted; notes follow. */
    public void begin() {
        named.clear();
        counts.clear();
    }

    /** Notes the entries of one track. */
    public void note(Track track, CatalogRow row) {
        boolean completed = track.status() == TrackStatus.COMPLETED;
        Duration duration = track.audio().duration();
        long millis = completed && duration != null ? duration.toMillis() : 0;
        for (CatalogRow.Entry entry : row.entries()) {
            named.add(entry);
            Count count = counts.computeIfAbsent(new Key(entry.id(), entry.kinds(), row.album()), key -> new Count());
            count.tracks += completed ? 1 : 0;
            count.uses++;
            count.millis += millis;
        }
    }

    /** Forgets which names are known: the savepoint after which they were added has been rolled back. */
    public void rolledBack() {
        known.clear();
    }

    /** Adds the noted names. */
    public void addNames(Connection connection, Scope scope) throws SQLException {
        if (known.size() > MAX_KNOWN) {
            known.clear();
        }
        List<CatalogRow.Entry> names =
                named.stream().filter(entry -> !known.contains(entry)).toList();
        if (!names.isEmpty()) {
            Sql add = scope.in(LedgerSql.NAME).with("catalog_names", EntryNames.json(names));
            Jdbc.query(connection, add, row -> row.getBoolean(1));
            known.addAll(names);
        }
    }

    /** Adds the noted counts. */
    public void addCounts(Connection connection, Scope scope) throws SQLException {
        List<Map.Entry<Key, Count>> all = new ArrayList<>(counts.entrySet());
        if (all.isEmpty()) {
            return;
        }
        Jdbc.update(
                connection,
                scope.in(LedgerSql.COUNT)
                        .with("ids", array(all, count -> count.getKey().id(), new UUID[0]))
                        .with("kinds", array(all, count -> count.getKey().kinds(), new String[0]))
                        .with("albums", array(all, count -> count.getKey().album(), new UUID[0]))
                        .with("tracks", array(all, count -> count.getValue().tracks, new Integer[0]))
                        .with("uses", array(all, count -> count.getValue().uses, new Integer[0]))
                        .with("millis", array(all, count -> count.getValue().millis, new Long[0])));
    }

    /** Counts all tracks of a namespace of which none has been counted. */
    public static void countAll(Connection connection, Scope scope) throws SQLException {
        Jdbc.update(connection, scope.in(LedgerSql.COUNT_ALL));
    }

    private static <T> T[] array(
            List<Map.Entry<Key, Count>> counts, Function<Map.Entry<Key, Count>, T> value, T[] type) {
        return counts.stream().map(value).toList().toArray(type);
    }

    private record Key(UUID id, String kinds, UUID album) {}

    private static final class Count {
        private int tracks;
        private int uses;
        private long millis;
    }
}
