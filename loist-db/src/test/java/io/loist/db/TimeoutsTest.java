package io.loist.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.loist.DatabaseException;
import io.loist.db.testing.TestServer;
import io.loist.testing.Integration;
import io.loist.testing.PredecessorSchema;
import io.loist.testkit.SampleTracks;
import io.loist.track.LoadMode;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Waits for locks end, and long work does not, whatever the sessions say. */
@Integration
class TimeoutsTest {

    private String url = "";

    @BeforeEach
    void createDatabase() {
        url = TestServer.running().newDatabase();
    }

    @AfterEach
    void dropDatabase() {
        TestServer.running().drop(url);
    }

    /** Takes 10 seconds: the time-out of sessions that have none. */
    @Test
    void longWork_hostsSessionsWithoutTimeouts_doesNotWaitForEver() throws Exception {
        LoistDatabase database = LoistDatabase.create(TestServer.dataSource(url, TestServer.SUPERUSER));
        database.migrate();
        try (Connection other = TestServer.dataSource(url, TestServer.SUPERUSER).getConnection();
                Statement statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.execute("SELECT pg_advisory_xact_lock(hashtext('loist predecessor'))");
            statement.execute("LOCK TABLE audio_tracks IN ACCESS SHARE MODE");

            CompletableFuture<Void> adopting = CompletableFuture.runAsync(
                    () -> assertTimesOut(() -> database.admin().adopt()));
            assertTimesOut(() ->
                    database.tracks().load(Stream.of(SampleTracks.track("Creep", "Radiohead")), LoadMode.INITIAL));
            adopting.get();
        }
    }

    private static void assertTimesOut(Runnable call) {
        assertThatExceptionOfType(DatabaseException.class)
                .isThrownBy(call::run)
                .satisfies(e -> assertThat(e.code()).isEqualTo("DATABASE_TIMEOUT"));
    }

    @Test
    void longWork_timeoutsOfAPool_takesAsLongAsItNeeds() throws SQLException {
        TestServer.execute(url, PredecessorSchema.statements().toArray(String[]::new));
        TestServer.execute(
                url,
                "INSERT INTO audio_tracks (id, title, format, audio_gcs_path) VALUES (gen_random_uuid(), 'A', 'MP3', 'gs://loist-music/1')",
                slow(),
                "CREATE TRIGGER slow BEFORE DELETE ON audio_tracks FOR EACH ROW EXECUTE FUNCTION public.slow()");
        for (Pooler pooler : List.of(Pooler.TRANSACTION, Pooler.NONE)) {
            try (LoistDatabase database = database(pooler)) {
                assertThat(database.admin().adopt().leftBehind()).isEmpty();
                TestServer.execute(
                        url,
                        // Adoption drops the functions that only the predecessor used
                        slow(),
                        "DELETE FROM loist.track_search_term",
                        "CREATE TRIGGER slow AFTER INSERT OR UPDATE OR DELETE ON loist.track_search_term FOR EACH STATEMENT"
                                + " EXECUTE FUNCTION public.slow()");
                database.refreshSearch();
                TestServer.execute(
                        url, "DROP TRIGGER slow ON loist.track_search_term", "DELETE FROM loist.audio_tracks");
                TestServer.execute(
                        url,
                        "CREATE EVENT TRIGGER slow ON ddl_command_start WHEN TAG IN ('CREATE INDEX') EXECUTE FUNCTION public.slow_once()");
                database.tracks().load(Stream.of(SampleTracks.track("Creep", "Radiohead")), LoadMode.INITIAL);
                TestServer.execute(
                        url,
                        "DROP EVENT TRIGGER slow",
                        "DELETE FROM loist.audio_tracks",
                        "SELECT setval('public.calls', 1, false)");
            }
        }
    }

    /** Makes the functions that keep a statement longer than the time-outs. */
    private static String slow() {
        return """
                CREATE SEQUENCE IF NOT EXISTS public.calls;
                CREATE OR REPLACE FUNCTION public.slow() RETURNS trigger LANGUAGE plpgsql AS $$
                BEGIN
                  PERFORM pg_sleep(1.2);
                  RETURN OLD;
                END $$;
                CREATE OR REPLACE FUNCTION public.slow_once() RETURNS event_trigger LANGUAGE plpgsql AS $$
                BEGIN
                  IF nextval('public.calls') = 1 THEN
                    PERFORM pg_sleep(1.2);
                  END IF;
                END $$""";
    }

    private LoistDatabase database(Pooler pooler) {
        return LoistDatabase.builder()
                .jdbcUrl(url + "?socketTimeout=1")
                .user(TestServer.SUPERUSER)
                .password(TestServer.SUPERUSER)
                .pooler(pooler)
                .statementTimeout(Duration.ofSeconds(1))
                .build();
    }
}
