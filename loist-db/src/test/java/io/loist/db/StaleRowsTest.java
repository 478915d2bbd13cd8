package io.loist.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

import io.loist.db.internal.jdbc.Jdbc;
import io.loist.db.internal.jdbc.Sql;
import io.loist.db.testing.TestServer;
import io.loist.object.ObjectRef;
import io.loist.search.SearchQuery;
import io.loist.search.SearchResult;
import io.loist.search.SearchService;
import io.loist.testing.Integration;
import io.loist.testkit.SampleTracks;
import io.loist.track.ArtistCredit;
import io.loist.track.AudioProperties;
import io.loist.track.Track;
import io.loist.track.TrackFilter;
import io.loist.track.TrackMetadata;
import io.loist.track.TrackPatch;
import io.loist.track.TrackQuery;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What other programs write with SQL of their own is found by the next search, whatever the role of loist. */
@Integration
class StaleRowsTest {

    private static final String URL = TestServer.running().url("Stale");
    private static final String APP = "Stale_app";
    private static final String READER = "Stale_reader";
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private LoistDatabase owner = database("Stale_owner");

    @BeforeAll
    static void createDatabase() {
        DatabaseSetup setup = DatabaseSetup.of("Stale");
        for (DatabaseSetup.Role role : DatabaseSetup.Role.values()) {
            setup.password(role, () -> TestServer.SUPERUSER);
        }
        setup.apply(TestServer.running().url(TestServer.SUPERUSER), TestServer.SUPERUSER, () -> TestServer.SUPERUSER);
        try (LoistDatabase database = database("Stale_owner")) {
            database.migrate();
        }
    }

    @AfterAll
    static void dropDatabase() {
        TestServer.execute(
                TestServer.running().url(TestServer.SUPERUSER),
                "DROP DATABASE \"Stale\" WITH (FORCE)",
                "DROP ROLE \"Stale_app\"",
                "DROP ROLE \"Stale_reader\"",
                "DROP ROLE \"Stale_owner\"");
    }

    @BeforeEach
    void empty() {
        owner = database("Stale_owner");
        TestServer.execute(URL, "TRUNCATE audio_tracks CASCADE");
    }

