package io.loist.db.internal.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.loist.db.testing.LentConnections;
import io.loist.db.testing.PostgresExtension;
import io.loist.db.testing.TestServer;
import io.loist.testing.Integration;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.postgresql.ds.PGSimpleDataSource;

/** What the state of a connection, before a call and after it, must not change about the outcome. */
@Integration
class ConnectionStateTest {

    @RegisterExtension
    static final PostgresExtension POSTGRES = new PostgresExtension();

    @Test
    void inTransaction_connectionCannotBeReleased_saysWhatWasDone() throws SQLException {
        POSTGRES.execute("CREATE TABLE public.note (text text)");
        Jdbc jdbc = new Jdbc(new LentConnections() {
            @Override
            public Connection getConnection() throws SQLException {
                Connection target = POSTGRES.dataSource().getConnection();
                return connection((method, arguments) -> {
                    Object result = method.invoke(target, arguments);
                    boolean last = method.getName().equals("close")
                            || (method.getName().equals("setAutoCommit") && arguments[0].equals(true));
                    if (last) {
                        throw new SQLException("the pool is confused");
                    }
                    return result;
                });
            }
        });

        int written = jdbc.inTransaction(
                "write", connection -> Jdbc.update(connection, Sql.of("INSERT INTO public.note VALUES ('done')")));

        assertThat(written).isEqualTo(1);
        assertThat(POSTGRES.texts("SELECT text FROM public.note")).containsExactly("done");
    }

    @Test
    void streamOfAReplica_repeatableRead_seesWhatItWaitedFor() throws Exception {
        POSTGRES.execute("CREATE TABLE public.late (text text)");
        PGSimpleDataSource repeatable = TestServer.dataSource(POSTGRES.url(), TestServer.SUPERUSER);
        repeatable.setApplicationName("waits");
        repeatable.setOptions("-c default_transaction_isolation=repeatable\\ read");
        String ahead =
                "SELECT replace(place, split_part(place, ':', 2), (split_part(place, ':', 2)::pg_lsn + 1500000)::text)"
                        + " FROM (" + Replica.POSITION + ") AS server(place)";
        String position = POSTGRES.texts(ahead).get(0);
        Jdbc jdbc = new Jdbc(POSTGRES.dataSource())
                .readingFrom(new Replica(Connections.of(repeatable)), position, Duration.ofSeconds(30));

        CompletableFuture<List<String>> reading = CompletableFuture.supplyAsync(() -> {
            try (ReadOnlyTransaction transaction = jdbc.reading()) {
                return Jdbc.query(
                        transaction.connection(),
                        Sql.of("SELECT text FROM public.late LIMIT 1"),
                        row -> row.getString(1));
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        });
        POSTGRES.execute("""
                DO $$
                BEGIN
                  WHILE NOT EXISTS (
                    SELECT FROM pg_stat_activity WHERE application_name = 'waits' AND query LIKE '%pg_is_in_recovery%') LOOP
                    PERFORM pg_sleep(0.01), pg_stat_clear_snapshot();
                  END LOOP;
                END $$
                """);
        POSTGRES.execute("INSERT INTO public.late VALUES ('late')");
        POSTGRES.execute(
                "SELECT pg_logical_emit_message(false, 'test', repeat('x', 1000)) FROM generate_series(1, 2000)");

        assertThat(reading.get()).hasSize(1);
    }
}
