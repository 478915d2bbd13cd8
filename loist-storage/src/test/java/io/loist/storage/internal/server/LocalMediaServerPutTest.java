package io.loist.storage.internal.server;

import static io.loist.storage.testing.MediaClient.assertRefused;
import static io.loist.storage.testing.MediaClient.get;
import static io.loist.storage.testing.MediaClient.header;
import static io.loist.storage.testing.MediaClient.open;
import static io.loist.storage.testing.MediaClient.readToEnd;
import static io.loist.storage.testing.MediaClient.send;
import static io.loist.storage.testing.MediaClient.text;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.loist.object.ObjectRef;
import io.loist.object.StoredObject;
import io.loist.object.Upload;
import io.loist.signing.SignedUrl;
import io.loist.signing.SignedUrlRequest;
import io.loist.storage.FileSystemObjectStore;
import io.loist.storage.LocalMediaServer;
import io.loist.storage.testing.MediaClient;
import io.loist.testkit.TestContent;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Uploads through a signed PUT: what is stored, and what is refused and leaves nothing behind. */
@Timeout(60)
class LocalMediaServerPutTest {

    private static final ObjectRef SONG = new ObjectRef("my-bucket", "temp/song.mp3");
    private static final byte[] BYTES = "0123456789".getBytes(UTF_8);

    @TempDir
    private Path root;

    private FileSystemObjectStore store;
    private LocalMediaServer server;

    @BeforeEach
    void startServer() {
        store = FileSystemObjectStore.create(root);
        store.createBucket("my-bucket");
        server = LocalMediaServer.start(store);
    }

    @AfterEach
    void closeServer() {
        server.close();
    }

    @Test
    void put_signed_storesTheBytesAndTheirType() throws IOException {
        SignedUrl url = sign(SignedUrlRequest.put(SONG).header("Content-Type", "audio/mpeg"));

        HttpResponse<byte[]> response = send(url, BYTES);

        StoredObject stored = store.stat(SONG).orElseThrow();
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(header(response, "X-Goog-Generation")).isEqualTo(Long.toString(stored.generation()));
        assertThat(header(response, "X-Goog-Hash")).isEqualTo("crc32c=" + stored.crc32c());
        assertThat(header(response, "X-Goog-Stored-Content-Length")).isEqualTo("10");
        assertThat(header(response, "ETag"))
                .isEqualTo(header(get(server.signedUrls().sign(SONG)), "ETag"));
        assertThat(stored.contentType()).isEqualTo("audio/mpeg");
        assertThat(store.read(SONG).readAllBytes()).isEqualTo(BYTES);
    }

    @Test
    void put_headersToServeItWith_areServed() {
        SignedUrl url = sign(SignedUrlRequest.put(SONG)
                .header("Cache-Control", "public, max-age=60")
                .header("Content-Disposition", "inline; filename=\"a.mp3\"")
                .header("x-goog-meta-mood", "blue"));

        assertThat(send(url, BYTES).statusCode()).isEqualTo(200);
        HttpResponse<byte[]> served = get(server.signedUrls().sign(SONG));

        assertThat(header(served, "Cache-Control")).isEqualTo("public, max-age=60");
        assertThat(header(served, "Content-Disposition")).isEqualTo("inline; filename=\"a.mp3\"");
        assertThat(header(served, "x-goog-meta-mood")).isEqualTo("blue");
        assertThat(header(served, "Content-Type")).isEqualTo("application/octet-stream");
    }

