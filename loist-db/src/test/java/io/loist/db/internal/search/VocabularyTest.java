package io.loist.db.internal.search;

import static org.assertj.core.api.Assertions.assertThat;

import io.loist.db.LoistDatabase;
import io.loist.db.testing.PostgresExtension;
import io.loist.testing.Integration;
import io.loist.testkit.SampleTracks;
import io.loist.track.LoadMode;
import io.loist.track.NewTrack;
import io.loist.track.Track;
import io.loist.track.TrackMetadata;
import io.loist.track.TrackPatch;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The vocabulary: it knows a word as soon as a track has it, and knows of no other namespace. */
@Integration
class VocabularyTest {

    @RegisterExtension
    static final PostgresExtension POSTGRES = new PostgresExtension();

    private static final String ROWS = """
            SELECT tracks || ' ' || (added = 0) FROM track_search_term WHERE term = 'zyzzogeton' ORDER BY added
            """;

    private LoistDatabase library = POSTGRES.emptyDatabase();

    @Test
    void save_anyWay_makesItsWordsFoundMisspelt() {
        library.tracks().save(SampleTracks.track("Nightingale", "Savedband"));
        library.tracks()
                .saveAllOrNone(List.of(
                        SampleTracks.track("Kingfisher", "Batchband"), SampleTracks.track("Woodpecker", "Batchband")));
        library.tracks()
                .saveAllOrNone(IntStream.range(0, 30)
                        .mapToObj(i -> SampleTracks.track("Swallow " + i, "Copiedband"))
                        .toList());
        Track changed = library.tracks().save(SampleTracks.track("Before", "Changedband"));
        library.tracks()
                .update(
                        changed.id(),
                        changed.version(),
                        TrackPatch.builder()
                                .metadata(TrackMetadata.builder("Flycatcher")
                                        .artist("Changedband")
                                        .build())
                                .build());
        library.tracks().load(Stream.of(SampleTracks.track("Sandpiper", "Loadedband")), LoadMode.UPSERT);

        for (String typed : List.of(
                "nightingole", "savedbant", "kingficher", "wodpecker", "copiedbnad", "flycacther", "sandpipper")) {
            assertThat(titles(library, typed)).as(typed).isNotEmpty();
        }
        assertThat(library.search().suggest("copied").artists()).containsExactly("Copiedband");
    }

    @Test
    void save_sameNewWordInTwoTransactions_waitsForNeither() throws SQLException {
        try (Connection first = transaction();
                Connection second = transaction()) {
            library.within(first).tracks().save(SampleTracks.track("Zyzzogeton", "One"));
            library.within(second).tracks().save(SampleTracks.track("Zyzzogeton", "Two"));
            second.commit();
            first.commit();
        }
        assertThat(library.search().search("zyzogeton").hits()).hasSize(2);
        assertThat(POSTGRES.texts(ROWS)).containsExactly("0 false", "0 false");

        library.refreshSearch();

        assertThat(POSTGRES.texts(ROWS)).containsExactly("2 true");
        assertThat(library.search().search("zyzogeton").hits()).hasSize(2);
    }

    @Test
    void save_rolledBack_leavesNoWord() throws SQLException {
        try (Connection connection = transaction()) {
            library.within(connection).tracks().save(SampleTracks.track("Ephemeral", "Nobody"));
            connection.rollback();
        }
        assertThat(POSTGRES.texts("SELECT term FROM track_search_term WHERE term = 'ephemeral'"))
                .isEmpty();
    }

    @Test
    void refreshSearch_namesInSeveralScripts_keepsTheTermsThatSavesAdded() throws SQLException {
        String terms = """
                SELECT DISTINCT term FROM track_search_term AS known WHERE tracks >= 0 AND EXISTS (
                  SELECT FROM audio_tracks AS track WHERE track.namespace = known.namespace AND track.title = 'イルミネーション')
                ORDER BY term
                """;
        library.tracks().save(SampleTracks.track("イルミネーション", "ガール"));
        library.tracks().save(SampleTracks.track("새벽 전파", "하늘소리"));
        library.tracks().save(SampleTracks.track("Полярная ночь", "An Artist Whose Name Is Far Longer Than Terms Are"));
        List<String> saved = POSTGRES.texts(terms);

        library.refreshSearch();

        assertThat(POSTGRES.texts(terms)).containsExactlyElementsOf(saved);
    }

