package io.loist.db;

import io.loist.DatabaseException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.jspecify.annotations.Nullable;

/** Brings loist's tables up to date with a Flyway of loist's own, which leaves the host's alone. */
final class Migrations {

    static final String LOCATION = "classpath:io/loist/db/migration";
    static final String HISTORY_TABLE = "loist_schema_history";

    private static final String ACTION = "create or update loist's tables";
    private static final int OLDEST_SERVER = 130000;

    /** The first half of the lock's key: any number that nobody else uses; "lois" in ASCII. */
    private static final int LOCK_CLASS = 0x6c6f6973;

    private static final String LOCK = "SELECT pg_advisory_lock(?, hashtext(?))";
    private static final String UNLOCK = "SELECT pg_advisory_unlock(?, hashtext(?))";

    /** Takes the history's name and the schema three times. Where there is a history, there may be nothing left to do. */
    private static final String MAY_CREATE = """
            SELECT CASE
                WHEN EXISTS (
                  SELECT FROM pg_class AS history
                  JOIN pg_namespace AS place ON place.oid = history.relnamespace
                  WHERE history.relname = ? AND place.nspname = ?)
                THEN true
                WHEN EXISTS (SELECT FROM pg_namespace AS place WHERE place.nspname = ?)
                THEN has_schema_privilege(?, 'CREATE')
                ELSE has_database_privilege(current_database(), 'CREATE')
              END AS allowed
            """;

    private static final String SERVER = """
            SELECT current_setting('server_version_num')::integer AS version,
                   current_setting('server_encoding') AS encoding,
                   current_schema() AS schema,
                   current_user AS role
            """;

    private final Supplier<DataSource> dataSource;
    private final @Nullable String schema;

    Migrations(Supplier<DataSource> dataSource, @Nullable String schema) {
        this.dataSource = dataSource;
        this.schema = schema;
    }

    void migrate() {
        DataSource source = dataSource.get();
        try (Connection connection = source.getConnection()) {
            Server server = server(connection);
            String target = schema == null ? server.schema() : schema;
            if (target == null) {
                throw new DatabaseException(
                        "MIGRATION_FAILED",
                        false,
                        "loist's tables have no place: no schema on the search path exists; create one, or name one with schema()",
                        null,
                        null);
            }
            if (!mayCreate(connection, target)) {
                throw noRight(target, server.role(), null);
            }
            locked(connection, target, () -> run(source, target, server.role()));
        } catch (SQLException e) {
            throw SqlStates.translate(ACTION, e);
        }
    }

    /** Lets one program at a time do it: Flyway's own lock leaves out creating the schema and the history. */
    private static void locked(Connection connection, String target, Runnable migration) throws SQLException {
        execute(connection, LOCK, target);
        try {
            migration.run();
        } finally {
            execute(connection, UNLOCK, target);
        }
    }

    private static void execute(Connection connection, String sql, String target) throws SQLException {
        Jdbc.query(connection, SqlClause.of(sql, LOCK_CLASS, target), row -> target);
        if (!connection.getAutoCommit()) {
            connection.commit();
        }
    }

    private static void run(DataSource source, String target, String role) {
        try {
            Flyway.configure(Migrations.class.getClassLoader())
                    .dataSource(source)
                    // Without a provider of SLF4J it would turn to the console
                    .loggers("slf4j")
                    .locations(LOCATION)
                    .table(HISTORY_TABLE)
                    .defaultSchema(target)
                    .schemas(target)
                    .placeholders(Map.of("schema", '"' + target + '"'))
                    .baselineOnMigrate(true)
                    .baselineVersion("0")
                    .cleanDisabled(true)
                    .load()
                    .migrate();
        } catch (FlywayException e) {
            throw translate(e, target, role);
        }
    }

    /** Asks first, because Flyway takes a refusal for a collision and tries for ten seconds. */
    private static boolean mayCreate(Connection connection, String target) throws SQLException {
        SqlClause clause = SqlClause.of(MAY_CREATE, HISTORY_TABLE, target, target, target);
        return Jdbc.query(connection, clause, row -> row.getBoolean("allowed")).get(0);
    }

    private static DatabaseException noRight(String target, String role, @Nullable FlywayException e) {
        return new DatabaseException(
                "DATABASE_PERMISSION_DENIED",
                false,
                "The user " + role + " may not create or change loist's tables in the schema " + target
                        + "; migrate as their owner, or let the schema's owner run: GRANT USAGE, CREATE ON SCHEMA "
                        + target + " TO "
                        + role + ", after CREATE SCHEMA if there is none",
                SqlStates.PERMISSION_DENIED,
                e);
    }

    private static RuntimeException translate(FlywayException e, String target, String role) {
        SQLException cause = sqlCause(e);
        if (cause != null && SqlStates.isConnectionFailure(cause)) {
            return SqlStates.translate(ACTION, cause);
        }
        String state = cause == null ? null : cause.getSQLState();
        if (cause != null && SqlStates.isPermissionDenied(cause)) {
            return new DatabaseException(
                    "DATABASE_PERMISSION_DENIED",
                    false,
                    "The user " + role + " may not create loist's tables in the schema " + target
                            + "; let the owner run: GRANT" + " USAGE, CREATE ON SCHEMA " + target + " TO " + role
                            + ", after CREATE SCHEMA if there is none",
                    state,
                    e);
        }
        return new DatabaseException(
                "MIGRATION_FAILED",
                false,
                "loist's tables in the schema " + target
                        + " could not be brought up to date; nothing of the step that failed" + " was kept: "
                        + (cause == null ? e : cause).getMessage(),
                state,
                e);
    }

    private static @Nullable SQLException sqlCause(Throwable e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException found) {
                return found;
            }
        }
        return null;
    }

    private static Server server(Connection connection) throws SQLException {
        return Jdbc.query(connection, SqlClause.of(SERVER), row -> {
                    int version = row.getInt("version");
                    if (version < OLDEST_SERVER) {
                        throw unsupported("it is PostgreSQL " + version / 10000
                                + ", and loist needs 13 or newer; upgrade the server");
                    }
                    String encoding = row.getString("encoding");
                    if (!"UTF8".equals(encoding)) {
                        throw unsupported(
                                "its encoding is " + encoding
                                        + ", and names in all scripts need UTF8; create a database with ENCODING 'UTF8' TEMPLATE template0");
                    }
                    return new Server(row.getString("schema"), row.getString("role"));
                })
                .get(0);
    }

    private static DatabaseException unsupported(String why) {
        return new DatabaseException(
                "DATABASE_UNSUPPORTED", false, "The database cannot hold loist's tables: " + why, null, null);
    }

    private record Server(@Nullable String schema, String role) {}
}
