package io.loist.storage.internal.server;

import static io.loist.storage.testing.MediaClient.get;
import static io.loist.storage.testing.MediaClient.header;
import static io.loist.storage.testing.MediaClient.open;
import static io.loist.storage.testing.MediaClient.readToEnd;
import static io.loist.storage.testing.MediaClient.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.loist.object.ObjectRef;
import io.loist.signing.SignedUrl;
import io.loist.signing.SignedUrlRequest;
import io.loist.storage.LocalMediaServer;
import io.loist.storage.testing.GiantObjectStore;
import io.loist.storage.testing.MediaClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Huge objects, stores that break, and clients that stall. */
@Timeout(60)
class LocalMediaServerTroubleTest {

    private static final ObjectRef GIANT = new ObjectRef("my-bucket", "giant.wav");

    private final GiantObjectStore whole = new GiantObjectStore(GiantObjectStore.SIZE);
    private final LocalMediaServer server =
            LocalMediaServer.builder(whole).stallTimeout(Duration.ofSeconds(2)).start();
    private final SignedUrl url = server.signedUrls().sign(GIANT);

    @AfterEach
    void closeServer() {
        server.close();
    }

    @Test
    void get_endOfObjectOfManyGigabytes_givesThoseBytes() {
        HttpResponse<byte[]> response = get(url, "Range", "bytes=-2");

        assertThat(header(response, "Content-Range")).isEqualTo("bytes 5368709118-5368709119/5368709120");
        assertThat(response.body()).containsExactly(0xFE, 0xFF);
    }

    @Test
    void get_objectOfUnknownChecksum_saysNothingOfIt() {
        HttpResponse<byte[]> response = get(url, "Range", "bytes=-2");

        assertThat(response.headers().firstValue("X-Goog-Hash")).isEmpty();
        assertThat(header(response, "ETag")).doesNotContain("null");
        assertThat(header(response, "X-Goog-Metageneration")).isEqualTo("7");
    }

    @Test
    void head_objectOfManyGigabytes_givesItsSize() {
        SignedUrl head =
                server.signedUrls().sign(SignedUrlRequest.builder("HEAD", GIANT).build());

        assertThat(header(MediaClient.send("HEAD", head.uri()), "Content-Length"))
                .isEqualTo("5368709120");
    }

    @Test
    void get_storeBreaksBeforeTheFirstByte_isUnavailable() {
        try (LocalMediaServer broken = LocalMediaServer.start(new GiantObjectStore(0))) {
            HttpResponse<byte[]> response = get(broken.signedUrls().sign(GIANT));

            assertThat(response.statusCode()).isEqualTo(503);
            assertThat(text(response)).contains("<Code>ServiceUnavailable</Code>");
        }
    }

    @Test
    void get_storeBreaksHalfWay_breaksTheConnectionOff() {
        try (LocalMediaServer broken = LocalMediaServer.start(new GiantObjectStore(1_000_000))) {
            SignedUrl half = broken.signedUrls().sign(GIANT);

            assertThatExceptionOfType(UncheckedIOException.class)
                    .isThrownBy(() -> get(half, "Range", "bytes=900000-1001000"));
        }
    }

    @Test
    void client_stopsTaking_losesItsConnection() throws Exception {
        try (Socket socket = open(server, "GET " + MediaClient.target(url) + " HTTP/1.1", host(), "", "")) {
            assertThat(socket.getInputStream().readNBytes(15)).asString().isEqualTo("HTTP/1.1 200 OK");

            assertThat(whole.closed.await(20, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void client_stopsSending_losesItsConnection() throws IOException {
        try (Socket socket = open(server, "GET / HTT")) {
            assertThat(readToEnd(socket)).doesNotContain("200 OK");
        }
    }

    @Test
    void clients_stallInGreatNumbers_othersAreServed() throws IOException {
        List<Socket> stalled = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            stalled.add(open(server, "GET / HTT"));
        }

        assertThat(get(url, "Range", "bytes=0-9").statusCode()).isEqualTo(206);

        for (Socket socket : stalled) {
            socket.close();
        }
    }

    @Test
    void client_closesHalfWay_leavesTheServerWell() throws Exception {
        try (Socket socket = open(server, "GET " + MediaClient.target(url) + " HTTP/1.1", host(), "", "")) {
            assertThat(socket.getInputStream().readNBytes(100)).hasSize(100);
        }

        assertThat(whole.closed.await(20, TimeUnit.SECONDS)).isTrue();
        assertThat(get(url, "Range", "bytes=0-9").statusCode()).isEqualTo(206);
    }

    @Test
    void close_whileServing_breaksTheAnswerOff() throws Exception {
        try (Socket socket = open(server, "GET " + MediaClient.target(url) + " HTTP/1.1", host(), "", "")) {
            assertThat(socket.getInputStream().readNBytes(100)).hasSize(100);

            server.close();

            assertThat(whole.closed.await(20, TimeUnit.SECONDS)).isTrue();
        }
    }

    private String host() {
        return "Host: " + server.uri().getRawAuthority();
    }
}
