package io.loist.storage.internal.server;

import static io.loist.storage.testing.MediaClient.get;
import static io.loist.storage.testing.MediaClient.open;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.loist.object.ObjectRef;
import io.loist.object.Upload;
import io.loist.storage.LocalMediaServer;
import io.loist.storage.testing.MediaClient;
import io.loist.storage.testing.MediaServerMain;
import io.loist.testing.Integration;
import io.loist.testkit.memory.InMemoryObjectStore;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** More connections than the server is to keep. */
@Integration
@Timeout(60)
class LocalMediaServerConnectionsTest {

    private static final ObjectRef SONG = new ObjectRef("my-bucket", "song.mp3");
    private static final int MANY = 10_000;
    private static final long MAX_GROWTH_KIB = 128 * 1024;

    @Test
    void maxConnections_exceeded_closesTheLongestIdle() throws IOException {
        InMemoryObjectStore store = new InMemoryObjectStore("my-bucket");
        store.put(Upload.builder(SONG, new byte[100]).build());
        try (LocalMediaServer server =
                LocalMediaServer.builder(store).maxConnections(10).start()) {
            List<Socket> idle = new ArrayList<>();
            idle.add(open(server, ""));
            assertThat(get(server.signedUrls().sign(SONG)).statusCode()).isEqualTo(200);
            for (int i = 1; i < 29; i++) {
                idle.add(open(server, ""));
            }
            assertThat(get(server.signedUrls().sign(SONG)).statusCode()).isEqualTo(200);
            idle.add(open(server, ""));
            assertThat(idle.stream().filter(LocalMediaServerConnectionsTest::isClosed))
                    .hasSizeBetween(20, 25)
                    .contains(idle.get(0))
                    .doesNotContain(idle.get(29));
            for (Socket socket : idle) {
                socket.close();
            }
        }
    }

    private static boolean isClosed(Socket socket) {
        try {
            socket.setSoTimeout(100);
            return socket.getInputStream().read() < 0;
        } catch (SocketTimeoutException e) {
            return false;
        } catch (IOException e) {
            return true;
        }
    }

    @Test
    void maxConnections_lessThanOne_throws() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LocalMediaServer.builder(new InMemoryObjectStore("my-bucket"))
                        .maxConnections(0))
                .withMessageContaining("maxConnections");
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void idleConnections_tenThousand_takeLittleMemoryAndHarmNoOne() throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx64m",
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        MediaServerMain.class.getName())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        List<SocketChannel> idle = new ArrayList<>();
        try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
            URI url = URI.create(out.readLine());
            MediaClient.send("GET", url);
            long before = residentKib(process, out);

            for (int i = 0; i < MANY; i++) {
                SocketChannel socket = SocketChannel.open(new InetSocketAddress(url.getHost(), url.getPort()));
                socket.write(ByteBuffer.wrap("GET / HTT".getBytes(StandardCharsets.US_ASCII)));
                idle.add(socket);
            }
            Duration taken = MediaClient.quickest(() -> MediaClient.send("GET", url));

            assertThat(residentKib(process, out) - before).isLessThan(MAX_GROWTH_KIB);
            assertThat(taken).isLessThan(Duration.ofSeconds(1));
        } finally {
            for (SocketChannel socket : idle) {
                socket.close();
            }
            process.destroy();
        }
    }

    private static long residentKib(Process process, BufferedReader out) throws IOException {
        process.getOutputStream().write('?');
        process.getOutputStream().flush();
        return Long.parseLong(out.readLine());
    }
}
