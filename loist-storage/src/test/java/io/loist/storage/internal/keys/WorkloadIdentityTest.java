package io.loist.storage.internal.keys;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.google.auth.oauth2.ExternalAccountCredentials;
import io.loist.ObjectStoreException;
import io.loist.ObjectStoreException.Reason;
import io.loist.SigningException;
import io.loist.object.ObjectRef;
import io.loist.object.Upload;
import io.loist.signing.SignedUrl;
import io.loist.signing.SignedUrlService;
import io.loist.signing.SignedUrlVerifier;
import io.loist.signing.VerificationKey;
import io.loist.storage.GcsObjectStore;
import io.loist.storage.SigningKeys;
import io.loist.storage.testing.IamTestServer;
import io.loist.storage.testing.gcs.GcsTestServer;
import io.loist.testing.Integration;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A process outside Google Cloud, such as on GitHub or AWS, that proves with a token of its own who it is, and has no key. */
@Integration
@Timeout(60)
class WorkloadIdentityTest {

    private static final ObjectRef OBJECT = new ObjectRef("music", "audio/song.flac");

    @TempDir
    Path temp;

    private final IamTestServer iam = new IamTestServer();

    @AfterEach
    void stop() {
        iam.close();
    }

    @Test
    void find_federatedAsAServiceAccount_signsAsThat() throws IOException {
        SigningKeys.Found found = SigningKeys.discovery()
                .credentials(credentials(IamTestServer.SUBJECT, true))
                .iamEndpoint(iam.uri())
                .find();

        assertThat(found.key().accessId()).isEqualTo(IamTestServer.ACCOUNT);
        assertThat(found.key().remote()).isTrue();
        assertThat(found.explain()).contains("the federated credentials act as " + IamTestServer.ACCOUNT);
        assertAccepted(SignedUrlService.create(found.key()).sign(OBJECT));
    }

    @Test
    void find_federatedWithoutAServiceAccount_saysHowToNameOne() throws IOException {
        ExternalAccountCredentials direct = credentials(IamTestServer.SUBJECT, false);

        assertThatExceptionOfType(SigningException.class)
                .isThrownBy(() -> SigningKeys.discovery()
                        .credentials(direct)
                        .iamEndpoint(iam.uri())
                        .find())
                .withMessageContaining("impersonate(EMAIL)")
                .withMessageContaining("roles/iam.serviceAccountTokenCreator");
        SigningKeys.Found found = SigningKeys.discovery()
                .credentials(direct)
                .impersonate(IamTestServer.ACCOUNT)
                .iamEndpoint(iam.uri())
                .find();
        assertAccepted(SignedUrlService.create(found.key()).sign(OBJECT));
    }

    @Test
    void find_tokenThatNobodyKnows_saysSoAndHidesIt() throws IOException {
        ExternalAccountCredentials wrong = credentials("some-other-token", true);

        assertThatExceptionOfType(SigningException.class)
                .isThrownBy(() -> SigningKeys.discovery()
                        .credentials(wrong)
                        .iamEndpoint(iam.uri())
                        .deadline(Duration.ofSeconds(1))
                        .find())
                .withMessageContaining("invalid_grant")
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("some-other-token"));
    }

    @Test
    void store_federated_callsWithTheTokenOfTheAccount() throws IOException {
        try (GcsTestServer server = GcsTestServer.start();
                GcsObjectStore store = GcsObjectStore.builder()
                        .credentials(credentials(IamTestServer.SUBJECT, true))
                        .endpoint(server.endpoint())
                        .build()) {
            server.createBucket("music");
            server.requireToken(IamTestServer.token());

            store.put(Upload.builder(OBJECT, "bytes".getBytes(UTF_8)).build());

            assertThat(store.read(OBJECT).readAllBytes()).asString(UTF_8).isEqualTo("bytes");
            assertThat(store.explain()).contains("as " + IamTestServer.ACCOUNT);
        }
    }

    @Test
    void store_tokenThatNobodyKnows_isDeniedAndHidesIt() throws IOException {
        try (GcsTestServer server = GcsTestServer.start();
                GcsObjectStore store = GcsObjectStore.builder()
                        .credentials(credentials("some-other-token", true))
                        .endpoint(server.endpoint())
                        .retryFor(Duration.ofSeconds(1))
                        .build()) {
            server.createBucket("music");
            server.requireToken(IamTestServer.token());

            assertThatExceptionOfType(ObjectStoreException.class)
                    .isThrownBy(() -> store.stat(OBJECT))
                    .satisfies(e -> assertThat(e.reason()).isEqualTo(Reason.PERMISSION_DENIED))
                    .satisfies(e -> assertThat(e.getMessage()).doesNotContain("some-other-token"));
        }
    }

    private ExternalAccountCredentials credentials(String token, boolean impersonating) throws IOException {
        Path file = Files.writeString(temp.resolve("token"), token);
        String json = IamTestServer.federated(file, impersonating);
        return ExternalAccountCredentials.fromStream(new ByteArrayInputStream(json.getBytes(UTF_8)), iam.transport());
    }

    private void assertAccepted(SignedUrl url) {
        SignedUrlVerifier verifier = SignedUrlVerifier.create(
                VerificationKey.rsa(IamTestServer.ACCOUNT, iam.keys().getPublic()));
        String target = url.uri().getRawPath() + "?" + url.uri().getRawQuery();
        assertThat(verifier.verify(
                                "GET", target, Map.of("host", List.of(url.uri().getHost())))
                        .accepted())
                .isTrue();
    }
}
