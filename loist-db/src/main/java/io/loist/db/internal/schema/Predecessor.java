package io.loist.db.internal.schema;

import io.loist.db.DatabaseAdmin;
import io.loist.db.Migrations;
import io.loist.db.internal.jdbc.Jdbc;
import io.loist.db.internal.jdbc.Scope;
import io.loist.db.internal.jdbc.SqlClause;
import io.loist.db.internal.track.TrackSql;
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

/** The table that the predecessor's {@code 001_initial_schema.sql} made, taken over in steps that may each be the last one. */
public final class Predecessor {

    private static final String ACTION = "take over the predecessor's tracks";

    private static final String LOCK = "SELECT pg_advisory_xact_lock(hashtext('loist predecessor'))";

    private static final String IS_THERE = """
            SELECT count(*) FILTER (WHERE attname IN ('audio_gcs_path', 'search_vector')) = 2
              AND count(*) FILTER (WHERE attname = 'namespace') = 0
            FROM pg_attribute
            WHERE attrelid = to_regclass(?) AND NOT attisdropped
            """;

    private static final String IS_SET_ASIDE = "SELECT to_regclass(?) IS NOT NULL";

    private static final String LEFT_BEHIND = "SELECT id FROM ${schema}.audio_tracks_predecessor ORDER BY id";

    private final Jdbc jdbc;
    private final Scope scope;
    private final Migrations migrations;

    public Predecessor(Jdbc jdbc, Scope scope, Migrations migrations) {
        this.jdbc = jdbc;
        this.scope = scope;
        this.migrations = migrations;
    }

    public DatabaseAdmin.Adoption adopt() {
        jdbc.inTransaction(ACTION, connection -> {
            lock(connection);
            if (holds(connection, IS_THERE, "${schema}.audio_tracks")) {
                execute(connection, "set_aside.sql");
            }
            return true;
        });
        migrations.migrate();
        return jdbc.inTransaction(ACTION, this::takeOver);
    }

    private DatabaseAdmin.Adoption takeOver(Connection connection) throws SQLException {
        lock(connection);
        if (!holds(connection, IS_SET_ASIDE, "${schema}.audio_tracks_predecessor")) {
            return new DatabaseAdmin.Adoption(0, List.of());
        }
        Jdbc.query(connection, SqlClause.of(TrackSql.UNHURRIED), row -> 0);
        int moved = Jdbc.update(connection, SqlClause.of(script("take_over.sql"), scope.namespace()));
        List<UUID> left =
                Jdbc.query(connection, SqlClause.of(scope.sql(LEFT_BEHIND)), row -> row.getObject(1, UUID.class));
        if (left.isEmpty()) {
            execute(connection, "clean_up.sql");
        }
        return new DatabaseAdmin.Adoption(moved, left);
    }

    private static void lock(Connection connection) throws SQLException {
        Jdbc.query(connection, SqlClause.of(LOCK), row -> 0);
    }

    private boolean holds(Connection connection, String question, String table) throws SQLException {
        return Jdbc.query(connection, SqlClause.of(question, scope.sql(table)), row -> row.getBoolean(1))
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
