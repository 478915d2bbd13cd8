package io.loist.examples.mcp;

import io.loist.track.Track;
import io.loist.track.TrackMetadata;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a model sees of a track, as JSON. What is not known is left out. */
final class TrackView {

    private TrackView() {}

    /** Returns what tells a track from others. */
    static Map<String, Object> brief(Track track) {
        TrackMetadata metadata = track.metadata();
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("id", track.id().toString());
        view.put("title", metadata.title());
        put(view, "artist", metadata.artist());
        put(view, "album", metadata.album());
        put(view, "year", metadata.year());
        put(view, "duration", minutes(track.audio().duration()));
        return view;
    }

    /** Returns all that is known of a track, except where its bytes are. */
    static Map<String, Object> whole(Track track) {
        TrackMetadata metadata = track.metadata();
        Map<String, Object> view = brief(track);
        put(view, "album_artist", metadata.albumArtist());
        put(view, "disc", metadata.position().disc());
        put(view, "track_number", metadata.position().track());
        put(view, "genres", metadata.genres());
        put(
                view,
                "credits",
                metadata.credits().stream()
                        .map(credit -> Map.of("name", credit.name(), "role", credit.role().toString()))
                        .toList());
        put(view, "composer", metadata.composer());
        put(view, "label", metadata.label());
        put(view, "isrcs", metadata.isrcs());
        put(view, "tags", metadata.tags());
        put(view, "format", track.audio().format());
        put(view, "bitrate", track.audio().bitrate());
        put(view, "sample_rate", track.audio().sampleRate());
        put(view, "added", track.createdAt().toString());
        return view;
    }

    static void put(Map<String, Object> view, String name, @Nullable Object value) {
        boolean empty = value == null
                || (value instanceof List<?> list && list.isEmpty())
                || (value instanceof Map<?, ?> map && map.isEmpty());
        if (!empty) {
            view.put(name, value);
        }
    }

    static @Nullable String minutes(@Nullable Duration duration) {
        return duration == null ? null : duration.toMinutes() + ":" + "%02d".formatted(duration.toSecondsPart());
    }
}
