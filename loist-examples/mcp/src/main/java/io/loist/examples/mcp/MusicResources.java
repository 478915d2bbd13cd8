package io.loist.examples.mcp;

import io.loist.library.Loist;
import io.loist.track.AlbumPosition;
import io.loist.track.Track;
import io.loist.track.TrackFilter;
import io.loist.track.TrackQuery;
import io.loist.track.TrackSort;
import io.modelcontextprotocol.server.McpServerFeatures.SyncResourceTemplateSpecification;
import io.modelcontextprotocol.spec.McpError;
import io.modelcontextprotocol.spec.McpSchema;
import io.modelcontextprotocol.spec.McpSchema.ReadResourceResult;
import io.modelcontextprotocol.spec.McpSchema.TextResourceContents;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;

/** Tracks and albums as resources that a client can attach to a conversation. */
final class MusicResources {

    private static final String TRACK = "loist://track/";
    private static final String ALBUM = "loist://album/";

    private final Loist library;

    MusicResources(Loist library) {
        this.library = library;
    }

    List<SyncResourceTemplateSpecification> all() {
        return List.of(
                template(TRACK + "{id}", "track", "All that is known of a track", this::track),
                template(ALBUM + "{name}", "album", "The tracks of an album, in order; its name URL-encoded", this::album));
    }

    private static SyncResourceTemplateSpecification template(
            String uri, String name, String description, Function<String, Object> read) {
        return new SyncResourceTemplateSpecification(
                McpSchema.ResourceTemplate.builder(uri, name)
                        .description(description)
                        .mimeType("application/json")
                        .build(),
                (exchange, request) -> ReadResourceResult.builder(
                                List.of(TextResourceContents.builder(request.uri(), Tool.json(read.apply(request.uri())))
                                        .mimeType("application/json")
                                        .build()))
                        .build());
    }

    private Object track(String uri) {
        String id = uri.substring(TRACK.length());
        try {
            return library.database()
                    .tracks()
                    .findById(UUID.fromString(id))
                    .map(TrackView::whole)
                    .orElseThrow(() -> McpError.RESOURCE_NOT_FOUND.apply(uri));
        } catch (IllegalArgumentException e) {
            throw McpError.RESOURCE_NOT_FOUND.apply(uri);
        }
    }

    private Object album(String uri) {
        String name = URLDecoder.decode(uri.substring(ALBUM.length()), StandardCharsets.UTF_8);
        TrackQuery query = TrackQuery.builder()
                .filter(TrackFilter.builder().album(name).build())
                .ascending(TrackSort.ALBUM)
                .limit(TrackQuery.MAX_LIMIT)
                .build();
        List<Map<String, Object>> tracks = library.database().tracks().list(query).items().stream()
                .sorted(Comparator.comparing(MusicResources::place))
                .map(TrackView::whole)
                .toList();
        if (tracks.isEmpty()) {
            throw McpError.RESOURCE_NOT_FOUND.apply(uri);
        }
        return Map.of("album", name, "tracks", tracks);
    }

    /** Discs before tracks; tracks without a number come first. */
    private static int place(Track track) {
        AlbumPosition position = track.metadata().position();
        int disc = position.disc() == null ? 1 : position.disc();
        return disc * 10_000 + (position.track() == null ? 0 : position.track());
    }
}
