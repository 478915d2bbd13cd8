package io.loist.storage.internal.server;

import static io.loist.storage.testing.MediaClient.assertRefused;
import static io.loist.storage.testing.MediaClient.get;
import static io.loist.storage.testing.MediaClient.header;
import static io.loist.storage.testing.MediaClient.send;
import static io.loist.storage.testing.MediaClient.text;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.loist.object.ObjectRef;
import io.loist.object.StoredObject;
import io.loist.object.Upload;
import io.loist.signing.SignedUrl;
import io.loist.signing.SignedUrlRequest;
import io.loist.storage.LocalMediaServer;
import io.loist.testkit.SettableClock;
import io.loist.testkit.memory.InMemoryObjectStore;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is served, and what is refused. */
class LocalMediaServerTest {

    private static final ObjectRef SONG = new ObjectRef("my-bucket", "audio/song.mp3");

    private final SettableClock clock = new SettableClock(Instant.parse("2026-02-28T12:00:00Z"));
    private final InMemoryObjectStore store = new InMemoryObjectStore("my-bucket");
    private final StoredObject song = put(SONG, "0123456789".getBytes(UTF_8));
    private final LocalMediaServer server =
            LocalMediaServer.builder(store).clock(clock).start();

    @AfterEach
    void closeServer() {
        server.close();
    }

    @Test
    void get_signed_givesTheObject() {
        HttpResponse<byte[]> response = get(server.signedUrls().sign(SONG));

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(text(response)).isEqualTo("0123456789");
        assertThat(header(response, "Content-Type")).isEqualTo("audio/mpeg");
        assertThat(header(response, "Content-Length")).isEqualTo("10");
        assertThat(header(response, "Accept-Ranges")).isEqualTo("bytes");
        assertThat(header(response, "ETag")).isEqualTo("\"" + song.generation() + "-" + song.crc32c() + "\"");
        assertThat(header(response, "X-Goog-Generation")).isEqualTo(Long.toString(song.generation()));
        assertThat(header(response, "X-Goog-Metageneration")).isEqualTo("1");
        assertThat(header(response, "X-Goog-Stored-Content-Length")).isEqualTo("10");
        assertThat(header(response, "X-Goog-Hash")).isEqualTo("crc32c=" + song.crc32c());
        assertThat(header(response, "Content-Disposition")).isEmpty();
    }