    @Test
    void refreshSearch_wordGone_isDeletedByTheSecondOne() throws SQLException {
        String rows = "SELECT tracks FROM track_search_term WHERE term = 'quagga'";
        Track track = library.tracks().save(SampleTracks.track("Quagga", "Nobody"));
        library.refreshSearch();
        library.tracks().deleteRow(track.id());
        library.refreshSearch();
        assertThat(POSTGRES.texts(rows)).containsExactly("-1");

        Track again = library.tracks().save(SampleTracks.track("Quagga", "Nobody"));
        library.refreshSearch();
        assertThat(POSTGRES.texts(rows)).containsExactly("1");

        library.tracks().deleteRow(again.id());
        library.refreshSearch();
        library.refreshSearch();
        assertThat(POSTGRES.texts(rows)).isEmpty();
    }

    @Test
    void search_smallNamespaceBesideALargeOne_findsAsIfAlone() {
        LoistDatabase large = POSTGRES.emptyDatabase();
        List<NewTrack> many = new ArrayList<>();
        for (int i = 0; i < 1_200; i++) {
            many.add(SampleTracks.track("Abc" + letters(i) + " Love", "Abd" + letters(i)));
        }
        large.tracks().saveAllOrNone(many.subList(0, 600));
        large.tracks().saveAllOrNone(many.subList(600, 1_200));
        library.tracks().save(SampleTracks.track("Abnormal", "Abzug"));
        library.tracks().save(SampleTracks.track("Lovely", "Somebody"));
        large.refreshSearch();

        for (LoistDatabase small : List.of(library, justSaved())) {
            assertThat(titles(small, "ab")).containsExactly("Abnormal");
            assertThat(titles(small, "abz")).containsExactly("Abnormal");
            assertThat(titles(small, "lov")).containsExactly("Lovely");
            assertThat(titles(small, "love")).containsExactly("Lovely");
            assertThat(small.search().suggest("ab").artists()).containsExactly("Abzug");
            assertThat(titles(small, "abcaaa")).isEmpty();
        }
        assertThat(titles(large, "abnormal")).isEmpty();
        assertThat(titles(large, "abcaa")).isNotEmpty();
    }

    @Test
    void lookUp_namespace_returnsNoWordOfAnother() throws SQLException {
        library.tracks().save(SampleTracks.track("Capybara", "Rodents"));
        LoistDatabase other = POSTGRES.emptyDatabase();
        other.tracks().save(SampleTracks.track("Capibara", "Rodent"));
        other.refreshSearch();

        assertThat(POSTGRES.texts("""
                SELECT DISTINCT term FROM track_search_term AS mine WHERE term LIKE 'cap%' AND EXISTS (
                  SELECT FROM track_search_term AS theirs
                  WHERE theirs.namespace <> mine.namespace AND theirs.deletes && mine.deletes AND theirs.term LIKE 'cap%')
                """)).isEmpty();
        assertThat(library.search().search("capibara").didYouMean()).isEqualTo("capybara");
    }

    private LoistDatabase justSaved() {
        LoistDatabase fresh = POSTGRES.emptyDatabase();
        fresh.tracks().save(SampleTracks.track("Abnormal", "Abzug"));
        fresh.tracks().save(SampleTracks.track("Lovely", "Somebody"));
        return fresh;
    }

    private static String letters(int number) {
        return "" + (char) ('a' + number % 26) + (char) ('a' + number / 26 % 26) + (char) ('a' + number / 676);
    }

    private static List<String> titles(LoistDatabase database, String typed) {
        return database.search().search(typed).hits().stream()
                .map(hit -> hit.track().metadata().title())
                .toList();
    }

    /** Begins a transaction in which every wait for a lock fails. */
    private static Connection transaction() throws SQLException {
        Connection connection = POSTGRES.dataSource().getConnection();
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET LOCAL lock_timeout = '1ms'");
        }
        return connection;
    }
}