    @AfterEach
    void close() {
        owner.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Stale_owner", APP, READER})
    void search_rowsWrittenBySql_findsWhatTheySayNow(String role) throws SQLException {
        Track renamed = owner.tracks().save(SampleTracks.track("Creep", "Radiohead"));
        Track deleted = owner.tracks().save(SampleTracks.track("Doomed", "Radiohead"));
        owner.tracks().save(SampleTracks.track("Karma Police", "Radiohead"));
        try (LoistDatabase loist = database(role)) {
            assertThat(titles(loist.search(), "creep")).containsExactly("Creep");

            execute(writerBeside(role), "UPDATE audio_tracks SET title = 'Lucky' WHERE title = 'Creep'");
            assertThat(titles(loist.search(), "lucky")).containsExactly("Lucky");
            assertThat(titles(loist.search(), "creep")).isEmpty();

            execute(
                    writerBeside(role),
                    "UPDATE audio_tracks SET genres = '{Shoegaze}', genre = 'Shoegaze' WHERE title = 'Lucky'");
            assertThat(titles(loist.search(), "shoegaze")).containsExactly("Lucky");

            execute(writerBeside(role), "DELETE FROM audio_tracks WHERE title = 'Doomed'");
            assertThat(titles(loist.search(), "doomed")).isEmpty();

            execute(writerBeside(role), insert("Nude"));
            assertThat(titles(loist.search(), "nude")).containsExactly("Nude");

            execute(writerBeside(role), "UPDATE audio_tracks SET popularity = 1000 WHERE title = 'Nude'");
            assertThat(titles(loist.search(), "radiohead")).first().isEqualTo("Nude");
        }
        assertThat(owner.tracks().findById(deleted.id())).isEmpty();
        assertThat(role.equals(READER) ? stale() : staleAfterSearches()).isEqualTo(role.equals(READER) ? 2 : 0);
        assertThat(owner.tracks().findById(renamed.id()).orElseThrow().version())
                .isEqualTo(2);
    }

    @Test
    void search_staleRow_isIndexedWithoutAChangeOfTheTrack() throws SQLException {
        Track before = owner.tracks().save(SampleTracks.track("Creep", "Radiohead"));
        execute("Stale_owner", "UPDATE audio_tracks SET title = 'Ünder'");
        Track changed = owner.tracks().findById(before.id()).orElseThrow();
        assertThat(changed.version()).isEqualTo(1);
        assertThat(changed.updatedAt()).isAfter(before.updatedAt());
        assertThat(byTitle("under")).isEmpty();
        assertThat(owner.tracks()
                        .list(TrackQuery.builder()
                                .ascending(io.loist.track.TrackSort.TITLE)
                                .build())
                        .items())
                .containsExactly(changed);

        assertThat(titles(owner.search(), "under")).containsExactly("Ünder");

        assertThat(staleAfterSearches()).isZero();
        assertThat(owner.tracks().findById(before.id())).contains(changed);
        assertThat(byTitle("under")).containsExactly(changed);
    }

    @Test
    void search_inTheHostsTransaction_writesNothingAndFindsStaleRows() throws SQLException {
        owner.tracks().save(SampleTracks.track("Creep", "Radiohead"));
        try (Connection connection = TestServer.dataSource(URL, APP).getConnection()) {
            connection.setAutoCommit(false);
            Jdbc.update(connection, Sql.of("UPDATE loist.audio_tracks SET title = 'Lucky'"));
            SearchService search = owner.within(connection).search();

            assertThat(titles(search, "lucky")).containsExactly("Lucky");
            assertThat(titles(search, "creep")).isEmpty();
            assertThat(Jdbc.query(
                            connection,
                            Sql.of("SELECT digest FROM loist.audio_tracks"),
                            row -> String.valueOf(row.getString(1))))
                    .containsExactly("null");
            connection.rollback();
        }
        assertThat(titles(owner.search(), "creep")).containsExactly("Creep");
    }

    @Test
    void search_moreStaleRowsThanAreCompared_isTruncated() throws SQLException {
        execute("Stale_owner", insertMany(300));
        try (LoistDatabase reader = database(READER)) {
            SearchResult result = reader.search().search(SearchQuery.of("song"));

            assertThat(result.truncated()).isTrue();
            assertThat(result.hits()).isNotEmpty();
        }
        owner.refreshSearch();
        assertThat(stale()).isZero();
        try (LoistDatabase reader = database(READER)) {
            assertThat(reader.search()
                            .search(SearchQuery.builder("song 299").total().build())
                            .hits())
                    .isNotEmpty();
        }
    }

    @Test
    void read_rowThatIsNoTrackOfLoists_readsWhatATrackCanHave() throws SQLException {
        Track other = owner.tracks().save(SampleTracks.track("Creep", "Radiohead"));
        execute("Stale_owner", """
                INSERT INTO audio_tracks (id, status, title, artist, format, codec, audio_crc32c, audio_gcs_path, genres, isrcs,
                  credits, tags, attributes)
                VALUES (gen_random_uuid(), 'COMPLETED', ' ', E'\\n', 'MP3!', 'AAC', 'not_b64!', 'gs://bucket/odd',
                  '{NULL,Rock," "}', '{{A,B},{C,D}}',
                  '["odd", {"role": 1}, [{"name": "deep"}], {"name": "Thom", "role": "SINGER", "mbid": "none"}]',
                  '{" ": "blank", "mood": [null, "calm"]}', ('{"n": 1' || repeat('0', 2000) || '}')::jsonb)
                """);

        assertThat(titles(owner.search(), "creep")).containsExactly("Creep");
        assertThat(titles(owner.search(), "rock")).containsExactly("Untitled");
        assertThat(staleAfterSearches()).isZero();
        List<Track> all =
                owner.tracks().list(TrackQuery.builder().limit(10).build()).items();
        assertThat(all).hasSize(2).contains(other);
        Track odd = all.stream().filter(track -> !track.equals(other)).findAny().orElseThrow();
        assertThat(odd.metadata())
                .isEqualTo(TrackMetadata.builder("Untitled")
                        .genres("Rock")
                        .credits(List.of(new ArtistCredit("Thom", ArtistCredit.Role.OTHER, "", null)))
                        .tags(Map.of("mood", List.of("calm")))
                        .build());
        assertThat(odd.audio())
                .isEqualTo(AudioProperties.builder("unknown").codec("aac").build());
        assertThat(odd.audioObject().crc32c()).isNull();
        assertThat(odd.attributes())
                .hasEntrySatisfying("n", number -> assertThat(number).hasSize(2001));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "gs://bucket/a",
                "gs://bucket",
                "gs://bucket/",
                "gs://bu/a",
                "gs://b.c/..a",
                "gs://buc/..",
                "gs://buc/.",
                "gs://buc/./",
                "gs://bu..c/a",
                "gs://Buc/a",
                "gs://-uc/a",
                "s3://bucket/a",
                "gs://buc/a\nb",
                "gs://buc/\u0085",
                "gs://buc/\u00e4",
                "gs://bu_c/a b",
                "NAME",
                "LONG NAME",
                "BUCKET",
                "LONG BUCKET"
            })
    void insert_anyPath_isRefusedIfLoistCannotReadIt(String text) throws SQLException {
        String path = switch (text) {
            case "NAME" -> "gs://bucket/" + "n".repeat(1022) + "\u00e4";
            case "LONG NAME" -> "gs://bucket/" + "n".repeat(1023) + "\u00e4";
            case "BUCKET" -> "gs://" + "b".repeat(222) + "/" + "n".repeat(1024);
            case "LONG BUCKET" -> "gs://" + "b".repeat(223) + "/a";
            default -> text;
        };
        boolean readable = isObject(path);
        for (String column : List.of("audio_gcs_path", "thumbnail_gcs_path")) {
            owner.tracks().save(SampleTracks.track("Creep", "Radiohead"));
            ThrowingCallable update = () -> execute(
                    "Stale_owner", "UPDATE audio_tracks SET %s = '%s'".formatted(column, path.replace("'", "''")));
            if (readable) {
                assertThatNoException().isThrownBy(update);
                assertThat(owner.tracks().list(TrackQuery.builder().build()).items())
                        .hasSize(1);
            } else {
                assertThatExceptionOfType(SQLException.class)
                        .isThrownBy(update)
                        .withMessageContaining("audio_tracks_paths_valid");
            }
            execute("Stale_owner", "DELETE FROM audio_tracks");
        }
    }

