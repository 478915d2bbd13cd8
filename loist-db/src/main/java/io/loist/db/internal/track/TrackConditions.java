package io.loist.db.internal.track;

import io.loist.db.internal.jdbc.Sql;
import io.loist.db.internal.text.SortKey;
import io.loist.db.internal.work.TrackStatusSql;
import io.loist.track.TrackFilter;
import io.loist.track.TrackStatus;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Translates a {@link TrackFilter} into conditions on {@code audio_tracks AS track}. */
public final class TrackConditions {

    /** The statuses that {@code audio_tracks} may contain for the requested ones (indexed), and the requested ones. */
    private static final String STATUS =
            "AND track.status = ANY (:shown_statuses) AND " + TrackStatusSql.STATUS + " = ANY (:statuses)";

    private TrackConditions() {}

    /** Returns the conditions, to append to a statement that has a {@code WHERE} clause. */
    public static Sql of(TrackFilter filter) {
        if (filter.statuses().isEmpty()) {
            return exceptStatus(filter);
        }
        Set<TrackStatus> shown = EnumSet.copyOf(filter.statuses());
        if (shown.contains(TrackStatus.PROCESSING)) {
            shown.addAll(Set.of(TrackStatus.PENDING, TrackStatus.FAILED));
        }
        if (!TrackStatusSql.dependsOnLease(filter.statuses())) {
            return Sql.of("AND track.status = ANY (:statuses)")
                    .with("statuses", names(filter.statuses()))
                    .then(exceptStatus(filter));
        }
        return Sql.of(STATUS)
                .replanned()
                .with("shown_statuses", names(shown))
                .with("statuses", names(filter.statuses()))
                .then(exceptStatus(filter));
    }

    /** Returns the conditions except that on the status. */
    public static Sql exceptStatus(TrackFilter filter) {
        List<Sql> conditions = new ArrayList<>();
        if (!filter.formats().isEmpty()) {
            conditions.add(Sql.of("AND track.format = ANY (:formats)")
                    .with("formats", filter.formats().toArray(String[]::new)));
        }
        addNames(conditions, filter);
        if (filter.genre() != null) {
            conditions.add(Sql.of("AND track.genre_keys @> ARRAY[:genre_key::text]")
                    .with("genre_key", SortKey.of(filter.genre())));
        }
        addRanges(conditions, filter);
        addTagged(conditions, filter);
        addContent(conditions, filter);
        return Sql.joined("\n", conditions);
    }

    private static void addNames(List<Sql> conditions, TrackFilter filter) {
        addKey(conditions, "title_key", filter.title());
        addKey(conditions, "artist_key", filter.artist());
        addKey(conditions, "album_key", filter.album());
        addKey(conditions, "album_artist_key", filter.albumArtist());
        addKey(conditions, "composer_key", filter.composer());
        addKey(conditions, "label_key", filter.label());
    }

    private static void addKey(List<Sql> conditions, String column, @Nullable String name) {
        if (name != null) {
            conditions.add(equal(column, SortKey.of(name)));
        }
    }

    private static void addRanges(List<Sql> conditions, TrackFilter filter) {
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

    private static void addRange(List<Sql> conditions, String column, TrackFilter.@Nullable Range<?> range) {
        if (range != null) {
            conditions.add(Sql.of("AND track.%1$s BETWEEN :min_%1$s AND :max_%1$s".formatted(column))
                    .with("min_" + column, value(range.min()))
                    .with("max_" + column, value(range.max())));
        }
    }

    private static void addTagged(List<Sql> conditions, TrackFilter filter) {
        if (filter.isrc() != null) {
            conditions.add(Sql.of("AND track.isrcs <> '{}' AND track.isrcs @> ARRAY[:isrc::text]")
                    .with("isrc", filter.isrc()));
        }
        filter.musicBrainz()
                .forEach((entity, id) ->
                        conditions.add(equal("mb_" + entity.name().toLowerCase(Locale.ROOT) + "_id", id)));
        if (!filter.attributes().isEmpty()) {
            conditions.add(Sql.of("AND track.attributes <> '{}' AND track.attributes @> :attributes::jsonb")
                    .with("attributes", Json.ofAttributes(filter.attributes())));
        }
        if (!filter.tags().isEmpty()) {
            Map<String, List<String>> tags = new HashMap<>();
            filter.tags().forEach((name, value) -> tags.put(name, List.of(value)));
            conditions.add(Sql.of("AND track.tags @> :tags::jsonb").with("tags", Json.ofTags(tags)));
        }
    }

    private static void addContent(List<Sql> conditions, TrackFilter filter) {
        if (filter.sha256() != null) {
            conditions.add(equal("audio_sha256", Hex.bytes(filter.sha256())));
        }
        if (filter.audioHash() != null) {
            conditions.add(equal("audio_hash", Hex.bytes(filter.audioHash())));
        }
        switch (filter.artwork()) {
            case ANY -> {}
            case PRESENT -> conditions.add(Sql.of("AND track.thumbnail_gcs_path IS NOT NULL"));
            case ABSENT -> conditions.add(Sql.of("AND track.thumbnail_gcs_path IS NULL"));
        }
    }

    private static Sql equal(String column, @Nullable Object value) {
        return Sql.of("AND track.%1$s = :%1$s".formatted(column)).with(column, value);
    }

    /** Returns a bound as a type that the driver accepts. */
    private static @Nullable Object value(Comparable<?> bound) {
        if (bound instanceof Duration duration) {
            return BigDecimal.valueOf(duration.getSeconds())
                    .add(BigDecimal.valueOf(duration.getNano(), 9))
                    .setScale(9, RoundingMode.UNNECESSARY);
        }
        return bound instanceof Instant instant ? instant.atOffset(ZoneOffset.UTC) : bound;
    }

    private static String[] names(Set<TrackStatus> statuses) {
        return statuses.stream().map(TrackStatus::name).toArray(String[]::new);
    }
}