    @Test
    void put_manyMegabytesInChunks_storesEveryByte() throws IOException {
        byte[] bytes = new byte[9_000_001];
        new Random(9).nextBytes(bytes);
        SignedUrl url = sign(SignedUrlRequest.put(SONG));

        HttpResponse<byte[]> response =
                send("PUT", url.uri(), BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(bytes)));

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(store.read(SONG).readAllBytes()).isEqualTo(bytes);
    }

    @Test
    void put_withoutConditions_replaces() throws IOException {
        SignedUrl url = sign(SignedUrlRequest.put(SONG));
        send(url, BYTES);

        assertThat(send(url, new byte[0]).statusCode()).isEqualTo(200);
        assertThat(store.read(SONG).readAllBytes()).isEmpty();
    }

    @Test
    void put_otherTypeThanSigned_isRefused() {
        SignedUrl url = sign(SignedUrlRequest.put(SONG).header("Content-Type", "audio/mpeg"));

        HttpResponse<byte[]> response =
                send("PUT", url.uri(), BodyPublishers.ofByteArray(BYTES), "Content-Type", "text/html");

        assertNothingStored(response, 403, "SignatureDoesNotMatch");
    }

    @Test
    void put_signedForGet_isRefused() {
        HttpResponse<byte[]> response =
                send("PUT", server.signedUrls().sign(SONG).uri(), BodyPublishers.ofByteArray(BYTES));

        assertNothingStored(response, 403, "SignatureDoesNotMatch");
    }

    @ParameterizedTest
    @CsvSource({"'0,9', EntityTooLarge", "'11,20', EntityTooSmall", "'20,10', InvalidArgument", "few, InvalidArgument"})
    void put_outsideTheSignedSize_isRefused(String range, String code) {
        SignedUrl url = sign(SignedUrlRequest.put(SONG).header("x-goog-content-length-range", range));

        assertNothingStored(send(url, BYTES), 400, code);
    }

    @ParameterizedTest
    @CsvSource({"'0,9', EntityTooLarge", "'11,20', EntityTooSmall"})
    void put_inChunksOutsideTheSignedSize_isRefusedWhileReading(String range, String code) {
        SignedUrl url = sign(SignedUrlRequest.put(SONG).header("x-goog-content-length-range", range));

        HttpResponse<byte[]> response = send(
                "PUT",
                url.uri(),
                BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(BYTES)),
                "x-goog-content-length-range",
                range);

        assertNothingStored(response, 400, code);
    }

    @Test
    void put_farTooLarge_stillReadsWhyItWasRefused() {
        SignedUrl url = sign(SignedUrlRequest.put(SONG).header("x-goog-content-length-range", "0,1000"));

        assertNothingStored(send(url, new byte[20_000_000]), 400, "EntityTooLarge");
    }

    @Test
    void put_withinTheSignedSize_isStored() {
        SignedUrl url = sign(SignedUrlRequest.put(SONG).header("x-goog-content-length-range", "10,10"));

        assertThat(send(url, BYTES).statusCode()).isEqualTo(200);
    }

    @Test
    void put_onlyIfAbsent_keepsWhatIsThere() throws IOException {
        SignedUrl url = sign(SignedUrlRequest.put(SONG).header("x-goog-if-generation-match", "0"));

        assertThat(send(url, BYTES).statusCode()).isEqualTo(200);
        assertRefused(send(url, new byte[3]), 412, "PreconditionFailed");
        assertThat(store.read(SONG).readAllBytes()).isEqualTo(BYTES);
    }

    @Test
    void put_onlyOverAGeneration_replacesThatAlone() {
        long generation = store.put(Upload.builder(SONG, BYTES).build()).generation();
        SignedUrl url =
                sign(SignedUrlRequest.put(SONG).header("x-goog-if-generation-match", Long.toString(generation)));

        assertThat(send(url, new byte[1]).statusCode()).isEqualTo(200);
        assertRefused(send(url, new byte[2]), 412, "PreconditionFailed");
        assertThat(store.stat(SONG).orElseThrow().size()).isEqualTo(1);
    }

    @Test
    void put_manyAtOnceOverOneGeneration_exactlyOneReplacesIt(@TempDir Path root) throws Exception {
        FileSystemObjectStore files = FileSystemObjectStore.create(root);
        files.createBucket(SONG.bucket());
        files.put(Upload.builder(SONG, BYTES).build());
        try (LocalMediaServer overFiles = LocalMediaServer.start(files)) {
            for (int round = 0; round < 10; round++) {
                long generation = files.stat(SONG).orElseThrow().generation();
                SignedUrl url = overFiles
                        .signedUrls()
                        .sign(SignedUrlRequest.put(SONG)
                                .header("x-goog-if-generation-match", Long.toString(generation))
                                .build());

                List<HttpResponse<byte[]>> answers = TestContent.atOnce(IntStream.range(0, 8)
                        .mapToObj(i -> (Callable<HttpResponse<byte[]>>) () -> send(url, new byte[100_000 + i]))
                        .toList());

                assertThat(answers)
                        .extracting(HttpResponse::statusCode)
                        .containsOnlyOnce(200)
                        .containsOnly(200, 412);
                assertThat(answers)
                        .filteredOn(answer -> answer.statusCode() == 200)
                        .extracting(answer -> header(answer, "x-goog-generation"))
                        .containsExactly(
                                Long.toString(files.stat(SONG).orElseThrow().generation()));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"MD5", "SHA-256"})
    void put_checksumOfTheBytes_isStored(String algorithm) throws NoSuchAlgorithmException {
        byte[] sum = MessageDigest.getInstance(algorithm).digest(BYTES);

        assertThat(send(withSum(algorithm, sum), BYTES).statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"MD5", "SHA-256"})
    void put_checksumOfOtherBytes_isRefused(String algorithm) throws NoSuchAlgorithmException {
        byte[] sum = MessageDigest.getInstance(algorithm).digest(new byte[10]);

        assertNothingStored(send(withSum(algorithm, sum), BYTES), 400, "BadDigest");
    }

    @Test
    void put_crc32c_isChecked() {
        SignedUrl good = sign(SignedUrlRequest.put(SONG).header("x-goog-hash", "crc32c=KAwGng=="));
        SignedUrl bad = sign(SignedUrlRequest.put(SONG).header("x-goog-hash", "crc32c=AAAAAA=="));

        assertNothingStored(send(bad, BYTES), 400, "BadDigest");
        assertThat(send(good, BYTES).statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"crc32c=", "crc32c", "sha1=AAAA", "md5=KAwGng==", "crc32c=AAAAAA==,crc32c=KAwGng=="})
    void put_checksumOfNoForm_isRefused(String hash) {
        SignedUrl url = sign(SignedUrlRequest.put(SONG).header("x-goog-hash", hash));

        assertNothingStored(send(url, BYTES), 400, "InvalidDigest");
    }

    @Test
    void put_headerThatOnlyTheCloudKnows_isRefusedByName() {
        SignedUrl url = sign(SignedUrlRequest.put(SONG).header("x-goog-acl", "public-read"));

        HttpResponse<byte[]> response = send(url, BYTES);

        assertNothingStored(response, 501, "NotImplemented");
        assertThat(text(response)).contains("x-goog-acl");
    }

    @Test
    void put_intoABucketThatIsNotThere_isRefused() {
        SignedUrl url = sign(SignedUrlRequest.put(new ObjectRef("other-bucket", "a")));

        assertRefused(send(url, BYTES), 404, "NoSuchBucket");
    }

    @Test
    void put_clientGoneHalfWay_storesNothing() throws Exception {
        SignedUrl url = sign(SignedUrlRequest.put(SONG));
        try (Socket socket = open(server, putLines(url, "Content-Length: 1000", "", "half of it"))) {
            socket.shutdownOutput();
            assertThat(readToEnd(socket)).contains("HTTP/1.1 400", "<Code>IncompleteBody</Code>");
        }

        assertNothingStored();
    }

    @Test
    void put_withoutLength_isRefused() throws IOException {
        try (Socket socket = open(server, putLines(sign(SignedUrlRequest.put(SONG)), "Connection: close", "", ""))) {
            assertThat(readToEnd(socket)).contains("HTTP/1.1 411", "<Code>MissingContentLength</Code>");
        }

        assertNothingStored();
    }

    @Test
    void put_trickling_losesItsConnectionAndStoresNothing() throws Exception {
        try (LocalMediaServer hasty = LocalMediaServer.builder(store)
                .stallTimeout(Duration.ofSeconds(1))
                .start()) {
            SignedUrl url = hasty.signedUrls().sign(SignedUrlRequest.put(SONG).build());
            String[] lines = {
                "PUT " + MediaClient.target(url) + " HTTP/1.1",
                "Host: " + hasty.uri().getRawAuthority(),
                "Content-Length: 100000",
                "",
                ""
            };
            try (Socket socket = open(hasty, lines)) {
                boolean open = true;
                for (int sent = 0; open && sent < 200; sent++) {
                    open = trickle(socket);
                }
                assertThat(open).isFalse();
            }
        }
        assertNothingStored();
    }

    private static boolean trickle(Socket socket) throws InterruptedException {
        try {
            socket.getOutputStream().write('x');
            Thread.sleep(50);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private SignedUrl withSum(String algorithm, byte[] sum) {
        return algorithm.equals("MD5")
                ? sign(SignedUrlRequest.put(SONG)
                        .header("Content-MD5", Base64.getEncoder().encodeToString(sum)))
                : sign(SignedUrlRequest.put(SONG)
                        .header("x-goog-content-sha256", HexFormat.of().formatHex(sum)));
    }

    private String[] putLines(SignedUrl url, String... rest) {
        return Stream.concat(
                        Stream.of(
                                "PUT " + MediaClient.target(url) + " HTTP/1.1",
                                "Host: " + server.uri().getRawAuthority()),
                        Stream.of(rest))
                .toArray(String[]::new);
    }

    private SignedUrl sign(SignedUrlRequest.Builder request) {
        return server.signedUrls().sign(request.build());
    }

    private void assertNothingStored(HttpResponse<byte[]> response, int status, String code) {
        assertRefused(response, status, code);
        assertNothingStored();
    }

    private void assertNothingStored() {
        assertThat(store.exists(SONG)).isFalse();
        assertThat(incoming()).isEmpty();
    }

    private String[] incoming() {
        Path folder = root.resolve("my-bucket").resolve(".incoming");
        String[] names = Files.isDirectory(folder) ? folder.toFile().list() : new String[0];
        return names == null ? new String[0] : names;
    }
}
