package io.loist.storage.internal.server;

import static io.loist.storage.testing.MediaClient.assertRefused;
import static io.loist.storage.testing.MediaClient.header;
import static io.loist.storage.testing.MediaClient.open;
import static io.loist.storage.testing.MediaClient.readToEnd;
import static io.loist.storage.testing.MediaClient.send;
import static io.loist.storage.testing.MediaClient.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.loist.object.ObjectRef;
import io.loist.signing.SignedUrl;
import io.loist.signing.SignedUrlRequest;
import io.loist.storage.LocalMediaServer;
import io.loist.storage.internal.server.upload.ResumableUpload;
import io.loist.storage.internal.server.upload.ResumableUploads;
import io.loist.testkit.SettableClock;
import io.loist.testkit.memory.InMemoryObjectStore;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Uploads in several requests: how they go on, how they end, and that nothing of them stays behind. */
@Timeout(60)
class LocalMediaServerResumableTest {

    private static final ObjectRef SONG = new ObjectRef("my-bucket", "temp/Sigur Rós.mp3");
    private static final int STEP = ResumableUpload.STEP;
    private static final byte[] BYTES = new byte[3 * STEP + 5];

    static {
        new Random(4).nextBytes(BYTES);
    }

    @TempDir
    private Path folder;

    private final SettableClock clock = new SettableClock(Instant.parse("2026-02-28T12:00:00Z"));
    private final InMemoryObjectStore store = new InMemoryObjectStore("my-bucket");
    private LocalMediaServer server;

    @BeforeEach
    void startServer() {
        server =
                LocalMediaServer.builder(store).clock(clock).spoolFolder(folder).start();
    }

