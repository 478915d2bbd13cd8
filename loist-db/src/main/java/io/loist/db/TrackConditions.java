package io.loist.db;

import io.loist.track.TrackFilter;
import io.loist.track.TrackStatus;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.Set;

/** Says a {@link TrackFilter} as conditions on {@code audio_tracks AS track}. */
final class TrackConditions {

    /** Takes the statuses that {@code audio_tracks} may show, which have an index, and those wanted. A lease shows elsewhere. */
    private static final String STATUS = """
            AND track.status = ANY (?) AND CASE
                WHEN track.status IN ('PENDING', 'FAILED') AND EXISTS (
                  SELECT FROM ${schema}.track_work AS work
                  WHERE work.track_id = track.id AND work.namespace = track.namespace AND work.status = 'PROCESSING')
                THEN 'PROCESSING' ELSE track.status
              END = ANY (?)""";

    private TrackConditions() {}

    /** Appends the conditions to a statement whose {@code WHERE} has one already. */
    static SqlClause append(SqlClause statement, TrackFilter filter) {
        SqlClause clause = statement;
        if (!filter.statuses().isEmpty()) {
            Set<TrackStatus> shown = EnumSet.copyOf(filter.statuses());
            if (shown.contains(TrackStatus.PROCESSING)) {
                shown.addAll(Set.of(TrackStatus.PENDING, TrackStatus.FAILED));
            }
            clause = clause.then(STATUS, names(shown), names(filter.statuses()));
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

    private static String[] names(Set<TrackStatus> statuses) {
        return statuses.stream().map(TrackStatus::name).toArray(String[]::new);
    }
}
