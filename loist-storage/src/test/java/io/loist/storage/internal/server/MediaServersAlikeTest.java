package io.loist.storage.internal.server;

import static io.loist.storage.testing.MediaClient.header;
import static io.loist.storage.testing.MediaClient.send;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.loist.ObjectStoreException;
import io.loist.ObjectStoreException.Reason;
import io.loist.object.StoredObject;
import io.loist.object.Upload;
import io.loist.signing.SignedUrl;
import io.loist.signing.SignedUrlRequest;
import io.loist.storage.testing.MediaServersBase;
import io.loist.testing.Integration;
import io.loist.testkit.TestContent;
import io.loist.upload.DirectUploads;
import io.loist.upload.ExpectedUpload;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What a web page sends, to the local media server and to the test server that stands for Cloud Storage: both must give the same
 * statuses and the headers that a page goes by.
 */
@Integration
@Timeout(60)
class MediaServersAlikeTest extends MediaServersBase {

    @ParameterizedTest
    @EnumSource
    void put_signedWithConditions_storesOnceAndRefusesTheRest(Kind kind) throws IOException {
        start(kind);
        SignedUrl url = urls.sign(SignedUrlRequest.put(SONG)
                .contentType("audio/mpeg")
                .size(1, BYTES.length)
                .ifAbsent()
                .build());

        assertThat(send(url, new byte[0], "Origin", PAGE).statusCode()).isEqualTo(400);
        assertThat(send(url, new byte[BYTES.length + 1], "Origin", PAGE).statusCode())
                .isEqualTo(400);
        assertThat(send("PUT", url.uri(), BodyPublishers.ofByteArray(BYTES), "Content-Type", "audio/mpeg")
                        .statusCode())
                .as("without the headers that were signed")
                .isEqualTo(400);
        assertThat(store.exists(SONG)).isFalse();
        HttpResponse<byte[]> stored = send(url, BYTES, "Origin", PAGE);
        HttpResponse<byte[]> again = send(url, BYTES, "Origin", PAGE);

        StoredObject object = store.stat(SONG).orElseThrow();
        assertThat(stored.statusCode()).isEqualTo(200);
        assertThat(header(stored, "x-goog-generation")).isEqualTo(Long.toString(object.generation()));
        assertThat(header(stored, "x-goog-hash")).contains("crc32c=" + TestContent.crc32c(BYTES));
        assertThat(header(stored, "ETag")).isNotEmpty();
        assertThat(header(stored, "Access-Control-Allow-Origin")).isEqualTo(PAGE);
        assertThat(object.contentType()).isEqualTo("audio/mpeg");
        assertThat(again.statusCode()).isEqualTo(412);
        assertThat(header(again, "Access-Control-Allow-Origin"))
                .as("the page may read why")
                .isEqualTo(PAGE);
    }

    @ParameterizedTest
    @EnumSource
    void resumable_openedByTheServer_isFinishedByThePage(Kind kind) throws IOException {
        start(kind);
        DirectUploads uploads = DirectUploads.create(urls, store);
        SignedUrlRequest request = SignedUrlRequest.startUpload(SONG)
                .contentType("audio/flac")
                .ifAbsent()
                .build();
        URI session = uploads.open(request, PAGE).uri();

        HttpResponse<byte[]> asked = chunk(session, 0, 0, "bytes */" + BYTES.length);
        HttpResponse<byte[]> first = chunk(session, 0, STEP, "bytes 0-" + (STEP - 1) + "/*");
        HttpResponse<byte[]> progress = chunk(session, 0, 0, "bytes */" + BYTES.length);
        assertThat(store.exists(SONG)).isFalse();
        HttpResponse<byte[]> last =
                chunk(session, STEP, BYTES.length, "bytes " + STEP + "-" + (BYTES.length - 1) + "/" + BYTES.length);

        assertThat(asked.statusCode()).isEqualTo(308);
        assertThat(header(asked, "Range")).isEmpty();
        assertThat(List.of(first, progress)).allSatisfy(answer -> {
            assertThat(answer.statusCode()).isEqualTo(308);
            assertThat(header(answer, "Range")).isEqualTo("bytes=0-" + (STEP - 1));
        });
        assertThat(last.statusCode()).isEqualTo(200);
        assertThat(List.of(asked, first, progress, last))
                .allSatisfy(answer -> assertThat(header(answer, "Access-Control-Allow-Origin"))
                        .isEqualTo(PAGE));
        StoredObject stored = uploads.completeUpload(ExpectedUpload.builder(SONG)
                .size(BYTES.length, BYTES.length)
                .contentType("audio/flac")
                .crc32c(TestContent.crc32c(BYTES))
                .build());
        assertThat(Arrays.equals(store.read(SONG).readAllBytes(), BYTES)).isTrue();
        assertThat(stored.size()).isEqualTo(BYTES.length);
    }

