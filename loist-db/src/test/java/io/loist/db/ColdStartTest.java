package io.loist.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.loist.DatabaseException;
import io.loist.db.testing.FirstSearchMain;
import io.loist.db.testing.PostgresExtension;
import io.loist.db.testing.TestServer;
import io.loist.testing.Integration;
import io.loist.testkit.SampleTracks;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The first search of a process on a slow processor. {@code -Dloist.cold.starts=20} makes it as many processes. */
@Integration
class ColdStartTest {

    private static final int STARTS = Integer.getInteger("loist.cold.starts", 3);

    /** Without preparation it loads more than a thousand. */
    private static final int FEW_CLASSES = 60;

    @RegisterExtension
    static final PostgresExtension POSTGRES = new PostgresExtension();

    @BeforeAll
    static void save() {
        LoistDatabase.create(POSTGRES.dataSource()).tracks().save(SampleTracks.track("Jökulljós", "Sigrún"));
    }

    @Test
    void search_coldProcessOnASlowProcessor_findsTheTrack() throws IOException {
        List<String> answers = new ArrayList<>();
        for (int i = 0; i < STARTS; i++) {
            answers.add(FirstSearchMain.run(POSTGRES.url(), false));
        }
        System.out.println("First searches of cold processes: " + answers);

        assertThat(answers).hasSize(STARTS).allMatch(answer -> answer.startsWith("1 hits"));
    }

    @Test
    void warmUp_processOnASlowProcessor_leavesLittleToTheFirstSearch() throws IOException {
        String answer = FirstSearchMain.run(POSTGRES.url(), true);

        assertThat(answer).startsWith("1 hits");
        assertThat(Integer.parseInt(answer.split(" ", -1)[2])).as(answer).isLessThan(FEW_CLASSES);
    }

    @Test
    void warmUp_again_opensTheConnectionsThatAnIdlePoolKeeps() {
        try (LoistDatabase database = LoistDatabase.builder()
                .jdbcUrl(POSTGRES.url())
                .user(TestServer.SUPERUSER)
                .password(TestServer.SUPERUSER)
                .minimumPoolSize(3)
                .build()) {
            database.warmUp();
            database.warmUp();

            DatabaseHealth.Pool pool = Objects.requireNonNull(
                    database.health(LoistDatabase.DEFAULT_STATEMENT_TIMEOUT).pool());
            assertThat(pool.idle()).isGreaterThanOrEqualTo(2);
        }
    }

    @Test
    void warmUp_serverGivesTooFewConnections_keepsNone() throws SQLException {
        String role = "one_at_a_time_" + System.nanoTime();
        POSTGRES.execute("CREATE ROLE " + role + " LOGIN PASSWORD 'one' CONNECTION LIMIT 1");
        POSTGRES.execute("GRANT USAGE ON SCHEMA loist TO " + role);
        POSTGRES.execute("GRANT SELECT ON ALL TABLES IN SCHEMA loist TO " + role);
        try (LoistDatabase database = LoistDatabase.builder()
                .jdbcUrl(POSTGRES.url())
                .user(role)
                .password("one")
                .minimumPoolSize(2)
                .connectionTimeout(Duration.ofMillis(500))
                .build()) {
            assertThatExceptionOfType(DatabaseException.class).isThrownBy(database::warmUp);

            assertThat(database.search().search("Jökulljós").hits()).hasSize(1);
        }
    }
}
