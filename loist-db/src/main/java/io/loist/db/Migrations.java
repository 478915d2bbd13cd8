package io.loist.db;

import io.loist.DatabaseException;
import io.loist.db.internal.jdbc.Connections;
import io.loist.db.internal.jdbc.Jdbc;
import io.loist.db.internal.schema.MigrationTarget;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.output.ValidateResult;
import org.jspecify.annotations.Nullable;

/**
 * Creates, updates and reverts loist's tables: {@link DatabaseAdmin#migrations}. Its history is in the table
 * {@code loist_schema_history}, so that it does not interfere with a Flyway of the application. Several processes may call it at
 * once; one migrates and the others wait. Safe for use by several threads.
 *
 * <p>Every method throws a {@link DatabaseException} with the code {@code DATABASE_UNAVAILABLE} if the database cannot be
 * reached, or {@code DATABASE_UNSUPPORTED} if the server is older than PostgreSQL 13 or the database is not in UTF-8. A
 * migration is one transaction; it waits up to 10 minutes for locks, and then fails with {@code DATABASE_TIMEOUT}.
 */
public final class Migrations {

    /**
     * One migration.
     *
     * @param version its number, from 1
     * @param description what it does, such as {@code create tracks}
     * @param appliedAt when it was applied to this database, or null if it is pending; Flyway stores it without a time zone, so that
     *     it is read in the time zone of this JVM
     */
    public record Step(
            int version, String description, @Nullable Instant appliedAt) {

        /** Returns whether it has been applied to this database. */
        public boolean applied() {
            return appliedAt != null;
        }
    }

    private final Supplier<Connections> connections;
    private final String schema;
    private volatile List<Integer> shipped = List.of();

    Migrations(Supplier<Connections> connections, String schema) {
        this.connections = connections;
        this.schema = schema;
    }

    /**
     * Creates loist's tables, or brings them up to date; does nothing if they are up to date. It changes only what it created, and
     * requires no extension, only the right to create tables in the schema (and to create the schema if it does not exist).
     *
     * @throws DatabaseException also with the code {@code DATABASE_PERMISSION_DENIED} if the user lacks a right, or
     *     {@code MIGRATION_FAILED} for any other failure; the failed migration has been rolled back
     */
    public void migrate() {
        String action = "create or update loist's tables";
        onTarget(action, (target, connection) -> {
            target.requireRightToCreate(connection);
            target.lock(connection);
            return target.flyway(connection).migrate();
        });
    }

    /**
     * Checks that all migrations of this release have been applied, and no others. It changes nothing: for applications that are
     * migrated by a separate job.
     *
     * @throws DatabaseException also with the code {@code DATABASE_NOT_MIGRATED} if migrations are pending, or
     *     {@code MIGRATION_FAILED} if migrations were applied that this release does not have
     */
    public void validate() {
        String action = "check loist's tables";
        List<Integer> pending = status().stream()
                .filter(step -> !step.applied())
                .map(Step::version)
                .toList();
        if (!pending.isEmpty()) {
            throw new DatabaseException(
                    "DATABASE_NOT_MIGRATED",
                    false,
                    "loist's tables are not up to date: the migrations " + pending + " are pending; call migrate()",
                    null,
                    null);
        }
        ValidateResult result = onTarget(
                action, (target, connection) -> target.flyway(connection).validateWithResult());
        if (!result.validationSuccessful) {
            throw new DatabaseException(
                    "MIGRATION_FAILED",
                    false,
                    "loist's tables were made by other migrations than those of this release; use the release that made them,"
                            + " or restore a backup: " + result.getAllErrorMessages(),
                    null,
                    null);
        }
    }

    /** Returns all migrations of this release, and applied ones of newer releases, in order. It changes nothing. */
    public List<Step> status() {
        return onTarget(
                "read the state of loist's tables",
                (target, connection) ->
                        steps(target, connection).map(Migrations::step).toList());
    }

    /**
     * Reverts all migrations after a version, the last one first, in one transaction. <strong>Data that only those migrations had a
     * place for is lost</strong>; {@code undoTo(0)} drops all tracks. Make a backup first.
     *
     * @param version the last migration to keep, at least 0; the call has no effect if no later one has been applied
     * @throws IllegalArgumentException if {@code version} is negative
     * @throws DatabaseException also with the code {@code MIGRATION_FAILED} if a migration was applied by a newer release, which
     *     alone can revert it, or {@code DATABASE_PERMISSION_DENIED} if the user does not own the tables
     */
    public void undoTo(int version) {
        if (version < 0) {
            throw new IllegalArgumentException("version must be at least 0, but is " + version);
        }
        onTarget("revert loist's tables to version " + version, (target, connection) -> {
            target.lock(connection);
            List<String> scripts = steps(target, connection)
                    .filter(info -> info.getState().isApplied() && number(info) > version)
                    .sorted(Comparator.reverseOrder())
                    .map(Migrations::undoScript)
                    .toList();
            undo(target, connection, scripts);
            return scripts;
        });
    }

    /** Returns the versions of this release's migrations. The first call asks the database, because Flyway offers no other way. */
    public List<Integer> shipped() {
        if (shipped.isEmpty()) {
            shipped = onTarget(
                    "read the state of loist's tables",
                    (target, connection) -> steps(target, connection)
                            .filter(info -> info.getState().isResolved())
                            .map(Migrations::number)
                            .toList());
        }
        return shipped;
    }

    private static void undo(MigrationTarget target, Connection connection, List<String> scripts) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET LOCAL search_path = " + target.quoted());
            for (String script : scripts) {
                statement.execute(script);
            }
        }
    }

    private static String undoScript(MigrationInfo info) {
        // V2__create_search.sql is reverted by U2__create_search.sql
        String name = "undo/U" + info.getScript().substring(1);
        try (InputStream script = Migrations.class.getResourceAsStream(name)) {
            if (script == null) {
                throw new DatabaseException(
                        "MIGRATION_FAILED",
                        false,
                        "Migration " + number(info)
                                + " of loist's tables was applied by a newer release; revert it with that release",
                        null,
                        null);
            }
            return new String(script.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Stream<MigrationInfo> steps(MigrationTarget target, Connection connection) throws SQLException {
        return Arrays.stream(target.flyway(connection).info().all())
                .filter(info -> info.isVersioned() && number(info) > 0);
    }

    private static int number(MigrationInfo info) {
        return info.getVersion().getMajor().intValueExact();
    }

    private static Step step(MigrationInfo info) {
        boolean applied = info.getState().isApplied() && info.getInstalledOn() != null;
        return new Step(
                number(info),
                info.getDescription(),
                applied ? info.getInstalledOn().toInstant() : null);
    }

    /** Work on the schema. */
    @FunctionalInterface
    private interface Work<T> {
        T on(MigrationTarget target, Connection connection) throws SQLException;
    }

    private <T> T onTarget(String action, Work<T> work) {
        Jdbc.Work<T> onTarget = connection -> {
            MigrationTarget target = MigrationTarget.of(schema, connection);
            try {
                return work.on(target, connection);
            } catch (FlywayException e) {
                throw target.translate(action, e);
            }
        };
        return new Jdbc(connections.get())
                .inTransaction(action, Jdbc.keeping(MigrationTarget.CHANGED_SETTINGS, onTarget));
    }
}
