package io.loist.examples.benchmarks.search;

import io.loist.examples.benchmarks.harness.Server;
import io.loist.examples.benchmarks.tracks.TrackFile.Row;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.copy.PGCopyOutputStream;

/** The seed design: an English {@code tsvector} by a row trigger, trigram indexes, {@code to_tsquery} and {@code ts_rank}. */
final class SeedDesign implements SearchSystem {

    private static final String TABLE = """
            CREATE TABLE seed_tracks (
              id uuid PRIMARY KEY, status text NOT NULL DEFAULT 'COMPLETED', title text NOT NULL, artist text, album text,
              genre text, year integer, duration_seconds numeric(10, 3), format text NOT NULL DEFAULT 'mp3',
              audio_gcs_path text, created_at timestamptz NOT NULL DEFAULT now(), search_vector tsvector)
            """;

    private static final String FUNCTION = """
            CREATE FUNCTION seed_vector() RETURNS trigger LANGUAGE plpgsql AS $function$
            BEGIN
              NEW.search_vector := setweight(to_tsvector('english', coalesce(NEW.title, '')), 'A')
                  || setweight(to_tsvector('english', coalesce(NEW.artist, '')), 'A')
                  || setweight(to_tsvector('english', coalesce(NEW.album, '')), 'B')
                  || setweight(to_tsvector('english', coalesce(NEW.genre, '')), 'C');
              RETURN NEW;
            END
            $function$
            """;

    private static final String SEARCH = """
            SELECT title, artist FROM seed_tracks, to_tsquery('english', ?) AS query
            WHERE search_vector @@ query AND status = 'COMPLETED'
            ORDER BY ts_rank(search_vector, query) DESC LIMIT ?
            """;

    private static final String INDEX_BYTES = """
            SELECT pg_relation_size('seed_search') + pg_relation_size('seed_title') + pg_relation_size('seed_artist')
                + pg_relation_size('seed_album') + (SELECT sum(pg_column_size(search_vector)) FROM seed_tracks)
            """;

    private final DataSource dataSource;

    SeedDesign(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    @Override
    public String name() {
        return "seed";
    }

    @Override
    public void load(List<Row> rows) throws SQLException, IOException {
        Server.execute(
                dataSource,
                "CREATE EXTENSION IF NOT EXISTS pg_trgm",
                TABLE,
                FUNCTION,
                "CREATE TRIGGER seed_vector BEFORE INSERT OR UPDATE ON seed_tracks FOR EACH ROW EXECUTE FUNCTION seed_vector()",
                "CREATE INDEX seed_search ON seed_tracks USING gin (search_vector)",
                "CREATE INDEX seed_title ON seed_tracks USING gin (title gin_trgm_ops)",
                "CREATE INDEX seed_artist ON seed_tracks USING gin (artist gin_trgm_ops)",
                "CREATE INDEX seed_album ON seed_tracks USING gin (album gin_trgm_ops)");
        for (int from = 0; from < rows.size(); from += 10_000) {
            copy(rows.subList(from, Math.min(rows.size(), from + 10_000)));
        }
    }

    void refresh() throws SQLException {
        Server.execute(dataSource, "VACUUM ANALYZE seed_tracks");
    }

    private void copy(List<Row> rows) throws SQLException, IOException {
        StringBuilder lines = new StringBuilder();
        for (Row row : rows) {
            lines.append(UUID.randomUUID())
                    .append('\t')
                    .append(value(row.title()))
                    .append('\t');
            lines.append(value(row.artist()))
                    .append('\t')
                    .append(value(row.album()))
                    .append('\t');
            lines.append(value(row.genre()))
                    .append('\t')
                    .append(value(row.year()))
                    .append('\n');
        }
        try (Connection connection = dataSource.getConnection();
                PGCopyOutputStream out = new PGCopyOutputStream(
                        connection.unwrap(PGConnection.class),
                        "COPY seed_tracks (id, title, artist, album, genre, year) FROM STDIN")) {
            out.write(lines.toString().getBytes(StandardCharsets.UTF_8));
        }
    }

    private static String value(@Nullable Object value) {
        return value == null ? "\\N" : value.toString().replace("\\", "\\\\");
    }

    @Override
    public long indexBytes() throws SQLException {
        return Server.number(dataSource, INDEX_BYTES);
    }

    @Override
    public List<Row> search(String text, int limit) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement = connection.prepareStatement(SEARCH)) {
            statement.setString(1, String.join(" & ", text.strip().split("\\s+", -1)));
            statement.setInt(2, limit);
            try (ResultSet rows = statement.executeQuery()) {
                List<Row> found = new ArrayList<>();
                while (rows.next()) {
                    found.add(new Row(rows.getString(1), rows.getString(2), null, null, null, null));
                }
                return found;
            }
        }
    }

    @Override
    public void close() {}
}
