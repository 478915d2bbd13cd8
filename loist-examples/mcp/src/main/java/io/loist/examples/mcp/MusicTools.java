package io.loist.examples.mcp;

import static io.loist.examples.mcp.ToolSchema.number;
import static io.loist.examples.mcp.ToolSchema.required;
import static io.loist.examples.mcp.ToolSchema.text;

import io.loist.Cursor;
import io.loist.Page;
import io.loist.TrackNotFoundException;
import io.loist.catalog.AlbumDetails;
import io.loist.catalog.AlbumQuery;
import io.loist.catalog.CatalogKind;
import io.loist.catalog.CatalogQuery;
import io.loist.ingest.IngestOutcome;
import io.loist.ingest.IngestSource;
import io.loist.library.Loist;
import io.loist.search.SearchQuery;
import io.loist.search.SearchResult;
import io.loist.signing.SignedUrl;
import io.loist.track.Track;
import io.loist.track.TrackFilter;
import io.loist.track.TrackFilterBuilder;
import io.loist.track.TrackQuery;
import io.loist.track.TrackSort;
import io.modelcontextprotocol.server.McpServerFeatures.SyncToolSpecification;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;

/** What a model can do with a library. */
final class MusicTools {

    private static final int MAX_HITS = 50;

    private final Loist library;
    private final Path music;
    private final RemoteAudio remote;

    /**
     * Creates the tools.
     *
     * @param music the folder whose files may be ingested, and no others
     */
    MusicTools(Loist library, Path music, RemoteAudio remote) throws IOException {
        this.library = library;
        this.music = music.toRealPath();
        this.remote = remote;
    }

    List<SyncToolSpecification> all() {
        return List.of(
                Tool.reading("search_music", "Finds tracks by title, artist, album or any words of them, misspelt too.")
                        .input(required("query", text("What to look for, as a person would type it")))
                        .input("limit", number("How many tracks, 10 by default", 1, MAX_HITS))
                        .calls(this::search),
                Tool.reading("browse_music", "Lists tracks with one album, artist, genre or year, in pages.")
                        .input("artist", text("The artist's name"))
                        .input("album", text("The album's name"))
                        .input("genre", text("The genre"))
                        .input("year", number("The year of release", 1800, 2100))
                        .input("cursor", text("next of the previous page, with the same other arguments"))
                        .calls(this::browse),
                Tool.reading("list_artists", "Lists artists and how many tracks each has, in alphabetical order, in pages.")
                        .input("containing", text("Only artists with words that begin so"))
                        .input("cursor", text("next of the previous page, with the same other arguments"))
                        .calls(this::artists),
                Tool.reading("list_albums", "Lists albums, all or those of an artist, by title, in pages.")
                        .input("artist_id", text("An artist's id, from list_artists"))
                        .input("containing", text("Only albums with words that begin so"))
                        .input("cursor", text("next of the previous page, with the same other arguments"))
                        .calls(this::albums),
                Tool.reading("describe_album", "Returns an album with its tracks, in order.")
                        .input(required("id", text("The album's id, from list_albums")))
                        .calls(this::album),
                Tool.reading("describe_track", "Returns all that is known of a track.")
                        .input(required("id", text("The track's id")))
                        .calls(arguments -> TrackView.whole(track(arguments))),
                Tool.reading("play_track", "Returns a URL that plays a track in any player or browser until it expires.")
                        .input(required("id", text("The track's id")))
                        .calls(this::play),
                Tool.adding("ingest_file", "Adds an audio file of the folder " + music + " to the library.")
                        .input(required("path", text("The file, relative to the folder or absolute")))
                        .calls(arguments -> ingest(IngestSource.file(file(arguments.text("path"))))),
                Tool.adding("ingest_url", "Adds the audio file at a public URL to the library.")
                        .input(required("url", text("The URL, of HTTP or HTTPS")))
                        .calls(arguments -> ingest(remote.at(arguments.text("url")))));
    }

