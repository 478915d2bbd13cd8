package io.loist.db.internal.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.loist.DatabaseException;
import io.loist.db.LoistDatabase;
import io.loist.db.internal.repository.PostgresTrackWritingTest;
import io.loist.db.internal.track.TrackColumn;
import io.loist.db.testing.PostgresExtension;
import io.loist.testing.Integration;
import io.loist.testkit.SampleTracks;
import io.loist.testkit.contract.TrackLoadingContract;
import io.loist.track.LoadMode;
import io.loist.track.LoadSummary;
import io.loist.track.NewTrack;
import io.loist.track.Track;
import io.loist.track.TrackPatch;
import io.loist.track.TrackQuery;
import io.loist.track.TrackRepository;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@Integration
class PostgresTrackLoadingTest extends TrackLoadingContract {

    /** Of 8 KiB; the list is cleared as soon as it is longer than 64 KiB. */
    private static final int MAX_PENDING_PAGES = 12;

    @RegisterExtension
    static final PostgresExtension POSTGRES = new PostgresExtension();

    @Override
    protected TrackRepository emptyRepository() {
        return POSTGRES.emptyDatabase().tracks();
    }

    @Test
    void load_manyChunks_loadsAll() {
        TrackRepository tracks = emptyRepository();
        List<NewTrack> many = IntStream.range(0, 10_500)
                .mapToObj(i -> SampleTracks.track("Song " + i, "Band " + i % 100))
                .toList();

        assertThat(tracks.load(many.stream(), LoadMode.UPSERT)).isEqualTo(new LoadSummary(10_500, 0, 0));
        assertThat(tracks.load(many.stream(), LoadMode.UPSERT)).isEqualTo(new LoadSummary(0, 0, 10_500));
    }

    @Test
    void load_sourceFailsBehindAChunk_loadsNone() {
        TrackRepository tracks = emptyRepository();
        IllegalStateException reason = new IllegalStateException("torn");
        Stream<NewTrack> torn = IntStream.range(0, 10_500).mapToObj(i -> {
            if (i == 10_200) {
                throw reason;
            }
            return SampleTracks.track("Song " + i, "Band " + i % 100);
        });

        assertThatIllegalStateException()
                .isThrownBy(() -> tracks.load(torn, LoadMode.UPSERT))
                .isSameAs(reason);
        assertThat(tracks.list(TrackQuery.newest()).items()).isEmpty();
    }

    @Test
    void load_sourceReadsFromTheSameConnection_loadsAll() throws SQLException {
        LoistDatabase database = POSTGRES.emptyDatabase();
        try (Connection connection = POSTGRES.dataSource().getConnection()) {
            connection.setAutoCommit(false);
            TrackRepository tracks = database.within(connection).tracks();
            Stream<NewTrack> reading = IntStream.range(0, 10_050).mapToObj(i -> {
                NewTrack track = SampleTracks.track("Song " + i, "Band " + i % 100);
                assertThat(i < 10_000 || tracks.findById(track.id()).isEmpty()).isTrue();
                return track;
            });

            assertThat(tracks.load(reading, LoadMode.UPSERT)).isEqualTo(new LoadSummary(10_050, 0, 0));
            connection.rollback();
        }
    }

    @Test
    void load_valueTheTableRefuses_loadsNone() {
        TrackRepository tracks = emptyRepository();

        assertThatExceptionOfType(DatabaseException.class)
                .isThrownBy(() -> tracks.load(
                        Stream.of(SampleTracks.track("Song", "Band"), PostgresTrackWritingTest.refused("Secret")),
                        LoadMode.UPSERT))
                .satisfies(e -> assertThat(e.code()).isEqualTo("DATABASE_REFUSED"));
        assertThat(tracks.list(TrackQuery.newest()).items()).isEmpty();
    }

