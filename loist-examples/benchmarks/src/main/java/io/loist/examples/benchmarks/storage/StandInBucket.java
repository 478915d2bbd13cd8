package io.loist.examples.benchmarks.storage;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32C;
import java.util.zip.GZIPInputStream;

/**
 * As much of Cloud Storage's JSON API as an upload, whole or resumable, and a download need, without a disk: what arrives is only summed
 * up, and what is fetched is {@link GeneratedBytes}. A bare PUT or GET of {@code /bare} does the same work for a plain copy.
 */
final class StandInBucket implements AutoCloseable {

    private static final int BUFFER = 1 << 18;
    private static final int RESUME_INCOMPLETE = 308;
    private static final Pattern NAME = Pattern.compile("\"name\"\\s*:\\s*\"([^\"]*)\"");
    private static final Pattern RANGE = Pattern.compile("bytes=([0-9]+)-([0-9]*)");

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Map<String, Received> objects = new ConcurrentHashMap<>();

    private StandInBucket(HttpServer server) {
        this.server = server;
    }

    static StandInBucket start() throws IOException {
        System.setProperty("sun.net.httpserver.nodelay", "true");
        HttpServer http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        StandInBucket bucket = new StandInBucket(http);
        http.createContext("/upload/", bucket::upload);
        http.createContext("/download/", bucket::download);
        http.createContext("/storage/", bucket::describe);
        http.createContext("/bare", bucket::bare);
        http.setExecutor(bucket.threads);
        http.start();
        return bucket;
    }

    URI endpoint() {
        return URI.create("http://localhost:" + server.getAddress().getPort());
    }

    private void upload(HttpExchange exchange) throws IOException {
        if (String.valueOf(exchange.getRequestURI().getQuery()).contains("uploadType=multipart")) {
            Received object = wholeObject(text(exchange, ISO_8859_1));
            objects.put(object.name, object);
            answer(exchange, 200, object.json());
            return;
        }
        if (exchange.getRequestMethod().equals("POST")) {
            Received object = new Received(text(exchange, UTF_8));
            objects.put(object.name, object);
            exchange.getResponseHeaders().set("Location", endpoint() + "/upload/" + object.name);
            answer(exchange, 200, "{}");
            return;
        }
        Received object = object(exchange);
        object.take(exchange.getRequestBody());
        if (exchange.getRequestHeaders().getFirst("Content-Range").endsWith("/*")) {
            exchange.getResponseHeaders().set("Range", "bytes=0-" + (object.size - 1));
            answer(exchange, RESUME_INCOMPLETE, "");
        } else {
            answer(exchange, 200, object.json());
        }
    }

    /** Takes a small object whose properties and bytes come in one body of two parts. */
    private static Received wholeObject(String body) throws IOException {
        String boundary = "\r\n" + body.substring(0, body.indexOf("\r\n"));
        int properties = body.indexOf("\r\n\r\n") + 4;
        int propertiesEnd = body.indexOf(boundary, properties);
        int bytes = body.indexOf("\r\n\r\n", propertiesEnd) + 4;
        Received object = new Received(body.substring(properties, propertiesEnd));
        object.take(new ByteArrayInputStream(
                body.substring(bytes, body.lastIndexOf(boundary)).getBytes(ISO_8859_1)));
        return object;
    }

    private void describe(HttpExchange exchange) throws IOException {
        answer(exchange, 200, object(exchange).json());
    }

    private void download(HttpExchange exchange) throws IOException {
        Received object = object(exchange);
        Matcher range =
                RANGE.matcher(String.valueOf(exchange.getRequestHeaders().getFirst("Range")));
        boolean isPart = range.matches();
        long from = isPart ? Long.parseLong(range.group(1)) : 0;
        long to = isPart && !range.group(2).isEmpty()
                ? Math.min(Long.parseLong(range.group(2)) + 1, object.size)
                : object.size;
        exchange.getResponseHeaders().set("Content-Type", "application/octet-stream");
        exchange.getResponseHeaders().set("x-goog-generation", "1");
        exchange.getResponseHeaders().set("x-goog-metageneration", "1");
        exchange.getResponseHeaders().set("x-goog-hash", "crc32c=" + object.checksum());
        exchange.getResponseHeaders().set("x-goog-stored-content-length", Long.toString(object.size));
        if (isPart) {
            exchange.getResponseHeaders().set("Content-Range", "bytes " + from + "-" + (to - 1) + "/" + object.size);
        }
        exchange.sendResponseHeaders(isPart ? 206 : 200, to - from);
        send(from, to, exchange);
    }

    private void bare(HttpExchange exchange) throws IOException {
        if (exchange.getRequestMethod().equals("PUT")) {
            new Received("{}").take(exchange.getRequestBody());
            answer(exchange, 200, "{}");
        } else {
            long size = Long.parseLong(exchange.getRequestURI().getQuery());
            exchange.sendResponseHeaders(200, size);
            send(0, size, exchange);
        }
    }

    private static void send(long from, long to, HttpExchange exchange) throws IOException {
        byte[] buffer = new byte[BUFFER];
        try (InputStream in = new GeneratedBytes(from, to);
                OutputStream out = exchange.getResponseBody()) {
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                out.write(buffer, 0, count);
            }
        } finally {
            exchange.close();
        }
    }

    private Received object(HttpExchange exchange) {
        String path = exchange.getRequestURI().getPath();
        Received object = objects.get(path.substring(path.lastIndexOf('/') + 1));
        if (object == null) {
            throw new IllegalStateException("nothing has been uploaded to " + path);
        }
        return object;
    }

    private static String text(HttpExchange exchange, Charset charset) throws IOException {
        boolean isPacked = "gzip".equals(exchange.getRequestHeaders().getFirst("Content-Encoding"));
        try (InputStream in = isPacked ? new GZIPInputStream(exchange.getRequestBody()) : exchange.getRequestBody();
                ByteArrayOutputStream out = new ByteArrayOutputStream()) {
            in.transferTo(out);
            return out.toString(charset);
        }
    }

    private static void answer(HttpExchange exchange, int status, String json) throws IOException {
        byte[] body = json.getBytes(UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json; charset=UTF-8");
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdown();
    }

    /** What is known of an upload once its bytes are gone. */
    private static final class Received {

        private final String given;
        private final String name;
        private final CRC32C crc32c = new CRC32C();
        private volatile long size;

        Received(String given) {
            this.given = given.strip();
            Matcher matcher = NAME.matcher(given);
            this.name = matcher.find() ? matcher.group(1) : "";
        }

        synchronized void take(InputStream in) throws IOException {
            byte[] buffer = new byte[BUFFER];
            long taken = 0;
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                crc32c.update(buffer, 0, count);
                taken += count;
            }
            size += taken;
        }

        String checksum() {
            byte[] value = ByteBuffer.allocate(Integer.BYTES)
                    .putInt((int) crc32c.getValue())
                    .array();
            return Base64.getEncoder().encodeToString(value);
        }

        /** Returns what was given with the upload, and what the service adds. */
        String json() {
            return given.substring(0, given.length() - 1) + ",\"generation\":\"1\",\"metageneration\":\"1\",\"size\":\""
                    + size + "\",\"crc32c\":\"" + checksum() + "\"}";
        }
    }
}
