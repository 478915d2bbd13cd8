package io.loist.db.internal.track;

import io.loist.db.internal.jdbc.Sql;
import io.loist.db.internal.work.TrackStatusSql;
import io.loist.internal.names.SortKey;
import io.loist.track.MusicBrainzEntity;
import io.loist.track.TrackFilter;
import io.loist.track.TrackStatus;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Translates a {@link TrackFilter} into conditions on {@code audio_tracks AS track}. What a condition compares with is computed here,
 * or in a subquery: a plan that does not know the values would compute it for each row.
 */
public final class TrackConditions {

    /** The statuses that {@code audio_tracks} may contain for the requested ones (indexed), and the requested ones. */
    private static final String STATUS =
            "AND track.status = ANY (:shown_statuses) AND " + TrackStatusSql.STATUS + " = ANY (:statuses)";

    /** The server has no times before and after these, except infinity. */
    private static final Instant FIRST = Instant.parse("0001-01-01T00:00:00Z");

    private static final Instant LAST = Instant.parse("+290000-01-01T00:00:00Z");

    private TrackConditions() {}

    /** A condition, after {@code AND}, and the column that it is on. */
    private record On(String column, Sql condition) {}

    /** Returns the conditions, to append to a statement that has a {@code WHERE} clause. */
    public static Sql of(TrackFilter filter) {
        return joined(Stream.concat(onStatus(filter).stream(), exceptOnStatus(filter).stream()));
    }

    /** Returns the conditions except that on the status. */
    public static Sql exceptStatus(TrackFilter filter) {
        return joined(exceptOnStatus(filter).stream());
    }

    /** Returns the conditions on a column; empty if there are none. */
    static Sql on(TrackFilter filter, String column) {
        return joined(exceptOnStatus(filter).stream().filter(on -> on.column.equals(column)));
    }

    private static Sql joined(Stream<On> conditions) {
        return Sql.joined("\n", conditions.map(On::condition).toList());
    }

    private static List<On> onStatus(TrackFilter filter) {
        if (filter.statuses().isEmpty()) {
            return List.of();
        }
        Sql condition = TrackStatusSql.dependsOnLease(filter.statuses())
                ? Sql.of(STATUS).replanned().with("shown_statuses", shownStatuses(filter))
                : Sql.of("AND track.status = ANY (:statuses)");
        return List.of(new On("status", condition.with("statuses", names(filter.statuses()))));
    }

    /** Returns the statuses that {@code audio_tracks} may contain for the requested ones. */
    static String[] shownStatuses(TrackFilter filter) {
        Set<TrackStatus> shown = EnumSet.copyOf(filter.statuses());
        if (shown.contains(TrackStatus.PROCESSING)) {
            shown.addAll(Set.of(TrackStatus.PENDING, TrackStatus.FAILED));
        }
        return names(shown);
    }

    private static List<On> exceptOnStatus(TrackFilter filter) {
        List<On> conditions = new ArrayList<>();
        if (!filter.formats().isEmpty()) {
            Sql formats = Sql.of("AND track.format = ANY (:formats)");
            conditions.add(
                    new On("format", formats.with("formats", filter.formats().toArray(String[]::new))));
        }
        addKey(conditions, "title_key", filter.title());
        addKey(conditions, "artist_key", filter.artist());
        addKey(conditions, "album_key", filter.album());
        String[] keys = FilterKeys.of(filter);
        if (keys.length > 0) {
            Sql contains = Sql.of("AND track.filter_keys @> :filter_keys::text[]");
            conditions.add(new On("filter_keys", contains.with("filter_keys", keys)));
        }
        addRanges(conditions, filter);
        addTagged(conditions, filter);
        addContent(conditions, filter);
        return conditions;
    }

    private static void addKey(List<On> conditions, String column, @Nullable String name) {
        if (name != null) {
            conditions.add(equal(column, SortKey.of(name)));
        }
    }

