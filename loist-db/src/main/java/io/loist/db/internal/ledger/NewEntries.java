package io.loist.db.internal.ledger;

import io.loist.db.internal.jdbc.Jdbc;
import io.loist.db.internal.jdbc.Scope;
import io.loist.db.internal.jdbc.Sql;
import io.loist.db.internal.jdbc.TransactionSettings;
import io.loist.track.Track;
import io.loist.track.TrackStatus;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Adds the names and counts of many tracks to the catalogue, in the transaction that saves the tracks. */
public final class NewEntries {

    private static final int MAX_KNOWN = 200_000;

    private final Map<Name, CatalogRow.Entry> named = new LinkedHashMap<>();
    private final Set<Name> known = new HashSet<>();
    private final Set<UUID> seen = new HashSet<>();
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
            named.putIfAbsent(new Name(entry.id(), entry.kinds(), entry.mark()), entry);
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
        add(connection, scope.in(LedgerSql.NAME), unknown());
    }

    /** Adds the noted names to a catalogue that has none but those that this has added. */
    public void addFirstNames(Connection connection, Scope scope) throws SQLException {
        Map<Boolean, List<CatalogRow.Entry>> names = unknown().stream()
                .collect(Collectors.partitioningBy(entry -> seen.size() < MAX_KNOWN && seen.add(entry.id())));
        add(connection, scope.in(LedgerSql.NAME_FIRST), names.getOrDefault(true, List.of()));
        add(connection, scope.in(LedgerSql.NAME), names.getOrDefault(false, List.of()));
    }

    private List<CatalogRow.Entry> unknown() {
        if (known.size() > MAX_KNOWN) {
            known.clear();
        }
        List<CatalogRow.Entry> unknown = new ArrayList<>();
        named.forEach((name, entry) -> {
            if (known.add(name)) {
                unknown.add(entry);
            }
        });
        return unknown;
    }

    private static void add(Connection connection, Sql add, List<CatalogRow.Entry> names) throws SQLException {
        if (!names.isEmpty()) {
            Jdbc.query(connection, add.with("catalog_names", EntryNames.json(names)), row -> row.getBoolean(1));
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

    /** Deletes what an empty library has left in its catalogue. */
    public static void clear(Connection connection, Scope scope) throws SQLException {
        for (String sql : LedgerSql.CLEAR) {
            Jdbc.update(connection, scope.in(sql));
        }
    }

    /** Counts all tracks of a namespace of which none has been counted. */
    public static void countAll(Connection connection, Scope scope) throws SQLException {
        Jdbc.update(connection, scope.in(LedgerSql.COUNT_ALL));
    }

    /** Counts the entries under each heading. */
    public static void countHeadings(Connection connection, Scope scope) throws SQLException {
        Jdbc.update(connection, scope.in(FoldSql.EMPTY_HEADINGS));
        TransactionSettings.joiningLarge(connection, same -> Jdbc.update(same, scope.in(FoldSql.FILL_HEADINGS)));
    }

    private static <T> T[] array(
            List<Map.Entry<Key, Count>> counts, Function<Map.Entry<Key, Count>, T> value, T[] type) {
        return counts.stream().map(value).toList().toArray(type);
    }

    private record Name(UUID id, String kinds, int mark) {}

    private record Key(UUID id, String kinds, UUID album) {}

    private static final class Count {
        private int tracks;
        private int uses;
        private long millis;
    }
}
