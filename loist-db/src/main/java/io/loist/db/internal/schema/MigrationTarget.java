package io.loist.db.internal.schema;

import io.loist.DatabaseException;
import io.loist.db.internal.jdbc.Jdbc;
import io.loist.db.internal.jdbc.Sql;
import io.loist.db.internal.jdbc.SqlErrors;
import io.loist.db.internal.jdbc.TransactionSettings;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.jspecify.annotations.Nullable;

/**
 * The schema of loist's tables, and loist's own Flyway for it.
 *
 * @param schema its name, not quoted
 * @param role the role of the connection
 */
public record MigrationTarget(String schema, String role) {

    static final String LOCATION = "classpath:io/loist/db/migration";
    public static final String HISTORY_TABLE = "loist_schema_history";

    private static final int OLDEST_SERVER = 130000;

    /** The first half of the lock's key: "lois" in ASCII. */
    private static final int LOCK_CLASS = 0x6c6f6973;

    private static final String LOCK = "SELECT pg_advisory_xact_lock(:lock_class, hashtext(:schema))";

    /** The settings that a migration changes in its transaction. */
    public static final TransactionSettings CHANGED_SETTINGS = new TransactionSettings(
            List.of("statement_timeout", "lock_timeout", "idle_in_transaction_session_timeout", "search_path", "role"));

    /** Statements may take as long as they need, waits for locks, also for those of another process that migrates, may not. */
    private static final String SETTINGS = """
            SELECT set_config('statement_timeout', '0', true), set_config('idle_in_transaction_session_timeout', '0', true),
                   set_config('lock_timeout', '10min', true)
            """;

    private static final String SERVER = """
            SELECT current_setting('server_version_num')::integer AS version,
                   current_setting('server_encoding') AS encoding,
                   current_user AS role
            """;

    /** If the history table exists, no right to create is required: there may be nothing to migrate. */
    private static final String MAY_CREATE = """
            SELECT CASE
                WHEN EXISTS (
                  SELECT FROM pg_class AS history
                  JOIN pg_namespace AS place ON place.oid = history.relnamespace
                  WHERE history.relname = :history AND place.nspname = :schema)
                THEN true
                WHEN EXISTS (SELECT FROM pg_namespace AS place WHERE place.nspname = :schema)
                THEN has_schema_privilege(:schema, 'CREATE')
                ELSE has_database_privilege(current_database(), 'CREATE')
              END AS allowed
            """;

    /** Checks the server, and prepares the transaction for work on the schema. */
    public static MigrationTarget of(String schema, Connection connection) throws SQLException {
        Jdbc.query(connection, Sql.of(SETTINGS), row -> 0);
        return Jdbc.query(connection, Sql.of(SERVER), row -> {
                    requireServer(row.getInt("version"), row.getString("encoding"));
                    return new MigrationTarget(schema, row.getString("role"));
                })
                .get(0);
    }

    /**
     * Checks that the role may create tables in the schema. Checked before Flyway runs, because Flyway treats the failure as a
     * conflict and retries for ten seconds.
     */
    public void requireRightToCreate(Connection connection) throws SQLException {
        Sql sql = Sql.of(MAY_CREATE).with("history", HISTORY_TABLE).with("schema", schema);
        if (!Jdbc.query(connection, sql, row -> row.getBoolean("allowed")).get(0)) {
            throw noRight(SqlErrors.PERMISSION_DENIED, null);
        }
    }

    /**
     * Waits for other processes that change these tables. Flyway's own lock does not cover the creation of the schema and the
     * history. This one belongs to the transaction, not the session, so that it ends with it, through a pooler, too.
     */
    public void lock(Connection connection) throws SQLException {
        Sql lock = Sql.of(LOCK).with("lock_class", LOCK_CLASS).with("schema", schema);
        Jdbc.query(connection, lock, row -> schema);
    }

    /** Returns loist's own Flyway, which works inside the transaction that is open on the connection. */
    public Flyway flyway(Connection connection) throws SQLException {
        return Flyway.configure(MigrationTarget.class.getClassLoader())
                .dataSource(new FlywayConnections(connection))
                // Otherwise it would write to the console if SLF4J has no provider
                .loggers("slf4j")
                .locations(LOCATION)
                .table(HISTORY_TABLE)
                .defaultSchema(schema)
                .schemas(schema)
                .placeholders(Map.of("schema", quoted()))
                .baselineOnMigrate(true)
                .baselineVersion("0")
                .cleanDisabled(true)
                .load();
    }

    public String quoted() {
        return '"' + schema.replace("\"", "\"\"") + '"';
    }

    public RuntimeException translate(String action, FlywayException e) {
        SQLException cause = sqlCause(e);
        if (cause != null && (SqlErrors.isConnectionFailure(cause) || SqlErrors.isTimeout(cause))) {
            return SqlErrors.translate(action, cause);
        }
        String state = cause == null ? null : cause.getSQLState();
        if (cause != null && SqlErrors.isPermissionDenied(cause)) {
            return noRight(state, e);
        }
        return new DatabaseException(
                "MIGRATION_FAILED",
                false,
                "The database could not " + action + " in the schema " + schema
                        + "; the failed migration was rolled back: " + (cause == null ? e : cause).getMessage(),
                state,
                e);
    }

    private DatabaseException noRight(@Nullable String state, @Nullable FlywayException e) {
        return new DatabaseException(
                "DATABASE_PERMISSION_DENIED",
                false,
                "The user " + role + " lacks the right to create or change loist's tables in the schema " + schema
                        + "; migrate as their owner, or have the owner of the database run: CREATE SCHEMA IF NOT EXISTS "
                        + quoted() + "; GRANT USAGE, CREATE ON SCHEMA " + quoted() + " TO " + role
                        + "; or name another schema with schema(…)",
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

    private static void requireServer(int version, @Nullable String encoding) {
        if (version < OLDEST_SERVER) {
            throw unsupported(
                    "it is PostgreSQL " + version / 10000 + ", and loist needs 13 or newer; upgrade the server");
        }
        if (!"UTF8".equals(encoding)) {
            throw unsupported("its encoding is " + encoding
                    + ", and loist needs UTF8; create a database with ENCODING 'UTF8' TEMPLATE template0");
        }
    }

    private static DatabaseException unsupported(String why) {
        return new DatabaseException(
                "DATABASE_UNSUPPORTED", false, "The database is not supported: " + why, null, null);
    }
}
