package io.loist.examples.benchmarks.search;

import io.loist.db.LoistDatabase;
import io.loist.examples.benchmarks.harness.Server;
import io.loist.examples.benchmarks.tracks.TrackFile.Row;
import io.loist.object.ObjectRef;
import io.loist.object.StoredObject;
import io.loist.search.SearchQuery;
import io.loist.track.AudioProperties;
import io.loist.track.NewTrack;
import io.loist.track.TrackMetadata;
import io.loist.track.TrackRepository;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;

/** loist, by nothing but what a host sees of it. */
final class LoistSystem implements SearchSystem {

    private static final String INDEX_BYTES = """
            SELECT sum(pg_total_relation_size(oid)) FROM pg_class WHERE relkind = 'r' AND relname LIKE 'track_search%'
            """;

    private final DataSource dataSource;
    private final LoistDatabase database;

    LoistSystem(DataSource dataSource) {
        this.dataSource = dataSource;
        this.database = LoistDatabase.create(dataSource);
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
            database.tracks()
                    .saveAllOrNone(rows.subList(from, to).stream()
                            .map(LoistSystem::track)
                            .toList());
        }
    }

    /** Makes ready what loist makes ready in the background. */
    void refresh() throws SQLException {
        database.refreshSearch();
        Server.execute(dataSource, "VACUUM ANALYZE");
    }

    @Override
    public long indexBytes() throws SQLException {
        return Server.number(dataSource, INDEX_BYTES);
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

    private static NewTrack track(Row row) {
        UUID id = NewTrack.nextId();
        TrackMetadata metadata = TrackMetadata.builder(cut(row.title()))
                .artist(row.artist() == null ? null : cut(row.artist()))
                .album(row.album() == null ? null : cut(row.album()))
                .genres(row.genre() == null ? List.of() : List.of(cut(row.genre())))
                .year(row.year())
                .build();
        AudioProperties audio = AudioProperties.builder("mp3")
                .duration(row.durationMillis() == null ? null : Duration.ofMillis(row.durationMillis()))
                .build();
        StoredObject object = new StoredObject(
                new ObjectRef("bench", "audio/" + id + ".mp3"), 1, 4_000_000, "AAAAAA==", "audio/mpeg", null);
        return NewTrack.builder(metadata, audio, object).id(id).build();
    }

    private static String cut(String name) {
        return name.substring(0, name.offsetByCodePoints(0, Math.min(1_000, name.codePointCount(0, name.length()))));
    }
}
