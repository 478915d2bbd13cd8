package io.loist.db.internal.play;

import static org.assertj.core.api.Assertions.assertThat;

import io.loist.Cursor;
import io.loist.Page;
import io.loist.db.LoistDatabase;
import io.loist.db.testing.MeasuredCalls;
import io.loist.db.testing.PostgresExtension;
import io.loist.play.Play;
import io.loist.play.PlayCount;
import io.loist.play.PlayQuery;
import io.loist.play.PlayQuery.Order;
import io.loist.play.Subject;
import io.loist.testing.Integration;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What the calls read, by {@code EXPLAIN (ANALYZE, BUFFERS)}, among 30,000 plays of 10,000 tracks by 100 listeners in 60 days, 500 of the
 * plays not counted yet: no table from its beginning to its end, and no more buffers than a bound.
 */
@Integration
class PlayPlansTest {

    private static final int PLAYS = Integer.getInteger("loist.plays.rows", 30_000);
    private static final String LARGE_TABLES = "audio_tracks|track_play(_day|_total)?|listener_preference";

    @RegisterExtension
    static final PostgresExtension POSTGRES = new PostgresExtension();

    @RegisterExtension
    static final PostgresExtension NEVER_ANALYZED = new PostgresExtension();

    @BeforeAll
    static void fill() throws SQLException {
        for (PostgresExtension server : List.of(POSTGRES, NEVER_ANALYZED)) {
            for (String table : List.of("track_play", "track_play_day", "track_play_total", "listener_preference")) {
                server.execute("ALTER TABLE " + table + " SET (autovacuum_enabled = false)");
            }
            server.execute("""
                    INSERT INTO audio_tracks (id, status, title, format, audio_gcs_path)
                    SELECT md5('' || n)::uuid, 'COMPLETED', 'Song ' || n, 'mp3', 'gs://bucket/' || n FROM generate_series(1, ?) AS n
                    """, PLAYS / 3);
            play(server, PLAYS);
            server.execute("""
                    INSERT INTO listener_preference (namespace, listener, kind, subject, track_id, starred_at, rating)
                    SELECT 'default', 'listener-' || n % 100, 'TRACK', md5('' || n)::uuid, md5('' || n)::uuid,
                      now() - n * interval '1 second', 1 + n % 5
                    FROM generate_series(1, ?) AS n
                    """, PLAYS / 3);
            PlayDatabase.maintain(server, 90, null);
            play(server, 500);
        }
        POSTGRES.execute("VACUUM ANALYZE");
    }

    private static void play(PostgresExtension server, int plays) throws SQLException {
        server.execute("""
                INSERT INTO track_play (namespace, listener, started_at, track_id, heard_ms, skipped)
                SELECT 'default', 'listener-' || n % 100, now() - n * interval '1 day' * 60 / ?, md5('' || (1 + n % (? / 3)))::uuid, 1000,
                  n % 10 = 0
                FROM generate_series(1, ?) AS n
                """, PLAYS, PLAYS, plays);
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

    private static void assertBounded(PostgresExtension server, String mode) throws SQLException {
        LocalDate today = LocalDate.ofInstant(Instant.now(), ZoneOffset.UTC);
        Map<String, String> wrong;
        try (MeasuredCalls calls = new MeasuredCalls(server, mode, LARGE_TABLES)) {
            for (Order order : Order.values()) {
                // At most: the plays that are not counted with their totals, and twice the page
                list(calls, 4_000, order, null, query -> query);
                list(calls, 1_000, order, "listener-7", query -> query);
                list(calls, 4_000, order, null, query -> query.after(second(calls.database(), order, null)));
                list(
                        calls,
                        1_000,
                        order,
                        "listener-7",
                        query -> query.after(second(calls.database(), order, "listener-7")));
                // Of each day 200 tracks
                list(calls, 20_000, order, null, query -> query.days(today.minusDays(29), today));
                list(calls, 3_000, order, "listener-7", query -> query.days(today.minusDays(29), today));
            }
            List<UUID> ids = calls
                    .database()
                    .plays()
                    .list(PlayQuery.builder(Order.RECENT).build())
                    .items()
                    .stream()
                    .map(PlayCount::track)
                    .toList();
            calls.measureSecond(
                    "counts of all", 1_000, () -> calls.database().plays().counts(null, ids));
            calls.measureSecond(
                    "counts of one", 1_000, () -> calls.database().plays().counts("listener-7", ids));
            calls.measureSecond(
                    "record",
                    100,
                    () -> calls.database()
                            .plays()
                            .record(Play.completed(ids.get(0), "listener-7", Instant.now(), Duration.ofSeconds(1))));
            calls.measureSecond(
                    "starred", 200, () -> calls.database().plays().starred("listener-7", Subject.Kind.TRACK, 50, null));
            calls.measureSecond(
                    "rated", 200, () -> calls.database().plays().rated("listener-7", Subject.Kind.TRACK, 50, null));
            List<Subject> subjects = ids.stream().map(Subject::track).toList();
            calls.measureSecond(
                    "preferences", 500, () -> calls.database().plays().preferences("listener-7", subjects));
            wrong = calls.wrong();
        }
        assertThat(wrong.keySet())
                .as(() -> "The first plans: " + wrong.values().stream().limit(2).toList())
                .isEmpty();
    }

    private static void list(
            MeasuredCalls calls,
            int max,
            Order order,
            @Nullable String listener,
            UnaryOperator<PlayQuery.Builder> more) {
        PlayQuery query =
                more.apply(PlayQuery.builder(order).listener(listener)).build();
        String name = order + " of " + listener + " " + query.firstDay() + (query.after() == null ? "" : ", later");
        calls.measureSecond(
                name,
                max,
                () -> assertThat(calls.database().plays().list(query).items())
                        .as(name)
                        .hasSize(50));
    }

    private static @Nullable Cursor second(LoistDatabase database, Order order, @Nullable String listener) {
        Page<PlayCount> page = database.plays()
                .list(PlayQuery.builder(order).listener(listener).build());
        return page.next();
    }
}
