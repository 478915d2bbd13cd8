package io.loist.db;

import io.loist.track.TrackFilter;
import io.loist.track.TrackStatus;
import java.util.HexFormat;

/** Says a {@link TrackFilter} as conditions on {@code audio_tracks AS track}. */
final class TrackConditions {

    private TrackConditions() {}

    /** Appends the conditions to a statement whose {@code WHERE} has one already. */
    static SqlClause append(SqlClause statement, TrackFilter filter) {
        SqlClause clause = statement;
        if (!filter.statuses().isEmpty()) {
            String[] statuses =
                    filter.statuses().stream().map(TrackStatus::name).toArray(String[]::new);
            clause = clause.then("AND track.status = ANY (?)", (Object) statuses);
        }
        if (!filter.formats().isEmpty()) {
            clause = clause.then(
                    "AND track.format = ANY (?)", (Object) filter.formats().toArray(String[]::new));
        }
        if (filter.artist() != null) {
            clause = clause.then("AND track.artist_key = ${schema}.loist_key(?)", filter.artist());
        }
        if (filter.album() != null) {
            clause = clause.then("AND track.album_key = ${schema}.loist_key(?)", filter.album());
        }
        if (filter.genre() != null) {
            clause = clause.then("AND track.genre_keys @> ARRAY[${schema}.loist_key(?)]", filter.genre());
        }
        if (filter.fromYear() != null) {
            clause = clause.then("AND track.year >= ?", filter.fromYear());
        }
        if (filter.toYear() != null) {
            clause = clause.then("AND track.year <= ?", filter.toYear());
        }
        if (filter.sha256() != null) {
            clause = clause.then(
                    "AND track.audio_sha256 = ?", (Object) HexFormat.of().parseHex(filter.sha256()));
        }
        return clause;
    }
}