    private Map<String, Object> search(Arguments arguments) {
        SearchResult result = library.search(SearchQuery.builder(arguments.text("query"))
                .limit(arguments.number("limit").orElse(SearchQuery.DEFAULT_LIMIT))
                .build());
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put(
                "tracks",
                result.hits().stream().map(hit -> TrackView.brief(hit.track())).toList());
        if (result.didYouMean() != null) {
            answer.put("did_you_mean", result.didYouMean());
        }
        return answer;
    }

    private Map<String, Object> browse(Arguments arguments) {
        TrackFilterBuilder filter = TrackFilter.builder();
        arguments.ifGiven("artist", filter::artist);
        arguments.ifGiven("album", filter::album);
        arguments.ifGiven("genre", filter::genre);
        arguments.number("year").ifPresent(year -> filter.years(year, year));
        TrackQuery.Builder query =
                TrackQuery.builder().filter(filter.build()).ascending(TrackSort.TITLE).limit(MAX_HITS);
        arguments.ifGiven("cursor", cursor -> query.after(new Cursor(cursor)));
        return page("tracks", library.database().tracks().list(query.build()), TrackView::brief);
    }

    private Map<String, Object> artists(Arguments arguments) {
        CatalogQuery.Builder query =
                CatalogQuery.builder(CatalogKind.ARTIST).limit(MAX_HITS);
        arguments.ifGiven("containing", query::containing);
        arguments.ifGiven("cursor", cursor -> query.after(new Cursor(cursor)));
        return page(
                "artists",
                library.catalog().entries(query.build()),
                artist -> Map.of("id", artist.id().toString(), "name", artist.name(), "tracks", artist.tracks()));
    }

    private Map<String, Object> albums(Arguments arguments) {
        AlbumQuery.Builder query = AlbumQuery.builder().limit(MAX_HITS);
        arguments.ifGiven("artist_id", id -> query.artist(UUID.fromString(id), AlbumQuery.ArtistPart.ANY));
        arguments.ifGiven("containing", query::containing);
        arguments.ifGiven("cursor", cursor -> query.after(new Cursor(cursor)));
        return page("albums", library.catalog().albums(query.build()), AlbumView::of);
    }

    private Map<String, Object> album(Arguments arguments) {
        AlbumDetails album = library.catalog()
                .album(id(arguments))
                .orElseThrow(() -> new IllegalArgumentException("There is no album " + arguments.text("id") + "."));
        Map<String, Object> view = AlbumView.of(album.album());
        view.put("tracks", album.tracks().map(TrackView::brief).toList());
        return view;
    }

    private static <T> Map<String, Object> page(String name, Page<T> page, Function<T, Map<String, Object>> view) {
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put(name, page.items().stream().map(view).toList());
        if (page.next() != null) {
            answer.put("next", page.next().token());
        }
        return answer;
    }

    private Map<String, Object> play(Arguments arguments) {
        SignedUrl url = library.playUrl(id(arguments));
        return Map.of("url", url.uri().toString(), "expires", url.expiresAt().toString());
    }

    private Map<String, Object> ingest(IngestSource source) {
        IngestOutcome.Ingested outcome = library.pipeline().ingest(source);
        Map<String, Object> answer = new LinkedHashMap<>(TrackView.brief(outcome.track()));
        answer.put("added", outcome instanceof IngestOutcome.Stored);
        if (outcome instanceof IngestOutcome.Stored stored && !stored.findings().isEmpty()) {
            answer.put("findings", stored.findings());
        }
        return answer;
    }

    private static UUID id(Arguments arguments) {
        return UUID.fromString(arguments.text("id"));
    }

    private Track track(Arguments arguments) {
        UUID id = id(arguments);
        return library.database().tracks().findById(id).orElseThrow(() -> new TrackNotFoundException(id));
    }

    /** Returns a file of the folder; a link that leads out of it is refused. */
    private Path file(String path) {
        try {
            Path file = music.resolve(path).toRealPath();
            if (file.startsWith(music)) {
                return file;
            }
        } catch (IOException e) {
            throw new IllegalArgumentException("There is no file " + path + " in " + music + ".", e);
        }
        throw new IllegalArgumentException("The file " + path + " is not in " + music + ".");
    }
}
