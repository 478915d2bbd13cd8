package io.loist.db.internal.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.loist.DatabaseException;
import io.loist.Page;
import io.loist.db.LoistDatabase;
import io.loist.db.internal.jdbc.Jdbc;
import io.loist.db.internal.jdbc.SchemaName;
import io.loist.db.internal.jdbc.Scope;
import io.loist.db.internal.jdbc.Sql;
import io.loist.db.testing.PostgresExtension;
import io.loist.search.SearchFacet;
import io.loist.search.SearchHit;
import io.loist.search.SearchQuery;
import io.loist.search.SearchResult;
import io.loist.search.SearchService;
import io.loist.testing.Integration;
import io.loist.testkit.SampleTracks;
import io.loist.testkit.contract.SearchServiceContract;
import io.loist.track.NewTrack;
import io.loist.track.TrackFilter;
import io.loist.track.TrackMetadata;
import io.loist.track.TrackRepository;
import io.loist.track.TrackStatus;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@Integration
class PostgresSearchServiceTest extends SearchServiceContract {

    @RegisterExtension
    static final PostgresExtension POSTGRES = new PostgresExtension();

    private LoistDatabase database = POSTGRES.emptyDatabase();

    @Override
    protected TrackRepository emptyRepository() {
        database = POSTGRES.emptyDatabase();
        return database.tracks();
    }

    @Override
    protected SearchService searchOf() {
        return database.search();
    }

    @Test
    void search_moreMatchesThanAreRanked_keepsThePopularOnes() {
        LoistDatabase library = POSTGRES.emptyDatabase();
        library.tracks()
                .saveAllOrNone(IntStream.range(0, 2050)
                        .mapToObj(i -> SampleTracks.builder("Love Song", "Band " + i)
                                .popularity(i)
                                .build())
                        .toList());

        SearchResult result =
                library.search().search(SearchQuery.builder("love").limit(10).build());

        assertThat(result.truncated()).isTrue();
        assertThat(result.hits())
                .extracting(hit -> hit.track().popularity())
                .startsWith(2049.0, 2048.0, 2047.0)
                .hasSize(10);
    }

    @Test
    void search_trackChangedByOthers_findsTheNewName() throws SQLException {
        LoistDatabase library = POSTGRES.emptyDatabase();
        NewTrack track = SampleTracks.track("Before", "Band");
        library.tracks().save(track);

        POSTGRES.execute("UPDATE audio_tracks SET title = 'After' WHERE id = ?", track.id());

        assertThat(library.search().search("before").hits()).isEmpty();
        assertThat(library.search().search("after").hits()).hasSize(1);
    }

    @Test
    void search_sortNamesAndAliases_findTheTrack() throws SQLException {
        LoistDatabase library = POSTGRES.emptyDatabase();
        Map<String, List<String>> tags = Map.of(
                "artistsort", List.of("Utada, Hikaru"),
                "titlesort", List.of("Hikari"),
                "alias", List.of("Simple and Clean", "Cubic U"),
                "comment", List.of("unfindable"));
        NewTrack track = SampleTracks.builder(
                        TrackMetadata.builder("光").artist("宇多田ヒカル").tags(tags).build())
                .build();
        library.tracks().save(track);
        library.tracks().save(SampleTracks.track("Cubic", "Utah Hikers"));

        for (String text : List.of("utada hikaru", "hikaru utada", "hikari utada", "simple and claen", "utada")) {
            assertThat(library.search().search(text).hits())
                    .as(text)
                    .first()
                    .satisfies(hit -> assertThat(hit.track().id()).isEqualTo(track.id()));
        }
        assertThat(library.search().search("unfindable").hits()).isEmpty();

        POSTGRES.execute(
                "UPDATE audio_tracks SET tags = '{\"alias\": [\"Passion\"], \"titlesort\": 7}' WHERE id = ?",
                track.id());
        assertThat(library.search().search("passion").hits()).hasSize(1);
        assertThat(library.search().search("simple and clean").hits()).isEmpty();
    }

    @Test
    void search_randomText_isNeverAnError() {
        LoistDatabase library = POSTGRES.emptyDatabase();
        Random random = new Random(20261121);
        String signs = " '\"\\&|!()<>:*-+/.,;%_?$#@~^`{}[]=\0\t\n";
        for (int i = 0; i < 300; i++) {
            StringBuilder text = new StringBuilder();
            int length = random.nextInt(30);
            for (int j = 0; j < length; j++) {
                switch (random.nextInt(4)) {
                    case 0 -> text.append((char) random.nextInt(Character.MAX_VALUE + 1));
                    case 1 -> text.append(signs.charAt(random.nextInt(signs.length())));
                    case 2 -> text.appendCodePoint(random.nextInt(Character.MAX_CODE_POINT + 1));
                    default -> text.append((char) ('a' + random.nextInt(26)));
                }
            }
            assertThat(library.search().search(text.toString()).hits()).isEmpty();
        }
    }

