package io.loist.storage.internal.bucket;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.cloud.NoCredentials;
import io.loist.ObjectStoreException;
import io.loist.SigningException;
import io.loist.object.ObjectRef;
import io.loist.object.StoredObject;
import io.loist.signing.SignedUrlService;
import io.loist.signing.SignedUrlVerifier;
import io.loist.signing.SigningAlgorithm;
import io.loist.signing.SigningKey;
import io.loist.signing.UrlEndpoint;
import io.loist.signing.VerificationKey;
import io.loist.storage.DoctorReport;
import io.loist.storage.DoctorReport.Finding;
import io.loist.storage.GcsObjectStore;
import io.loist.storage.internal.gcs.GcsObjectStoreTest;
import io.loist.storage.testing.gcs.GcsFaults.Fault;
import io.loist.storage.testing.gcs.GcsOperation;
import io.loist.storage.testing.gcs.GcsTestServer;
import io.loist.testing.Integration;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Integration
final class BucketDoctorTest {

    private static final String BUCKET = "clinic";
    private static final String SIGNER = "signer@project.iam.gserviceaccount.com";

    private static KeyPair keys;

    private GcsTestServer server;
    private GcsObjectStore store;

    @BeforeAll
    static void makeKeys() throws NoSuchAlgorithmException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        keys = generator.generateKeyPair();
    }

    @BeforeEach
    void start() throws IOException {
        server = GcsTestServer.start();
        server.createBucket(BUCKET);
        server.trust(SignedUrlVerifier.create(VerificationKey.rsa(SIGNER, keys.getPublic())));
        store = GcsObjectStoreTest.open(server.endpoint(), Duration.ofMillis(300));
    }

    @AfterEach
    void stop() {
        store.close();
        server.close();
    }

    private SignedUrlService.Builder urls() {
        return SignedUrlService.builder(SigningKey.rsa(SIGNER, keys.getPrivate()))
                .endpoint(UrlEndpoint.pathStyle(server.endpoint()));
    }

    @Test
    void doctor_allIsWell_isHealthyAndLeavesNothingBehind() {
        DoctorReport report = store.doctor(BUCKET, urls().build());

        assertThat(report.isHealthy()).as(report.toString()).isTrue();
        assertThat(report.findings())
                .extracting(Finding::step)
                .endsWith("bucket", "write", "read", "sign", "fetch by signed URL", "delete");
        assertThat(server.faults().calls(GcsOperation.XML)).isEqualTo(1);
        assertThatNothingIsLeft();
    }

    @ParameterizedTest
    @CsvSource({
        "storage.objects.create,write,roles/storage.objectUser",
        "storage.objects.delete,delete,roles/storage.objectUser",
        "storage.objects.list,,roles/storage.objectViewer",
        "storage.objects.move,,roles/storage.objectUser"
    })
    void doctor_permissionMissing_namesItAndTheRemedy(String permission, String step, String role) {
        server.settings().deny(List.of(permission));

        DoctorReport report = store.doctor(BUCKET, urls().build());

        List<Finding> troubles = report.troubles();
        assertThat(troubles.get(0).step()).isEqualTo("permission " + permission);
        assertThat(troubles.get(0).remedy())
                .startsWith("gcloud storage buckets add-iam-policy-binding gs://clinic ")
                .endsWith(" --role=" + role);
        assertThat(troubles).hasSize(step == null ? 1 : 2);
        if (step != null) {
            assertThat(troubles.get(1).step()).isEqualTo(step);
            assertThat(troubles.get(1).remedy()).contains(role);
        }
    }

    @Test
    void doctor_wrongKey_saysThatTheUrlIsRefusedAndHidesIt() {
        SignedUrlService strange = SignedUrlService.builder(SigningKey.hmac("GOOG1STRANGER", "not the secret"))
                .endpoint(UrlEndpoint.pathStyle(server.endpoint()))
                .build();

        DoctorReport report = store.doctor(BUCKET, strange);

        assertThat(report.troubles()).extracting(Finding::step).containsExactly("fetch by signed URL");
        assertThat(report.toString())
                .contains("403 InvalidSecurity")
                .doesNotContain("X-Goog-Signature", "GOOG1STRANGER");
        assertThatNothingIsLeft();
    }

    @Test
    void doctor_clockIsSlow_saysSo() {
        Clock slow = Clock.offset(Clock.systemUTC(), Duration.ofHours(-3));

        DoctorReport report = store.doctor(BUCKET, urls().clock(slow).build());

        assertThat(report.troubles()).hasSize(1);
        assertThat(report.troubles().get(0).problem()).contains("ExpiredToken");
        assertThat(report.troubles().get(0).remedy()).contains("clock");
    }

    @Test
    void doctor_signerFails_saysWhatTheSignerSays() {
        SignedUrlService broken = SignedUrlService.create(new SigningKey() {
            @Override
            public SigningAlgorithm algorithm() {
                return SigningAlgorithm.GOOG4_RSA_SHA256;
            }

            @Override
            public String accessId() {
                return "signer@music.iam.gserviceaccount.com";
            }

            @Override
            public byte[] sign(String text, String scope) {
                throw new SigningException(false, "signBlob is not permitted", null);
            }
        });

        DoctorReport report = store.doctor(BUCKET, broken);

        assertThat(report.troubles()).hasSize(1);
        assertThat(report.toString()).contains("signBlob is not permitted", "roles/iam.serviceAccountTokenCreator");
        assertThatNothingIsLeft();
    }

    @Test
    void doctor_urlsOfAnotherHost_saysThatItCannotBeReached() {
        SignedUrlService elsewhere = urls().endpoint(UrlEndpoint.pathStyle(URI.create("http://localhost:9")))
                .build();

        DoctorReport report = store.doctor(BUCKET, elsewhere);

        assertThat(report.troubles()).extracting(Finding::step).containsExactly("fetch by signed URL");
        assertThat(report.toString()).doesNotContain("X-Goog");
    }

    @Test
    void doctor_noBucket_reportsItAndDoesNotThrow() {
        DoctorReport report = store.doctor("no-such-bucket", urls().build());

        assertThat(report.isHealthy()).isFalse();
        assertThat(report.toString()).contains("BucketSetup.apply()");
    }

    @Test
    void doctor_serviceAway_reportsItAndDoesNotThrow() {
        for (GcsOperation operation : GcsOperation.values()) {
            server.faults()
                    .plan(operation, Collections.nCopies(60, Fault.UNAVAILABLE).toArray(new Fault[0]));
        }

        DoctorReport report = store.doctor(BUCKET, urls().build());

        assertThat(report.troubles()).extracting(Finding::step).containsExactly("bucket", "write");
    }

    @Test
    void explain_each_saysWhereTheCredentialsComeFrom(@TempDir Path temp) throws IOException {
        Path file = Files.writeString(temp.resolve("key.json"), keyFile(), UTF_8);
        GcsObjectStore.Builder fromEnvironment =
                GcsObjectStore.builder().environment(Map.of("GOOGLE_APPLICATION_CREDENTIALS", file.toString()));

        assertThat(explain(GcsObjectStore.builder()
                        .credentials(NoCredentials.getInstance())
                        .keyFile(file)))
                .isEqualTo("Cloud Storage at https://storage.googleapis.com/ as anonymous: given to credentials();"
                        + " nothing else was looked at");
        assertThat(explain(GcsObjectStore.builder().keyFile(file)))
                .contains(" as " + SIGNER + ": from the key file " + file)
                .doesNotContain("BEGIN");
        assertThat(explain(fromEnvironment)).contains(" as " + SIGNER + ": from " + file + ", which GOOGLE_");
    }

    @Test
    void builder_environmentNamesNoFile_saysWhichVariable() {
        GcsObjectStore.Builder builder =
                GcsObjectStore.builder().environment(Map.of("GOOGLE_APPLICATION_CREDENTIALS", "/nowhere/key.json"));

        assertThatThrownBy(builder::build)
                .isInstanceOf(ObjectStoreException.class)
                .hasMessageContaining("GOOGLE_APPLICATION_CREDENTIALS names")
                .hasMessageContaining("key.json");
    }

    private static String explain(GcsObjectStore.Builder builder) {
        try (GcsObjectStore store = builder.build()) {
            return store.explain();
        }
    }

    private static String keyFile() {
        String pem = Base64.getMimeEncoder(64, new byte[] {'\n'})
                .encodeToString(keys.getPrivate().getEncoded());
        return "{\"type\":\"service_account\",\"client_id\":\"1\",\"private_key_id\":\"1\",\"client_email\":\"" + SIGNER
                + "\",\"private_key\":\"-----BEGIN PRIVATE KEY-----\\n" + pem.replace("\n", "\\n")
                + "\\n-----END PRIVATE KEY-----\\n\"}";
    }

    private void assertThatNothingIsLeft() {
        try (Stream<StoredObject> left = store.list(BUCKET, "")) {
            assertThat(left).isEmpty();
        }
        assertThat(store.exists(new ObjectRef(BUCKET, "temp/"))).isFalse();
    }
}
