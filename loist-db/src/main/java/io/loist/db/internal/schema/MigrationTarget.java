package io.loist.db.internal.schema;

import io.loist.DatabaseException;
import io.loist.db.internal.jdbc.Jdbc;
import io.loist.db.internal.jdbc.SqlClause;
import io.loist.db.internal.jdbc.SqlErrors;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.jspecify.annotations.Nullable;

/**
 * The schema that loist's tables are in or will be, and the Flyway of loist's own that looks after it.
 *
 * @param schema its name, as it is
 * @param role who is connected
 */
public record MigrationTarget(String schema, String role) {

    static final String LOCATION = "classpath:io/loist/db/migration";
    public static final String HISTORY_TABLE = "loist_schema_history";

    private static final int OLDEST_SERVER = 130000;

    /** The first half of the lock's key: any number that nobody else uses; "lois" in ASCII. */
    private static final int LOCK_CLASS = 0x6c6f6973;

    private static final String LOCK = "SELECT pg_advisory_lock(?, hashtext(?))";
    private static final String UNLOCK = "SELECT pg_advisory_unlock(?, hashtext(?))";

    private static final String SERVER = """
            SELECT current_setting('server_version_num')::integer AS version,
                   current_setting('server_encoding') AS encoding,
                   current_schema() AS schema,
                   current_user AS role
            """;

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

    /** Work that must have the schema for itself. */
    @FunctionalInterface
    public interface Change {
        void run() throws SQLException;
    }

    /** Finds the schema of that name, or the one that a connection's search path comes to first. */
    public static MigrationTarget of(@Nullable String name, Connection connection) throws SQLException {
        return Jdbc.query(connection, SqlClause.of(SERVER), row -> {
                    requireServer(row.getInt("version"), row.getString("encoding"));
                    String schema = name == null ? row.getString("schema") : name;
                    if (schema == null) {
                        throw new DatabaseException(
                                "MIGRATION_FAILED",
                                false,
                                "loist's tables have no place: no schema on the search path exists; create one, or name one with schema()",
                                null,
                                null);
                    }
                    return new MigrationTarget(schema, row.getString("role"));
                })
                .get(0);
    }

    /**
     * Makes sure that the role may create what migrating creates; asked first, because Flyway takes a refusal for a collision
     * and tries for ten seconds.
     */
    public void requireRightToCreate(Connection connection) throws SQLException {
        SqlClause clause = SqlClause.of(MAY_CREATE, HISTORY_TABLE, schema, schema, schema);
        if (!Jdbc.query(connection, clause, row -> row.getBoolean("allowed")).get(0)) {
            throw noRight(SqlErrors.PERMISSION_DENIED, null);
        }
    }

    /** Lets one program at a time do it: Flyway's own lock leaves out creating the schema and the history. */
    public void locked(Connection connection, Change change) throws SQLException {
        execute(connection, LOCK);
        try {
            change.run();
        } finally {
            execute(connection, UNLOCK);
        }
    }

    public Flyway flyway(DataSource source) {
        return Flyway.configure(MigrationTarget.class.getClassLoader())
                .dataSource(source)
                // Without a provider of SLF4J it would turn to the console
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
        if (cause != null && SqlErrors.isConnectionFailure(cause)) {
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
                        + "; nothing of the step that failed was kept: " + (cause == null ? e : cause).getMessage(),
                state,
                e);
    }

    private DatabaseException noRight(@Nullable String state, @Nullable FlywayException e) {
        return new DatabaseException(
                "DATABASE_PERMISSION_DENIED",
                false,
                "The user " + role + " may not create or change loist's tables in the schema " + schema
                        + "; migrate as their owner, or let the schema's owner run: GRANT USAGE, CREATE ON SCHEMA "
                        + schema
                        + " TO " + role + ", after CREATE SCHEMA if there is none",
                state,
                e);
    }

    private void execute(Connection connection, String sql) throws SQLException {
        Jdbc.query(connection, SqlClause.of(sql, LOCK_CLASS, schema), row -> schema);
        if (!connection.getAutoCommit()) {
            connection.commit();
        }
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
            throw unsupported(
                    "its encoding is " + encoding
                            + ", and names in all scripts need UTF8; create a database with ENCODING 'UTF8' TEMPLATE template0");
        }
    }

    private static DatabaseException unsupported(String why) {
        return new DatabaseException(
                "DATABASE_UNSUPPORTED", false, "The database cannot hold loist's tables: " + why, null, null);
    }
}
