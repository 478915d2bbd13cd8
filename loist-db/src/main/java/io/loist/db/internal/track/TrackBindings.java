package io.loist.db.internal.track;

import io.loist.db.internal.jdbc.SqlClause;
import io.loist.db.internal.text.SortKey;
import io.loist.object.StoredObject;
import io.loist.track.AudioProperties;
import io.loist.track.MusicBrainzEntity;
import io.loist.track.NewTrack;
import io.loist.track.ReleaseDate;
import io.loist.track.Track;
import io.loist.track.TrackMetadata;
import io.loist.track.TrackPatch;
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
import java.util.Optional;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A track, or what is to change about one, as the values of the columns in {@link TrackColumns}. */
public final class TrackBindings {

    private static final int MILLIS_SCALE = 3;

    private TrackBindings() {}

    /** Returns a new track as it will be read back. */
    public static Track stored(NewTrack track, Instant now) {
        return Track.builder(track, now)
                .audio(toMillis(track.audio()))
                // Negative zero and zero are one and the same, in this program as in the database
                .popularity(track.popularity() + 0.0)
                .build();
    }

    /** Returns the values of {@link TrackColumns#ALL}. */
    public static List<@Nullable Object> of(Track track, String namespace) {
        List<@Nullable Object> values = new ArrayList<>(64);
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
        values.add(bytes(track.audioHash()));
        addObject(values, track.audioObject());
        addObject(values, track.artworkObject());
        addKeys(values, track.metadata());
        return values;
    }

    /** Returns the assignments that a patch means, as a clause of an update. */
    public static SqlClause of(TrackPatch patch) {
        List<SqlClause> clauses = new ArrayList<>();
        List<@Nullable Object> values = new ArrayList<>();
        Optional.ofNullable(patch.metadata()).ifPresent(music -> addMetadata(values, music));
        take(clauses, TrackColumns.MUSIC, values);
        Optional.ofNullable(patch.metadata()).ifPresent(music -> addKeys(values, music));
        take(clauses, TrackColumns.KEYS, values);
        Optional.ofNullable(patch.audio()).ifPresent(audio -> addAudio(values, toMillis(audio)));
        take(clauses, TrackColumns.SOUND, values);
        Optional.ofNullable(patch.attributes()).ifPresent(attributes -> values.add(Json.ofAttributes(attributes)));
        take(clauses, TrackColumns.ATTRIBUTES, values);
        Optional.ofNullable(patch.popularity()).ifPresent(popularity -> values.add(popularity + 0.0));
        take(clauses, TrackColumns.POPULARITY, values);
        Optional.ofNullable(patch.audioHash()).ifPresent(hash -> {
            values.add(bytes(hash));
            clauses.add(SqlClause.of(TrackSql.KEEP_UNIQUE_AUDIO_HASH, bytes(hash)));
        });
        take(clauses, TrackColumns.AUDIO_HASH, values);
        Optional.ofNullable(patch.audioObject()).ifPresent(object -> {
            addObject(values, object);
            clauses.add(SqlClause.of(TrackSql.KEEP_UNIQUE_SHA256, bytes(object.sha256())));
        });
        take(clauses, TrackColumns.AUDIO_OBJECT, values);
        if (patch.artworkRemoved() || patch.artworkObject() != null) {
            addObject(values, patch.artworkObject());
        }
        take(clauses, TrackColumns.ARTWORK_OBJECT, values);
        return SqlClause.joined(", ", clauses);
    }

    private static void take(List<SqlClause> clauses, TrackColumns part, List<@Nullable Object> values) {
        if (!values.isEmpty()) {
            clauses.add(new SqlClause(part.assignments(), values));
            values.clear();
        }
    }

    public static void addMetadata(List<@Nullable Object> values, TrackMetadata music) {
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

    private static void addKeys(List<@Nullable Object> values, TrackMetadata music) {
        values.addAll(Arrays.asList(
                SortKey.of(music.title()),
                SortKey.of(music.artist()),
                SortKey.of(music.album()),
                SortKey.of(music.genres())));
    }

    public static void addAudio(List<@Nullable Object> values, AudioProperties audio) {
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

    public static void addObject(List<@Nullable Object> values, @Nullable StoredObject object) {
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

    public static OffsetDateTime offset(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    public static byte @Nullable [] bytes(@Nullable String hexadecimal) {
        return hexadecimal == null ? null : HexFormat.of().parseHex(hexadecimal);
    }
}
