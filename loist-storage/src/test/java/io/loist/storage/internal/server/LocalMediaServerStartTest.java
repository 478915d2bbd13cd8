package io.loist.storage.internal.server;

import static io.loist.storage.testing.MediaClient.get;
import static io.loist.storage.testing.MediaClient.send;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.loist.MediaServerException;
import io.loist.object.ObjectRef;
import io.loist.object.Upload;
import io.loist.signing.SignedUrl;
import io.loist.signing.SignedUrlService;
import io.loist.signing.SigningKey;
import io.loist.signing.VerificationKey;
import io.loist.storage.LocalMediaServer;
import io.loist.storage.testing.MediaClient;
import io.loist.testkit.memory.InMemoryObjectStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Where a server listens, whom it believes, and how it ends. */
class LocalMediaServerStartTest {

    private static final ObjectRef SONG = new ObjectRef("my-bucket", "song.mp3");

    private final InMemoryObjectStore store = new InMemoryObjectStore("my-bucket");

    LocalMediaServerStartTest() {
        store.put(Upload.builder(SONG, new byte[100]).build());
    }

    @Test
    void start_withoutSettings_listensOnLoopbackAlone() {
        try (LocalMediaServer server = LocalMediaServer.start(store)) {
            assertThat(server.uri().getHost()).isEqualTo("127.0.0.1");
            assertThat(server.uri().getPort()).isPositive();
            assertThat(server.toString()).isEqualTo("local media server at " + server.uri());
        }
    }

    @Test
    void start_portInUse_throwsNamingThePortAndTheRemedy() {
        try (LocalMediaServer first = LocalMediaServer.start(store)) {
            int port = first.uri().getPort();

            assertThatExceptionOfType(MediaServerException.class)
                    .isThrownBy(() -> LocalMediaServer.builder(store).port(port).start())
                    .withMessageContaining("127.0.0.1:" + port)
                    .withMessageContaining("choose another port")
                    .satisfies(e -> {
                        assertThat(e.address()).isEqualTo("127.0.0.1:" + port);
                        assertThat(e.code()).isEqualTo("MEDIA_SERVER_NOT_STARTED");
                        assertThat(e.retryable()).isFalse();
                    });
        }
    }

    @Test
    void start_addressOfAnotherMachine_throws() throws UnknownHostException {
        InetAddress elsewhere = InetAddress.getByName("192.0.2.1");

        assertThatExceptionOfType(MediaServerException.class)
                .isThrownBy(
                        () -> LocalMediaServer.builder(store).address(elsewhere).start())
                .withMessageContaining("192.0.2.1:0");
    }

    @Test
    void start_portOfAClosedServer_listensThere() {
        LocalMediaServer first = LocalMediaServer.start(store);
        int port = first.uri().getPort();
        first.close();

        try (LocalMediaServer second =
                LocalMediaServer.builder(store).port(port).start()) {
            assertThat(get(second.signedUrls().sign(SONG)).statusCode()).isEqualTo(200);
        }
    }

    @Test
    void start_allAddresses_signsForLoopback() throws UnknownHostException {
        InetAddress all = InetAddress.getByName("0.0.0.0");

        try (LocalMediaServer server =
                LocalMediaServer.builder(store).address(all).start()) {
            assertThat(server.uri().getHost()).isEqualTo("127.0.0.1");
            assertThat(get(server.signedUrls().sign(SONG)).statusCode()).isEqualTo(200);
        }
    }

    @Test
    void publicUri_hostHeaderPassedOn_isAccepted() throws IOException {
        LocalMediaServer free = LocalMediaServer.start(store);
        int port = free.uri().getPort();
        free.close();
        try (LocalMediaServer server = LocalMediaServer.builder(store)
                        .publicUri(URI.create("http://Media.test:80/"))
                        .port(port)
                        .start();
                Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            SignedUrl url = server.signedUrls().sign(SONG);
            assertThat(url.uri().toString()).startsWith("http://media.test/my-bucket/song.mp3?");
            socket.getOutputStream()
                    .write(("GET " + MediaClient.target(url)
                                    + " HTTP/1.1\r\nHost: media.test\r\nConnection: close\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));

            assertThat(MediaClient.readToEnd(socket)).startsWith("HTTP/1.1 200 OK");
        }
    }

    @Test
    void accept_callersKey_servesWhatItSigned() {
        try (LocalMediaServer server = LocalMediaServer.builder(store)
                .accept(VerificationKey.hmac("GOOG1EXAMPLE", "secret"))
                .start()) {
            SignedUrlService own = SignedUrlService.builder(SigningKey.hmac("GOOG1EXAMPLE", "secret"))
                    .endpoint(server.endpoint())
                    .build();

            assertThat(get(own.sign(SONG)).statusCode()).isEqualTo(200);
            assertThat(get(server.signedUrls().sign(SONG)).statusCode()).isEqualTo(200);
        }
    }

    @Test
    void close_twice_stopsListeningAndLeavesTheStoreOpen() {
        LocalMediaServer server = LocalMediaServer.start(store);
        SignedUrl url = server.signedUrls().sign(SONG);

        server.close();
        server.close();

        assertThatExceptionOfType(UncheckedIOException.class).isThrownBy(() -> send("GET", url.uri()));
        assertThat(store.exists(SONG)).isTrue();
    }

    @Test
    void port_outOfBounds_throws() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LocalMediaServer.builder(store).port(65_536))
                .withMessageContaining("65536");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LocalMediaServer.builder(store).port(-1));
    }

    @Test
    void publicUri_withAPath_throws() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LocalMediaServer.builder(store).publicUri(URI.create("http://media.test/media")));
    }

    @Test
    void stallTimeout_notPositive_throws() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LocalMediaServer.builder(store).stallTimeout(Duration.ZERO));
    }
}
