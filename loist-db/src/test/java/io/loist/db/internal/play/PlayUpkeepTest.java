package io.loist.db.internal.play;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.loist.db.LoistDatabase;
import io.loist.db.testing.PostgresExtension;
import io.loist.play.Play;
import io.loist.play.PlayCount;
import io.loist.play.PlayLog;
import io.loist.play.PlayOutcome;
import io.loist.play.PlayQuery;
import io.loist.play.PlayQuery.Order;
import io.loist.play.Subject;
import io.loist.testing.Integration;
import io.loist.testkit.SampleTracks;
import io.loist.track.Track;
import io.loist.track.TrackPatch;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** How plays become counts and popularity, while others work. */
@Integration
class PlayUpkeepTest {

    private static final Duration HEARD = Duration.ofMinutes(3);
    private static final Duration HALF_LIFE = Duration.ofDays(10);
    private static final String ROW =
            "SELECT version || ' ' || updated_at || ' ' || digest FROM audio_tracks WHERE id = ?";

    @RegisterExtension
    static final PostgresExtension POSTGRES = new PostgresExtension();

    private final LoistDatabase database = POSTGRES.empty()
            .popularityHalfLife(HALF_LIFE)
            .searchTimeout(Duration.ofMinutes(1))
            .build();
    private final Instant now = Instant.now();

    private Track save(String title) {
        return database.tracks().save(SampleTracks.track(title, "Band"));
    }

    private void play(UUID track, int times, Duration ago) {
        List<Play> plays = new ArrayList<>();
        for (int i = 0; i < times; i++) {
            plays.add(Play.completed(track, "anne", now.minus(ago).minusMillis(i), HEARD));
        }
        assertThat(database.plays().recordEach(plays)).containsOnly(PlayOutcome.RECORDED);
    }

    private double popularity(UUID track) {
        return database.tracks().findById(track).orElseThrow().popularity();
    }

    // popularity

    @Test
    void popularity_ofPlays_isHalvedByTime_andChangesNoTrack() throws SQLException {
        UUID fresh = save("Fresh").id();
        UUID old = save("Old").id();
        UUID skipped = save("Skipped").id();
        UUID own = database.tracks()
                .save(SampleTracks.builder("Own", "Band").popularity(7).build())
                .id();
        play(fresh, 20, Duration.ZERO);
        play(old, 20, HALF_LIFE);
        database.plays().record(Play.skipped(skipped, "anne", now, Duration.ZERO));
        List<String> before = POSTGRES.texts(ROW, fresh);
        long changes = database.statusFeed().changes(null, 1_000).items().size();

        database.refreshSearch();

        // Each day of a play counts as a whole, and plays may be near midnight
        assertThat(popularity(fresh)).isCloseTo(20, within(1.5));
        assertThat(popularity(old)).isCloseTo(10, within(0.8));
        assertThat(popularity(skipped)).isZero();
        assertThat(popularity(own)).isEqualTo(7);
        assertThat(POSTGRES.texts(ROW, fresh)).isEqualTo(before);
        assertThat(before.get(0)).doesNotContain("null");
        assertThat(database.statusFeed().changes(null, 1_000).items()).hasSize((int) changes);
    }

    @Test
    void popularity_ofPlays_ranksSearch() {
        UUID less = save("Yellow submarine").id();
        UUID more = save("Yellow submarine").id();
        play(less, 1, Duration.ZERO);
        play(more, 30, Duration.ZERO);
        assertThat(found()).containsExactlyInAnyOrder(less, more);

        database.refreshSearch();
        assertThat(found()).containsExactly(more, less);

        play(less, 500, Duration.ofSeconds(10));
        database.refreshSearch();
        assertThat(found()).containsExactly(less, more);
    }

    private List<UUID> found() {
        return database.search().search("yellow submarine").hits().stream()
                .map(hit -> hit.track().id())
                .toList();
    }

    @Test
    void popularity_playsLongAgo_decaysToNothing_withTheRankOfATrackNeverPlayed() throws SQLException {
        UUID song = save("Song").id();
        String rank = POSTGRES.texts("SELECT rank FROM track_search WHERE track_id = ?", song)
                .get(0);
        play(song, 3, Duration.ZERO);
        database.refreshSearch();
        assertThat(popularity(song)).isGreaterThan(2);

        POSTGRES.execute("UPDATE track_play_day SET day = day - 80 WHERE track_id = ?", song);
        POSTGRES.execute(
                "UPDATE track_play_total SET ranked_at = ranked_at - interval '80 days' WHERE track_id = ?", song);
        database.refreshSearch();

        assertThat(popularity(song)).isZero();
        assertThat(POSTGRES.texts("SELECT rank FROM track_search WHERE track_id = ?", song))
                .containsExactly(rank);
    }

    @Test
    void popularity_withoutHalfLife_isTheHosts() {
        LoistDatabase plain = POSTGRES.emptyDatabase();
        UUID song = plain.tracks().save(SampleTracks.track("Song", "Band")).id();
        plain.plays().record(Play.completed(song, "anne", now, HEARD));

        plain.refreshSearch();

        assertThat(plain.tracks().findById(song).orElseThrow().popularity()).isZero();
    }

    @Test
    void update_readBeforePopularityChanged_isNotStale() {
        Track song = save("Song");
        play(song.id(), 5, Duration.ZERO);
        database.refreshSearch();

        TrackPatch patch = TrackPatch.builder().popularity(3.0).build();

        assertThat(database.tracks().update(song.id(), song.version(), patch).popularity())
                .isEqualTo(3);
    }

    // others at the same time

