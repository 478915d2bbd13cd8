package io.loist.storage.internal.server;

import static io.loist.storage.testing.MediaClient.open;
import static io.loist.storage.testing.MediaClient.readToEnd;
import static io.loist.storage.testing.MediaClient.target;
import static org.assertj.core.api.Assertions.assertThat;

import io.loist.object.ObjectRef;
import io.loist.signing.SignedForm;
import io.loist.signing.SignedFormRequest;
import io.loist.signing.SignedUrl;
import io.loist.signing.SignedUrlRequest;
import io.loist.storage.LocalMediaServer;
import io.loist.storage.testing.MediaForm;
import io.loist.testkit.memory.InMemoryObjectStore;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a client gets before its signature is verified: no 100 Continue, little time, little memory. */
@Timeout(60)
class LocalMediaServerUnverifiedTest {

    private static final ObjectRef SONG = new ObjectRef("my-bucket", "song.mp3");
    private static final Duration LIMIT = Duration.ofSeconds(2);

    private final InMemoryObjectStore store = new InMemoryObjectStore("my-bucket");
    private final LocalMediaServer server =
            LocalMediaServer.builder(store).stallTimeout(LIMIT).start();
    private final String host = "Host: " + server.uri().getRawAuthority();

    @AfterEach
    void closeServer() {
        server.close();
    }

    @Test
    void expect_signatureInvalid_isRefusedWithoutContinue() throws IOException {
        String signed =
                target(server.signedUrls().sign(SignedUrlRequest.put(SONG).build()));
        String target = signed.substring(0, signed.length() - 1) + (signed.endsWith("0") ? "1" : "0");
        String[] lines = {"PUT " + target + " HTTP/1.1", host, "Content-Length: 5", "Expect: 100-continue", "", ""};

        try (Socket socket = open(server, lines)) {
            assertThat(readToEnd(socket)).startsWith("HTTP/1.1 403 ").doesNotContain("100 Continue");
        }
    }

    @Test
    void expect_signatureValid_isAskedToContinue() throws IOException {
        SignedUrl url = server.signedUrls().sign(SignedUrlRequest.put(SONG).build());
        String[] lines = {
            "PUT " + target(url) + " HTTP/1.1",
            host,
            "Content-Length: 5",
            "Connection: close",
            "Expect: 100-continue",
            "",
            ""
        };

        try (Socket socket = open(server, lines)) {
            String asked = "HTTP/1.1 100 Continue\r\n\r\n";
            assertThat(socket.getInputStream().readNBytes(asked.length()))
                    .asString(StandardCharsets.US_ASCII)
                    .isEqualTo(asked);
            socket.getOutputStream().write("music".getBytes(StandardCharsets.US_ASCII));
            assertThat(readToEnd(socket)).startsWith("HTTP/1.1 200 ");
        }
        assertThat(store.stat(SONG)).isPresent();
    }

    @Test
    void formHead_steadyButLong_losesItsConnectionInTime() throws Exception {
        byte[] block = "x".repeat(5_000).getBytes(StandardCharsets.US_ASCII);
        String start = "--b\r\nContent-Disposition: form-data; name=\"key\"\r\n\r\n";

        Duration taken = untilClosed("Content-Length: 1000000", start, block);

        assertThat(taken).isBetween(LIMIT.dividedBy(2), LIMIT.multipliedBy(3));
    }

    @Test
    void formHead_inTinyChunks_losesItsConnectionInTime() throws Exception {
        byte[] chunk = "1\r\nx\r\n".getBytes(StandardCharsets.US_ASCII);

        Duration taken = untilClosed("Transfer-Encoding: chunked", "", chunk);

        assertThat(taken).isLessThan(LIMIT.multipliedBy(3));
    }

    @Test
    void form_fileInPieces_isStored() throws Exception {
        SignedForm form =
                server.signedUrls().signForm(SignedFormRequest.builder(SONG).build());
        byte[] body = MediaForm.body(form.fields(), new byte[200_000]);
        String[] lines = {
            "POST /my-bucket HTTP/1.1",
            host,
            "Connection: close",
            "Content-Type: multipart/form-data; boundary=" + MediaForm.BOUNDARY,
            "Content-Length: " + body.length,
            "",
            ""
        };

        try (Socket socket = open(server, lines)) {
            OutputStream out = socket.getOutputStream();
            int head = body.length - 200_000;
            for (int at = 0; at < head; at++) {
                out.write(body[at]);
            }
            out.write(body, head, body.length - head);
            assertThat(readToEnd(socket)).startsWith("HTTP/1.1 204 ");
        }
        assertThat(store.stat(SONG).orElseThrow().size()).isEqualTo(200_000);
    }

    private Duration untilClosed(String length, String start, byte[] block) throws InterruptedException, IOException {
        String[] lines = {
            "POST /my-bucket HTTP/1.1", host, "Content-Type: multipart/form-data; boundary=b", length, "", start
        };
        long begin = System.nanoTime();
        try (Socket socket = open(server, lines)) {
            for (int sent = 0; sent < 64 * 1024; sent += block.length) {
                Thread.sleep(400);
                socket.getOutputStream().write(block);
            }
        } catch (IOException e) {
            return Duration.ofNanos(System.nanoTime() - begin);
        }
        return Duration.ofNanos(System.nanoTime() - begin);
    }
}
