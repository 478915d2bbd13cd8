package io.loist.db.internal.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.loist.DatabaseException;
import io.loist.db.LoistDatabase;
import io.loist.db.internal.track.PostgresTrackWritingTest;
import io.loist.db.internal.track.TrackColumns;
import io.loist.db.testing.PostgresExtension;
import io.loist.testing.Integration;
import io.loist.testing.SampleTracks;
import io.loist.testing.TrackLoadingContract;
import io.loist.track.LoadMode;
import io.loist.track.LoadSummary;
import io.loist.track.NewTrack;
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
        List<String> counting =
                List.of(TrackColumns.names(TrackColumns.COMPARED).split(", "));
        String definition = POSTGRES.texts(
                        "SELECT lower(pg_get_triggerdef(oid)) FROM pg_trigger WHERE tgname = 'audio_tracks_forget_digest'")
                .get(0);

        assertThat(POSTGRES.texts("""
                SELECT attname FROM pg_trigger JOIN pg_attribute ON attrelid = tgrelid AND attnum = ANY (tgattr)
                WHERE tgname = 'audio_tracks_forget_digest'
                """)).containsExactlyInAnyOrderElementsOf(counting);
        assertThat(counting)
                .allSatisfy(column ->
                        assertThat(definition).contains("(new." + column + " is distinct from old." + column + ")"));
    }

    private static List<NewTrack> shuffled(List<NewTrack> tracks, int seed) {
        List<NewTrack> shuffled = new ArrayList<>(tracks);
        Collections.shuffle(shuffled, new Random(seed));
        return shuffled;
    }
}
