package io.loist.storage.internal.gcs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.google.auth.oauth2.AccessToken;
import com.google.auth.oauth2.GoogleCredentials;
import com.google.cloud.NoCredentials;
import com.google.gson.JsonObject;
import io.loist.ObjectStoreException;
import io.loist.ObjectStoreException.Reason;
import io.loist.internal.UserAgent;
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
import io.loist.storage.BucketSetup;
import io.loist.storage.GcsObjectStore;
import io.loist.storage.testing.gcs.GcsCall;
import io.loist.storage.testing.gcs.GcsOperation;
import io.loist.storage.testing.gcs.GcsTestServer;
import io.loist.testing.Integration;
import io.loist.testkit.TestContent;
import io.loist.upload.DirectUploads;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.time.Duration;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the builder of a store sets for all its calls, as the service sees it. */
@Integration
final class GcsSettingsTest {

    private static final String BUCKET = "settings";
    private static final String ELSEWHERE = "settings-too";
    private static final String KEY = "projects/p/locations/eu/keyRings/r/cryptoKeys/k";
    private static final byte[] LARGE = TestContent.random(GcsUpload.CHUNK_BYTES + 9);

    private final String secret = UUID.randomUUID().toString();
    private GcsTestServer server;

    @BeforeEach
    void start() throws IOException {
        server = GcsTestServer.start();
        server.createBucket(BUCKET);
        server.createBucket(ELSEWHERE);
        server.trust(SignedUrlVerifier.create(VerificationKey.hmac("GOOG1ETEST", secret)));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void everyCall_anySettings_namesTheClient() throws IOException {
        try (GcsObjectStore store = builder().build()) {
            callAll(store);
        }

        assertThat(operations()).containsExactlyInAnyOrder(GcsOperation.values());
        assertThat(server.calls())
                .allSatisfy(call -> assertThat(call.headers().get("user-agent"))
                        .as("%s", call.operation())
                        .startsWith(UserAgent.VALUE));
    }

    @Test
    void userProject_set_paysForEveryCallButThoseWhoseAddressTheServiceGave() throws IOException {
        server.letReadersPay();

        try (GcsObjectStore store = builder().userProject("payer-1").build()) {
            callAll(store);
        }

        List<GcsCall> others = server.calls().stream()
                .filter(call -> call.operation() != GcsOperation.CHUNK && call.operation() != GcsOperation.BATCH)
                .toList();
        assertThat(others)
                .allSatisfy(call -> assertThat(call.parameters())
                        .as("%s", call.operation())
                        .containsEntry("userProject", "payer-1"));
    }

    @Test
    void userProject_missing_isRefusedWithTheReason() {
        server.letReadersPay();

        try (GcsObjectStore store = builder().build()) {
            assertThatExceptionOfType(ObjectStoreException.class)
                    .isThrownBy(() -> store.stat(ref("a")))
                    .withMessageContaining("requester pays")
                    .satisfies(e -> assertThat(e.reason()).isEqualTo(Reason.REFUSED));
        }
    }

    @Test
    void read_nameTooLongForAnAddress_hasTheSettings() throws IOException {
        server.letReadersPay();
        String name = "\u00f6".repeat(500);

        try (GcsObjectStore store = builder().userProject("payer-1").build()) {
            store.put(Upload.builder(ref(name), LARGE).build());
            try (InputStream in = store.read(ref(name))) {
                assertThat(in.readAllBytes()).isEqualTo(LARGE);
            }
        }
    }

    @Test
    void quotaProject_set_isChargedForEveryCall() throws IOException {
        try (GcsObjectStore store = builder().quotaProject("quota-1").build()) {
            callAll(store);
        }

        assertThat(server.calls())
                .filteredOn(call -> call.operation() != GcsOperation.XML)
                .allSatisfy(call -> assertThat(call.headers())
                        .as("%s", call.operation())
                        .containsEntry("x-goog-user-project", "quota-1"));
    }

    @Test
    void kmsKeyName_set_encryptsNewObjectsAndCopies() {
        try (GcsObjectStore store = builder().kmsKeyName(KEY).build()) {
            StoredObject small =
                    store.put(Upload.builder(ref("small"), new byte[3]).build());
            store.put(Upload.builder(ref("large"), LARGE).build());
            store.copy(ref("small"), ref("copy"));
            store.move(small, new ObjectRef(ELSEWHERE, "moved"));
            store.move(ref("copy"), ref("renamed"));

            for (ObjectRef ref : List.of(ref("large"), ref("renamed"), new ObjectRef(ELSEWHERE, "moved"))) {
                JsonObject object = server.object(ref.bucket(), ref.name()).toJson();
                assertThat(object.get("kmsKeyName").getAsString()).isEqualTo(KEY + "/cryptoKeyVersions/1");
            }
        }
        assertThat(server.calls())
                .filteredOn(call -> call.parameters().containsKey("kmsKeyName"))
                .extracting(GcsCall::operation)
                .containsOnly(GcsOperation.INSERT, GcsOperation.START);
    }

    @Test
    void universeDomain_set_isTheHostOfCallsAndOfSignedUrls() {
        try (GcsObjectStore store = GcsObjectStore.builder()
                .credentials(NoCredentials.getInstance())
                .universeDomain("example.goog")
                .build()) {
            SignedUrlService urls = SignedUrlService.builder(SigningKey.hmac("GOOG1ETEST", secret))
                    .endpoint(store.urlEndpoint())
                    .build();

            assertThat(store.explain()).contains("https://storage.example.goog");
            assertThat(urls.sign(ref("a")).uri()).hasHost("storage.example.goog");
        }
    }

    @Test
    void universeDomain_beside_anEndpoint_leavesTheEndpoint() {
        try (GcsObjectStore store = builder()
                .credentials(credentialsOf("example.goog"))
                .universeDomain("example.goog")
                .build()) {
            store.put(Upload.builder(ref("a"), new byte[3]).build());

            assertThat(store.urlEndpoint()).isEqualTo(UrlEndpoint.pathStyle(server.endpoint()));
        }
        assertThat(server.object(BUCKET, "a").bytes()).hasSize(3);
    }

    @Test
    void universeDomain_ofOtherCredentials_isRefusedWithTheRemedy() {
        try (GcsObjectStore store = builder()
                .credentials(credentialsOf("other.goog"))
                .universeDomain("example.goog")
                .build()) {
            assertThatExceptionOfType(ObjectStoreException.class)
                    .isThrownBy(() ->
                            store.put(Upload.builder(ref("a"), new byte[3]).build()))
                    .withMessageContaining("universe domain")
                    .satisfies(e -> assertThat(e.retryable()).isFalse());
        }
    }

    @Test
    void urlEndpoint_nothingSet_isCloudStorage() {
        try (GcsObjectStore store = GcsObjectStore.builder()
                .credentials(NoCredentials.getInstance())
                .build()) {
            assertThat(store.urlEndpoint()).isEqualTo(UrlEndpoint.GOOGLE_CLOUD_STORAGE);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "https://example.goog", "Example.goog", "example", "example.goog/x", "a..b", "a.b\n"})
    void universeDomain_noDomain_throws(String domain) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> GcsObjectStore.builder().universeDomain(domain))
                .withMessageContaining("googleapis.com");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "my project", "p\r\nX-Evil: 1", "P"})
    void userProjectAndQuotaProject_noProject_throw(String project) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> GcsObjectStore.builder().userProject(project))
                .withMessageContaining("userProject");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> GcsObjectStore.builder().quotaProject(project))
                .withMessageContaining("quotaProject");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "k", KEY + "/cryptoKeyVersions/1", "projects/p/locations/eu/keyRings/r"})
    void kmsKeyName_noKey_throws(String key) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> GcsObjectStore.builder().kmsKeyName(key))
                .withMessageContaining("projects/P/locations/L/keyRings/R/cryptoKeys/K");
    }

    /** Makes every kind of call that the test server knows. */
    private void callAll(GcsObjectStore store) throws IOException {
        StoredObject small =
                store.put(Upload.builder(ref("small"), "bytes".getBytes(UTF_8)).build());
        store.put(Upload.builder(ref("large"), () -> new ByteArrayInputStream(LARGE))
                .build());
        try (InputStream in = store.read(ref("small"))) {
            assertThat(in.readAllBytes()).hasSize(5);
        }
        ObjectStore.Details details = store.details(ref("small")).orElseThrow();
        store.update(details.withCacheControl("private"));
        try (Stream<StoredObject> listed = store.list(BUCKET, "")) {
            assertThat(listed).hasSize(2);
        }
        store.copy(ref("small"), ref("copy"));
        store.move(small, ref("moved"));
        store.delete(ref("copy"));
        assertThat(store.deleteAll(List.of(ref("moved"), ref("large")))).allMatch(ObjectStore.Deletion::isGone);
        BucketSetup.builder(store, "made-by-setup").location("EU").build().apply();
        BucketSetup.builder(store, "made-by-setup")
                .labels(Map.of("a", "b"))
                .grant(BucketSetup.Role.READER, "serviceAccount:a@p.iam.gserviceaccount.com")
                .build()
                .apply();
        SignedUrlService urls = SignedUrlService.builder(SigningKey.hmac("GOOG1ETEST", secret))
                .endpoint(store.urlEndpoint())
                .build();
        assertThat(store.doctor(BUCKET, urls).troubles()).isEmpty();
        SignedUrlRequest upload = SignedUrlRequest.startUpload(ref("direct"))
                .queryParameter("userProject", "payer-1")
                .build();
        assertThat(DirectUploads.create(urls, store)
                        .open(upload, "https://app.example")
                        .uri())
                .isNotNull();
    }

    private Set<GcsOperation> operations() {
        return server.calls().stream().map(GcsCall::operation).collect(Collectors.toSet());
    }

    private GcsObjectStore.Builder builder() {
        return GcsObjectStore.builder()
                .credentials(NoCredentials.getInstance())
                .projectId("project-1")
                .endpoint(server.endpoint())
                .retryFor(Duration.ofSeconds(5));
    }

    private static ObjectRef ref(String name) {
        return new ObjectRef(BUCKET, name);
    }

    private static GoogleCredentials credentialsOf(String universeDomain) {
        return GoogleCredentials.newBuilder()
                .setUniverseDomain(universeDomain)
                .setAccessToken(new AccessToken(
                        "token", Date.from(Clock.systemUTC().instant().plusSeconds(3_600))))
                .build();
    }
}
