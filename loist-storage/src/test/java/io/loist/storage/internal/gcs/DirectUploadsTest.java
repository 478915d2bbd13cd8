package io.loist.storage.internal.gcs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.sun.net.httpserver.HttpServer;
import io.loist.ObjectStoreException;
import io.loist.ObjectStoreException.Reason;
import io.loist.object.ObjectRef;
import io.loist.object.ObjectStore;
import io.loist.object.StoredObject;
import io.loist.object.Upload;
import io.loist.signing.SignedUrlRequest;
import io.loist.signing.SignedUrlService;
import io.loist.signing.SignedUrlVerifier;
import io.loist.signing.SigningKey;
import io.loist.signing.UrlEndpoint;
import io.loist.signing.VerificationKey;
import io.loist.testkit.memory.InMemoryObjectStore;
import io.loist.upload.DirectUploads;
import io.loist.upload.ExpectedUpload;
import io.loist.upload.UploadSession;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class DirectUploadsTest {

    private static final ObjectRef OBJECT = new ObjectRef("my-bucket", "temp/Sigur Rós.flac");
    private static final String ORIGIN = "https://app.example.com";

    private static final int HANG_UP = 0;

    private final AtomicReference<Map<String, List<String>>> sent = new AtomicReference<>(Map.of());
    private final AtomicReference<String> target = new AtomicReference<>("");
    private final Deque<Integer> statuses = new ConcurrentLinkedDeque<>();
    private final AtomicInteger calls = new AtomicInteger();
    private int status = 201;
    private HttpServer server;
    private SignedUrlService urls;
    private DirectUploads uploads;
    private ObjectStore store;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            calls.incrementAndGet();
            Integer next = statuses.poll();
            if (next != null) {
                if (next != HANG_UP) {
                    exchange.sendResponseHeaders(next, -1);
                }
                exchange.close();
                return;
            }
            sent.set(Map.copyOf(exchange.getRequestHeaders()));
            target.set(exchange.getRequestURI().toString());
            if (status == 201) {
                exchange.getResponseHeaders().set("Location", "/session?upload_id=abc");
            }
            exchange.sendResponseHeaders(status, -1);
            exchange.close();
        });
        server.start();
        store = new InMemoryObjectStore("my-bucket");
        URI address = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
        urls = SignedUrlService.builder(SigningKey.hmac("ID", "made up"))
                .endpoint(UrlEndpoint.pathStyle(address))
                .build();
        uploads = DirectUploads.create(urls, store, Duration.ofMillis(500));
    }

    @AfterEach
    void stop() {
        server.stop(0);
        store.close();
    }

    @Test
    void open_start_sendsWhatWasSignedAndTheOrigin() {
        UploadSession session = uploads.open(
                SignedUrlRequest.startUpload(OBJECT)
                        .contentType("audio/flac")
                        .size(1, 100)
                        .ifAbsent()
                        .build(),
                ORIGIN);

        assertThat(session.uri().toString()).endsWith("/session?upload_id=abc").startsWith("http://127.0.0.1:");
        assertThat(session.toString()).contains(OBJECT.name()).doesNotContain("upload_id", "abc");
        assertThat(sent.get()).containsEntry("Origin", List.of(ORIGIN));
        assertThat(SignedUrlVerifier.create(VerificationKey.hmac("ID", "made up"))
                        .verify("POST", Objects.requireNonNull(target.get()), Objects.requireNonNull(sent.get()))
                        .accepted())
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "403,PERMISSION_DENIED",
        "404,REFUSED",
        "412,PRECONDITION_FAILED",
        "429,UNAVAILABLE",
        "503,UNAVAILABLE",
        "200,UNAVAILABLE"
    })
    void open_storeRefuses_throwsWithoutTheUrl(int answered, Reason reason) {
        status = answered;

        assertThatExceptionOfType(ObjectStoreException.class)
                .isThrownBy(
                        () -> uploads.open(SignedUrlRequest.startUpload(OBJECT).build(), ORIGIN))
                .satisfies(e -> {
                    assertThat(e.reason()).isEqualTo(reason);
                    assertThat(e.getMessage()).doesNotContain("X-Goog", "Signature");
                });
        assertThat(calls.get() > 1).as("asked again").isEqualTo(reason == Reason.UNAVAILABLE);
    }

    @Test
    void open_troubleThatPasses_asksAgain() {
        statuses.addAll(List.of(503, HANG_UP, 429, 408, 200, 502));

        UploadSession session = DirectUploads.create(urls, store)
                .open(SignedUrlRequest.startUpload(OBJECT).build(), ORIGIN);

        assertThat(session.uri().toString()).endsWith("/session?upload_id=abc");
        assertThat(calls).hasValue(7);
    }

    @Test
    void open_troubleThatStays_isGivenUpInTime() {
        status = 503;
        long start = System.nanoTime();

        assertThatExceptionOfType(ObjectStoreException.class)
                .isThrownBy(
                        () -> uploads.open(SignedUrlRequest.startUpload(OBJECT).build(), ORIGIN))
                .withMessageContaining("within PT0.5S, asked ")
                .withMessageContaining("status 503");

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
    }

    @Test
    void open_serverThatNeverAnswers_isGivenUpInTime() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            URI address = URI.create("http://127.0.0.1:" + silent.getLocalPort());
            DirectUploads hanging = DirectUploads.create(
                    SignedUrlService.builder(SigningKey.hmac("ID", "made up"))
                            .endpoint(UrlEndpoint.pathStyle(address))
                            .build(),
                    store,
                    Duration.ofMillis(500));

            assertThatExceptionOfType(ObjectStoreException.class)
                    .isThrownBy(() ->
                            hanging.open(SignedUrlRequest.startUpload(OBJECT).build(), ORIGIN))
                    .satisfies(e -> assertThat(e.reason()).isEqualTo(Reason.UNAVAILABLE))
                    .withMessageContaining("HttpTimeoutException");
        }
    }

    @Test
    void open_interrupted_throwsAndStaysInterrupted() {
        status = 503;
        Thread.currentThread().interrupt();

        assertThatExceptionOfType(ObjectStoreException.class)
                .isThrownBy(
                        () -> uploads.open(SignedUrlRequest.startUpload(OBJECT).build(), ORIGIN))
                .withMessageContaining("interrupted");

        assertThat(Thread.interrupted()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT0S", "PT-1S", "PT10M0.001S"})
    void create_timeOutOfRange_throws(String retryFor) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DirectUploads.create(urls, store, Duration.parse(retryFor)))
                .withMessageContaining("retryFor");
    }

    @Test
    void open_noServer_throws() {
        server.stop(0);

        assertThatExceptionOfType(ObjectStoreException.class)
                .isThrownBy(
                        () -> uploads.open(SignedUrlRequest.startUpload(OBJECT).build(), ORIGIN))
                .satisfies(e -> assertThat(e.retryable()).isTrue())
                .withNoCause();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "*", "null", "app.example.com", "https://app.example.com/", "https://a.b/c", "ftp://a"})
    void open_notAnOrigin_throws(String origin) {
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> uploads.open(SignedUrlRequest.startUpload(OBJECT).build(), origin));
    }

    @Test
    void open_otherRequest_throws() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> uploads.open(SignedUrlRequest.put(OBJECT).build(), ORIGIN));
    }

    @Test
    void completeUpload_whatWasExpected_isReturned() {
        StoredObject stored = store.put(Upload.builder(OBJECT, "bytes".getBytes(UTF_8))
                .contentType("audio/flac")
                .build());

        assertThat(uploads.completeUpload(ExpectedUpload.builder(OBJECT)
                        .size(5, 5)
                        .contentType("audio/*")
                        .crc32c(String.valueOf(stored.crc32c()))
                        .generation(stored.generation())
                        .build()))
                .isEqualTo(stored);
    }

    @Test
    void completeUpload_nothingThere_throws() {
        assertThat(reason(ExpectedUpload.builder(OBJECT))).isEqualTo(Reason.NOT_FOUND);
    }

    @Test
    void completeUpload_somethingElse_throws() {
        StoredObject stored = store.put(Upload.builder(OBJECT, "bytes".getBytes(UTF_8))
                .contentType("audio/flac")
                .build());

        assertThat(reason(ExpectedUpload.builder(OBJECT).size(6, 9))).isEqualTo(Reason.INTEGRITY);
        assertThat(reason(ExpectedUpload.builder(OBJECT).size(0, 4))).isEqualTo(Reason.INTEGRITY);
        assertThat(reason(ExpectedUpload.builder(OBJECT).contentType("audio/mpeg")))
                .isEqualTo(Reason.INTEGRITY);
        assertThat(reason(ExpectedUpload.builder(OBJECT).contentType("image/*")))
                .isEqualTo(Reason.INTEGRITY);
        assertThat(reason(ExpectedUpload.builder(OBJECT).crc32c("AAAAAA=="))).isEqualTo(Reason.INTEGRITY);
        assertThat(reason(ExpectedUpload.builder(OBJECT).generation(stored.generation() + 1)))
                .isEqualTo(Reason.PRECONDITION_FAILED);
    }

    private Reason reason(ExpectedUpload.Builder expected) {
        try {
            uploads.completeUpload(expected.build());
            throw new AssertionError("it was accepted");
        } catch (ObjectStoreException e) {
            return e.reason();
        }
    }
}
