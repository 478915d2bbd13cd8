package io.loist.db.internal.track;

import io.loist.object.ObjectRef;
import io.loist.object.StoredObject;
import io.loist.track.AlbumPosition;
import io.loist.track.AudioProperties;
import io.loist.track.MusicBrainzEntity;
import io.loist.track.ReleaseDate;
import io.loist.track.Track;
import io.loist.track.TrackMetadata;
import io.loist.track.TrackStatus;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Makes a {@link Track} of a row that begins with {@link TrackSql#COLUMNS}; reads them in their order. */
public final class TrackRowMapper {

    /** What an object is that somebody else described, who did not say: its column may be null. */
    private static final String UNKNOWN_CONTENT = "application/octet-stream";

    private static final MusicBrainzEntity[] ENTITIES = MusicBrainzEntity.values();

    private final ResultSet row;
    private int read;

    private TrackRowMapper(ResultSet row) {
        this.row = row;
    }

    public static Track map(ResultSet row) throws SQLException {
        return new TrackRowMapper(row).track();
    }

    private Track track() throws SQLException {
        UUID id = row.getObject(++read, UUID.class);
        long version = row.getLong(++read);
        Instant createdAt = Objects.requireNonNull(instant());
        Instant updatedAt = Objects.requireNonNull(instant());
        TrackStatus status = TrackStatus.valueOf(row.getString(++read));
        Track.Processing processing = new Track.Processing(text(), row.getInt(++read), instant());
        double popularity = row.getDouble(++read);
        TrackMetadata metadata = metadata();
        Map<String, String> attributes = Json.toAttributes(row.getString(++read));
        AudioProperties audio = audio();
        String audioHash = hexadecimal();
        return new Track(
                id,
                status,
                metadata,
                audio,
                Objects.requireNonNull(object()),
                object(),
                audioHash,
                attributes,
                popularity,
                processing,
                createdAt,
                updatedAt,
                version);
    }

    private TrackMetadata metadata() throws SQLException {
        return TrackMetadata.builder(row.getString(++read))
                .artist(text())
                .album(text())
                .albumArtist(text())
                .credits(Json.toCredits(row.getString(++read)))
                .genres(texts())
                .year(integer())
                .releaseDate(releaseDate())
                .position(new AlbumPosition(integer(), integer(), integer(), integer()))
                .composer(text())
                .label(text())
                .isrcs(texts())
                .musicBrainz(musicBrainz())
                .tags(Json.toTags(row.getString(++read)))
                .build();
    }

    private AudioProperties audio() throws SQLException {
        BigDecimal seconds = row.getBigDecimal(++read);
        Integer channels = integer();
        Integer sampleRate = integer();
        Integer bitrate = integer();
        Integer bitDepth = integer();
        return AudioProperties.builder(row.getString(++read))
                .codec(text())
                .duration(
                        seconds == null
                                ? null
                                : Duration.ofMillis(seconds.movePointRight(3).longValue()))
                .channels(channels)
                .sampleRate(sampleRate)
                .bitrate(bitrate)
                .bitDepth(bitDepth)
                .build();
    }

    private @Nullable StoredObject object() throws SQLException {
        String path = text();
        if (path == null) {
            read += 5;
            return null;
        }
        long generation = row.getLong(++read);
        long size = row.getLong(++read);
        String crc32c = row.getString(++read);
        String sha256 = hexadecimal();
        String contentType = Objects.requireNonNullElse(text(), UNKNOWN_CONTENT);
        return new StoredObject(ObjectRef.parse(path), generation, size, crc32c, contentType, sha256);
    }

    private @Nullable ReleaseDate releaseDate() throws SQLException {
        LocalDate date = row.getObject(++read, LocalDate.class);
        String precision = text();
        if (date == null || precision == null) {
            return null;
        }
        return switch (precision) {
            case "YEAR" -> new ReleaseDate(date.getYear(), null, null);
            case "MONTH" -> new ReleaseDate(date.getYear(), date.getMonthValue(), null);
            default -> new ReleaseDate(date.getYear(), date.getMonthValue(), date.getDayOfMonth());
        };
    }

    private Map<MusicBrainzEntity, UUID> musicBrainz() throws SQLException {
        Map<MusicBrainzEntity, UUID> ids = null;
        for (MusicBrainzEntity entity : ENTITIES) {
            UUID id = row.getObject(++read, UUID.class);
            if (id != null) {
                ids = ids == null ? new EnumMap<>(MusicBrainzEntity.class) : ids;
                ids.put(entity, id);
            }
        }
        return ids == null ? Map.of() : ids;
    }

    private @Nullable String text() throws SQLException {
        return row.getString(++read);
    }

    private @Nullable Integer integer() throws SQLException {
        int value = row.getInt(++read);
        return value == 0 && row.wasNull() ? null : (Integer) value;
    }

    private @Nullable Instant instant() throws SQLException {
        OffsetDateTime moment = row.getObject(++read, OffsetDateTime.class);
        return moment == null ? null : moment.toInstant();
    }

    private @Nullable String hexadecimal() throws SQLException {
        return hexadecimal(row.getBytes(++read));
    }

    private List<String> texts() throws SQLException {
        return List.of((String[]) row.getArray(++read).getArray());
    }

    public static @Nullable String hexadecimal(byte @Nullable [] bytes) {
        return bytes == null ? null : HexFormat.of().formatHex(bytes);
    }
}
