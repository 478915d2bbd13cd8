package io.loist.db.internal.work;

import static org.assertj.core.api.Assertions.assertThat;

import io.loist.db.LoistDatabase;
import io.loist.db.internal.jdbc.Jdbc;
import io.loist.db.internal.jdbc.Sql;
import io.loist.db.testing.OneConnection;
import io.loist.db.testing.PostgresExtension;
import io.loist.testing.Integration;
import io.loist.track.Claim;
import io.loist.track.RetryPolicy;
import io.loist.track.TrackQuery;
import io.loist.track.TrackQueue;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Work on many tracks: by many workers, and while a long transaction holds back vacuum. */
@Integration
class TrackQueueLoadTest {

    private static final String FILL = """
            INSERT INTO audio_tracks (id, namespace, status, title, format, audio_gcs_path)
            SELECT uuid, :namespace, 'PENDING', 'Song', 'mp3', 'gs://bucket/' || uuid
            FROM (SELECT gen_random_uuid() AS uuid FROM generate_series(1, :count) OFFSET 0) AS fresh
            """;

    @RegisterExtension
    static final PostgresExtension POSTGRES = new PostgresExtension();

    @Test
    void claim_eightWorkersWhileLeasesEnd_givesEachTrackToOne() throws Exception {
        int count = 20_000;
        fill("crowd", count);
        TrackQueue queue = in("crowd").queue().withRetry(new RetryPolicy(1_000, Duration.ZERO, Duration.ZERO));
        Map<UUID, Integer> completed = new ConcurrentHashMap<>();
        Map<String, String> claimed = new ConcurrentHashMap<>();
        AtomicInteger left = new AtomicInteger(count);
        AtomicInteger abandoned = new AtomicInteger();

        ExecutorService workers = Executors.newFixedThreadPool(8);
        try {
            List<Future<?>> running = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                String worker = "worker-" + i;
                running.add(workers.submit(() -> {
                    long end = System.nanoTime() + Duration.ofMinutes(3).toNanos();
                    while (left.get() > 0 && System.nanoTime() < end) {
                        boolean dies = ThreadLocalRandom.current().nextInt(8) == 0;
                        List<Claim> claims =
                                queue.claim(100, worker, dies ? Duration.ofMillis(1) : Duration.ofMinutes(5));
                        for (Claim claim : claims) {
                            assertThat(claimed.put(claim.id() + "/" + claim.number(), worker))
                                    .as("claim %s", claim)
                                    .isNull();
                        }
                        if (dies) {
                            abandoned.addAndGet(claims.size());
                        } else {
                            List<Claim> done = queue.complete(claims);
                            done.forEach(claim -> completed.merge(claim.id(), 1, Integer::sum));
                            left.addAndGet(-done.size());
                        }
                    }
                }));
            }
            for (Future<?> worker : running) {
                worker.get(4, TimeUnit.MINUTES);
            }
        } finally {
            workers.shutdownNow();
        }

