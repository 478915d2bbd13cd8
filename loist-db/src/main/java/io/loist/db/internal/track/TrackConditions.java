package io.loist.db.internal.track;

import io.loist.db.internal.jdbc.SqlClause;
import io.loist.db.internal.work.TrackStatusSql;
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
    private static final String STATUS =
            "AND track.status = ANY (?) AND " + TrackStatusSql.STATUS + " = ANY (?)";

    private TrackConditions() {}

    /** Appends the conditions to a statement whose {@code WHERE} has one already. */
    public static SqlClause append(SqlClause statement, TrackFilter filter) {
        if (filter.statuses().isEmpty() || filter.statuses().size() == TrackStatus.values().length) {
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
        if (filter.genre() != null) {
            clause = clause.then("AND track.genre_keys @> ARRAY[${schema}.loist_key(?)]", filter.genre());
        }
        return content(tagged(ranged(named(clause, filter), filter), filter), filter);
    }

    private static SqlClause named(SqlClause statement, TrackFilter filter) {
        SqlClause clause = key(statement, "track.title_key", filter.title());
        clause = key(clause, "track.artist_key", filter.artist());
        clause = key(clause, "track.album_key", filter.album());
        clause = key(clause, "${schema}.loist_key(track.album_artist)", filter.albumArtist());
        clause = key(clause, "${schema}.loist_key(track.composer)", filter.composer());
        return key(clause, "${schema}.loist_key(track.label)", filter.label());
    }

    private static SqlClause key(SqlClause statement, String key, @Nullable String name) {
        return name == null ? statement : statement.then("AND " + key + " = ${schema}.loist_key(?)", name);
    }

    private static SqlClause ranged(SqlClause statement, TrackFilter filter) {
        SqlClause clause = range(statement, "year", filter.years());
        clause = range(clause, "track_number", filter.trackNumbers());
        clause = range(clause, "disc_number", filter.discNumbers());
        clause = range(clause, "duration_seconds", filter.durations());
        clause = range(clause, "channels", filter.channels());
        clause = range(clause, "sample_rate", filter.sampleRates());
        clause = range(clause, "bitrate", filter.bitrates());
        clause = range(clause, "bit_depth", filter.bitDepths());
        clause = range(clause, "file_size_bytes", filter.sizes());
        clause = range(clause, "popularity", filter.popularities());
        clause = range(clause, "created_at", filter.created());
        return range(clause, "updated_at", filter.updated());
    }

    private static SqlClause range(SqlClause statement, String column, TrackFilter.@Nullable Range<?> range) {
        return range == null
                ? statement
                : statement.then("AND track." + column + " BETWEEN ? AND ?", value(range.min()), value(range.max()));
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
