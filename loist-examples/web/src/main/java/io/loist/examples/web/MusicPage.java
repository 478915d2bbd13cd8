package io.loist.examples.web;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonSerializer;
import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import io.loist.Cursor;
import io.loist.LoistException;
import io.loist.TrackNotFoundException;
import io.loist.audio.AudioFileReader;
import io.loist.ingest.spi.AudioReader;
import io.loist.library.Loist;
import io.loist.signing.SignedUrl;
import io.loist.signing.SignedUrlRequest;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves a page to search, browse, play and upload, to this machine alone: the page itself from the jar, and what it asks for as JSON.
 * Audio and covers go straight between the browser and the store, by signed URLs.
 *
 * <p>The store must know the page's origin, and the page the library that has the store. So first {@linkplain #bind take a port}, then
 * {@linkplain #serve serve}.
 */
public final class MusicPage implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(MusicPage.class);
    private static final int THREADS = 16;
    private static final Duration COVERS_ARE_KEPT = SignedUrlRequest.DEFAULT_LIFETIME.dividedBy(2);
    private static final String FILES = "/io/loist/examples/web/page/";
    private static final String POLICY = "default-src 'self'; media-src *; img-src 'self' *; connect-src *";
    private static final Map<String, String> TYPES =
            Map.of("html", "text/html", "css", "text/css", "js", "text/javascript", "svg", "image/svg+xml");

    private final HttpServer server;
    private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    private final Gson gson = new GsonBuilder()
            .registerTypeAdapter(Duration.class, writer(Duration::getSeconds))
            .registerTypeAdapter(Instant.class, writer(Instant::getEpochSecond))
            .registerTypeAdapter(Cursor.class, writer(Cursor::token))
            .create();

    private MusicPage(HttpServer server) {
        this.server = server;
    }

    /** Takes a port of this machine, 0 for any free one; throws an exception if it is not free. */
    public static MusicPage bind(int port) {
        try {
            return new MusicPage(HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0));
        } catch (IOException e) {
            throw new IllegalStateException("Port " + port + " cannot be used: " + e.getMessage(), e);
        }
    }

    /** Returns a reader that makes covers of the sizes that the page shows. */
    public static AudioReader audioReader() {
        return AudioFileReader.builder().thumbnails(128, 512).build();
    }

    /** Returns the page's address, which is its origin, too: the store must allow it to upload. */
    public String origin() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** Shows a library; uploads go to the bucket. */
    public void serve(Loist loist, String bucket) {
        Searches searches = new Searches(loist);
        Browsing browsing = new Browsing(loist.database().catalog(), searches);
        Uploads uploads = new Uploads(loist, searches, bucket, origin());
        json("/api/search", searches::search);
        json("/api/suggest", searches::suggest);
        json("/api/recent", searches::recent);
        json("/api/entries", browsing::entries);
        json("/api/albums", browsing::albums);
        json("/api/random", browsing::random);
        json("/api/artist", browsing::artist);
        json("/api/tracks", browsing::tracksOfArtist);
        json("/api/album", browsing::album);
        json("/api/play", request -> new Playable(loist.playUrl(request.id("id"))));
        json("/api/uploads", uploads::start);
        json("/api/uploaded", uploads::finish);
        on("/cover", exchange -> sendCover(exchange, loist));
        on("/", this::sendFile);
        server.setExecutor(threads);
        server.start();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    /** A URL that plays, and how long it does: the browser's clock may be wrong. */
    private record Playable(URI url, Duration remaining) {
        Playable(SignedUrl url) {
            this(url.uri(), url.remaining(Instant.now()));
        }
    }

    private static <T> JsonSerializer<T> writer(Function<T, Object> simpler) {
        return (value, type, context) -> context.serialize(simpler.apply(value));
    }

    private void json(String path, Function<PageRequest, Object> api) {
        on(path, exchange -> sendJson(exchange, 200, api.apply(PageRequest.of(exchange))));
    }

    private void on(String path, HttpHandler handler) {
        server.createContext(path, exchange -> {
            try {
                requireOwnPage(exchange);
                handler.handle(exchange);
            } catch (NoSuchElementException | TrackNotFoundException e) {
                sendJson(exchange, 404, Map.of("error", "The library does not have this, or no longer."));
            } catch (IllegalArgumentException e) {
                sendJson(exchange, 400, Map.of("error", String.valueOf(e.getMessage())));
            } catch (LoistException e) {
                LOG.warn("{} failed", path, e);
                sendJson(exchange, 422, Map.of("error", String.valueOf(e.getMessage())));
            } catch (RuntimeException e) {
                LOG.error("{} failed", path, e);
                sendJson(exchange, 500, Map.of("error", "This did not work; the log of the server says why."));
            } finally {
                exchange.close();
            }
        });
    }

    /** Other sites can send requests to this machine, under any name that leads to it; they may show the page, and get nothing else. */
    private void requireOwnPage(HttpExchange exchange) {
        Headers headers = exchange.getRequestHeaders();
        boolean foreign = "cross-site".equals(headers.getFirst("Sec-Fetch-Site"))
                && !"navigate".equals(headers.getFirst("Sec-Fetch-Mode"));
        if (foreign || !origin().equals("http://" + headers.getFirst("Host"))) {
            throw new IllegalArgumentException("Open the page at " + origin() + ".");
        }
    }

    private static void sendCover(HttpExchange exchange, Loist loist) throws IOException {
        PageRequest request = PageRequest.of(exchange);
        SignedUrl cover = loist.artworkUrl(request.id("id"), request.number("size", 0)).orElseThrow();
        exchange.getResponseHeaders().set("Location", cover.uri().toString());
        exchange.getResponseHeaders().set("Cache-Control", "private, max-age=" + COVERS_ARE_KEPT.toSeconds());
        exchange.sendResponseHeaders(302, -1);
    }

    private void sendFile(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        String name = path.equals("/") ? "index.html" : path.substring(1);
        String type = TYPES.get(name.substring(name.lastIndexOf('.') + 1));
        if (type == null || name.contains("/")) {
            throw new NoSuchElementException(path);
        }
        try (InputStream in = MusicPage.class.getResourceAsStream(FILES + name)) {
            if (in == null) {
                throw new NoSuchElementException(path);
            }
            exchange.getResponseHeaders().set("Content-Security-Policy", POLICY);
            send(exchange, 200, type, in.readAllBytes());
        }
    }

    private void sendJson(HttpExchange exchange, int status, Object answer) throws IOException {
        send(exchange, status, "application/json", gson.toJson(answer).getBytes(StandardCharsets.UTF_8));
    }

    private static void send(HttpExchange exchange, int status, String type, byte[] body) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", type + "; charset=utf-8");
        exchange.getResponseHeaders().set("Cache-Control", "no-cache");
        exchange.getResponseHeaders().set("X-Content-Type-Options", "nosniff");
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
    }
}
