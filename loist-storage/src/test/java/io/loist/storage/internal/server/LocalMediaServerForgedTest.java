package io.loist.storage.internal.server;

import static io.loist.storage.testing.MediaClient.header;
import static io.loist.storage.testing.MediaClient.open;
import static io.loist.storage.testing.MediaClient.readToEnd;
import static io.loist.storage.testing.MediaClient.send;
import static io.loist.storage.testing.MediaClient.target;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.loist.object.ObjectRef;
import io.loist.object.Upload;
import io.loist.signing.SignedForm;
import io.loist.signing.SignedFormRequest;
import io.loist.signing.SignedUrl;
import io.loist.signing.SignedUrlRequest;
import io.loist.storage.CorsRule;
import io.loist.storage.LocalMediaServer;
import io.loist.storage.testing.MediaClient;
import io.loist.storage.testing.MediaForm;
import io.loist.testkit.memory.InMemoryObjectStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests that try to write headers of the response, to reach an object by another path, or to plant a page. */
@Timeout(60)
class LocalMediaServerForgedTest {

    private static final ObjectRef SONG = new ObjectRef("my-bucket", "song.mp3");

    private final InMemoryObjectStore store = new InMemoryObjectStore("my-bucket");
    private final LocalMediaServer server = LocalMediaServer.builder(store)
            .cors(new CorsRule(List.of("*"), List.of("GET"), List.of("*"), Duration.ofMinutes(1)))
            .start();
    private final SignedUrl url = server.signedUrls().sign(SONG);

    LocalMediaServerForgedTest() {
        store.put(Upload.builder(SONG, new byte[100]).build());
    }

    @AfterEach
    void closeServer() {
        server.close();
    }

    @Test
    void form_redirectWithCharactersThatEndInLineBreaks_doesNotSplitTheResponse() {
        SignedForm form = server.signedUrls()
                .signForm(SignedFormRequest.builder(SONG)
                        .startsWith("success_action_redirect", "http://ok.test/")
                        .build());

        HttpResponse<byte[]> response = MediaForm.post(
                form.uri(),
                MediaForm.with(form, "success_action_redirect", "http://ok.test/\u560D\u560ASet-Cookie:sid=evil"),
                new byte[10]);

        assertThat(response.statusCode()).isEqualTo(303);
        assertThat(response.headers().firstValue("Set-Cookie")).isEmpty();
        assertThat(header(response, "Location")).startsWith("http://ok.test/%E5%98%8D%E5%98%8ASet-Cookie:sid=evil?");
    }

    @Test
    void preflight_headerThatIsNoName_isNotEchoed() throws IOException {
        String answer = answer(String.join(
                "\r\n",
                "OPTIONS /my-bucket/a HTTP/1.1",
                "Host: x",
                "Connection: close",
                "Origin: http://a",
                "Access-Control-Request-Method: GET",
                "Access-Control-Request-Headers: a\u0085b",
                "",
                ""));

        assertThat(answer)
                .startsWith("HTTP/1.1 200 OK")
                .contains("Access-Control-Allow-Origin")
                .doesNotContain("\u0085");
    }

    @ParameterizedTest
    @ValueSource(strings = {"//x", "//127.0.0.1", "http://other.test", "http://127.0.0.1", "//x:80"})
    void get_targetWithAnotherHost_isRefused(String host) throws IOException {
        assertThat(get(host + target(url))).startsWith("HTTP/1.1 400 ");
    }

    @Test
    void get_targetWithItsOwnHost_isServed() throws IOException {
        assertThat(get(server.uri() + target(url))).startsWith("HTTP/1.1 200 ");
    }

    @Test
    void get_uploadThatIsAWebPage_cannotRunScripts() {
        SignedUrl put = server.signedUrls().sign(SignedUrlRequest.put(SONG).build());
        send(put, "<script>alert(1)</script>".getBytes(UTF_8), "Content-Type", "text/html");

        HttpResponse<byte[]> response = MediaClient.get(url);

        assertThat(header(response, "Content-Type")).isEqualTo("text/html");
        assertThat(header(response, "Content-Security-Policy")).isEqualTo("sandbox");
    }

    /** All at once: some wait until the server has waited long enough for the rest of the chunk. */
    @Test
    void form_unsignedWithAMalformedChunk_isTheClientsMistake() {
        List<String> sizes = List.of("fffffff0", "80000000", "-5", "zz", "", "7fffffffffffffff");

        List<CompletableFuture<String>> answers = sizes.stream()
                .map(size -> CompletableFuture.supplyAsync(() -> answerToChunk(size), task -> new Thread(task).start()))
                .toList();

        for (int i = 0; i < sizes.size(); i++) {
            assertThat(answers.get(i).join()).as(sizes.get(i)).doesNotContain(" 500 ");
        }
    }

    private String answerToChunk(String size) {
        try {
            return answer("POST /my-bucket HTTP/1.1\r\nHost: x\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n"
                    + "Content-Type: multipart/form-data; boundary=b\r\n\r\n" + size + "\r\n--b\r\n\r\n0\r\n\r\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String get(String target) throws IOException {
        return answer("GET " + target + " HTTP/1.1\r\nHost: " + server.uri().getRawAuthority()
                + "\r\nConnection: close\r\n\r\n");
    }

    private String answer(String request) throws IOException {
        try (Socket socket = open(server, request)) {
            return readToEnd(socket);
        }
    }
}