    @Test
    void load_sameTracksAtTheSameTime_createsEachOnce() throws Exception {
        TrackRepository tracks = emptyRepository();
        List<NewTrack> many = IntStream.range(0, 3_000)
                .mapToObj(i -> SampleTracks.track("Song " + i, "Band " + i % 100))
                .toList();
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Callable<LoadSummary>> loads = IntStream.range(0, 4)
                    .mapToObj(i -> shuffled(many, i))
                    .<Callable<LoadSummary>>map(some -> () -> tracks.load(some.stream(), LoadMode.UPSERT))
                    .toList();
            long created = 0;
            for (Future<LoadSummary> load : threads.invokeAll(loads)) {
                created += load.get().created();
            }
            assertThat(created).isEqualTo(3_000);
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void load_tracksChangedByHand_writesThemAgain() throws SQLException {
        TrackRepository tracks = emptyRepository();
        NewTrack renamed = SampleTracks.track("Renamed", "Band");
        NewTrack back = SampleTracks.track("Back", "Band");
        NewTrack demanded = SampleTracks.track("Demanded", "Band");
        NewTrack same = SampleTracks.track("Same", "Band");
        List<NewTrack> all = List.of(renamed, back, demanded, same);
        tracks.load(all.stream(), LoadMode.UPSERT);
        POSTGRES.execute("UPDATE audio_tracks SET title = 'Other' WHERE id IN (?, ?)", renamed.id(), back.id());
        POSTGRES.execute("UPDATE audio_tracks SET title = 'Back' WHERE id = ?", back.id());
        tracks.update(demanded.id(), 0, TrackPatch.builder().popularity(3.0).build());

        LoadSummary summary = tracks.load(all.stream(), LoadMode.UPSERT);

        assertThat(summary).isEqualTo(new LoadSummary(0, 2, 2));
        assertThat(tracks.findById(renamed.id()).orElseThrow().metadata().title())
                .isEqualTo("Renamed");
        assertThat(tracks.findById(demanded.id()).orElseThrow().popularity()).isZero();
    }

    @Test
    void digest_ofLoadedTrack_isForgottenWithEveryColumnThatCounts() throws SQLException {
        TrackRepository tracks = POSTGRES.emptyDatabase().tracks();
        NewTrack track = SampleTracks.track("Song", "Band");
        for (TrackColumn column : TrackColumn.COMPARED) {
            tracks.load(Stream.of(track), LoadMode.UPSERT);
            String value = POSTGRES.texts("SELECT " + column.column() + " FROM audio_tracks WHERE id = ?", track.id())
                    .get(0);
            String other = other(column, value);

            POSTGRES.execute("UPDATE audio_tracks SET " + other + " WHERE id = ?", track.id());

            assertThat(POSTGRES.texts("SELECT digest FROM audio_tracks WHERE id = ?", track.id()))
                    .as(column.column())
                    .containsExactly("null");
        }
    }

    /** Returns an assignment of another value than a column has. */
    private static String other(TrackColumn column, String value) {
        return switch (column) {
            case RELEASE_DATE, RELEASE_DATE_PRECISION -> "release_date = '2001-01-01', release_date_precision = 'DAY'";
            case AUDIO_GCS_PATH, THUMBNAIL_GCS_PATH -> column.column() + " = 'gs://bucket/other'";
            case AUDIO_CRC32C, ARTWORK_CRC32C -> column.column() + " = 'AAAAAA=='";
            default ->
                column.column() + " = "
                        + switch (column.type()) {
                            case "jsonb" -> value.startsWith("[") ? "'[{\"name\": \"x\"}]'" : "'{\"a\": [\"b\"]}'";
                            case "text[]" -> "'{x}'";
                            case "uuid" -> "gen_random_uuid()";
                            case "bytea" -> "sha256('x')";
                            case "text" -> "'other'";
                            case "smallint" -> "16";
                            case "integer" -> "1999";
                            default -> "1234";
                        };
        };
    }

    private static List<NewTrack> shuffled(List<NewTrack> tracks, int seed) {
        List<NewTrack> shuffled = new ArrayList<>(tracks);
        Collections.shuffle(shuffled, new Random(seed));
        return shuffled;
    }

    /** Every search reads all of the list of entries that wait to be put into the index. */
    @Test
    void pendingEntries_afterAnyWrite_areFew() throws SQLException {
        POSTGRES.execute("CREATE EXTENSION IF NOT EXISTS pgstattuple");
        LoistDatabase database = POSTGRES.emptyDatabase();

        database.tracks()
                .load(
                        IntStream.range(0, 3_000).mapToObj(i -> SampleTracks.track("Loaded " + i, "Band " + i)),
                        LoadMode.UPSERT);
        assertThat(pendingPages()).isLessThan(MAX_PENDING_PAGES);

        for (int i = 0; i < 300; i++) {
            Track saved = database.tracks().save(SampleTracks.track("Saved " + i, "Singer " + i));
            database.tracks()
                    .update(
                            saved.id(),
                            0,
                            TrackPatch.builder().popularity(1.0 + i).build());
        }
        assertThat(pendingPages()).isLessThan(MAX_PENDING_PAGES);

        database.tracks()
                .saveAllOrNone(IntStream.range(0, 300)
                        .mapToObj(i -> SampleTracks.track("Batch " + i, "Choir " + i))
                        .toList());
        assertThat(pendingPages()).isLessThan(MAX_PENDING_PAGES);

        POSTGRES.execute("UPDATE audio_tracks SET title = title || ' again' WHERE title LIKE 'Loaded %'");
        database.refreshSearch();
        assertThat(pendingPages()).isLessThan(MAX_PENDING_PAGES);
    }

    private static int pendingPages() throws SQLException {
        return Integer.parseInt(POSTGRES.texts("SELECT pending_pages FROM pgstatginindex('track_search_lexemes_idx')")
                .get(0));
    }
}
