package io.loist.db.internal.track;

import io.loist.object.ObjectRef;
import io.loist.object.StoredObject;
import io.loist.track.AlbumPosition;
import io.loist.track.AudioProperties;
import io.loist.track.MusicBrainzEntity;
import io.loist.track.Track;
import io.loist.track.TrackMetadata;
import io.loist.track.TrackStatus;
import java.time.Instant;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A track that is being read, column by column; see {@link TrackColumn}. */
final class TrackDraft {

    /** Reads nothing: the column says what another one says too. */
    static final TrackColumn.Reader IGNORED = (track, column) -> {};

    /** The title of a track that another program has left without one. */
    static final String UNTITLED = "Untitled";

    /** The format of audio that another program described by no format's name. */
    static final String UNKNOWN_FORMAT = "unknown";

    private static final String NOT_READ = "?";

    /** The content type of an object that another program described without one. */
    private static final String UNKNOWN_CONTENT = "application/octet-stream";

    UUID id = new UUID(0, 0);
    long version;
    Instant createdAt = Instant.EPOCH;
    Instant updatedAt = Instant.EPOCH;
    TrackStatus status = TrackStatus.PENDING;

    @Nullable
    String error;

    int retryCount;

    @Nullable
    Instant lastProcessedAt;

    double popularity;
    TrackMetadata.Builder music = TrackMetadata.builder(NOT_READ);

    @Nullable
    String genre;

    @Nullable
    LocalDate releaseDay;

    final @Nullable Integer[] position = new Integer[4];
    final Map<MusicBrainzEntity, UUID> musicBrainz = new EnumMap<>(MusicBrainzEntity.class);
    Map<String, String> attributes = Map.of();
    AudioProperties.Builder audio = AudioProperties.builder(NOT_READ);

    @Nullable
    String audioHash;

    final ObjectDraft audioObject = new ObjectDraft();
    final ObjectDraft artworkObject = new ObjectDraft();

    Track build() {
        return new Track(
                id,
                status,
                music.position(new AlbumPosition(position[0], position[1], position[2], position[3]))
                        .musicBrainz(musicBrainz)
                        .build(),
                audio.build(),
                Objects.requireNonNull(audioObject.build()),
                artworkObject.build(),
                audioHash,
                attributes,
                popularity,
                new Track.Processing(error, retryCount, lastProcessedAt),
                createdAt,
                updatedAt,
                version);
    }

    /** An object that is being read. */
    static final class ObjectDraft {
        @Nullable
        String path;

        long generation;
        long size;

        @Nullable
        String crc32c;

        @Nullable
        String sha256;

        @Nullable
        String contentType;

        private @Nullable StoredObject build() {
            return path == null
                    ? null
                    : new StoredObject(
                            ObjectRef.parse(path),
                            generation,
                            size,
                            crc32c,
                            Objects.requireNonNullElse(contentType, UNKNOWN_CONTENT),
                            sha256);
        }
    }
}
