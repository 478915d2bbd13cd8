package io.loist.storage.internal.server;

import static io.loist.storage.testing.MediaClient.open;
import static io.loist.storage.testing.MediaClient.target;
import static org.assertj.core.api.Assertions.assertThat;

import io.loist.object.ObjectRef;
import io.loist.object.Upload;
import io.loist.signing.SignedForm;
import io.loist.signing.SignedFormRequest;
import io.loist.signing.SignedUrl;
import io.loist.signing.SignedUrlRequest;
import io.loist.storage.LocalMediaServer;
import io.loist.storage.testing.MediaClient;
import io.loist.storage.testing.MediaForm;
import io.loist.testing.Integration;
import io.loist.testkit.memory.InMemoryObjectStore;
import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Two hundred slow clients at a time, and honest requests beside them. */
@Integration
@Timeout(60)
class LocalMediaServerStarvationTest {

    private static final int CLIENTS = 200;
    private static final Duration QUICK = Duration.ofSeconds(1);
    private static final ObjectRef SONG = new ObjectRef("my-bucket", "song.mp3");
    private static final ObjectRef LARGE = new ObjectRef("my-bucket", "large.wav");
    private static final ObjectRef UPLOAD = new ObjectRef("my-bucket", "upload.wav");

    private final InMemoryObjectStore store = new InMemoryObjectStore("my-bucket");
    private final LocalMediaServer server = LocalMediaServer.start(store);
    private final String host = "Host: " + server.uri().getRawAuthority();
    private final List<Socket> slow = new ArrayList<>();

    LocalMediaServerStarvationTest() {
        store.put(Upload.builder(SONG, new byte[1_000]).build());
        store.put(Upload.builder(LARGE, new byte[16 << 20]).build());
        assertThat(get().statusCode()).isEqualTo(200); // all classes are loaded
    }

    @AfterEach
    void closeAll() throws IOException {
        for (Socket socket : slow) {
            socket.close();
        }
        server.close();
    }

    @Test
    void requests_besideSlowReaders_areAnsweredAtOnce() throws IOException {
        String target = target(server.signedUrls().sign(LARGE));
        stall("GET " + target + " HTTP/1.1", host, "", "");
        for (Socket socket : slow) {
            assertThat(socket.getInputStream().readNBytes(15))
                    .asString(StandardCharsets.US_ASCII)
                    .isEqualTo("HTTP/1.1 200 OK");
        }

        assertQuick(this::get);
        assertQuick(this::put);
    }

    @Test
    void requests_besideHalfHeads_areAnsweredAtOnce() throws IOException {
        stall("GET / HTT");

        assertQuick(this::get);
        assertQuick(this::put);
    }

    @Test
    void requests_besideHalfForms_areAnsweredAtOnce() throws IOException {
        stall(
                "POST /my-bucket HTTP/1.1",
                host,
                "Content-Type: multipart/form-data; boundary=b",
                "Content-Length: 100000",
                "",
                "--b",
                "Content-Disposition: form-data; name=\"key\"",
                "");

        assertQuick(this::get);
        assertQuick(this::put);
        assertQuick(this::form);
    }

    @Test
    void requests_besideHalfUploads_areAnsweredAtOnce() throws IOException {
        SignedUrl url = server.signedUrls().sign(SignedUrlRequest.put(UPLOAD).build());
        stall("PUT " + target(url) + " HTTP/1.1", host, "Content-Length: 100000", "", "half");

        assertQuick(this::get);
        assertQuick(this::put);
        assertQuick(this::form);
    }

    private void stall(String... lines) throws IOException {
        for (int i = 0; i < CLIENTS; i++) {
            slow.add(open(server, lines));
        }
    }

    private HttpResponse<byte[]> get() {
        return MediaClient.get(server.signedUrls().sign(SONG));
    }

    private HttpResponse<byte[]> put() {
        SignedUrl url = server.signedUrls().sign(SignedUrlRequest.put(SONG).build());
        return MediaClient.send(url, new byte[1_000]);
    }

    private HttpResponse<byte[]> form() {
        SignedForm form =
                server.signedUrls().signForm(SignedFormRequest.builder(SONG).build());
        return MediaForm.post(form, new byte[1_000]);
    }

    private static void assertQuick(Supplier<HttpResponse<byte[]>> request) {
        assertThat(MediaClient.quickest(request)).isLessThan(QUICK);
    }
}
