package io.loist.db;

import io.loist.DatabaseException;
import io.loist.db.internal.jdbc.SqlErrors;
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
import javax.sql.DataSource;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.output.ValidateResult;
import org.jspecify.annotations.Nullable;

/**
 * How loist's tables come to be, change and go: {@link DatabaseAdmin#migrations}. It keeps to itself: its history is in
 * {@code loist_schema_history}, and a Flyway of the application's own does not see it. Several programs may call it at once;
 * one works and the others wait. Safe for use by many threads.
 *
 * <p>Every method throws a {@link DatabaseException} with the code {@code DATABASE_UNAVAILABLE} if the database cannot be
 * reached, or {@code DATABASE_UNSUPPORTED} if the server is older than PostgreSQL 13 or the database is not in UTF-8. A
 * {@code DataSource} of the caller must have three connections to give.
 */
public final class Migrations {

    /**
     * A step from one form of the tables to the next.
     *
     * @param version its number, from 1
     * @param description what it does, such as {@code create audio tracks}
     * @param appliedAt when it was done in this database, or null if it is still to do; off by the difference if it was done in
     *     another time zone than this JVM's
     */
    public record Step(
            int version, String description, @Nullable Instant appliedAt) {

        /** Returns whether it is done. */
        public boolean applied() {
            return appliedAt != null;
        }
    }

    private final Supplier<DataSource> dataSource;
    private final @Nullable String schema;
    private volatile List<Integer> shipped = List.of();

    Migrations(Supplier<DataSource> dataSource, @Nullable String schema) {
        this.dataSource = dataSource;
        this.schema = schema;
    }

    /**
     * Creates loist's tables, or brings them up to date; does nothing if they are. It changes nothing that it did not create,
     * and needs no extension, only the right to create tables in the schema (and the schema, if there is none of that name).
     *
     * @throws DatabaseException also with the code {@code DATABASE_PERMISSION_DENIED} if the user lacks a right, or
     *     {@code MIGRATION_FAILED} for anything else; the step that failed then left nothing
     */
    public void migrate() {
        DataSource source = dataSource.get();
        String action = "create or update loist's tables";
        onTarget(action, source, (target, connection) -> {
            target.requireRightToCreate(connection);
            target.locked(connection, target.flyway(source)::migrate);
            return target;
        });
    }

    /**
     * Checks that the tables are as this release of loist made them, and changes nothing: what a start may call that leaves
     * migrating to somebody else.
     *
     * @throws DatabaseException also with the code {@code DATABASE_NOT_MIGRATED} if steps are still to do, or
     *     {@code MIGRATION_FAILED} if steps were done that are not those of this release
     */
    public void validate() {
        DataSource source = dataSource.get();
        String action = "check loist's tables";
        List<Integer> pending = status().stream()
                .filter(step -> !step.applied())
                .map(Step::version)
                .toList();
        if (!pending.isEmpty()) {
            throw new DatabaseException(
                    "DATABASE_NOT_MIGRATED",
                    false,
                    "loist's tables are not up to date: the steps " + pending + " are still to do; call migrate()",
                    null,
                    null);
        }
        ValidateResult result = onTarget(
                action, source, (target, connection) -> target.flyway(source).validateWithResult());
        if (!result.validationSuccessful) {
            throw new DatabaseException(
                    "MIGRATION_FAILED",
                    false,
                    "loist's tables were made by other steps than this release's; use the release that made them, or restore a"
                            + " backup: " + result.getAllErrorMessages(),
                    null,
                    null);
        }
    }

    /** Returns every step that this release has, and any of a newer one that was done, in order. It changes nothing. */
    public List<Step> status() {
        DataSource source = dataSource.get();
        return onTarget(
                "tell the state of loist's tables",
                source,
                (target, connection) ->
                        steps(target, source).map(Migrations::step).toList());
    }

    /**
     * Takes back every step after a version, the last one first: all of them or, if one fails, none. <strong>What only those
     * steps had a place for is gone for good</strong>; {@code undoTo(0)} drops every track. Make a backup before.
     *
     * @param version the last step to keep; nothing happens if no later one was done
     * @throws IllegalArgumentException if {@code version} is negative
     * @throws DatabaseException also with the code {@code MIGRATION_FAILED} if a step was done by a newer release, which alone
     *     knows how to take it back, or {@code DATABASE_PERMISSION_DENIED} if the user does not own the tables
     */
    public void undoTo(int version) {
        if (version < 0) {
            throw new IllegalArgumentException("version must be at least 0, but is " + version);
        }
        DataSource source = dataSource.get();
        onTarget("take back loist's tables to version " + version, source, (target, connection) -> {
            target.locked(connection, () -> {
                List<String> scripts = steps(target, source)
                        .filter(info -> info.getState().isApplied() && number(info) > version)
                        .sorted(Comparator.reverseOrder())
                        .map(Migrations::undoScript)
                        .toList();
                undo(target, connection, scripts);
            });
            return target;
        });
    }

    /** Returns the versions of this release's steps; asks the database the first time, for want of another way with Flyway. */
    public List<Integer> shipped() {
        if (shipped.isEmpty()) {
            DataSource source = dataSource.get();
            shipped = onTarget(
                    "tell the state of loist's tables",
                    source,
                    (target, connection) -> steps(target, source)
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
        // V2__create_search.sql is taken back by U2__create_search.sql
        String name = "undo/U" + info.getScript().substring(1);
        try (InputStream script = Migrations.class.getResourceAsStream(name)) {
            if (script == null) {
                throw new DatabaseException(
                        "MIGRATION_FAILED",
                        false,
                        "Step " + number(info)
                                + " of loist's tables was done by a newer release; take it back with that one",
                        null,
                        null);
            }
            return new String(script.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Stream<MigrationInfo> steps(MigrationTarget target, DataSource source) {
        return Arrays.stream(target.flyway(source).info().all()).filter(info -> info.isVersioned() && number(info) > 0);
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

    private <T> T onTarget(String action, DataSource source, Work<T> work) {
        try (Connection connection = source.getConnection()) {
            MigrationTarget target = MigrationTarget.of(schema, connection);
            try {
                return work.on(target, connection);
            } catch (FlywayException e) {
                throw target.translate(action, e);
            }
        } catch (SQLException e) {
            throw SqlErrors.translate(action, e);
        }
    }
}
