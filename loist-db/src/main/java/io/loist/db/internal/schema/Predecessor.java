package io.loist.db.internal.schema;

import io.loist.db.internal.jdbc.Jdbc;
import io.loist.db.internal.jdbc.Scope;
import io.loist.db.internal.jdbc.Sql;
import io.loist.db.internal.jdbc.TransactionSettings;
import io.loist.db.internal.track.TrackIndexer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

/** The table that the predecessor's {@code 001_initial_schema.sql} made, adopted in steps, each of which may be the last one. */
public final class Predecessor {

    private static final String ACTION = "adopt the predecessor's tracks";

    private static final String LOCK = "SELECT pg_advisory_xact_lock(hashtext('loist predecessor'))";

    private static final String IS_THERE = """
            SELECT count(*) FILTER (WHERE attname IN ('audio_gcs_path', 'search_vector')) = 2
              AND count(*) FILTER (WHERE attname = 'namespace') = 0
            FROM pg_attribute
            WHERE attrelid = to_regclass(:table) AND NOT attisdropped
            """;

    private static final String IS_SET_ASIDE = "SELECT to_regclass(:table) IS NOT NULL";

    private static final String LEFT_BEHIND = "SELECT id FROM ${schema}.audio_tracks_predecessor ORDER BY id";

    private final Jdbc jdbc;
    private final Scope scope;

    public Predecessor(Jdbc jdbc, Scope scope) {
        this.jdbc = jdbc;
        this.scope = scope;
    }

    /**
     * What was adopted.
     *
     * @param count number of tracks moved
     * @param leftBehind the ids of tracks that could not be moved
     */
    public record Adopted(long count, List<UUID> leftBehind) {

        /** Copies the list. */
        public Adopted {
            leftBehind = List.copyOf(leftBehind);
        }
    }

    /** Sets the predecessor's table aside, migrates, and moves its rows. */
    public Adopted adopt(Runnable migrate) {
        jdbc.inTransaction(ACTION, connection -> {
            lock(connection);
            if (holds(connection, IS_THERE, "${schema}.audio_tracks")) {
                execute(connection, "set_aside.sql");
            }
            return true;
        });
        migrate.run();
        Adopted adopted = jdbc.inTransaction(ACTION, this::takeOver);
        new TrackIndexer(scope).indexStale(jdbc);
        return adopted;
    }

    private Adopted takeOver(Connection connection) throws SQLException {
        lock(connection);
        if (!holds(connection, IS_SET_ASIDE, "${schema}.audio_tracks_predecessor")) {
            return new Adopted(0, List.of());
        }
        Jdbc.query(connection, TransactionSettings.NO_TIMEOUTS, row -> 0);
        int moved = Jdbc.update(connection, scope.in(script("take_over.sql")));
        List<UUID> left = Jdbc.query(connection, scope.in(LEFT_BEHIND), row -> row.getObject(1, UUID.class));
        if (left.isEmpty()) {
            execute(connection, "clean_up.sql");
        }
        return new Adopted(moved, left);
    }

    private static void lock(Connection connection) throws SQLException {
        Jdbc.query(connection, Sql.of(LOCK), row -> 0);
    }

    private boolean holds(Connection connection, String question, String table) throws SQLException {
        return Jdbc.query(connection, Sql.of(question).with("table", scope.sql(table)), row -> row.getBoolean(1))
                .get(0);
    }

    private void execute(Connection connection, String file) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(script(file));
        }
    }

    private String script(String file) {
        try (InputStream script = Predecessor.class.getResourceAsStream("adopt/" + file)) {
            return scope.sql(new String(Objects.requireNonNull(script, file).readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