    @Test
    void get_manyMegabytes_givesEveryByte() {
        byte[] bytes = new byte[9_000_001];
        new Random(9).nextBytes(bytes);
        ObjectRef large = new ObjectRef("my-bucket", "large");
        put(large, bytes);

        assertThat(get(server.signedUrls().sign(large)).body()).isEqualTo(bytes);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "two words",
                "100%",
                "%2F%41",
                "who?",
                "#1",
                "a+b&c=d;e",
                "Sigur Rós/天使 🎵.flac",
                "double//slash",
                "/leading",
                "trailing/",
                "a/..b/c.",
                "back\\slash",
                "q\"'`<>|*:^{}[]",
                "\u00A0\u2003"
            })
    void get_oddName_givesThatObject(String name) {
        ObjectRef ref = new ObjectRef("my-bucket", name);
        put(ref, name.getBytes(UTF_8));

        assertThat(text(get(server.signedUrls().sign(ref)))).isEqualTo(name);
    }

    @Test
    void get_emptyObject_givesNoBytes() {
        ObjectRef ref = new ObjectRef("my-bucket", "empty");
        put(ref, new byte[0]);

        HttpResponse<byte[]> response = get(server.signedUrls().sign(ref), "Range", "bytes=0-");

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(header(response, "Content-Length")).isEqualTo("0");
    }

    @Test
    void head_signedForHead_givesTheHeadersAlone() {
        SignedUrl url = sign(SignedUrlRequest.builder("HEAD", SONG));
        HttpResponse<byte[]> response = send("HEAD", url.uri(), "Range", "bytes=2-3");

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(header(response, "Content-Length")).isEqualTo("10");
        assertThat(header(response, "Content-Type")).isEqualTo("audio/mpeg");
        assertThat(response.body()).isEmpty();
    }

    @Test
    void head_signedForGet_isRefused() {
        HttpResponse<byte[]> response =
                send("HEAD", server.signedUrls().sign(SONG).uri());

        assertThat(response.statusCode()).isEqualTo(403);
        assertThat(response.body()).isEmpty();
    }

    @Test
    void get_responseOverrides_areInTheAnswer() {
        SignedUrl url = sign(SignedUrlRequest.get(SONG)
                .downloadName("AC/DC – Back in Black.mp3")
                .responseContentType("audio/mp4; codecs=\"mp4a.40.2\""));
        HttpResponse<byte[]> response = get(url);

        assertThat(header(response, "Content-Type")).isEqualTo("audio/mp4; codecs=\"mp4a.40.2\"");
        assertThat(header(response, "Content-Disposition"))
                .isEqualTo("attachment; filename=\"AC_DC _ Back in Black.mp3\";"
                        + " filename*=UTF-8''AC_DC%20%E2%80%93%20Back%20in%20Black.mp3");
    }

    @Test
    void get_overrideThatCannotBeAHeader_isLeftOut() {
        SignedUrl url =
                sign(SignedUrlRequest.get(SONG).queryParameter("response-content-type", "a/b\r\nSet-Cookie: c"));
        HttpResponse<byte[]> response = get(url);

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(header(response, "Content-Type")).isEqualTo("audio/mpeg");
        assertThat(header(response, "Set-Cookie")).isEmpty();
    }

    @Test
    void get_pinnedGeneration_isServedWhileItIsTheCurrentOne() {
        SignedUrl url = sign(SignedUrlRequest.get(SONG).queryParameter("generation", Long.toString(song.generation())));
        assertThat(get(url).statusCode()).isEqualTo(200);

        store.put(Upload.builder(SONG, new byte[1])
                .precondition(Upload.Precondition.NONE)
                .build());

        assertThat(get(url).statusCode()).isEqualTo(404);
    }

    @Test
    void get_withoutSignature_isRefused() {
        HttpResponse<byte[]> response = send("GET", server.uri().resolve("/my-bucket/audio/song.mp3"));

        assertRefused(response, 403, "AccessDenied");
    }

    @Test
    void get_signatureChanged_isRefusedWithoutEchoingIt() {
        String url = server.signedUrls().sign(SONG).uri().toString();
        String changed = url.substring(0, url.length() - 1) + (url.endsWith("0") ? "1" : "0");
        HttpResponse<byte[]> response = send("GET", URI.create(changed));

        assertRefused(response, 403, "SignatureDoesNotMatch");
        assertThat(text(response)).doesNotContain(changed.substring(changed.length() - 64));
    }

    @Test
    void get_otherObjectUnderTheSameSignature_isRefused() {
        String url = server.signedUrls().sign(SONG).uri().toString().replace("song.mp3", "other.mp3");

        assertRefused(send("GET", URI.create(url)), 403, "SignatureDoesNotMatch");
    }

    @Test
    void get_afterExpiry_isRefused() {
        SignedUrl url = server.signedUrls().sign(SONG);

        clock.set(url.expiresAt().minusMillis(1));
        assertThat(get(url).statusCode()).isEqualTo(200);
        clock.set(url.expiresAt());
        assertRefused(get(url), 400, "ExpiredToken");
    }

    @Test
    void get_signedByAnotherServer_isRefused() {
        try (LocalMediaServer other =
                LocalMediaServer.builder(store).clock(clock).start()) {
            String url = other.signedUrls()
                    .sign(SONG)
                    .uri()
                    .toString()
                    .replace(other.uri().toString(), server.uri().toString());

            assertRefused(send("GET", URI.create(url)), 403, "InvalidSecurity");
        }
    }

    @Test
    void get_halfASignature_isRefused() {
        URI url = server.uri().resolve("/my-bucket/audio/song.mp3?X-Goog-Signature=00");

        assertRefused(send("GET", url), 400, "MalformedSecurityHeader");
    }

    @ParameterizedTest
    @CsvSource({"my-bucket, missing, NoSuchKey", "other-bucket, audio/song.mp3, NoSuchBucket"})
    void get_missingObjectOrBucket_isNotFound(String bucket, String name, String code) {
        HttpResponse<byte[]> response = get(server.signedUrls().sign(new ObjectRef(bucket, name)));

        assertRefused(response, 404, code);
    }

    @Test
    void get_bucketAlone_isNotFound() {
        assertRefused(get(sign(SignedUrlRequest.forBucket("GET", "my-bucket"))), 404, "NoSuchKey");
    }

    @Test
    void get_ifMatchOfOtherContent_isRefused() {
        SignedUrl url = server.signedUrls().sign(SONG);

        assertThat(get(url, "If-Match", header(get(url), "ETag")).statusCode()).isEqualTo(200);
        assertRefused(get(url, "If-Match", "\"other\""), 412, "PreconditionFailed");
    }

    @Test
    void get_generationThatIsNotTheCurrentOne_isRefused() {
        SignedUrl url = sign(SignedUrlRequest.get(SONG).header("x-goog-if-generation-match", "1"));

        assertRefused(get(url, "x-goog-if-generation-match", "1"), 412, "PreconditionFailed");
    }

    @Test
    void delete_signed_deletesTheObject() {
        SignedUrl url = sign(SignedUrlRequest.builder("DELETE", SONG));

        assertThat(send("DELETE", url.uri()).statusCode()).isEqualTo(204);
        assertThat(store.exists(SONG)).isFalse();
        assertRefused(send("DELETE", url.uri()), 404, "NoSuchKey");
    }

    @Test
    void delete_otherGeneration_keepsTheObject() {
        SignedUrl url = sign(SignedUrlRequest.builder("DELETE", SONG).header("x-goog-if-generation-match", "1"));

        assertRefused(send("DELETE", url.uri(), "x-goog-if-generation-match", "1"), 412, "PreconditionFailed");
        assertThat(store.exists(SONG)).isTrue();
    }

    @Test
    void otherMethod_isRefusedSinceNobodyCanSignIt() {
        assertRefused(send("PATCH", server.signedUrls().sign(SONG).uri()), 403, "SignatureDoesNotMatch");
    }

    private SignedUrl sign(SignedUrlRequest.Builder request) {
        return server.signedUrls().sign(request.build());
    }

    private StoredObject put(ObjectRef ref, byte[] bytes) {
        return store.put(Upload.builder(ref, bytes).contentType("audio/mpeg").build());
    }
}
