package io.loist.db.internal.catalog;

import io.loist.catalog.AlbumQuery;
import io.loist.catalog.CatalogKind;
import io.loist.db.internal.jdbc.Jdbc;
import io.loist.db.internal.jdbc.Scope;
import io.loist.db.internal.jdbc.Sql;
import io.loist.db.internal.jdbc.TransactionSettings;
import io.loist.db.internal.ledger.KindLetters;
import io.loist.track.TrackFilter;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Finds the albums of one page: by an index of their names in an order, or those of an artist, a genre or a label. */
final class AlbumPage {

    private static final String ALBUM = KindLetters.of(CatalogKind.ALBUM);

    private static final String SAMPLE =
            CatalogSql.NAMES + "AND entry.id >= :start::uuid ORDER BY entry.id LIMIT :limit";

    /** How many albums are read for each that a sample has, so that those after a gap are hardly likelier. */
    private static final int SAMPLE_FACTOR = 4;

    private static final int MIN_SAMPLED = 200;
    private static final int VERSION_BITS = 16;

    private final Scope scope;
    private final AlbumQuery query;

    AlbumPage(Scope scope, AlbumQuery query) {
        this.scope = scope;
        this.query = query;
    }

    /**
     * Finds the albums.
     *
     * @param artist the artist of the query, or where its id leads
     * @param twin the album of the query whose twins are wanted, or where its id leads
     */
    NamePage.Found find(Connection connection, @Nullable UUID artist, @Nullable UUID twin) throws SQLException {
        if (query.order() == AlbumQuery.Order.RANDOM) {
            return new NamePage.Found(sample(connection), null);
        }
        NameOrder order = switch (query.order()) {
            case RELEASED -> NameOrder.YEAR;
            case ADDED -> NameOrder.ADDED;
            default -> NameOrder.NAME;
        };
        Sql range = NameFilters.range(scope.namespace() + " " + ALBUM, query.heading(), query.prefix());
        List<Sql> filters = new ArrayList<>(NameFilters.words(query.containing()));
        addParts(filters, artist);
        NamePage page = new NamePage(scope, ALBUM, order, question(), filters);
        if (twin != null) {
            Sql twins = Sql.of(CatalogSql.NAMES).then(range).then(EntryPage.twins(twin));
            return page.among(connection, twins, query.limit(), query.after());
        }
        for (UUID driver : Stream.of(artist, query.label(), query.genre())
                .filter(Objects::nonNull)
                .toList()) {
            if (isOnFewAlbums(connection, driver)) {
                Sql names = Sql.of(CatalogSql.NAMES_OF_ALBUMS)
                        .with("driver", driver)
                        .then(range);
                return page.among(connection, names, query.limit(), query.after());
            }
        }
        return page.inOrder(connection, range, query.limit(), query.after());
    }

    private void addParts(List<Sql> filters, @Nullable UUID artist) {
        if (artist != null) {
            switch (query.part()) {
                case ANY -> filters.add(isOn("artist", CatalogKind.ARTIST, artist));
                case OWN -> {
                    addOwn(filters, artist);
                    filters.add(Sql.of("NOT " + CatalogSql.IS_OF_TYPE.formatted("'c'")));
                    filters.add(Sql.of("NOT " + CatalogSql.IS_OF_TYPE.formatted("'s'")));
                }
                case COMPILATION -> {
                    addOwn(filters, artist);
                    filters.add(Sql.of(CatalogSql.IS_OF_TYPE.formatted("'c'")));
                }
                case SINGLE -> {
                    addOwn(filters, artist);
                    filters.add(Sql.of(CatalogSql.IS_OF_TYPE.formatted("'s'")));
                }
                case APPEARS_ON -> {
                    filters.add(isOn("artist", CatalogKind.ARTIST, artist));
                    filters.add(
                            Sql.of("entry.artist_id IS DISTINCT FROM :artist").with("artist", artist));
                }
            }
        }
        UUID genre = query.genre();
        if (genre != null) {
            filters.add(isOn("genre", CatalogKind.GENRE, genre));
        }
        UUID label = query.label();
        if (label != null) {
            filters.add(isOn("label", CatalogKind.LABEL, label));
        }
        TrackFilter.Range<Integer> years = query.years();
        if (years != null) {
            filters.add(Sql.of("entry.year BETWEEN :min_year AND :max_year")
                    .with("min_year", years.min())
                    .with("max_year", years.max()));
        }
        if (query.withoutArtwork()) {
            filters.add(Sql.of(CatalogSql.HAS_NO_COVER));
        }
    }

    private static void addOwn(List<Sql> filters, UUID artist) {
        filters.add(Sql.of("entry.artist_id = :artist::uuid").with("artist", artist));
    }

    private static Sql isOn(String name, CatalogKind kind, UUID id) {
        return Sql.of(CatalogSql.IS_ON.formatted(name, KindLetters.of(kind))).with(name, id);
    }

    private boolean isOnFewAlbums(Connection connection, UUID driver) throws SQLException {
        Sql count = scope.in(Sql.of(TransactionSettings.READ_BY_INDEX).then(CatalogSql.COUNT_ALBUMS_OF))
                .with("driver", driver)
                .replanned();
        return Jdbc.queryLast(connection, count, row -> row.getInt(1)).get(0) <= CatalogSql.MAX_ALBUMS;
    }

    /** Ids are as if drawn by lot, so those that follow any id are a sample. */
    private List<UUID> sample(Connection connection) throws SQLException {
        Random random = new Random(query.seed());
        UUID start = new UUID(random.nextLong() >>> VERSION_BITS << VERSION_BITS, 0);
        int wanted = Math.max(MIN_SAMPLED, SAMPLE_FACTOR * query.limit());
        List<UUID> ids = new ArrayList<>(sample(connection, start, wanted));
        if (ids.size() < wanted) {
            sample(connection, new UUID(0, 0), wanted).stream()
                    .filter(id -> !ids.contains(id))
                    .forEach(ids::add);
        }
        Collections.shuffle(ids, random);
        return ids.subList(0, Math.min(ids.size(), query.limit()));
    }

    private List<UUID> sample(Connection connection, UUID start, int limit) throws SQLException {
        Sql sql = Sql.of(TransactionSettings.READ_IN_ORDER + "SELECT DISTINCT entry.id FROM (" + SAMPLE
                        + ") AS entry WHERE " + CatalogSql.HAS_TRACKS)
                .with("start", start)
                .with("limit", limit)
                .with("kind", ALBUM);
        List<UUID> ids = new ArrayList<>(
                Jdbc.queryLast(connection, scope.in(sql).replanned(), row -> row.getObject(1, UUID.class)));
        Collections.sort(ids);
        return ids;
    }

    private String question() {
        return EntryPage.question(
                query.order(),
                query.heading(),
                query.prefix(),
                query.containing(),
                query.artist(),
                query.part(),
                query.genre(),
                query.label(),
                query.years(),
                query.twinsOf(),
                query.withoutArtwork());
    }
}
