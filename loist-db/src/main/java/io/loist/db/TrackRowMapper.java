package io.loist.db;

import io.loist.media.ObjectRef;
import io.loist.media.StoredObject;
import io.loist.track.AlbumPosition;
import io.loist.track.AudioProperties;
import io.loist.track.MusicBrainzEntity;
import io.loist.track.ReleaseDate;
import io.loist.track.Track;
import io.loist.track.TrackMetadata;
import io.loist.track.TrackStatus;
import java.math.BigDecimal;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Makes a {@link Track} of a row with {@link TrackSql#COLUMNS}. */
final class TrackRowMapper {

    private static final Map<MusicBrainzEntity, String> MUSIC_BRAINZ = new EnumMap<>(MusicBrainzEntity.class);

    static {
        for (MusicBrainzEntity entity : MusicBrainzEntity.values()) {
            MUSIC_BRAINZ.put(entity, "mb_" + entity.name().toLowerCase(Locale.ROOT) + "_id");
        }
    }

    private TrackRowMapper() {}

    static Track map(ResultSet row) throws SQLException {
        return new Track(
                row.getObject("id", UUID.class),
                TrackStatus.valueOf(row.getString("status")),
                metadata(row),
                audio(row),
                audioObject(row),
                artworkObject(row),
                hexadecimal(row, "essence_hash"),
                Json.toAttributes(row.getString("attributes")),
                row.getDouble("popularity"),
                processing(row),
                instant(row, "created_at"),
                instant(row, "updated_at"),
                row.getLong("version"));
    }

    private static TrackMetadata metadata(ResultSet row) throws SQLException {
        return TrackMetadata.builder(row.getString("title"))
                .artist(row.getString("artist"))
                .credits(Json.toCredits(row.getString("credits")))
                .album(row.getString("album"))
                .albumArtist(row.getString("album_artist"))
                .genres(texts(row, "genres"))
                .year(integer(row, "year"))
                .releaseDate(releaseDate(row))
                .position(new AlbumPosition(
                        integer(row, "track_number"),
                        integer(row, "track_total"),
                        integer(row, "disc_number"),
                        integer(row, "disc_total")))
                .composer(row.getString("composer"))
                .label(row.getString("label"))
                .isrcs(texts(row, "isrcs"))
                .musicBrainz(musicBrainz(row))
                .tags(Json.toTags(row.getString("tags")))
                .build();
    }

    private static AudioProperties audio(ResultSet row) throws SQLException {
        BigDecimal seconds = row.getBigDecimal("duration_seconds");
        return AudioProperties.builder(row.getString("format"))
                .codec(row.getString("codec"))
                .duration(
                        seconds == null
                                ? null
                                : Duration.ofMillis(seconds.movePointRight(3).longValue()))
                .channels(integer(row, "channels"))
                .sampleRate(integer(row, "sample_rate"))
                .bitrate(integer(row, "bitrate"))
                .bitDepth(integer(row, "bit_depth"))
                .build();
    }

    private static StoredObject audioObject(ResultSet row) throws SQLException {
        return new StoredObject(
                ObjectRef.parse(row.getString("audio_gcs_path")),
                row.getLong("audio_generation"),
                row.getLong("file_size_bytes"),
                row.getString("audio_crc32c"),
                row.getString("audio_content_type"),
                hexadecimal(row, "audio_sha256"));
    }

    private static @Nullable StoredObject artworkObject(ResultSet row) throws SQLException {
        String path = row.getString("thumbnail_gcs_path");
        if (path == null) {
            return null;
        }
        return new StoredObject(
                ObjectRef.parse(path),
                row.getLong("thumbnail_generation"),
                row.getLong("thumbnail_size_bytes"),
                row.getString("thumbnail_crc32c"),
                row.getString("thumbnail_content_type"),
                hexadecimal(row, "thumbnail_sha256"));
    }

    private static Track.Processing processing(ResultSet row) throws SQLException {
        OffsetDateTime last = row.getObject("last_processed_at", OffsetDateTime.class);
        return new Track.Processing(
                row.getString("error_message"), row.getInt("retry_count"), last == null ? null : last.toInstant());
    }

    private static @Nullable ReleaseDate releaseDate(ResultSet row) throws SQLException {
        LocalDate date = row.getObject("release_date", LocalDate.class);
        if (date == null) {
            return null;
        }
        return switch (row.getString("release_date_precision")) {
            case "YEAR" -> new ReleaseDate(date.getYear(), null, null);
            case "MONTH" -> new ReleaseDate(date.getYear(), date.getMonthValue(), null);
            default -> new ReleaseDate(date.getYear(), date.getMonthValue(), date.getDayOfMonth());
        };
    }

    private static Map<MusicBrainzEntity, UUID> musicBrainz(ResultSet row) throws SQLException {
        Map<MusicBrainzEntity, UUID> ids = null;
        for (Map.Entry<MusicBrainzEntity, String> column : MUSIC_BRAINZ.entrySet()) {
            UUID id = row.getObject(column.getValue(), UUID.class);
            if (id != null) {
                ids = ids == null ? new EnumMap<>(MusicBrainzEntity.class) : ids;
                ids.put(column.getKey(), id);
            }
        }
        return ids == null ? Map.of() : ids;
    }

    private static @Nullable Integer integer(ResultSet row, String column) throws SQLException {
        int value = row.getInt(column);
        return row.wasNull() ? null : value;
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    private static @Nullable String hexadecimal(ResultSet row, String column) throws SQLException {
        return hexadecimal(row.getBytes(column));
    }

    static @Nullable String hexadecimal(byte @Nullable [] bytes) {
        return bytes == null ? null : HexFormat.of().formatHex(bytes);
    }

    private static List<String> texts(ResultSet row, String column) throws SQLException {
        Array array = row.getArray(column);
        return List.of((String[]) array.getArray());
    }
}