    @AfterEach
    void closeServer() {
        server.close();
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void start_signed_givesASessionUriWithASecretOfItsOwn() {
        Set<URI> sessions = new HashSet<>();
        for (int i = 0; i < 100; i++) {
            sessions.add(start());
        }

        assertThat(sessions).hasSize(100).allSatisfy(session -> {
            assertThat(session.toString()).startsWith(server.uri() + "/my-bucket/temp/Sigur%20R%C3%B3s.mp3?upload_id=");
            assertThat(session.getRawQuery()).hasSizeGreaterThan(40).doesNotContain("X-Goog");
        });
    }

    @Test
    void put_inChunks_storesTheWholeWithTheTypeItWasStartedWith() throws IOException {
        URI session = start("Content-Type", "audio/mpeg");

        assertIncomplete(put(session, 0, STEP, "*"), STEP);
        assertIncomplete(put(session, STEP, 3 * STEP, "*"), 3 * STEP);
        assertThat(store.exists(SONG)).isFalse();
        HttpResponse<byte[]> last = put(session, 3 * STEP, BYTES.length, BYTES.length);

        assertThat(last.statusCode()).isEqualTo(200);
        assertThat(header(last, "X-Goog-Stored-Content-Length")).isEqualTo(Integer.toString(BYTES.length));
        assertThat(store.read(SONG).readAllBytes()).isEqualTo(BYTES);
        assertThat(store.stat(SONG).orElseThrow().contentType()).isEqualTo("audio/mpeg");
    }

    @Test
    void put_allAtOnce_storesTheWhole() throws IOException {
        HttpResponse<byte[]> response = send("PUT", start(), BodyPublishers.ofByteArray(BYTES));

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(store.read(SONG).readAllBytes()).isEqualTo(BYTES);
    }

    @Test
    void put_nothingAtAll_storesAnEmptyObject() {
        assertThat(send("PUT", start(), BodyPublishers.ofByteArray(new byte[0])).statusCode())
                .isEqualTo(200);
        assertThat(store.stat(SONG).orElseThrow().size()).isZero();
    }

    @Test
    void put_chunkThatIsNoMultipleOf256KiB_keepsTheMultiple() throws IOException {
        URI session = start();

        assertIncomplete(put(session, 0, STEP + 1000, "*"), STEP);
        assertThat(put(session, STEP, BYTES.length, BYTES.length).statusCode()).isEqualTo(200);
        assertThat(store.read(SONG).readAllBytes()).isEqualTo(BYTES);
    }

    @Test
    void put_bytesThatAreThereAlready_passesThemOver() throws IOException {
        URI session = start();
        put(session, 0, 2 * STEP, "*");

        byte[] other = BYTES.clone();
        Arrays.fill(other, 0, 2 * STEP, (byte) 0);
        HttpResponse<byte[]> response = put(session, other, 0, BYTES.length);

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(store.read(SONG).readAllBytes()).isEqualTo(BYTES);
    }

    @Test
    void put_leavingAGap_isRefusedInTheServicesWords() {
        HttpResponse<byte[]> response = put(start(), STEP, 2 * STEP, "*");

        assertThat(response.statusCode()).isEqualTo(503);
        assertThat(header(response, "Content-Type")).startsWith("text/plain");
        assertThat(text(response))
                .contains("the upload offset is 262144 byte(s), which exceeds already uploaded size of 0 byte(s)");
    }

    @Test
    void query_tellsHowFarItIs() {
        URI session = start();

        assertIncomplete(query(session, "*"), 0);
        put(session, 0, STEP, BYTES.length);
        assertIncomplete(query(session, "*"), STEP);
        assertIncomplete(query(session, BYTES.length), STEP);
        put(session, STEP, BYTES.length, BYTES.length);

        HttpResponse<byte[]> done = query(session, BYTES.length);
        assertThat(done.statusCode()).isEqualTo(200);
        assertThat(header(done, "X-Goog-Generation"))
                .isEqualTo(Long.toString(store.stat(SONG).orElseThrow().generation()));
    }

    @Test
    void query_totalThatHasCome_finishes() {
        URI session = start();
        put(session, 0, 2 * STEP, "*");

        assertThat(query(session, 2 * STEP).statusCode()).isEqualTo(200);
        assertThat(store.stat(SONG).orElseThrow().size()).isEqualTo(2 * STEP);
    }

    @Test
    void put_lastChunkAgain_givesTheSameAnswerAndStoresNothingTwice() {
        URI session = start();
        put(session, 0, STEP, "*");
        String generation = header(put(session, STEP, BYTES.length, BYTES.length), "X-Goog-Generation");

        assertThat(header(put(session, STEP, BYTES.length, BYTES.length), "X-Goog-Generation"))
                .isEqualTo(generation);
    }

    @Test
    void put_connectionLostInTheMidstOfAChunk_goesOnFromWhatCame() throws IOException {
        URI session = start();
        try (Socket socket = open(
                server,
                "PUT " + session.getRawPath() + "?" + session.getRawQuery() + " HTTP/1.1",
                "Host: " + server.uri().getRawAuthority(),
                "Content-Range: bytes 0-" + (BYTES.length - 1) + "/" + BYTES.length,
                "Content-Length: " + BYTES.length,
                "",
                "")) {
            socket.getOutputStream().write(BYTES, 0, 2 * STEP + 77);
            socket.shutdownOutput();
            assertThat(readToEnd(socket)).contains("IncompleteBody");
        }

        assertIncomplete(query(session, BYTES.length), 2 * STEP);
        assertThat(put(session, 2 * STEP, BYTES.length, BYTES.length).statusCode())
                .isEqualTo(200);
        assertThat(store.read(SONG).readAllBytes()).isEqualTo(BYTES);
    }

    @Test
    void delete_givesTheUploadUp() {
        URI session = start();
        put(session, 0, STEP, "*");

        assertThat(send("DELETE", session).statusCode()).isEqualTo(499);
        assertRefused(query(session, "*"), 404, "NoSuchUpload");
        assertThat(store.exists(SONG)).isFalse();
    }

    @Test
    void session_afterAWeek_isGone() {
        URI session = start();
        put(session, 0, STEP, "*");

        clock.set(clock.instant().plus(ResumableUploads.LIFETIME).minusMillis(1));
        assertIncomplete(query(session, "*"), STEP);
        clock.set(clock.instant().plusMillis(1));
        assertRefused(query(session, "*"), 404, "NoSuchUpload");
    }

    @Test
    void session_ofAnotherObject_isNotFound() {
        String other = start().toString().replace("Sigur", "Sugar");

        assertRefused(query(URI.create(other), "*"), 404, "NoSuchUpload");
    }

    @Test
    void session_goesOnAfterTheSignedUrlHasExpired() {
        URI session = start();
        clock.set(clock.instant().plusSeconds(86_400));

        assertThat(put(session, 0, BYTES.length, BYTES.length).statusCode()).isEqualTo(200);
    }

    @Test
    void get_ofASession_isRefused() {
        assertRefused(send("GET", start()), 405, "MethodNotAllowed");
    }

    @Test
    void start_withoutTheHeaderForIt_isRefused() {
        SignedUrl url = sign(SignedUrlRequest.builder("POST", SONG));

        assertRefused(send(url, new byte[0]), 400, "InvalidArgument");
    }

    @Test
    void start_unsigned_isRefused() {
        HttpResponse<byte[]> response = send("POST", server.uri().resolve("/my-bucket/a"), "x-goog-resumable", "start");

        assertRefused(response, 403, "AccessDenied");
    }

    @Test
    void start_objectThatMustNotBeThere_isRefused() {
        send("PUT", start(), BodyPublishers.ofByteArray(BYTES));

        HttpResponse<byte[]> response = startResponse("x-goog-if-generation-match", "0");

        assertRefused(response, 412, "PreconditionFailed");
    }

    @Test
    void put_objectThatCameMeanwhile_endsTheSession() {
        URI session = start("x-goog-if-generation-match", "0");
        send("PUT", start(), BodyPublishers.ofByteArray(new byte[1]));

        assertRefused(put(session, 0, BYTES.length, BYTES.length), 412, "PreconditionFailed");
        assertRefused(query(session, "*"), 404, "NoSuchUpload");
        assertThat(store.stat(SONG).orElseThrow().size()).isEqualTo(1);
    }

    @Test
    void put_beyondTheSignedSize_isRefused() {
        URI session = start("x-goog-content-length-range", "0," + STEP);

        assertRefused(put(session, 0, 2 * STEP, "*"), 400, "EntityTooLarge");
        assertRefused(put(session, 0, STEP, BYTES.length), 400, "EntityTooLarge");
        assertThat(store.exists(SONG)).isFalse();
    }

    @Test
    void put_smallerThanTheSignedSize_isRefused() {
        URI session = start("x-goog-content-length-range", STEP + "," + BYTES.length);

        assertRefused(send("PUT", session, BodyPublishers.ofByteArray(new byte[5])), 400, "EntityTooSmall");
        assertThat(store.exists(SONG)).isFalse();
    }

    @Test
    void put_checksumOfOtherBytes_storesNothing() {
        URI session = start();

        HttpResponse<byte[]> response =
                send("PUT", session, BodyPublishers.ofByteArray(BYTES), "x-goog-hash", "crc32c=AAAAAA==");

        assertRefused(response, 400, "BadDigest");
        assertThat(store.exists(SONG)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "bytes 0-9/5",
                "bytes 9-0/20",
                "bytes 0-8/20",
                "bytes 0-/20",
                "bytes=0-9/20",
                "0-9/20",
                "bytes 0-9",
                "bytes 0-99999999999999999999/*"
            })
    void put_rangeThatCannotBe_isRefused(String range) {
        HttpResponse<byte[]> response =
                send("PUT", start(), BodyPublishers.ofByteArray(new byte[10]), "Content-Range", range);

        assertRefused(response, 400, "InvalidArgument");
    }

    @Test
    void put_otherTotalThanBefore_isRefused() {
        URI session = start();
        put(session, 0, STEP, BYTES.length);

        assertRefused(put(session, STEP, BYTES.length, BYTES.length + 1), 400, "InvalidArgument");
        assertRefused(query(session, STEP - 1), 400, "InvalidArgument");
    }

    @Test
    void start_spoolFolderGone_isUnavailable() throws IOException {
        Path gone = Files.createDirectory(folder.resolve("gone"));
        try (LocalMediaServer other =
                LocalMediaServer.builder(store).spoolFolder(gone).start()) {
            Files.delete(gone);
            SignedUrl url = other.signedUrls()
                    .sign(SignedUrlRequest.builder("POST", SONG)
                            .header("x-goog-resumable", "start")
                            .build());

            assertRefused(send(url, new byte[0]), 503, "ServiceUnavailable");
        }
    }

    @Test
    void close_withUnfinishedUploads_leavesNoFile() {
        put(start(), 0, STEP, "*");
        assertThat(folder).isNotEmptyDirectory();

        server.close();

        assertThat(folder).isEmptyDirectory();
    }

    private URI start(String... headers) {
        HttpResponse<byte[]> response = startResponse(headers);
        assertThat(response.statusCode()).as(text(response)).isEqualTo(201);
        return URI.create(header(response, "Location"));
    }

    private HttpResponse<byte[]> startResponse(String... headers) {
        SignedUrlRequest.Builder request =
                SignedUrlRequest.builder("POST", SONG).header("x-goog-resumable", "start");
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        return send(sign(request), new byte[0]);
    }

    private SignedUrl sign(SignedUrlRequest.Builder request) {
        return server.signedUrls().sign(request.build());
    }

    private static HttpResponse<byte[]> put(URI session, int from, int to, Object total) {
        return put(session, BYTES, from, to, total);
    }

    private static HttpResponse<byte[]> put(URI session, byte[] bytes, int from, int to) {
        return put(session, bytes, from, to, to);
    }

    private static HttpResponse<byte[]> put(URI session, byte[] bytes, int from, int to, Object total) {
        return send(
                "PUT",
                session,
                BodyPublishers.ofByteArray(bytes, from, to - from),
                "Content-Range",
                "bytes " + from + "-" + (to - 1) + "/" + total);
    }

    private static HttpResponse<byte[]> query(URI session, Object total) {
        return send("PUT", session, BodyPublishers.ofByteArray(new byte[0]), "Content-Range", "bytes */" + total);
    }

    private static void assertIncomplete(HttpResponse<byte[]> response, int received) {
        assertThat(response.statusCode())
                .as(new String(response.body(), StandardCharsets.UTF_8))
                .isEqualTo(308);
        assertThat(response.headers().allValues("Range"))
                .isEqualTo(received == 0 ? List.of() : List.of("bytes=0-" + (received - 1)));
    }
}