    @Test
    void search_anyTextWithAVocabulary_keepsTheDeadline() {
        LoistDatabase library = POSTGRES.empty().build();
        library.tracks()
                .saveAllOrNone(IntStream.range(0, 300)
                        .mapToObj(i -> SampleTracks.track("Love & Hate " + i, "AC/DC feat. Band " + i % 7))
                        .toList());
        library.refreshSearch();
        Random random = new Random(42);
        List<String> pieces = new ArrayList<>(hostileTexts());
        pieces.removeIf(piece -> piece.isEmpty() || piece.length() > 100);
        pieces.addAll(
                List.of("love", "lvoe", "hate ", " band", "OR", "artist:", "year:", "1990..", "format:mp3 ", "天使"));
        for (int i = 0; i < 200; i++) {
            StringBuilder text = new StringBuilder();
            int length = i % 20 == 0 ? 100_000 : random.nextInt(200);
            while (text.length() < length) {
                text.append(pieces.get(random.nextInt(pieces.size())));
            }
            SearchQuery query = SearchQuery.builder(text.toString())
                    .total()
                    .highlights()
                    .explanations()
                    .build();
            long start = System.nanoTime();
            SearchResult result = library.search().search(query);
            library.search().suggest(text.toString());
            long took = System.nanoTime() - start;

            assertThat(result.hits()).hasSizeLessThanOrEqualTo(query.limit());
            assertThat(Duration.ofNanos(took))
                    .as("time for %s", text)
                    .isLessThan(LoistDatabase.DEFAULT_SEARCH_TIMEOUT.multipliedBy(5));
        }
    }

    @Test
    void search_sameTransaction_findsWhatAnyWriterWrote() throws SQLException {
        try (Connection connection = POSTGRES.dataSource().getConnection()) {
            connection.setAutoCommit(false);
            insert(connection, "one-transaction", "Unsaved Song");
            Scope scope = new Scope(SchemaName.of(SchemaName.DEFAULT), "one-transaction");

            assertThat(search(connection, scope, "unsaved")).hasSize(1);
            assertThat(search(connection, scope, "unsa")).hasSize(1);
            Jdbc.update(connection, Sql.of("UPDATE audio_tracks SET title = 'Other' WHERE title = 'Unsaved Song'"));
            assertThat(search(connection, scope, "unsaved")).isEmpty();
            assertThat(search(connection, scope, "other")).hasSize(1);
            Jdbc.update(connection, Sql.of("UPDATE audio_tracks SET namespace = 'moved' WHERE title = 'Other'"));
            assertThat(search(connection, scope, "other")).isEmpty();
            assertThat(search(connection, new Scope(SchemaName.of(SchemaName.DEFAULT), "moved"), "other"))
                    .hasSize(1);
            Jdbc.update(connection, Sql.of("TRUNCATE audio_tracks CASCADE"));
            assertThat(search(connection, new Scope(SchemaName.of(SchemaName.DEFAULT), "moved"), "other"))
                    .isEmpty();
            connection.rollback();
        }
    }

    @Test
    void search_statusChanged_followsIt() throws SQLException {
        LoistDatabase library = POSTGRES.emptyDatabase();
        NewTrack track = SampleTracks.builder("Waiting Song", "Band")
                .status(TrackStatus.PROCESSING)
                .build();
        library.tracks().save(track);

        assertThat(library.search().search("waiting").hits()).isEmpty();
        POSTGRES.execute("UPDATE audio_tracks SET status = 'COMPLETED', popularity = 5 WHERE id = ?", track.id());
        assertThat(library.search().search("waiting").hits()).hasSize(1);
    }

    @Test
    void search_conditionOutsideTheIndex_isAppliedAllTheSame() {
        LoistDatabase library = POSTGRES.emptyDatabase();
        library.tracks().save(SampleTracks.track("Blue Song", "Band"));
        NewTrack bright = SampleTracks.builder("Blue Song", "Band")
                .attributes(Map.of("mood", "bright"))
                .build();
        library.tracks().save(bright);
        TrackFilter filter = TrackFilter.builder()
                .status(TrackStatus.COMPLETED)
                .attribute("mood", "bright")
                .build();

        SearchResult result = library.search()
                .search(SearchQuery.builder("blue").filter(filter).build());

        assertThat(result.hits()).extracting(hit -> hit.track().id()).containsExactly(bright.id());
        assertThat(result.truncated()).isFalse();
    }

