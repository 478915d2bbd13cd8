package io.loist.examples.subsonic;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.loist.TrackNotFoundException;
import io.loist.library.Loist;
import io.loist.signing.SignedUrl;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves a library to clients of Subsonic and OpenSubsonic. They ask for {@code /rest/NAME} or {@code /rest/NAME.view}; the answer is XML
 * or, with the parameter {@code f=json}, JSON. Failures are answers, too, with the status 200.
 */
public final class SubsonicServer implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(SubsonicServer.class);
    private static final int THREADS = 32;
    private static final int REDIRECT = 302;
    private static final String PATH = "/rest/";

    /** The only request that needs no user. */
    private static final String EXTENSIONS = "getOpenSubsonicExtensions";

    private final Users users;
    private final Browsing browsing;
    private final Lists lists;
    private final Media media;
    private final Marks marks;
    private final Playlists playlists;
    private final HttpServer server;
    private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);

    /** Starts a server; the file of playlists need not exist. */
    public SubsonicServer(InetSocketAddress address, Users users, Loist loist, Path playlists) throws IOException {
        Library library = new Library(loist);
        this.users = users;
        this.browsing = new Browsing(library);
        this.lists = new Lists(library, new Offsets());
        this.media = new Media(library);
        this.marks = new Marks(library, new ConcurrentHashMap<>());
        this.playlists = new Playlists(library, playlists);
        this.server = HttpServer.create(address, 0);
        server.createContext(PATH, this::answer);
        server.setExecutor(threads);
        server.start();
    }

    /** Returns the port. */
    public int port() {
        return server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private void answer(HttpExchange exchange) throws IOException {
        Request request = new Request(Map.of(), "");
        try {
            request = Request.of(exchange);
            exchange.getResponseHeaders().set("Access-Control-Allow-Origin", "*"); // for players in browsers
            String name =
                    exchange.getRequestURI().getPath().substring(PATH.length()).replaceFirst("\\.view$", "");
            if (!name.equals(EXTENSIONS)) {
                request = new Request(request.parameters(), users.authenticate(request));
            }
            SignedUrl url = media.url(name, request);
            if (url != null) {
                exchange.getResponseHeaders().set("Location", url.uri().toString());
                exchange.sendResponseHeaders(REDIRECT, -1);
            } else {
                send(request, exchange, "ok", members(name, request));
            }
        } catch (Failure e) {
            fail(request, exchange, e.code, e);
        } catch (TrackNotFoundException e) {
            fail(request, exchange, Failure.NOT_FOUND, e);
        } catch (RuntimeException e) {
            LOG.warn("{} failed", exchange.getRequestURI().getPath(), e);
            fail(request, exchange, Failure.GENERIC, e);
        } finally {
            exchange.close();
        }
    }

    private Element members(String name, Request request) {
        return switch (name) {
            case "ping" -> Element.EMPTY;
            case "getLicense" -> Element.of("license", Element.of("valid", true));
            case EXTENSIONS -> Element.of("openSubsonicExtensions", extensions());
            case "tokenInfo" -> Element.of("tokenInfo", Element.of("username", request.listener()));
            case "getUser" -> Element.of("user", user(request));
            case "getScanStatus" -> Element.of("scanStatus", Element.of("scanning", false));
            case "getMusicFolders" -> Element.of("musicFolders", browsing.musicFolders());
            case "getIndexes" -> Element.of("indexes", browsing.indexes(request));
            case "getMusicDirectory" -> Element.of("directory", browsing.directory(request));
            case "getArtists" -> Element.of("artists", browsing.artists(request));
            case "getArtist" -> Element.of("artist", browsing.artist(request));
            case "getAlbum" -> Element.of("album", browsing.album(request));
            case "getSong" -> Element.of("song", browsing.song(request));
            case "getGenres" -> Element.of("genres", browsing.genres());
            case "getAlbumList" -> Element.of("albumList", lists.albums(request));
            case "getAlbumList2" -> Element.of("albumList2", lists.albums(request));
            case "getStarred" -> Element.of("starred", lists.starred(request));
            case "getStarred2" -> Element.of("starred2", lists.starred(request));
            case "getRandomSongs" -> Element.of("randomSongs", lists.randomSongs(request));
            case "getSongsByGenre" -> Element.of("songsByGenre", lists.songsByGenre(request));
            case "getTopSongs" -> Element.of("topSongs", lists.topSongs(request));
            case "search2" -> Element.of("searchResult2", lists.search(request));
            case "search3" -> Element.of("searchResult3", lists.search(request));
            case "getLyrics" -> Element.of("lyrics", media.lyrics(request));
            case "getLyricsBySongId" -> Element.of("lyricsList", media.lyricsOfSong(request));
            case "star" -> marks.star(request);
            case "unstar" -> marks.unstar(request);
            case "setRating" -> marks.rate(request);
            case "scrobble" -> marks.scrobble(request);
            case "getNowPlaying" -> Element.of("nowPlaying", marks.nowPlaying(request));
            case "getPlaylists" -> Element.of("playlists", playlists.list(request));
            case "getPlaylist" -> Element.of("playlist", playlists.playlist(request));
            case "createPlaylist" -> Element.of("playlist", playlists.create(request));
            case "updatePlaylist" -> playlists.update(request);
            case "deletePlaylist" -> playlists.delete(request);
            default -> throw new Failure(Failure.GENERIC, "This server does not know " + name + ".");
        };
    }

    private static List<Element> extensions() {
        return Stream.of("apiKeyAuthentication", "formPost", "songLyrics", "topSongsByArtistId")
                .map(name -> Element.of("name", name, "versions", List.of(1)))
                .toList();
    }

    private static Element user(Request request) {
        if (!request.text("username").equals(request.listener())) {
            throw new Failure(Failure.NOT_AUTHORIZED, "You may ask for yourself only.");
        }
        Element user = Element.of("username", request.listener(), "scrobblingEnabled", true);
        Stream.of("stream", "download", "playlist").forEach(role -> user.with(role + "Role", true));
        Stream.of(
                        "admin",
                        "settings",
                        "upload",
                        "coverArt",
                        "comment",
                        "podcast",
                        "jukebox",
                        "share",
                        "videoConversion")
                .forEach(role -> user.with(role + "Role", false));
        return user;
    }

    private static void fail(Request request, HttpExchange exchange, int code, Exception e) throws IOException {
        Element error = Element.of("code", code, "message", e.getMessage());
        send(request, exchange, "failed", Element.of("error", error));
    }

    private static void send(Request request, HttpExchange exchange, String status, Element members)
            throws IOException {
        Element response = Element.of("status", status, "version", "1.16.1", "openSubsonic", true)
                .with("type", "loist", "serverVersion", "0.1.0")
                .with(members);
        boolean json = request.text("f", "xml").equals("json");
        byte[] body = (json ? response.toJson() : response.toXml()).getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", (json ? "application/json" : "text/xml") + "; charset=utf-8");
        exchange.sendResponseHeaders(200, body.length);
        exchange.getResponseBody().write(body);
    }
}
