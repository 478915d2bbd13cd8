package io.loist.db;

import io.loist.LoistException;
import io.loist.db.internal.connect.ConnectionSource;
import io.loist.db.internal.jdbc.Jdbc;
import io.loist.db.internal.jdbc.SchemaName;
import io.loist.db.internal.jdbc.Sql;
import io.loist.internal.Daemons;
import java.sql.Array;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Checks the database on a thread of its own, because pools and sockets do not keep short deadlines. */
final class HealthCheck {

    private static final String SERVER = """
            SELECT current_setting('server_version') AS version,
                   NOT pg_is_in_recovery() AS is_primary,
                   CASE
                     WHEN NOT pg_is_in_recovery() THEN
                       (SELECT max(extract(epoch FROM replay_lag)) FROM pg_stat_replication)
                     -- A replica that has replayed everything has no lag, however old its last transaction is
                     WHEN pg_last_wal_receive_lsn() = pg_last_wal_replay_lsn() THEN 0
                     ELSE extract(epoch FROM clock_timestamp() - pg_last_xact_replay_timestamp())
                   END::double precision AS lag_seconds,
                   ARRAY(SELECT extname::text FROM pg_extension ORDER BY extname) AS extensions,
                   to_regclass(:history) IS NOT NULL AS has_history
            """;

    private static final String HISTORY = """
            SELECT version FROM ${schema}.loist_schema_history WHERE success AND version IS NOT NULL
            """;

    private static final String STALE = "SELECT count(*) FROM ${schema}.audio_tracks WHERE digest IS NULL";

    private final ConnectionSource connections;
    private final Jdbc jdbc;
    private final SchemaName schema;
    private final Migrations migrations;
    private final Jdbc.Work<List<String>> warnings;
    private @Nullable FutureTask<Answer> running;

    HealthCheck(
            ConnectionSource connections, SchemaName schema, Migrations migrations, Jdbc.Work<List<String>> warnings) {
        this.connections = connections;
        this.jdbc = new Jdbc(connections.forCalls());
        this.schema = schema;
        this.migrations = migrations;
        this.warnings = warnings;
    }

    /** What the server answered. */
    private record Answer(DatabaseHealth.Server server, List<String> warnings) {}

    DatabaseHealth within(Duration deadline) {
        if (deadline.compareTo(Duration.ofMillis(1)) < 0 || deadline.compareTo(Duration.ofDays(1)) > 0) {
            throw new IllegalArgumentException("deadline must be from one millisecond to one day, but is " + deadline);
        }
        long start = System.nanoTime();
        List<String> problems = new ArrayList<>();
        List<String> warnings = List.of();
        DatabaseHealth.Server server = null;
        try {
            Answer answer = running().get(deadline.toNanos(), TimeUnit.NANOSECONDS);
            server = answer.server;
            warnings = answer.warnings;
            if (!server.pendingMigrations().isEmpty()) {
                problems.add("The migrations " + server.pendingMigrations()
                        + " of loist's tables are pending; call migrate()");
            }
        } catch (TimeoutException e) {
            problems.add("The database did not answer within " + deadline
                    + "; check that it runs, the network, and whether the pool is exhausted");
        } catch (ExecutionException e) {
            problems.add(Objects.requireNonNullElse(e.getCause(), e).getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            problems.add("The check was interrupted before the database answered");
        }
        return new DatabaseHealth(problems, warnings, server, pool(), Duration.ofNanos(System.nanoTime() - start));
    }

    private DatabaseHealth.@Nullable Pool pool() {
        ConnectionSource.PoolState state = connections.pool();
        return state == null
                ? null
                : new DatabaseHealth.Pool(state.active(), state.idle(), state.waiting(), state.size());
    }

    /** Returns the running check, or starts one: while a server does not answer, all callers share one thread. */
    private synchronized FutureTask<Answer> running() {
        if (running == null || running.isDone()) {
            running = new FutureTask<>(this::answer);
            Daemons.start("loist-health", running);
        }
        return running;
    }

    /** @throws LoistException if the database cannot be reached or does not answer in time */
    private Answer answer() {
        List<Integer> pending = new ArrayList<>(migrations.shipped());
        return jdbc.read("report its state", connection -> {
            String history = schema.in("${schema}.loist_schema_history");
            return Jdbc.query(connection, Sql.of(SERVER).with("history", history), row -> {
                        if (row.getBoolean("has_history")) {
                            pending.removeAll(applied(connection));
                        }
                        boolean migrated = pending.isEmpty();
                        List<String> found = new ArrayList<>(migrated ? warnings.on(connection) : List.of());
                        if (!row.getBoolean("is_primary")) {
                            found.add(
                                    "The server is a standby, so that writes fail; to reach the primary of a list of hosts,"
                                            + " add targetServerType=primary to the URL");
                        }
                        return new Answer(server(row, pending, migrated ? stale(connection) : 0), found);
                    })
                    .get(0);
        });
    }

    private List<Integer> applied(Connection connection) throws SQLException {
        return Jdbc.query(connection, Sql.of(HISTORY).in(schema), row -> Integer.valueOf(row.getString("version")));
    }

    private long stale(Connection connection) throws SQLException {
        return Jdbc.query(connection, Sql.of(STALE).in(schema), row -> row.getLong(1))
                .get(0);
    }

    private static DatabaseHealth.Server server(ResultSet row, List<Integer> pending, long stale) throws SQLException {
        double lag = row.getDouble("lag_seconds");
        Duration replicationLag = row.wasNull() ? null : Duration.ofMillis(Math.max(0, Math.round(lag * 1000)));
        Array extensions = row.getArray("extensions");
        return new DatabaseHealth.Server(
                row.getString("version"), row.getBoolean("is_primary"), replicationLag, pending, stale, List.of((String
                                [])
                        extensions.getArray()));
    }
}