    private static void addRanges(List<On> conditions, TrackFilter filter) {
        addRange(conditions, "year", filter.years());
        addRange(conditions, "track_number", filter.trackNumbers());
        addRange(conditions, "disc_number", filter.discNumbers());
        addRange(conditions, "duration_seconds", filter.durations());
        addRange(conditions, "channels", filter.channels());
        addRange(conditions, "sample_rate", filter.sampleRates());
        addRange(conditions, "bitrate", filter.bitrates());
        addRange(conditions, "bit_depth", filter.bitDepths());
        addRange(conditions, "file_size_bytes", filter.sizes());
        addRange(conditions, "popularity", filter.popularities());
        addRange(conditions, "created_at", filter.created());
        addRange(conditions, "updated_at", filter.updated());
    }

    private static void addRange(List<On> conditions, String column, TrackFilter.@Nullable Range<?> range) {
        if (range != null) {
            Sql between = Sql.of("AND track.%1$s BETWEEN :min_%1$s AND :max_%1$s".formatted(column));
            conditions.add(new On(
                    column,
                    between.with("min_" + column, value(range.min())).with("max_" + column, value(range.max()))));
        }
    }

    private static void addTagged(List<On> conditions, TrackFilter filter) {
        if (filter.isrc() != null) {
            Sql contains = Sql.of("AND track.isrcs <> '{}' AND track.isrcs @> ARRAY[:isrc::text]");
            conditions.add(new On("isrcs", contains.with("isrc", filter.isrc())));
        }
        filter.musicBrainz().forEach((entity, id) -> conditions.add(equal(column(entity), id)));
        if (!filter.attributes().isEmpty()) {
            Sql contains = Sql.of("AND track.attributes <> '{}' AND track.attributes @> (SELECT :attributes::jsonb)");
            conditions.add(new On("attributes", contains.with("attributes", Json.ofAttributes(filter.attributes()))));
        }
        if (!filter.tags().isEmpty()) {
            Map<String, List<String>> tags = new HashMap<>();
            filter.tags().forEach((name, value) -> tags.put(name, List.of(value)));
            Sql contains = Sql.of("AND track.tags @> (SELECT :tags::jsonb)");
            conditions.add(new On("tags", contains.with("tags", Json.ofTags(tags))));
        }
    }

    private static String column(MusicBrainzEntity entity) {
        return "mb_" + entity.name().toLowerCase(Locale.ROOT) + "_id";
    }

    private static void addContent(List<On> conditions, TrackFilter filter) {
        if (filter.sha256() != null) {
            conditions.add(equal("audio_sha256", Hex.bytes(filter.sha256())));
        }
        if (filter.audioHash() != null) {
            conditions.add(equal("audio_hash", Hex.bytes(filter.audioHash())));
        }
        String artwork = "thumbnail_gcs_path";
        switch (filter.artwork()) {
            case ANY -> {}
            case PRESENT -> conditions.add(new On(artwork, Sql.of("AND track.thumbnail_gcs_path IS NOT NULL")));
            case ABSENT -> conditions.add(new On(artwork, Sql.of("AND track.thumbnail_gcs_path IS NULL")));
        }
    }

    private static On equal(String column, @Nullable Object value) {
        return new On(column, Sql.of("AND track.%1$s = :%1$s".formatted(column)).with(column, value));
    }

    /** Returns a bound as a type that the driver accepts. */
    private static @Nullable Object value(Comparable<?> bound) {
        if (bound instanceof Duration duration) {
            return BigDecimal.valueOf(duration.getSeconds())
                    .add(BigDecimal.valueOf(duration.getNano(), 9))
                    .setScale(9, RoundingMode.UNNECESSARY);
        }
        return bound instanceof Instant instant ? time(instant) : bound;
    }

    /** Returns a time as the server can compare it: infinite if it is out of its range. */
    private static OffsetDateTime time(Instant instant) {
        if (instant.isBefore(FIRST)) {
            return OffsetDateTime.MIN;
        }
        return instant.isAfter(LAST) ? OffsetDateTime.MAX : instant.atOffset(ZoneOffset.UTC);
    }

    private static String[] names(Set<TrackStatus> statuses) {
        return statuses.stream().map(TrackStatus::name).toArray(String[]::new);
    }
}
