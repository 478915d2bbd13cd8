package io.loist.examples.mcp;

import io.loist.catalog.AlbumDetails;
import io.loist.library.Loist;
import io.modelcontextprotocol.server.McpServerFeatures.SyncResourceTemplateSpecification;
import io.modelcontextprotocol.spec.McpError;
import io.modelcontextprotocol.spec.McpSchema;
import io.modelcontextprotocol.spec.McpSchema.ReadResourceResult;
import io.modelcontextprotocol.spec.McpSchema.TextResourceContents;
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
                template(ALBUM + "{id}", "album", "An album with its tracks, in order", this::album));
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
        return library.database()
                .tracks()
                .findById(id(uri, TRACK))
                .map(TrackView::whole)
                .orElseThrow(() -> McpError.RESOURCE_NOT_FOUND.apply(uri));
    }

    private Object album(String uri) {
        AlbumDetails album = library.catalog()
                .album(id(uri, ALBUM))
                .orElseThrow(() -> McpError.RESOURCE_NOT_FOUND.apply(uri));
        Map<String, Object> view = AlbumView.of(album.album());
        view.put("tracks", album.tracks().map(TrackView::whole).toList());
        return view;
    }

    private static UUID id(String uri, String kind) {
        try {
            return UUID.fromString(uri.substring(kind.length()));
        } catch (IllegalArgumentException e) {
            throw McpError.RESOURCE_NOT_FOUND.apply(uri);
        }
    }
}
