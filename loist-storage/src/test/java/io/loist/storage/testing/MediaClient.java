package io.loist.storage.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.loist.signing.SignedUrl;
import io.loist.storage.LocalMediaServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Sends requests as a player or a browser would, and as they never would. */
public final class MediaClient {

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private MediaClient() {}

    public static HttpResponse<byte[]> get(SignedUrl url, String... headers) {
        return send("GET", url.uri(), headers);
    }

    public static HttpResponse<byte[]> send(String method, URI uri, String... headers) {
        return send(method, uri, BodyPublishers.noBody(), headers);
    }

    /** Sends what was signed, with the headers that were signed. */
    public static HttpResponse<byte[]> send(SignedUrl url, byte[] body, String... more) {
        List<String> headers = new ArrayList<>(List.of(more));
        url.headers().forEach((name, value) -> headers.addAll(List.of(name, value)));
        return send(url.method(), url.uri(), BodyPublishers.ofByteArray(body), headers.toArray(String[]::new));
    }

    public static HttpResponse<byte[]> send(String method, URI uri, BodyPublisher body, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri).method(method, body);
        if (headers.length > 0) {
            request.headers(headers);
        }
        try {
            return HTTP.send(request.build(), BodyHandlers.ofByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new AssertionError("nobody interrupts tests", e);
        }
    }

    public static String text(HttpResponse<byte[]> response) {
        return new String(response.body(), StandardCharsets.UTF_8);
    }

    public static String header(HttpResponse<byte[]> response, String name) {
        return response.headers().firstValue(name).orElse("");
    }

    /** Returns how long the quickest of three requests takes, because the machine may be busy with something else. */
    public static Duration quickest(Supplier<HttpResponse<byte[]>> request) {
        Duration best = Duration.ofDays(1);
        for (int i = 0; i < 3; i++) {
            long start = System.nanoTime();
            assertThat(request.get().statusCode()).isBetween(200, 204);
            Duration taken = Duration.ofNanos(System.nanoTime() - start);
            best = taken.compareTo(best) < 0 ? taken : best;
        }
        return best;
    }

    /** Checks that a request was refused with Cloud Storage's XML. */
    public static void assertRefused(HttpResponse<byte[]> response, int status, String code) {
        assertThat(response.statusCode()).as(text(response)).isEqualTo(status);
        assertThat(text(response)).contains("<Error><Code>" + code + "</Code><Message>");
        assertThat(header(response, "Content-Type")).isEqualTo("application/xml; charset=UTF-8");
        assertThat(header(response, "ETag")).isEmpty();
    }

    /** Opens a connection and sends these lines, byte for byte. */
    public static Socket open(LocalMediaServer server, String... lines) throws IOException {
        Socket socket = new Socket(
                InetAddress.getLoopbackAddress(), server.endpoint().base().getPort());
        socket.setSoTimeout(20_000);
        socket.getOutputStream().write(String.join("\r\n", lines).getBytes(StandardCharsets.ISO_8859_1));
        return socket;
    }

    /** Returns all that comes until the server closes the connection, or breaks it off. */
    public static String readToEnd(Socket socket) {
        StringBuilder text = new StringBuilder();
        try (InputStream in = socket.getInputStream()) {
            for (int c = in.read(); c >= 0; c = in.read()) {
                text.append((char) c);
            }
        } catch (SocketTimeoutException e) {
            throw new AssertionError("the server holds the connection", e);
        } catch (IOException e) {
            text.append("[broken off]");
        }
        return text.toString();
    }

    /** Returns the path and query of a URL. */
    public static String target(SignedUrl url) {
        return url.uri().getRawPath() + "?" + url.uri().getRawQuery();
    }
}
