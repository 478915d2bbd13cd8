package io.loist.examples.benchmarks.search;

import io.loist.db.LoistDatabase;
import io.loist.examples.benchmarks.harness.BenchServer;
import io.loist.examples.benchmarks.tracks.BareTrack;
import io.loist.examples.benchmarks.tracks.TrackFile.Row;
import io.loist.search.SearchQuery;
import io.loist.track.TrackRepository;
import java.sql.SQLException;
import java.util.List;
import javax.sql.DataSource;

/** loist, through its public interface. */
final class LoistSearch implements SearchSystem {

    private static final String INDEX_BYTES = """
            SELECT sum(pg_total_relation_size(oid)) FROM pg_class WHERE relkind = 'r' AND relname LIKE 'track_search%'
            """;

    private final BenchServer server;
    private final LoistDatabase database;

    LoistSearch(BenchServer server, DataSource pool) {
        this.server = server;
        this.database = LoistDatabase.create(pool);
    }

    @Override
    public String name() {
        return "loist";
    }

    @Override
    public void load(List<Row> rows) {
        database.migrate();
        for (int from = 0; from < rows.size(); from += TrackRepository.MAX_BATCH) {
            int to = Math.min(rows.size(), from + TrackRepository.MAX_BATCH);
            database.tracks().saveAllOrNone(BareTrack.all(rows.subList(from, to)));
        }
    }

    /** Does what loist does in the background. */
    void refresh() throws SQLException {
        database.refreshSearch();
        server.execute("VACUUM ANALYZE");
    }

    @Override
    public long indexBytes() throws SQLException {
        return server.number(INDEX_BYTES);
    }

    @Override
    public List<Row> search(String text, int limit) {
        return database.search().search(SearchQuery.builder(text).limit(limit).build()).hits().stream()
                .map(hit -> hit.track().metadata())
                .map(found -> new Row(found.title(), found.artist(), found.album(), null, null, null))
                .toList();
    }

    @Override
    public void close() {
        database.close();
    }
}
