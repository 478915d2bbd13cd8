package io.loist.db.internal.schema;

import io.loist.db.internal.jdbc.Jdbc;
import io.loist.db.internal.jdbc.LongWork;
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
import java.util.Optional;
import java.util.UUID;

/** The table that the predecessor's {@code 001_initial_schema.sql} made, adopted in steps, each of which may be the last one. */
public final class Predecessor {

    private static final String ACTION = "adopt the predecessor's tracks";

    private static final String LOCK = "SELECT pg_advisory_xact_lock(hashtext('loist predecessor'))";

    /** Finds the predecessor's table, or what is left of it: in loist's schema, or else on the search path. */
    private static final String FIND = """
            SELECT quote_ident(place.nspname) AS schema, class.relname = 'audio_tracks' AS untouched
            FROM pg_class AS class
            JOIN pg_namespace AS place ON place.oid = class.relnamespace
            CROSS JOIN LATERAL array_position(:schema::name || current_schemas(false), place.nspname) AS nth
            WHERE nth IS NOT NULL AND class.relkind = 'r' AND (class.relname = 'audio_tracks_predecessor'
              OR class.relname = 'audio_tracks' AND (
                SELECT count(*) FILTER (WHERE attname IN ('audio_gcs_path', 'search_vector')) = 2
                  AND count(*) FILTER (WHERE attname = 'namespace') = 0
                FROM pg_attribute
                WHERE attrelid = class.oid AND NOT attisdropped))
            ORDER BY nth, untouched
            LIMIT 1
            """;

    private static final String LEFT_BEHIND = "SELECT id FROM ${predecessor}.audio_tracks_predecessor ORDER BY id";

    private final Jdbc jdbc;
    private final Scope scope;
    private final String schema;

    /**
     * Looks for the predecessor's table.
     *
     * @param schema the name of loist's schema, not quoted
     */
    public Predecessor(Jdbc jdbc, Scope scope, String schema) {
        this.jdbc = jdbc;
        this.scope = scope;
        this.schema = schema;
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

    /** Where the table is. */
    private record Place(String quotedSchema, boolean untouched) {}

    /** Sets the predecessor's table aside, migrates, and moves its rows. */
    public Adopted adopt(Runnable migrate) {
        jdbc.inTransaction(ACTION, Jdbc.keeping(TransactionSettings.OF_UPKEEP, this::setAside));
        migrate.run();
        Jdbc.Work<Adopted> takeOver = connection -> LongWork.on(connection, this::takeOver);
        Adopted adopted = jdbc.inTransaction(ACTION, Jdbc.keeping(TransactionSettings.OF_UPKEEP, takeOver));
        new TrackIndexer(scope).indexStale(jdbc);
        return adopted;
    }

    private Optional<Place> setAside(Connection connection) throws SQLException {
        lock(connection);
        Optional<Place> place = find(connection);
        if (place.isPresent() && place.get().untouched) {
            execute(connection, script("set_aside.sql", place.get()));
        }
        return place;
    }

    private Adopted takeOver(Connection connection) throws SQLException {
        lock(connection);
        Optional<Place> found = find(connection);
        if (found.isEmpty()) {
            return new Adopted(0, List.of());
        }
        Place place = found.get();
        int moved = Jdbc.update(connection, scope.in(script("take_over.sql", place)));
        Sql behind = Sql.of(placed(LEFT_BEHIND, place));
        List<UUID> left = Jdbc.query(connection, behind, row -> row.getObject(1, UUID.class));
        if (left.isEmpty()) {
            execute(connection, script("clean_up.sql", place));
        }
        return new Adopted(moved, left);
    }

    private Optional<Place> find(Connection connection) throws SQLException {
        return Jdbc.query(
                        connection,
                        Sql.of(FIND).with("schema", schema),
                        row -> new Place(row.getString("schema"), row.getBoolean("untouched")))
                .stream()
                .findFirst();
    }

    private static void lock(Connection connection) throws SQLException {
        Jdbc.query(connection, Sql.of(TransactionSettings.LIMIT_LOCK_WAITS), row -> 0);
        Jdbc.query(connection, Sql.of(LOCK), row -> 0);
    }

    private static void execute(Connection connection, String script) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(script);
        }
    }

    private static String placed(String sql, Place place) {
        return sql.replace("${predecessor}", place.quotedSchema);
    }

    private String script(String file, Place place) {
        try (InputStream script = Predecessor.class.getResourceAsStream("adopt/" + file)) {
            String text = new String(Objects.requireNonNull(script, file).readAllBytes(), StandardCharsets.UTF_8);
            return scope.sql(placed(text, place));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
