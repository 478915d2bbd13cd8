package io.loist.examples.mcp;

import io.loist.catalog.Album;
import java.util.LinkedHashMap;
import java.util.Map;

/** What a model sees of an album, as JSON. */
final class AlbumView {

    private AlbumView() {}

    /** Returns what tells an album from others; the map may be added to. */
    static Map<String, Object> of(Album album) {
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("id", album.id().toString());
        view.put("title", album.title());
        TrackView.put(view, "artist", album.artist() == null ? null : album.artist().name());
        TrackView.put(view, "year", album.year());
        view.put("tracks", album.tracks());
        view.put("duration", TrackView.minutes(album.duration()));
        return view;
    }
}