    private static boolean isObject(String path) {
        try {
            return ObjectRef.parse(path).uri().equals(path);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    @Test
    void update_genreWrittenBySqlAlone_keepsIt() throws SQLException {
        Track track = owner.tracks().save(SampleTracks.track("Creep", "Radiohead"));
        execute("Stale_owner", "UPDATE audio_tracks SET genre = 'Shoegaze', genres = '{}'");
        assertThat(titles(owner.search(), "shoegaze")).containsExactly("Creep");
        Track read = owner.tracks().findById(track.id()).orElseThrow();
        assertThat(read.metadata().genres()).containsExactly("Shoegaze");

        owner.tracks()
                .update(
                        read.id(),
                        read.version(),
                        TrackPatch.builder().popularity(2.0).build());

        assertThat(titles(owner.search(), "shoegaze")).containsExactly("Creep");
        assertThat(owner.tracks()
                        .list(TrackQuery.builder()
                                .filter(TrackFilter.builder().genre("shoegaze").build())
                                .build())
                        .items())
                .hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Stale_owner", APP})
    void refreshSearch_manyStaleRowsOfSeveralNamespaces_indexesAll(String role) throws SQLException {
        execute("Stale_owner", insertMany(1_200));
        execute("Stale_owner", "UPDATE audio_tracks SET namespace = 'other' WHERE year = 1999");
        assertThat(stale()).isEqualTo(1_200);

        try (LoistDatabase loist = database(role)) {
            loist.refreshSearch();
        }

        assertThat(stale()).isZero();
        assertThat(titles(owner.search(), "song 1111")).contains("Song 1111");
    }

    @Test
    void reindexSearch_afterAChangeOfTheFold_writesKeysAndEntriesAnew() throws SQLException {
        owner.tracks().save(SampleTracks.track("Crèep", "Radiohead"));
        execute(
                "Stale_owner",
                "UPDATE audio_tracks SET title_key = 'old', digest = '0000ffff-0000-0000-0000-000000000000'");

        owner.admin().reindexSearch();

        assertThat(byTitle("creep")).hasSize(1);
    }

    /** A search that has no time left to index, on a busy machine, leaves that to the next one: searches until all is indexed. */
    private long staleAfterSearches() {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (stale() > 0 && System.nanoTime() < end) {
            owner.search().search("anything");
        }
        return stale();
    }

    private long stale() {
        return Objects.requireNonNull(owner.health(PATIENCE).server()).staleTracks();
    }

    private List<Track> byTitle(String title) {
        return owner.tracks()
                .list(TrackQuery.builder()
                        .filter(TrackFilter.builder().title(title).build())
                        .build())
                .items();
    }

    private static List<String> titles(SearchService search, String text) {
        return search.search(text).hits().stream()
                .map(hit -> hit.track().metadata())
                .map(TrackMetadata::title)
                .toList();
    }

    /** Returns the role of a program beside loist. */
    private static String writerBeside(String role) {
        return role.equals(READER) ? APP : role;
    }

    private static String insert(String title) {
        return """
                INSERT INTO audio_tracks (id, status, title, artist, format, audio_gcs_path)
                VALUES (gen_random_uuid(), 'COMPLETED', '%1$s', 'Radiohead', 'mp3', 'gs://bucket/%1$s')
                """.formatted(title);
    }

    private static String insertMany(int count) {
        return """
                INSERT INTO audio_tracks (id, status, title, artist, year, format, audio_gcs_path)
                SELECT gen_random_uuid(), 'COMPLETED', 'Song ' || n, 'Band', 1990 + n %% 10, 'mp3', 'gs://bucket/' || n
                FROM generate_series(1, %d) AS n
                """.formatted(count);
    }

    private static void execute(String role, String sql) throws SQLException {
        try (Connection connection = TestServer.dataSource(URL, role).getConnection();
                var statement = connection.createStatement()) {
            connection.setSchema(LoistDatabase.DEFAULT_SCHEMA);
            statement.execute(sql);
        }
    }

    private static LoistDatabase database(String role) {
        return LoistDatabase.builder()
                .dataSource(TestServer.dataSource(URL, role))
                .searchTimeout(PATIENCE)
                .build();
    }
}