    @Test
    void search_moreThanAreCounted_saysSo() {
        LoistDatabase library = POSTGRES.emptyDatabase();
        for (int thousand = 0; thousand < 6; thousand++) {
            int first = 1_000 * thousand;
            library.tracks()
                    .saveAllOrNone(IntStream.rangeClosed(first + 1, Math.min(first + 1_000, 5_100))
                            .mapToObj(i -> SampleTracks.builder("Love", "Band " + i % 3)
                                    .popularity(i)
                                    .build())
                            .toList());
        }
        for (String text : List.of("love", "format:mp3")) {
            SearchResult result = library.search()
                    .search(SearchQuery.builder(text)
                            .total()
                            .facets(SearchFacet.ARTIST)
                            .limit(2)
                            .build());

            assertThat(result.page().total()).isEqualTo(new Page.Total(5_000, false));
            assertThat(result.truncated()).isTrue();
            assertThat(result.facets().get(SearchFacet.ARTIST)).hasSize(3);
            assertThat(result.hits())
                    .extracting(hit -> hit.track().popularity())
                    .containsExactly(5_100.0, 5_099.0);
        }
    }

    @Test
    void search_otherNamespacesHaveMany_findsOnesOwn() {
        LoistDatabase others = POSTGRES.emptyDatabase();
        others.tracks()
                .saveAllOrNone(IntStream.range(0, 6_000)
                        .mapToObj(i -> SampleTracks.builder("Love", "Band " + i)
                                .popularity(9)
                                .build())
                        .toList());
        LoistDatabase library = POSTGRES.emptyDatabase();
        library.tracks().save(SampleTracks.track("Love Song", "Nobody"));

        SearchResult result = library.search().search("love");

        assertThat(result.hits()).hasSize(1);
        assertThat(result.truncated()).isFalse();
    }

    @Test
    void search_pagesAfterRefresh_equalTheWhole() {
        LoistDatabase library = POSTGRES.emptyDatabase();
        library.tracks()
                .saveAllOrNone(IntStream.range(0, 150)
                        .mapToObj(i -> SampleTracks.builder(i % 3 == 0 ? "Love" : "Love " + i, "Band " + i % 7)
                                .popularity(i % 5)
                                .build())
                        .toList());
        library.refreshSearch();
        List<UUID> whole = ids(
                library.search().search(SearchQuery.builder("love").limit(200).build()));

        List<UUID> visited = new ArrayList<>();
        SearchQuery.Builder query = SearchQuery.builder("love").limit(7);
        SearchResult page = library.search().search(query.build());
        visited.addAll(ids(page));
        while (page.next() != null) {
            page = library.search().search(query.after(page.next()).build());
            visited.addAll(ids(page));
        }

        assertThat(whole).hasSize(150).doesNotHaveDuplicates();
        assertThat(visited).isEqualTo(whole);
    }

    @Test
    void search_noTime_isNotAnEmptyResult() {
        Scope scope = new Scope(SchemaName.of(SchemaName.DEFAULT), "hasty");
        SearchService hasty = new PostgresSearchService(new Jdbc(POSTGRES.dataSource()), scope, Duration.ofNanos(1));

        for (ThrowingCallable call : List.<ThrowingCallable>of(
                () -> hasty.search("love"), () -> hasty.search("year:1990 love"), () -> hasty.suggest("lo"))) {
            assertThatExceptionOfType(DatabaseException.class)
                    .isThrownBy(call)
                    .satisfies(e -> assertThat(e.code()).isEqualTo("SEARCH_TIMEOUT"))
                    .satisfies(e -> assertThat(e.retryable()).isTrue())
                    .withMessageContaining("warmUp()");
        }
    }

    @Test
    void refreshSearch_again_changesNothing() throws SQLException {
        LoistDatabase library = POSTGRES.emptyDatabase();
        library.tracks().saveAllOrNone(List.of(SampleTracks.full(), SampleTracks.track("Word", "Another Band")));
        library.refreshSearch();
        library.refreshSearch();
        List<String> before = POSTGRES.texts("SELECT term || xmin || ctid::text FROM track_search_term ORDER BY 1");
        library.refreshSearch();

        assertThat(before).isNotEmpty();
        assertThat(POSTGRES.texts("SELECT term || xmin || ctid::text FROM track_search_term ORDER BY 1"))
                .isEqualTo(before);
    }

    private static List<UUID> ids(SearchResult result) {
        return result.hits().stream().map(hit -> hit.track().id()).toList();
    }

    private static void insert(Connection connection, String namespace, String title) throws SQLException {
        Jdbc.update(
                connection,
                Sql.of("INSERT INTO audio_tracks (id, namespace, status, title, format, audio_gcs_path)"
                                + " VALUES (:id, :namespace, 'COMPLETED', :title, 'mp3', 'gs://bucket/' || :title)")
                        .with("id", UUID.randomUUID())
                        .with("namespace", namespace)
                        .with("title", title));
    }

    private static List<SearchHit> search(Connection connection, Scope scope, String text) {
        return new PostgresSearchService(Jdbc.within(connection), scope, Duration.ofMinutes(1))
                .search(text)
                .hits();
    }
}
