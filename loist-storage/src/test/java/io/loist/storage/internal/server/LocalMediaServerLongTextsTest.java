package io.loist.storage.internal.server;

import static io.loist.storage.testing.MediaClient.open;
import static io.loist.storage.testing.MediaClient.readToEnd;
import static io.loist.storage.testing.MediaClient.target;
import static org.assertj.core.api.Assertions.assertThat;

import io.loist.object.ObjectRef;
import io.loist.object.Upload;
import io.loist.signing.SignedUrl;
import io.loist.storage.LocalMediaServer;
import io.loist.testkit.memory.InMemoryObjectStore;
import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Headers and targets of 60 KB, made to slow parsers down: each request is answered or closed within a second. */
@Timeout(120)
class LocalMediaServerLongTextsTest {

    private static final int SIZE = 60_000;
    private static final Duration LIMIT = Duration.ofSeconds(1);
    private static final List<String> PIECES = List.of(
            " ",
            "\t",
            "0",
            "a",
            "/",
            ";",
            ",",
            "=",
            "\"",
            "-",
            "*",
            "%00",
            "boundary=",
            "boundary=\u0085",
            "; name=\"",
            "W/\"0\",",
            "a=b;",
            "0-1,",
            "/20260228/auto",
            "http://a ");
    private static final ObjectRef SONG = new ObjectRef("my-bucket", "song.mp3");

    private final InMemoryObjectStore store = new InMemoryObjectStore("my-bucket");
    private final LocalMediaServer server = LocalMediaServer.start(store);
    private final SignedUrl url = server.signedUrls().sign(SONG);

    LocalMediaServerLongTextsTest() throws IOException {
        store.put(Upload.builder(SONG, new byte[100]).build());
        assertThat(answer(get("Accept", "*/*"))).startsWith("HTTP/1.1 200 OK");
    }

    @AfterEach
    void closeServer() {
        server.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Range: bytes=",
                "Range: bytes=0",
                "If-Range: ",
                "If-Match: ",
                "If-None-Match: ",
                "If-Modified-Since: Sat, 28 Feb 2026 12:00:00",
                "If-Unmodified-Since: ",
                "Content-Range: bytes 0",
                "x-goog-hash: crc32c=",
                "x-goog-content-length-range: 1",
                "Origin: http://",
                "Content-Type: "
            })
    void get_longHeader_isAnsweredAtOnce(String header) throws IOException {
        int colon = header.indexOf(':');
        for (String piece : PIECES) {
            assertQuick(get(header.substring(0, colon), header.substring(colon + 2) + repeated(piece) + "\u0085x"));
        }
    }

    @Test
    void preflight_longHeaders_isAnsweredAtOnce() throws IOException {
        for (String piece : PIECES) {
            assertQuick("OPTIONS /my-bucket/a HTTP/1.1\r\nHost: x\r\nConnection: close\r\nOrigin: http://a\r\n"
                    + "Access-Control-Request-Method: PUT\r\nAccess-Control-Request-Headers: " + repeated(piece)
                    + "\r\n\r\n");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"multipart/form-data;", "multipart/form-data; boundary=\"", "multipart/form-data; boundary=b;"})
    void form_longContentType_isAnsweredAtOnce(String type) throws IOException {
        for (String piece : PIECES) {
            assertQuick(
                    "POST /my-bucket HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: 0\r\nContent-Type: "
                            + type + repeated(piece) + "\u0085x\r\n\r\n");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "--b\r\n",
                "--b\r\nContent-Disposition: form-data; ",
                "--b\r\nContent-Disposition: form-data; name=\"policy\"\r\n\r\n"
            })
    void form_longField_isAnsweredAtOnce(String start) throws IOException {
        for (String piece : PIECES) {
            String body = start + repeated(piece) + "\r\n--b--\r\n";
            assertQuick("POST /my-bucket HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: " + body.length()
                    + "\r\nContent-Type: multipart/form-data; boundary=b\r\n\r\n" + body);
        }
    }

    @Test
    void form_longTextBeforeItsFirstField_isRefused() throws IOException {
        String body = "a".repeat(300_000) + "\r\n--b--\r\n";

        assertThat(answer("POST /my-bucket HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: " + body.length()
                        + "\r\nContent-Type: multipart/form-data; boundary=b\r\n\r\n" + body))
                .contains("MalformedPOSTRequest");
    }

    private String get(String header, String value) {
        return "GET " + target(url) + " HTTP/1.1\r\nHost: " + server.uri().getRawAuthority()
                + "\r\nConnection: close\r\n" + header + ": " + value + "\r\n\r\n";
    }

    private static String repeated(String piece) {
        return piece.repeat(SIZE / piece.length());
    }

    private void assertQuick(String request) throws IOException {
        long start = System.nanoTime();
        answer(request);
        assertThat(Duration.ofNanos(System.nanoTime() - start))
                .as(request.substring(0, Math.min(request.length(), 700)))
                .isLessThan(LIMIT);
    }

    private String answer(String request) throws IOException {
        try (Socket socket = open(server, request)) {
            return readToEnd(socket);
        }
    }
}
