package io.loist.db.internal.track;

import io.loist.db.internal.jdbc.Scope;
import io.loist.db.internal.ledger.CatalogRow;
import io.loist.db.internal.text.SearchEntry;
import io.loist.db.internal.text.TrackNames;
import io.loist.track.Track;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The indexed values of a row, which loist or another program wrote.
 *
 * @param track the track as it is read
 * @param digest its digest, null if it is stale
 */
record StaleRow(
        UUID id, TrackNames names, Track track, @Nullable UUID digest) {

    /** The columns that {@link #map} reads. */
    static final String COLUMNS = """
            %s, track.digest,
            ARRAY(SELECT credit ->> 'name' FROM jsonb_array_elements(track.credits) AS credit)
              || ARRAY(
                SELECT name FROM unnest('{%s}'::text[]) AS tag, jsonb_array_elements_text(
                  CASE WHEN jsonb_typeof(track.tags -> tag) = 'array' THEN track.tags -> tag ELSE '[]' END) AS name
                WHERE char_length(name) <= 1000) AS others""".formatted(TrackSql.STORED, String.join(",", TrackNames.NAME_TAGS));

    static StaleRow map(ResultSet row) throws SQLException {
        TrackNames names = new TrackNames(
                row.getString("title"),
                row.getString("artist"),
                row.getString("album"),
                TrackColumn.genres(ColumnReader.texts(row.getArray("genres")), row.getString("genre")),
                row.getString("album_artist"),
                row.getString("composer"),
                row.getString("label"),
                ColumnReader.texts(row.getArray("others")));
        return new StaleRow(
                row.getObject("id", UUID.class), names, TrackRowMapper.map(row), row.getObject("digest", UUID.class));
    }

    SearchEntry entry(Scope scope) {
        return SearchEntry.of(names, track.popularity(), scope.namespace(), scope.readings());
    }

    /** Returns the values of {@link IndexSql#INDEX}. */
    Map<String, @Nullable Object> values(Scope scope) {
        Map<String, @Nullable Object> values = new HashMap<>(TrackColumn.keys(names));
        values.putAll(EntrySql.values(entry(scope), scope.namespace()));
        values.putAll(CatalogRow.of(track, scope.albums()).values());
        values.put("id", id);
        values.put("digest", RowDigest.present(digest, names, scope));
        return values;
    }
}
