package io.loist.db.internal.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.loist.db.testing.PostgresExtension;
import io.loist.db.testing.TestServer;
import io.loist.testing.Integration;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Integration
class RetryTest {

    @RegisterExtension
    static final PostgresExtension POSTGRES = new PostgresExtension();

    private final AtomicInteger tries = new AtomicInteger();

    @ParameterizedTest
    @ValueSource(strings = {"40001", "40P01", "08006", "57P01", "57P03"})
    void run_passingFailure_triesAgain(String state) throws SQLException {
        int tried = Retry.STANDARD.run(() -> {
            if (tries.incrementAndGet() < 3) {
                throw new SQLException("for now", state);
            }
            return tries.get();
        });

        assertThat(tried).isEqualTo(3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"57014", "55P03", "53300", "28P01", "42P01", "23505", "XX000"})
    void run_lastingFailure_triesOnce(String state) {
        assertThatExceptionOfType(SQLException.class).isThrownBy(() -> failing(Retry.STANDARD, state));
        assertThat(tries).hasValue(1);
    }

    @Test
    void run_deadlinePasses_throwsTheLastFailure() {
        assertThatExceptionOfType(SQLException.class)
                .isThrownBy(() -> failing(new Retry(Duration.ofMillis(300)), "40001"))
                .withMessage("try " + tries.get());
    }

    @Test
    void run_interrupted_stopsAndStaysInterrupted() {
        Thread.currentThread().interrupt();

        assertThatExceptionOfType(SQLException.class).isThrownBy(() -> failing(Retry.STANDARD, "40001"));
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void read_connectionLost_isReadOnAnother() {
        String found = new Jdbc(POSTGRES.dataSource()).read("read", connection -> {
            if (tries.incrementAndGet() == 1) {
                terminate(connection);
            }
            return Jdbc.query(connection, Sql.of("SELECT 'found'"), row -> row.getString(1))
                    .get(0);
        });

        assertThat(found).isEqualTo("found");
        assertThat(tries).hasValue(2);
    }

    private static void terminate(Connection connection) throws SQLException {
        List<Integer> sessions = Jdbc.query(connection, Sql.of("SELECT pg_backend_pid()"), row -> row.getInt(1));
        TestServer.execute(POSTGRES.url(), "SELECT pg_terminate_backend(" + sessions.get(0) + ")");
    }

    private void failing(Retry retry, String state) throws SQLException {
        retry.run(() -> {
            throw new SQLException("try " + tries.incrementAndGet(), state);
        });
    }
}
