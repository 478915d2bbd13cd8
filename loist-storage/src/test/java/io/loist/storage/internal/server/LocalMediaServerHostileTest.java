package io.loist.storage.internal.server;

import static io.loist.storage.testing.MediaClient.get;
import static io.loist.storage.testing.MediaClient.open;
import static io.loist.storage.testing.MediaClient.readToEnd;
import static org.assertj.core.api.Assertions.assertThat;

import io.loist.object.ObjectRef;
import io.loist.object.Upload;
import io.loist.storage.LocalMediaServer;
import io.loist.testkit.memory.InMemoryObjectStore;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests that no honest client sends, and the end of it all. */
@Timeout(60)
class LocalMediaServerHostileTest {

    private static final ObjectRef SONG = new ObjectRef("my-bucket", "song.mp3");

    private final Set<Thread> before = threads();
    private final InMemoryObjectStore store = new InMemoryObjectStore("my-bucket");
    private final LocalMediaServer server =
            LocalMediaServer.builder(store).stallTimeout(Duration.ofSeconds(3)).start();

    LocalMediaServerHostileTest() {
        store.put(Upload.builder(SONG, new byte[100]).build());
    }

    @AfterEach
    void closeServer() {
        server.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "NONSENSE\r\n\r\n",
                "GET /\r\n\r\n",
                "GET http://[ HTTP/1.1\r\n\r\n",
                "GET /%zz HTTP/1.1\r\nHost: x\r\n\r\n",
                "PUT /my-bucket/a HTTP/1.1\r\nHost: x\r\nContent-Length: many\r\n\r\n",
                "PUT /my-bucket/a HTTP/1.1\r\nHost: x\r\nContent-Length: -5\r\n\r\n",
                "OPTIONS * HTTP/1.1\r\nHost: x\r\n\r\n",
                "GET // HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
                "GET /?upload_id=x HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
                "GET /my-bucket/a?upload_id= HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
                "POST / HTTP/1.0\r\nContent-Type: multipart/form-data; boundary=b\r\nContent-Length: 0\r\n\r\n",
                "OPTIONS /my-bucket/a HTTP/1.1\r\nHost: x\r\nOrigin: http://a b\r\nConnection: close\r\n\r\n"
            })
    void request_malformed_isAnsweredOrClosedAndTheServerLivesOn(String request) throws IOException {
        try (Socket socket = open(server, request)) {
            assertThat(readToEnd(socket)).doesNotContain("HTTP/1.1 5");
        }
        assertServes();
    }

    @Test
    void headers_withoutEnd_loseTheirConnection() throws IOException {
        try (Socket socket = open(server, "GET / HTTP/1.1\r\nHost: x\r\n")) {
            String answer = "";
            try {
                for (int i = 0; i < 2_000; i++) {
                    socket.getOutputStream()
                            .write(("X-" + i + ": " + "x".repeat(1_000) + "\r\n")
                                    .getBytes(StandardCharsets.ISO_8859_1));
                }
                answer = readToEnd(socket);
            } catch (IOException e) {
                answer = "[broken off]";
            }
            assertThat(answer).doesNotContain("200 OK");
        }
        assertServes();
    }

    @Test
    void headers_trickling_loseTheirConnection() throws Exception {
        try (Socket socket = open(server, "GET / HTTP/1.1\r\nHost: x\r\n")) {
            boolean open = true;
            for (int i = 0; open && i < 200; i++) {
                Thread.sleep(50);
                try {
                    socket.getOutputStream().write('x');
                } catch (IOException e) {
                    open = false;
                }
            }
            assertThat(open).isFalse();
        }
        assertServes();
    }

    @Test
    void close_afterAllOfIt_leavesNoThread() throws InterruptedException {
        assertServes();

        server.close();

        Set<Thread> left = threads();
        left.removeAll(before);
        left.removeIf(thread ->
                thread.getName().startsWith("HttpClient") || thread.getName().startsWith("junit"));
        for (Thread thread : left) {
            thread.join(Duration.ofSeconds(10).toMillis());
        }
        assertThat(left).noneMatch(Thread::isAlive);
    }

    private void assertServes() {
        assertThat(get(server.signedUrls().sign(SONG)).statusCode()).isEqualTo(200);
    }

    private static Set<Thread> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(Thread::isAlive)
                .collect(Collectors.toSet());
    }
}
