package io.loist.db.internal.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import io.loist.catalog.Album;
import io.loist.catalog.AlbumQuery;
import io.loist.catalog.AlbumQuery.ArtistPart;
import io.loist.catalog.AlbumQuery.Order;
import io.loist.catalog.Catalog;
import io.loist.catalog.CatalogEntry;
import io.loist.catalog.CatalogKind;
import io.loist.catalog.CatalogQuery;
import io.loist.db.LoistDatabase;
import io.loist.db.testing.MeasuredCalls;
import io.loist.db.testing.PostgresExtension;
import io.loist.testing.Integration;
import io.loist.testkit.SampleTracks;
import io.loist.track.LoadMode;
import io.loist.track.NewTrack;
import io.loist.track.TrackMetadata;
import io.loist.track.TrackStatus;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What the calls read among 12,000 tracks on 3,000 albums of 1,000 artists in 10 genres, and 200 tracks that were saved since the last
 * upkeep: no table from its beginning to its end, and no more buffers than a bound.
 */
@Integration
class CatalogPlansTest {

    private static final int TRACKS = Integer.getInteger("loist.catalog.rows", 12_000);
    private static final int SAVED = 200;

    /** A page of 50: their names, counts and, of albums, first tracks. */
    private static final int PAGE = 2_000;

    private static final String LARGE_TABLES = "audio_tracks|catalog_(name|count)";

    @RegisterExtension
    static final PostgresExtension POSTGRES = new PostgresExtension();

    @RegisterExtension
    static final PostgresExtension NEVER_ANALYZED = new PostgresExtension();

    @RegisterExtension
    static final PostgresExtension TWO_NAMESPACES = new PostgresExtension();

    @BeforeAll
    static void fill() throws SQLException {
        for (PostgresExtension server : List.of(POSTGRES, NEVER_ANALYZED)) {
            for (String table : List.of("audio_tracks", "catalog_name", "catalog_count")) {
                server.execute("ALTER TABLE " + table + " SET (autovacuum_enabled = false)");
            }
            LoistDatabase database = LoistDatabase.create(server.dataSource());
            database.tracks().load(IntStream.range(0, TRACKS).mapToObj(CatalogPlansTest::track), LoadMode.UPSERT);
            database.refreshSearch();
            IntStream.range(TRACKS, TRACKS + SAVED)
                    .mapToObj(CatalogPlansTest::track)
                    .forEach(database.tracks()::save);
        }
        POSTGRES.execute("VACUUM ANALYZE");
    }

    private static NewTrack track(int n) {
        int album = n / 4;
        return SampleTracks.builder(TrackMetadata.builder("Song " + n)
                        .artist("Artist " + album % 1_000)
                        .album("Album " + album)
                        .genres(List.of("Genre " + album % 10))
                        .year(1950 + album % 70)
                        .build())
                .status(TrackStatus.COMPLETED)
                .build();
    }

    @ParameterizedTest
    @ValueSource(strings = {"auto", "force_generic_plan", "force_custom_plan"})
    void call_anyPlanMode_isBounded(String mode) throws SQLException {
        assertBounded(POSTGRES, mode);
    }

    @Test
    void call_neverAnalyzed_isBounded() throws SQLException {
        assertBounded(NEVER_ANALYZED, "auto");
    }

    /** It expects one row of such a namespace, so it has no reason not to read all rows again for each. */
    @Test
    @Timeout(60)
    void refresh_namespaceUnknownToTheStatistics_ends() throws SQLException {
        try (LoistDatabase known = LoistDatabase.create(TWO_NAMESPACES.dataSource());
                LoistDatabase other = LoistDatabase.builder()
                        .dataSource(TWO_NAMESPACES.dataSource())
                        .namespace("other")
                        .build()) {
            known.tracks().load(IntStream.range(0, 1_000).mapToObj(CatalogPlansTest::track), LoadMode.UPSERT);
            known.refreshSearch();
            TWO_NAMESPACES.execute("ANALYZE");
            other.tracks().load(IntStream.range(0, TRACKS).mapToObj(CatalogPlansTest::track), LoadMode.UPSERT);
            other.refreshSearch();

            assertThat(other.catalog().headings(CatalogKind.GENRE)).hasSize(1);
        }
    }

    private static void assertBounded(PostgresExtension server, String mode) throws SQLException {
        Map<String, String> wrong;
        try (MeasuredCalls calls = new MeasuredCalls(server, mode, LARGE_TABLES)) {
            Catalog catalog = calls.database().catalog();
            CatalogEntry artist = first(catalog, CatalogKind.ARTIST);
            UUID genre = first(catalog, CatalogKind.GENRE).id();
            Album album = catalog.albums(AlbumQuery.builder().build()).items().get(0);
            for (CatalogKind kind : List.of(CatalogKind.ARTIST, CatalogKind.ALBUM_ARTIST, CatalogKind.GENRE)) {
                CatalogQuery page = CatalogQuery.builder(kind).build();
                calls.measureSecond("entries " + kind, PAGE, () -> catalog.entries(page));
                CatalogQuery next = CatalogQuery.builder(kind)
                        .after(catalog.entries(page).next())
                        .build();
                calls.measureSecond("next entries " + kind, PAGE, () -> catalog.entries(next));
                // What has changed since the last upkeep
                calls.measureSecond("headings " + kind, 15 * SAVED, () -> catalog.headings(kind));
            }
            CatalogQuery one = CatalogQuery.builder(CatalogKind.ARTIST)
                    .prefix(artist.name())
                    .build();
            calls.measureSecond("prefix", PAGE, () -> catalog.entries(one));
            calls.measureSecond("entry", 100, () -> catalog.entry(CatalogKind.ARTIST, artist.id()));
            calls.measureSecond("no entry", 100, () -> catalog.entry(CatalogKind.ARTIST, UUID.randomUUID()));
            for (Order order : List.of(Order.TITLE, Order.RELEASED, Order.ADDED)) {
                AlbumQuery page = AlbumQuery.builder().order(order).build();
                calls.measureSecond("albums " + order, PAGE, () -> catalog.albums(page));
                AlbumQuery next = AlbumQuery.builder()
                        .order(order)
                        .after(catalog.albums(page).next())
                        .build();
                calls.measureSecond("next albums " + order, PAGE, () -> catalog.albums(next));
            }
            calls.measureSecond(
                    "random",
                    3 * PAGE,
                    () -> catalog.albums(AlbumQuery.builder().random(7).build()));
            for (ArtistPart part : ArtistPart.values()) {
                AlbumQuery query =
                        AlbumQuery.builder().artist(artist.id(), part).build();
                calls.measureSecond("albums " + part, 500, () -> catalog.albums(query));
            }
            // 300 of 3,000 albums
            AlbumQuery ofGenre = AlbumQuery.builder().genre(genre).build();
            calls.measureSecond("albums of a genre", 10 * PAGE, () -> catalog.albums(ofGenre));
            calls.measureSecond("album", 200, () -> catalog.album(album.id()));
            calls.measureSecond("tracks", 500, () -> catalog.tracks(artist.id(), 50, null));
            wrong = calls.wrong();
        }
        assertThat(wrong.keySet())
                .as(() -> "The first plans: " + wrong.values().stream().limit(2).toList())
                .isEmpty();
    }

    private static CatalogEntry first(Catalog catalog, CatalogKind kind) {
        return catalog.entries(CatalogQuery.builder(kind).build()).items().get(0);
    }
}