        assertThat(completed)
                .hasSize(count)
                .allSatisfy((id, times) -> assertThat(times).isEqualTo(1));
        assertThat(abandoned.get()).isPositive();
        assertThat(POSTGRES.texts(
                        "SELECT status, count(*) FROM audio_tracks WHERE namespace = 'crowd' GROUP BY status"))
                .containsExactly("COMPLETED");
        assertThat(POSTGRES.texts("SELECT track_id FROM track_queue WHERE namespace = 'crowd'"))
                .isEmpty();
        assertThat(POSTGRES.texts("""
                SELECT count(*) FROM track_change WHERE namespace = 'crowd' AND to_status = 'COMPLETED'
                """)).containsExactly(Integer.toString(count));
    }

    @Test
    void claim_vacuumHeldBack_touchesOnlyWhatItClaims() throws SQLException {
        fill("held", 4_100);
        TrackQueue queue = in("held").queue();
        try (Connection old = POSTGRES.dataSource().getConnection()) {
            old.setAutoCommit(false);
            old.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            Jdbc.query(old, Sql.of("SELECT count(*) FROM track_queue"), row -> row.getInt(1));
            for (int i = 0; i < 8; i++) {
                assertThat(queue.complete(queue.claim(500, "worker", Duration.ofMinutes(5))))
                        .hasSize(500);
            }
            POSTGRES.execute("VACUUM track_queue");
            UUID last = UUID.fromString(POSTGRES.texts("""
                    SELECT max(track_id::text) FROM track_change WHERE namespace = 'held' AND to_status = 'COMPLETED'
                    """).get(0));
            OffsetDateTime dueAt = Jdbc.query(
                            old,
                            Sql.of("SELECT DISTINCT due_at FROM track_queue WHERE namespace = 'held'"),
                            row -> row.getObject(1, OffsetDateTime.class))
                    .get(0);

            int whole = pagesRead(ClaimCursor.BEGINNING);
            int part = pagesRead(new ClaimCursor.Place(dueAt, last));

            assertThat(whole).as("pages read among dead rows").isGreaterThan(500);
            assertThat(part).as("pages read after the last claim").isLessThan(100);
            assertThat(queue.claim(100, "worker", Duration.ofMinutes(5))).hasSize(100);
            old.rollback();
            old.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
        }
    }

    @Test
    void list_plannedWhileTheQueueWasEmpty_doesNotScanItLater() throws SQLException {
        POSTGRES.execute("DELETE FROM audio_tracks");
        POSTGRES.execute("VACUUM ANALYZE track_queue");
        fill("late", 100);
        Duration early;
        Duration late;
        try (Connection connection = POSTGRES.dataSource().getConnection()) {
            LoistDatabase kept = LoistDatabase.builder()
                    .dataSource(new OneConnection(connection))
                    .namespace("late")
                    .build();
            early = fastestList(kept);
            fill("late", 20_000);
            late = fastestList(kept);
        }

        assertThat(late).isLessThan(fastestList(in("late")).plus(early).multipliedBy(5));
    }

    /** Returns the shortest time that a page of tracks takes, after enough pages for the driver to keep a plan. */
    private static Duration fastestList(LoistDatabase database) {
        TrackQuery query = TrackQuery.builder().limit(50).build();
        long fastest = Long.MAX_VALUE;
        for (int i = 0; i < 12; i++) {
            long start = System.nanoTime();
            assertThat(database.tracks().list(query).items()).hasSize(50);
            fastest = Math.min(fastest, System.nanoTime() - start);
        }
        return Duration.ofNanos(fastest);
    }

    /** Returns how many pages finding ten tracks takes. */
    private static int pagesRead(ClaimCursor.Place place) throws SQLException {
        try (Connection connection = POSTGRES.dataSource().getConnection()) {
            connection.setAutoCommit(false);
            Jdbc.query(connection, Sql.of(WorkSql.BEGIN), row -> row);
            String pick = WorkSql.PICK_DUE.replace("${schema}.", "");
            Sql explain = Sql.of("EXPLAIN (ANALYZE, BUFFERS, TIMING OFF) " + pick + " SELECT track_id FROM picked")
                    .with("retries", 5)
                    .with("namespace", "held")
                    .with("after_due_at", place.dueAt())
                    .with("after_id", place.id())
                    .with("max", 10);
            String plan = String.join("\n", Jdbc.query(connection, explain, row -> row.getString(1)));
            connection.rollback();
            assertThat(plan).contains("Index Scan using track_queue_due_at_idx").doesNotContain("Sort");
            Matcher pages = Pattern.compile("Buffers: shared hit=(\\d+)").matcher(plan);
            assertThat(pages.find()).as(plan).isTrue();
            return Integer.parseInt(pages.group(1));
        }
    }

    private static void fill(String namespace, int count) throws SQLException {
        try (Connection connection = POSTGRES.dataSource().getConnection()) {
            Jdbc.update(connection, Sql.of(FILL).with("namespace", namespace).with("count", count));
        }
    }

    private static LoistDatabase in(String namespace) {
        return LoistDatabase.builder()
                .dataSource(POSTGRES.dataSource())
                .namespace(namespace)
                .build();
    }
}
