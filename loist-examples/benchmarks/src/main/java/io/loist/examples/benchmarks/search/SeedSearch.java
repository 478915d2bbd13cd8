package io.loist.examples.benchmarks.search;

import io.loist.examples.benchmarks.harness.BenchServer;
import io.loist.examples.benchmarks.tracks.BareTrack;
import io.loist.examples.benchmarks.tracks.SeedTable;
import io.loist.examples.benchmarks.tracks.TrackFile.Row;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/** The seed design: an English {@code tsvector} by a row trigger, trigram indexes, {@code to_tsquery} and {@code ts_rank}. */
final class SeedSearch implements SearchSystem {

    private static final int CHUNK = 10_000;

    private static final String SEARCH = """
            SELECT title, artist FROM seed_tracks, to_tsquery('english', ?) AS query
            WHERE search_vector @@ query AND status = 'COMPLETED'
            ORDER BY ts_rank(search_vector, query) DESC LIMIT ?
            """;

    private static final String INDEX_BYTES = """
            SELECT pg_relation_size('idx_seed_tracks_search_vector') + pg_relation_size('idx_seed_tracks_title')
                + pg_relation_size('idx_seed_tracks_artist') + pg_relation_size('idx_seed_tracks_album')
                + (SELECT sum(pg_column_size(search_vector)) FROM seed_tracks)
            """;

    private final BenchServer server;
    private final DataSource pool;

    SeedSearch(BenchServer server, DataSource pool) {
        this.server = server;
        this.pool = pool;
    }

    @Override
    public String name() {
        return "seed";
    }

    @Override
    public void load(List<Row> rows) throws SQLException, IOException {
        try (Connection connection = server.connect()) {
            SeedTable.create(connection);
            for (int from = 0; from < rows.size(); from += CHUNK) {
                List<Row> chunk = rows.subList(from, Math.min(rows.size(), from + CHUNK));
                SeedTable.copy(connection, SeedTable.text(BareTrack.all(chunk)));
            }
        }
    }

    void refresh() throws SQLException {
        server.execute("VACUUM ANALYZE " + SeedTable.NAME);
    }

    @Override
    public long indexBytes() throws SQLException {
        return server.number(INDEX_BYTES);
    }

    @Override
    public List<Row> search(String text, int limit) throws SQLException {
        try (Connection connection = pool.getConnection();
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
