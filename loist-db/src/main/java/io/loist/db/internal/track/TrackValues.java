package io.loist.db.internal.track;

import static java.util.Objects.requireNonNullElse;

import io.loist.db.internal.jdbc.Scope;
import io.loist.db.internal.ledger.CatalogRow;
import io.loist.db.internal.text.SearchEntry;
import io.loist.db.internal.text.TrackNames;
import io.loist.db.internal.track.TrackColumn.Part;
import io.loist.object.StoredObject;
import io.loist.track.AudioProperties;
import io.loist.track.NewTrack;
import io.loist.track.Track;
import io.loist.track.TrackPatch;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Tracks as the values of columns, by the columns' names. */
public final class TrackValues {

    private TrackValues() {}

    /**
     * Returns a new track as it will be read back.
     *
     * @param now the server's time
     */
    public static Track stored(NewTrack track, Instant now) {
        return new Track(
                track.id(),
                track.status(),
                track.metadata(),
                toMillis(track.audio()),
                track.audioObject(),
                track.artworkObject(),
                track.audioHash(),
                track.attributes(),
                // Negative zero and zero are one and the same, in this program as in the database
                track.popularity() + 0.0,
                Track.Processing.NONE,
                now,
                now,
                0);
    }

    /** Returns a track that was just saved, with the server's time. */
    public static Track savedAt(Track track, Instant now) {
        return new Track(
                track.id(),
                track.status(),
                track.metadata(),
                track.audio(),
                track.audioObject(),
                track.artworkObject(),
                track.audioHash(),
                track.attributes(),
                track.popularity(),
                track.processing(),
                now,
                now,
                track.version());
    }

    /** Returns what a track has in some columns. */
    private static Map<String, @Nullable Object> of(Track track, Set<TrackColumn> columns) {
        Map<String, @Nullable Object> values = new HashMap<>(2 * columns.size());
        columns.forEach(column -> values.put(column.column(), column.value(track)));
        return values;
    }

    /** Returns everything that a track's row and its search entry need, a new digest included. */
    public static Map<String, @Nullable Object> ofRow(Track track, Scope scope) {
        Map<String, @Nullable Object> values = of(track, TrackColumn.WRITTEN);
        values.put("digest", RowDigest.unique(TrackNames.of(track.metadata()), scope));
        values.putAll(EntrySql.values(SearchEntry.of(track, scope.namespace(), scope.readings()), scope.namespace()));
        values.putAll(CatalogRow.of(track, scope.albums()).values());
        return values;
    }

    /** Returns the columns that a patch changes; keys are written anew, for the row may have been stale. */
    public static Set<TrackColumn> changed(TrackPatch patch) {
        EnumSet<Part> parts = EnumSet.of(Part.KEYS);
        addIf(parts, Part.MUSIC, patch.metadata() != null);
        addIf(parts, Part.SOUND, patch.audio() != null);
        addIf(parts, Part.ATTRIBUTES, patch.attributes() != null);
        addIf(parts, Part.POPULARITY, patch.popularity() != null);
        addIf(parts, Part.AUDIO_HASH, patch.audioHash() != null);
        addIf(parts, Part.AUDIO_OBJECT, patch.audioObject() != null);
        addIf(parts, Part.ARTWORK_OBJECT, patch.artworkRemoved() || patch.artworkObject() != null);
        return TrackColumn.of(parts);
    }

    private static void addIf(Set<Part> parts, Part part, boolean isChanged) {
        if (isChanged) {
            parts.add(part);
        }
    }

    /** Returns a track as a patch makes it. */
    public static Track patched(Track track, TrackPatch patch) {
        StoredObject artwork = patch.artworkRemoved() ? null : patch.artworkObject();
        return new Track(
                track.id(),
                track.status(),
                requireNonNullElse(patch.metadata(), track.metadata()),
                patch.audio() == null ? track.audio() : toMillis(patch.audio()),
                requireNonNullElse(patch.audioObject(), track.audioObject()),
                artwork == null && !patch.artworkRemoved() ? track.artworkObject() : artwork,
                patch.audioHash() == null ? track.audioHash() : patch.audioHash(),
                requireNonNullElse(patch.attributes(), track.attributes()),
                requireNonNullElse(patch.popularity(), track.popularity()) + 0.0,
                track.processing(),
                track.createdAt(),
                track.updatedAt(),
                track.version());
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
}
