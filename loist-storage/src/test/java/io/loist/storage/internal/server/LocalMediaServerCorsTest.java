package io.loist.storage.internal.server;

import static io.loist.storage.testing.MediaClient.get;
import static io.loist.storage.testing.MediaClient.header;
import static io.loist.storage.testing.MediaClient.send;
import static org.assertj.core.api.Assertions.assertThat;

import io.loist.object.ObjectRef;
import io.loist.object.Upload;
import io.loist.signing.SignedUrl;
import io.loist.signing.SignedUrlRequest;
import io.loist.storage.CorsRule;
import io.loist.storage.LocalMediaServer;
import io.loist.testkit.memory.InMemoryObjectStore;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which web pages may read the answers. */
class LocalMediaServerCorsTest {

    private static final String PAGE = "http://localhost:3000";
    private static final ObjectRef SONG = new ObjectRef("my-bucket", "song.mp3");
    private static final ObjectRef OTHER = new ObjectRef("other-bucket", "song.mp3");

    private final InMemoryObjectStore store = new InMemoryObjectStore("my-bucket", "other-bucket");
    private final LocalMediaServer server = LocalMediaServer.builder(store)
            .cors(CorsRule.forPlayers(PAGE))
            .cors(
                    "other-bucket",
                    new CorsRule(List.of("https://a.example"), List.of("GET"), List.of("Range"), Duration.ofMinutes(5)),
                    new CorsRule(List.of("*"), List.of("GET", "PUT"), List.of("*"), Duration.ofHours(1)))
            .start();

    LocalMediaServerCorsTest() {
        store.put(Upload.builder(SONG, new byte[100]).build());
        store.put(Upload.builder(OTHER, new byte[100]).build());
    }

    @AfterEach
    void closeServer() {
        server.close();
    }

    @Test
    void get_pageThatIsNamed_mayReadTheHeadersOfTheRule() {
        HttpResponse<byte[]> response = get(server.signedUrls().sign(SONG), "Origin", PAGE);

        assertThat(header(response, "Access-Control-Allow-Origin")).isEqualTo(PAGE);
        assertThat(header(response, "Access-Control-Expose-Headers")).contains("Content-Range", "ETag", "x-goog-hash");
        assertThat(header(response, "Vary")).isEqualTo("Origin");
    }

    @ParameterizedTest
    @CsvSource({"https://localhost:3000", "http://localhost:3001", "http://LOCALHOST:3000", "null", "*"})
    void get_pageThatIsNotNamed_mayReadNothing(String origin) {
        HttpResponse<byte[]> response = get(server.signedUrls().sign(SONG), "Origin", origin);

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(corsHeaders(response)).isEmpty();
        assertThat(header(response, "Vary")).isEqualTo("Origin");
    }

    @Test
    void get_withoutRules_noPageMayReadAnything() {
        try (LocalMediaServer strict = LocalMediaServer.start(store)) {
            HttpResponse<byte[]> response = get(strict.signedUrls().sign(SONG), "Origin", PAGE);

            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(corsHeaders(response)).isEmpty();
        }
    }

    @Test
    void refusal_pageThatIsNamed_mayReadWhy() {
        HttpResponse<byte[]> response = send("GET", server.uri().resolve("/my-bucket/song.mp3"), "Origin", PAGE);

        assertThat(response.statusCode()).isEqualTo(403);
        assertThat(header(response, "Access-Control-Allow-Origin")).isEqualTo(PAGE);
    }

    @Test
    void preflight_pageThatIsNamed_maySendWhatItAsks() {
        HttpResponse<byte[]> response = preflight(SONG, PAGE, "PUT", "content-type, X-Goog-Content-Length-Range");

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).isEmpty();
        assertThat(header(response, "Access-Control-Allow-Origin")).isEqualTo(PAGE);
        assertThat(header(response, "Access-Control-Allow-Methods")).isEqualTo("GET, HEAD, PUT, POST");
        assertThat(header(response, "Access-Control-Allow-Headers")).contains("Content-Type", "Range");
        assertThat(header(response, "Access-Control-Max-Age")).isEqualTo("3600");
        assertThat(header(response, "Vary")).isEqualTo("Origin");
    }

    @ParameterizedTest
    @CsvSource({
        "http://elsewhere.test, PUT, Content-Type",
        "http://localhost:3000, DELETE, Content-Type",
        "http://localhost:3000, PUT, X-Secret"
    })
    void preflight_originMethodOrHeaderThatIsNotNamed_mayNot(String origin, String method, String headers) {
        HttpResponse<byte[]> response = preflight(SONG, origin, method, headers);

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(corsHeaders(response)).isEmpty();
    }

    @Test
    void preflight_anyOriginAndHeader_namesWhatWasAsked() {
        HttpResponse<byte[]> response = preflight(OTHER, PAGE, "PUT", "x-one,x-two");

        assertThat(header(response, "Access-Control-Allow-Origin")).isEqualTo("*");
        assertThat(header(response, "Access-Control-Allow-Headers")).isEqualTo("x-one, x-two");
    }

    @Test
    void rules_firstOneThatNamesOriginAndMethod_decides() {
        assertThat(header(preflight(OTHER, "https://a.example", "GET", "Range"), "Access-Control-Max-Age"))
                .isEqualTo("300");
        assertThat(corsHeaders(preflight(OTHER, "https://a.example", "GET", "X-One")))
                .isEmpty();
        assertThat(header(preflight(OTHER, "https://a.example", "PUT", "X-One"), "Access-Control-Max-Age"))
                .isEqualTo("3600");
    }

    @Test
    void session_pageThatStartedIt_countsForAllOfIt() {
        URI started = startSession("Origin", PAGE);
        URI byNobody = startSession("X-Nothing", "1");

        assertThat(header(put(started, PAGE), "Access-Control-Allow-Origin")).isEqualTo(PAGE);
        assertThat(header(put(started, "http://elsewhere.test"), "Access-Control-Allow-Origin"))
                .isEqualTo(PAGE);
        assertThat(corsHeaders(put(byNobody, PAGE))).isEmpty();
    }

    private URI startSession(String header, String value) {
        SignedUrl url = server.signedUrls()
                .sign(SignedUrlRequest.builder("POST", SONG)
                        .header("x-goog-resumable", "start")
                        .build());
        return URI.create(header(send(url, new byte[0], header, value), "Location"));
    }

    private static HttpResponse<byte[]> put(URI session, String origin) {
        return send("PUT", session, "Origin", origin, "Content-Range", "bytes */*");
    }

    private HttpResponse<byte[]> preflight(ObjectRef ref, String origin, String method, String headers) {
        return send(
                "OPTIONS",
                server.signedUrls().sign(ref).uri(),
                "Origin",
                origin,
                "Access-Control-Request-Method",
                method,
                "Access-Control-Request-Headers",
                headers);
    }

    private static List<String> corsHeaders(HttpResponse<byte[]> response) {
        return response.headers().map().keySet().stream()
                .filter(name -> name.toLowerCase(Locale.ROOT).startsWith("access-control-"))
                .toList();
    }
}
