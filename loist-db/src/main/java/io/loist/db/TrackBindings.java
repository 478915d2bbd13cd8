package io.loist.db;

import io.loist.media.StoredObject;
import io.loist.track.AudioProperties;
import io.loist.track.MusicBrainzEntity;
import io.loist.track.NewTrack;
import io.loist.track.ReleaseDate;
import io.loist.track.Track;
import io.loist.track.TrackMetadata;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A track as the values of {@link TrackSql#INSERT}. */
final class TrackBindings {

    private static final int MILLIS_SCALE = 3;

    private TrackBindings() {}

    /** Returns a new track as it will be read back. */
    static Track stored(NewTrack track, Instant now) {
        return new Track(
                track.id(),
                track.status(),
                track.metadata(),
                toMillis(track.audio()),
                track.audioObject(),
                track.artworkObject(),
                track.essenceHash(),
                track.attributes(),
                // Negative zero and zero are one and the same, in this program as in the database
                track.popularity() + 0.0,
                Track.Processing.NONE,
                now,
                now,
                0);
    }

    static List<@Nullable Object> of(Track track, String namespace) {
        List<@Nullable Object> values = new ArrayList<>();
        values.addAll(Arrays.asList(
                namespace,
                track.id(),
                offset(track.createdAt()),
                offset(track.updatedAt()),
                track.status().name(),
                track.popularity()));
        addMetadata(values, track.metadata());
        values.add(Json.ofAttributes(track.attributes()));
        addAudio(values, track.audio());
        values.add(bytes(track.essenceHash()));
        addObject(values, track.audioObject());
        addObject(values, track.artworkObject());
        return values;
    }

    private static void addMetadata(List<@Nullable Object> values, TrackMetadata music) {
        ReleaseDate date = music.releaseDate();
        values.addAll(Arrays.asList(
                music.title(),
                music.artist(),
                music.album(),
                music.albumArtist(),
                Json.ofCredits(music.credits()),
                music.genres().isEmpty() ? null : music.genres().get(0),
                music.genres().toArray(String[]::new),
                music.year(),
                date == null ? null : firstDay(date),
                date == null ? null : precision(date),
                music.position().track(),
                music.position().trackTotal(),
                music.position().disc(),
                music.position().discTotal(),
                music.composer(),
                music.label(),
                music.isrcs().toArray(String[]::new)));
        for (MusicBrainzEntity entity : MusicBrainzEntity.values()) {
            values.add(music.musicBrainz().get(entity));
        }
        values.add(Json.ofTags(music.tags()));
    }

    private static void addAudio(List<@Nullable Object> values, AudioProperties audio) {
        Duration duration = audio.duration();
        values.addAll(Arrays.asList(
                duration == null ? null : BigDecimal.valueOf(duration.toMillis(), MILLIS_SCALE),
                audio.channels(),
                audio.sampleRate(),
                audio.bitrate(),
                audio.bitDepth(),
                audio.format(),
                audio.codec()));
    }

    private static void addObject(List<@Nullable Object> values, @Nullable StoredObject object) {
        values.addAll(
                object == null
                        ? Arrays.asList(null, null, null, null, null, null)
                        : Arrays.asList(
                                object.ref().uri(),
                                object.generation(),
                                object.size(),
                                object.crc32c(),
                                bytes(object.sha256()),
                                object.contentType()));
    }

    private static AudioProperties toMillis(AudioProperties audio) {
        Duration duration = audio.duration();
        if (duration == null) {
            return audio;
        }
        return new AudioProperties(
                audio.format(),
                audio.codec(),
                Duration.ofMillis(Math.max(1, duration.toMillis())),
                audio.channels(),
                audio.sampleRate(),
                audio.bitrate(),
                audio.bitDepth());
    }

    private static LocalDate firstDay(ReleaseDate date) {
        return LocalDate.of(
                date.year(), Objects.requireNonNullElse(date.month(), 1), Objects.requireNonNullElse(date.day(), 1));
    }

    private static String precision(ReleaseDate date) {
        if (date.month() == null) {
            return "YEAR";
        }
        return date.day() == null ? "MONTH" : "DAY";
    }

    private static OffsetDateTime offset(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    private static byte @Nullable [] bytes(@Nullable String hexadecimal) {
        return hexadecimal == null ? null : HexFormat.of().parseHex(hexadecimal);
    }
}