    @ParameterizedTest
    @EnumSource
    void resumable_wholeFileWithoutAnyHeader_isStored(Kind kind) throws IOException {
        start(kind);
        DirectUploads uploads = DirectUploads.create(urls, store);
        URI session = uploads.open(SignedUrlRequest.startUpload(SONG).ifAbsent().build(), PAGE)
                .uri();

        assertThat(send("PUT", session, BodyPublishers.ofByteArray(BYTES), "Origin", PAGE)
                        .statusCode())
                .isEqualTo(200);
        assertThat(Arrays.equals(store.read(SONG).readAllBytes(), BYTES)).isTrue();
    }

    @ParameterizedTest
    @EnumSource
    void resumable_objectExists_isNotOpened(Kind kind) throws IOException {
        start(kind);
        store.put(Upload.builder(SONG, BYTES).build());
        DirectUploads uploads = DirectUploads.create(urls, store);
        SignedUrlRequest request = SignedUrlRequest.startUpload(SONG).ifAbsent().build();

        assertThatExceptionOfType(ObjectStoreException.class)
                .isThrownBy(() -> uploads.open(request, PAGE))
                .satisfies(e -> assertThat(e.reason()).isEqualTo(Reason.PRECONDITION_FAILED));
    }

    @ParameterizedTest
    @EnumSource
    void get_signed_givesTheBytesARangeAndTheRefusals(Kind kind) throws IOException {
        start(kind);
        store.put(Upload.builder(SONG, BYTES).contentType("audio/mpeg").build());
        URI url = urls.sign(SONG).uri();

        HttpResponse<byte[]> whole = send("GET", url, "Origin", PAGE);
        HttpResponse<byte[]> part = send("GET", url, "Origin", PAGE, "Range", "bytes=10-19");
        HttpResponse<byte[]> end = send("GET", url, "Origin", PAGE, "Range", "bytes=" + (BYTES.length - 3) + "-");
        HttpResponse<byte[]> beyond = send("GET", url, "Origin", PAGE, "Range", "bytes=" + BYTES.length + "-");
        HttpResponse<byte[]> forged =
                send("GET", URI.create(url.toString().replace("song.mp3", "long.mp3")), "Origin", PAGE);

        assertThat(whole.statusCode()).isEqualTo(200);
        assertThat(Arrays.equals(whole.body(), BYTES)).isTrue();
        assertThat(header(whole, "Content-Type")).isEqualTo("audio/mpeg");
        assertThat(part.statusCode()).isEqualTo(206);
        assertThat(header(part, "Content-Range")).isEqualTo("bytes 10-19/" + BYTES.length);
        assertThat(part.body()).isEqualTo(Arrays.copyOfRange(BYTES, 10, 20));
        assertThat(end.statusCode()).isEqualTo(206);
        assertThat(end.body()).hasSize(3);
        assertThat(beyond.statusCode()).isEqualTo(416);
        assertThat(forged.statusCode()).isEqualTo(403);
        assertThat(List.of(whole, part, end)).allSatisfy(answer -> {
            assertThat(header(answer, "x-goog-stored-content-length")).isEqualTo(Integer.toString(BYTES.length));
            assertThat(header(answer, "Access-Control-Expose-Headers")).contains("Content-Range", "x-goog-hash");
        });
        assertThat(List.of(whole, part, end, beyond, forged))
                .allSatisfy(answer -> assertThat(header(answer, "Access-Control-Allow-Origin"))
                        .isEqualTo(PAGE));
    }

    @ParameterizedTest
    @EnumSource
    void preflight_pagesOfTheRuleAndOthers_learnWhatTheyMay(Kind kind) throws IOException {
        start(kind);
        URI address = urls.sign(SignedUrlRequest.put(SONG).build()).uri();

        HttpResponse<byte[]> allowed = preflight(address, PAGE, "PUT");

        assertThat(allowed.statusCode()).isEqualTo(200);
        assertThat(header(allowed, "Access-Control-Allow-Origin")).isEqualTo(PAGE);
        assertThat(header(allowed, "Access-Control-Allow-Methods")).isEqualTo("GET, HEAD, PUT, POST");
        assertThat(header(allowed, "Access-Control-Allow-Headers")).contains("Content-Type", "x-goog-resumable");
        assertThat(header(allowed, "Access-Control-Max-Age")).isEqualTo("3600");
        assertThat(List.of(
                        preflight(address, "https://elsewhere.example.com", "PUT"),
                        preflight(address, PAGE, "DELETE"),
                        preflight(address, PAGE, "PUT", "x-secret")))
                .allSatisfy(answer -> {
                    assertThat(answer.statusCode()).isEqualTo(200);
                    assertThat(header(answer, "Access-Control-Allow-Origin")).isEmpty();
                });
    }

    private static HttpResponse<byte[]> preflight(URI address, String origin, String method) {
        return preflight(address, origin, method, "content-type");
    }

    private static HttpResponse<byte[]> preflight(URI address, String origin, String method, String headers) {
        return send(
                "OPTIONS",
                address,
                "Origin",
                origin,
                "Access-Control-Request-Method",
                method,
                "Access-Control-Request-Headers",
                headers);
    }

    private static HttpResponse<byte[]> chunk(URI session, int from, int to, String range) {
        return send(
                "PUT",
                session,
                BodyPublishers.ofByteArray(Arrays.copyOfRange(BYTES, from, to)),
                "Content-Range",
                range,
                "Origin",
                PAGE);
    }
}
