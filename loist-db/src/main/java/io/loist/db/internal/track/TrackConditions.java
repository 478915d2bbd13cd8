package io.loist.db.internal.track;

import io.loist.db.internal.jdbc.SqlClause;
import io.loist.track.TrackFilter;
import io.loist.track.TrackStatus;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Says a {@link TrackFilter} as conditions on {@code audio_tracks AS track}. */
public final class TrackConditions {

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
    public static SqlClause append(SqlClause statement, TrackFilter filter) {
        if (filter.statuses().isEmpty()) {
            return appendButStatus(statement, filter);
        }
        Set<TrackStatus> shown = EnumSet.copyOf(filter.statuses());
        if (shown.contains(TrackStatus.PROCESSING)) {
            shown.addAll(Set.of(TrackStatus.PENDING, TrackStatus.FAILED));
        }
        return appendButStatus(statement.then(STATUS, names(shown), names(filter.statuses())), filter);
    }

    /** Appends the conditions but for that on the status. */
    public static SqlClause appendButStatus(SqlClause statement, TrackFilter filter) {
        SqlClause clause = statement;
        if (!filter.formats().isEmpty()) {
            clause = clause.then(
                    "AND track.format = ANY (?)", (Object) filter.formats().toArray(String[]::new));
        }
        for (Map.Entry<TrackFilter.Name, String> name : filter.names().entrySet()) {
            clause = clause.then("AND " + key(name.getKey()) + " = ${schema}.loist_key(?)", name.getValue());
        }
        if (filter.genre() != null) {
            clause = clause.then("AND track.genre_keys @> ARRAY[${schema}.loist_key(?)]", filter.genre());
        }
        for (Map.Entry<TrackFilter.Quantity, TrackFilter.Range<?>> range :
                filter.ranges().entrySet()) {
            clause = clause.then(
                    "AND " + column(range.getKey()) + " BETWEEN ? AND ?",
                    value(range.getValue().least()),
                    value(range.getValue().most()));
        }
        return content(tagged(clause, filter), filter);
    }

    private static SqlClause tagged(SqlClause statement, TrackFilter filter) {
        SqlClause clause = statement;
        if (filter.isrc() != null) {
            clause = clause.then("AND track.isrcs <> '{}' AND track.isrcs @> ARRAY[?::text]", filter.isrc());
        }
        for (var id : filter.musicBrainz().entrySet()) {
            clause = clause.then(
                    "AND track.mb_" + id.getKey().name().toLowerCase(Locale.ROOT) + "_id = ?", id.getValue());
        }
        if (!filter.attributes().isEmpty()) {
            clause = clause.then(
                    "AND track.attributes <> '{}' AND track.attributes @> ?::jsonb",
                    Json.ofAttributes(filter.attributes()));
        }
        for (Map.Entry<String, String> tag : filter.tags().entrySet()) {
            clause = clause.then(
                    "AND track.tags @> ?::jsonb", Json.ofTags(Map.of(tag.getKey(), List.of(tag.getValue()))));
        }
        return clause;
    }

    private static SqlClause content(SqlClause statement, TrackFilter filter) {
        SqlClause clause = statement;
        if (filter.sha256() != null) {
            clause = clause.then("AND track.audio_sha256 = ?", (Object) TrackBindings.bytes(filter.sha256()));
        }
        if (filter.audioHash() != null) {
            clause = clause.then("AND track.audio_hash = ?", (Object) TrackBindings.bytes(filter.audioHash()));
        }
        return switch (filter.artwork()) {
            case ANY -> clause;
            case PRESENT -> clause.then("AND track.thumbnail_gcs_path IS NOT NULL");
            case ABSENT -> clause.then("AND track.thumbnail_gcs_path IS NULL");
        };
    }

    private static String key(TrackFilter.Name name) {
        return switch (name) {
            case TITLE -> "track.title_key";
            case ARTIST -> "track.artist_key";
            case ALBUM -> "track.album_key";
            case ALBUM_ARTIST -> "${schema}.loist_key(track.album_artist)";
            case COMPOSER -> "${schema}.loist_key(track.composer)";
            case LABEL -> "${schema}.loist_key(track.label)";
        };
    }

    private static String column(TrackFilter.Quantity quantity) {
        return switch (quantity) {
            case DURATION -> "track.duration_seconds";
            case SIZE -> "track.file_size_bytes";
            case CREATED -> "track.created_at";
            case UPDATED -> "track.updated_at";
            default -> "track." + quantity.name().toLowerCase(Locale.ROOT);
        };
    }

    /** Returns a bound as the driver takes it. */
    private static @Nullable Object value(Comparable<?> bound) {
        if (bound instanceof Duration duration) {
            return BigDecimal.valueOf(duration.getSeconds())
                    .add(BigDecimal.valueOf(duration.getNano(), 9))
                    .setScale(9, RoundingMode.UNNECESSARY);
        }
        return bound instanceof Instant instant ? TrackBindings.offset(instant) : bound;
    }

    private static String[] names(Set<TrackStatus> statuses) {
        return statuses.stream().map(TrackStatus::name).toArray(String[]::new);
    }
}