    @Test
    void record_sameTrackInOpenTransaction_doesNotWait() throws SQLException {
        Track song = save("Song");
        try (Connection open = POSTGRES.dataSource().getConnection();
                Connection impatient = POSTGRES.dataSource().getConnection();
                Statement statement = impatient.createStatement()) {
            open.setAutoCommit(false);
            PlayLog first = database.within(open).plays();
            first.record(Play.completed(song.id(), "anne", now, HEARD));
            first.star("anne", Subject.track(song.id()));
            statement.execute("SET lock_timeout = '200ms'");
            PlayLog second = database.within(impatient).plays();

            assertThat(second.record(Play.completed(song.id(), "bert", now, HEARD)))
                    .isTrue();
            assertThat(second.record(Play.completed(song.id(), "anne", now.minusSeconds(1), HEARD)))
                    .isTrue();
            second.star("bert", Subject.track(song.id()));
            TrackPatch patch = TrackPatch.builder().popularity(1.0).build();
            database.within(impatient).tracks().update(song.id(), song.version(), patch);
            PlayDatabase.maintain(POSTGRES, 90, null);
            statement.execute("RESET lock_timeout");

            assertThat(database.plays().counts(null, List.of(song.id())))
                    .hasEntrySatisfying(
                            song.id(), count -> assertThat(count.completed()).isEqualTo(2));
            assertThat(first.counts(null, List.of(song.id())))
                    .hasEntrySatisfying(
                            song.id(), count -> assertThat(count.completed()).isEqualTo(3));
            open.rollback();
        }
    }

    @Test
    void record_whileCounting_isCountedOnce() throws Exception {
        List<UUID> songs =
                List.of(save("One").id(), save("Two").id(), save("Three").id());
        ExecutorService threads = Executors.newFixedThreadPool(4);
        List<Future<?>> running = new ArrayList<>();
        for (int thread = 0; thread < 3; thread++) {
            String listener = thread == 0 ? "anne" : "bert";
            int offset = thread;
            Callable<Object> work = () -> {
                for (int i = 0; i < 60; i++) {
                    List<Play> batch = new ArrayList<>();
                    for (UUID song : songs) {
                        // The second and the third thread send the same plays
                        batch.add(Play.completed(song, listener, now.minusSeconds(60L * i), HEARD));
                    }
                    if (offset == 2) {
                        Collections.reverse(batch);
                    }
                    database.plays().recordEach(batch);
                }
                return "";
            };
            running.add(threads.submit(work));
        }
        running.add(threads.submit(() -> {
            for (int i = 0; i < 15; i++) {
                PlayDatabase.maintain(POSTGRES, 90, HALF_LIFE);
            }
        }));
        for (Future<?> one : running) {
            one.get();
        }
        threads.shutdown();

        for (String listener : List.of("anne", "bert")) {
            assertThat(database.plays().counts(listener, songs).values())
                    .extracting(PlayCount::completed)
                    .containsExactly(60L, 60L, 60L);
        }
        PlayDatabase.maintain(POSTGRES, 90, null);
        assertThat(database.plays().counts(null, songs).values())
                .extracting(PlayCount::completed)
                .containsExactly(120L, 120L, 120L);
    }

    @Test
    void deleteRow_whileTrackIsPlayedInOpenTransaction_waitsAndDeletesAll() throws Exception {
        Track song = save("Song");
        ExecutorService thread = Executors.newSingleThreadExecutor();
        try (Connection open = POSTGRES.dataSource().getConnection()) {
            open.setAutoCommit(false);
            database.within(open).plays().record(Play.completed(song.id(), "anne", now, HEARD));

            Future<Boolean> deleted = thread.submit(() -> database.tracks().deleteRow(song.id()));
            open.commit();

            assertThat(deleted.get()).isTrue();
            assertThat(database.plays().counts(null, List.of(song.id()))).isEmpty();
        }
        thread.shutdown();
    }

    // days

    @Test
    void rollUp_keepsPlaysForAnHourAfterTheyAreRefused() throws SQLException {
        UUID song = save("Song").id();
        play(song, 2, Duration.ofDays(20));
        play(song, 1, Duration.ZERO);
        String rows = "SELECT count(*) FROM track_play WHERE track_id = ?";

        PlayDatabase.maintain(POSTGRES, 10, null);
        PlayDatabase.maintain(POSTGRES, 10, null);
        assertThat(POSTGRES.texts(rows, song)).containsExactly("3");
        assertThat(database.plays()
                        .recordEach(List.of(Play.completed(song, "bert", now.minus(20, ChronoUnit.DAYS), HEARD))))
                .containsExactly(PlayOutcome.TOO_OLD);

        PlayDatabase.rollUp(POSTGRES, 10);
        assertThat(POSTGRES.texts(rows, song)).containsExactly("1");
        assertThat(database.plays().counts("anne", List.of(song)).values())
                .extracting(PlayCount::completed)
                .containsExactly(3L);
        POSTGRES.execute("DELETE FROM track_play_state");
    }

    @Test
    void list_otherNamespace_seesNothing() {
        play(save("Song").id(), 1, Duration.ZERO);
        PlayDatabase.maintain(POSTGRES, 36_500, null);

        LoistDatabase other = POSTGRES.emptyDatabase();

        assertThat(other.plays().list(PlayQuery.builder(Order.RECENT).build()).items())
                .isEmpty();
        assertThat(other.plays().erase("anne")).isFalse();
        assertThat(database.plays()
                        .list(PlayQuery.builder(Order.RECENT).build())
                        .items())
                .hasSize(1);
    }
}
