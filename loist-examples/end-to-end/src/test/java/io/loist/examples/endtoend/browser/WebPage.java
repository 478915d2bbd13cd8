package io.loist.examples.endtoend.browser;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * A web page of an origin of its own, which runs a script and reports what came of it. The script is a file beside this class; it
 * finds what it is given in {@code input}, and can ask the test to do something.
 */
final class WebPage implements AutoCloseable {

    private static final long PATIENCE_SECONDS = 90;

    private final HttpServer server;
    private final BlockingQueue<String> reports = new ArrayBlockingQueue<>(1);
    private volatile String html = "";

    WebPage() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException("No port is free for the page: " + e.getMessage(), e);
        }
        server.createContext("/", exchange -> answer(exchange, html));
        server.createContext("/report", exchange -> {
            reports.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            answer(exchange, "");
        });
        server.start();
    }

    /** Returns the page's origin. */
    String origin() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** Does something when the script asks for a path. */
    void when(String path, Runnable action) {
        server.createContext(path, exchange -> {
            action.run();
            answer(exchange, "");
        });
    }

    /** Has another page at a path. */
    void show(String path, String html) {
        server.createContext(path, exchange -> answer(exchange, html));
    }

    /**
     * Shows the page in a browser until its script has ended.
     *
     * @return what the script reported, by name
     */
    Map<String, String> run(String script, Map<String, String> input, Path profile) throws InterruptedException {
        html = resource("page.html").replace("/*INPUT*/", json(input)).replace("/*SCRIPT*/", resource(script));
        try (Chromium browser = Chromium.show(URI.create(origin()), profile)) {
            String report = reports.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
            if (report == null) {
                throw new AssertionError("The page with " + script + " has not reported within " + PATIENCE_SECONDS
                        + " seconds; Chromium " + (browser.isAlive() ? "still runs." : "has ended."));
            }
            Map<String, String> lines = new LinkedHashMap<>();
            report.lines().map(line -> line.split("=", 2)).forEach(line -> lines.put(line[0], line[1]));
            return lines;
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private static void answer(HttpExchange exchange, String body) throws IOException {
        try (exchange) {
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "text/html; charset=utf-8");
            exchange.sendResponseHeaders(200, bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    /** Returns a text that scripts read as an object. */
    static String json(Map<String, String> input) {
        return input.entrySet().stream()
                .map(entry -> quoted(entry.getKey()) + ": " + quoted(entry.getValue()))
                .collect(Collectors.joining(", ", "{", "}"));
    }

    private static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("<", "\\u003c") + '"';
    }

    private static String resource(String name) {
        try (InputStream in =
                Objects.requireNonNull(WebPage.class.getResourceAsStream(name), () -> "there is no script " + name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(name + " cannot be read", e);
        }
    }
}
