package io.loist.storage.internal.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.google.auth.oauth2.AccessToken;
import com.google.auth.oauth2.GoogleCredentials;
import com.google.auth.oauth2.ImpersonatedCredentials;
import com.google.auth.oauth2.ServiceAccountCredentials;
import io.loist.SigningException;
import io.loist.object.ObjectRef;
import io.loist.signing.SignedUrl;
import io.loist.signing.SignedUrlRequest;
import io.loist.signing.SignedUrlService;
import io.loist.signing.SignedUrlVerifier;
import io.loist.signing.SigningAlgorithm;
import io.loist.signing.VerificationKey;
import io.loist.storage.SigningKeys;
import io.loist.storage.testing.IamTestServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Finds keys and has them sign, against a server that plays the metadata server and IAM. */
@Timeout(60)
class KeyDiscoveryTest {

    private static final ObjectRef OBJECT = new ObjectRef("music", "audio/Ágætis byrjun.flac");

    private final IamTestServer server = new IamTestServer();

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void find_machine_signsByIamAndSaysSo() {
        SigningKeys.Found found = discovery().find();

        assertThat(found.key().accessId()).isEqualTo(IamTestServer.ACCOUNT);
        assertThat(found.key().remote()).isTrue();
        assertThat(found.explain()).contains("metadata server", IamTestServer.ACCOUNT, "12 hours");
        assertAccepted(SignedUrlService.create(found.key()).sign(OBJECT));
        assertThat(server.asked()).isEqualTo(2);
    }

    @Test
    void find_impersonation_signsAsTheOther() {
        GoogleCredentials caller = GoogleCredentials.create(new AccessToken("another token", null));

        assertThatExceptionOfType(SigningException.class)
                .isThrownBy(() -> SigningKeys.discovery()
                        .credentials(caller)
                        .impersonate(IamTestServer.ACCOUNT)
                        .iamEndpoint(server.uri())
                        .find())
                .withMessageContaining("401");
        SigningKeys.Found found = SigningKeys.discovery()
                .credentials(server.machine())
                .impersonate(IamTestServer.ACCOUNT)
                .iamEndpoint(server.uri())
                .find();
        assertThat(found.explain()).contains("impersonation");
        assertAccepted(SignedUrlService.create(found.key()).sign(OBJECT));
    }

    @Test
    void find_impersonatedCredentials_asksWithTheirSource() {
        ImpersonatedCredentials impersonated =
                ImpersonatedCredentials.create(server.machine(), IamTestServer.ACCOUNT, null, List.of(), 3_600);

        SigningKeys.Found found = SigningKeys.discovery()
                .credentials(impersonated)
                .iamEndpoint(server.uri())
                .find();

        assertThat(found.explain()).contains("impersonate");
        assertAccepted(SignedUrlService.create(found.key()).sign(OBJECT));
    }

    @Test
    void find_serviceAccount_signsHere() {
        SigningKeys.Found found = SigningKeys.discovery()
                .credentials(ServiceAccountCredentials.newBuilder()
                        .setClientEmail(IamTestServer.ACCOUNT)
                        .setPrivateKey(server.keys().getPrivate())
                        .build())
                .find();

        assertThat(found.key().remote()).isFalse();
        assertThat(found.explain()).contains("in this process by " + RsaProvider.name());
        assertAccepted(SignedUrlService.create(found.key()).sign(OBJECT));
        assertThat(server.asked()).isZero();
    }

    @Test
    void find_hmac_isTakenFirst() {
        SigningKeys.Found found = SigningKeys.discovery()
                .hmac("GOOG1EXAMPLE", "made up")
                .credentials(server.machine())
                .find();

        assertThat(found.key().algorithm()).isEqualTo(SigningAlgorithm.GOOG4_HMAC_SHA256);
        assertThat(found.explain()).contains("GOOG1EXAMPLE").doesNotContain("made up");
    }

    @Test
    void find_credentialsThatCannotSign_saysHowTo() {
        GoogleCredentials user = GoogleCredentials.create(new AccessToken("secret", null));

        assertThatExceptionOfType(SigningException.class)
                .isThrownBy(() -> SigningKeys.discovery().credentials(user).find())
                .withMessageContaining("impersonate(EMAIL)")
                .withMessageContaining("roles/iam.serviceAccountTokenCreator")
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("secret"));
    }

    @Test
    void find_permissionMissing_namesRoleAndCommand() {
        server.answer(403, "{\"error\":{\"message\":\"Permission 'iam.serviceAccounts.signBlob' denied\"}}");

        assertThatExceptionOfType(SigningException.class)
                .isThrownBy(() -> discovery().find())
                .withMessageContaining("gcloud iam service-accounts add-iam-policy-binding " + IamTestServer.ACCOUNT)
                .withMessageContaining("--role=roles/iam.serviceAccountTokenCreator")
                .satisfies(e -> assertThat(e.retryable()).isFalse());
        assertThat(server.asked()).isEqualTo(1);
    }

    @Test
    void find_apiOffOrScopeMissing_saysWhich() {
        server.answer(403, "{\"error\":{\"details\":[{\"reason\":\"SERVICE_DISABLED\"}]}}");
        assertThatExceptionOfType(SigningException.class)
                .isThrownBy(() -> discovery().find())
                .withMessageContaining("gcloud services enable iamcredentials.googleapis.com");
        server.answer(403, "{\"error\":{\"details\":[{\"reason\":\"ACCESS_TOKEN_SCOPE_INSUFFICIENT\"}]}}");
        assertThatExceptionOfType(SigningException.class)
                .isThrownBy(() -> discovery().find())
                .withMessageContaining("--scopes=cloud-platform");
    }

    @Test
    void find_noSuchAccount_saysSo() {
        assertThatExceptionOfType(SigningException.class)
                .isThrownBy(() -> discovery()
                        .impersonate("nobody@loist-test.iam.gserviceaccount.com")
                        .find())
                .withMessageContaining("no such service account");
        assertThatIllegalArgumentException().isThrownBy(() -> discovery().impersonate("a/../b"));
    }

    @Test
    void sign_busyOrBrokenApi_triesAgain() {
        server.answer(429, "{}").answer(503, "").answer(200, "garbage").answer(200, "{\"signedBlob\":7}");

        assertThat(discovery().find().key().accessId()).isEqualTo(IamTestServer.ACCOUNT);
        assertThat(server.asked()).isEqualTo(5);
    }

    @Test
    void sign_slowApi_triesAgain() {
        server.late(1_500);

        assertThat(discovery().deadline(Duration.ofSeconds(3)).find().key().remote())
                .isTrue();
        assertThat(server.asked()).isEqualTo(2);
    }

    @Test
    void sign_apiNeverAnswers_endsAtTheDeadline() {
        for (int i = 0; i < 20; i++) {
            server.late(1_000);
        }
        long start = System.nanoTime();

        assertThatExceptionOfType(SigningException.class)
                .isThrownBy(() -> discovery().deadline(Duration.ofMillis(600)).find())
                .withMessageContaining("within PT0.6S")
                .satisfies(e -> assertThat(e.retryable()).isTrue());
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
    }

    @Test
    void signAll_remoteKey_asksOnceForEachAndSeveralAtOnce() {
        SignedUrlService service = SignedUrlService.create(discovery().find().key());
        for (int i = 0; i < 40; i++) {
            server.late(50);
        }
        List<SignedUrlRequest> page = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            page.add(SignedUrlRequest.get(new ObjectRef("music", "audio/" + i % 30))
                    .build());
        }

        List<SignedUrl> urls = service.signAll(page);

        assertThat(urls).hasSize(40).allSatisfy(KeyDiscoveryTest.this::assertAccepted);
        assertThat(urls.get(35).uri().getPath()).isEqualTo("/music/audio/5");
        assertThat(server.asked()).isEqualTo(31);
        assertThat(server.mostUnderWay()).isBetween(2, 16);
    }

    @Test
    void signAll_oneRefused_throws() {
        SignedUrlService service = SignedUrlService.create(discovery().find().key());
        server.answer(403, "{}");

        assertThatExceptionOfType(SigningException.class)
                .isThrownBy(() -> service.signAll(List.of(
                        SignedUrlRequest.get(OBJECT).build(),
                        SignedUrlRequest.head(OBJECT).build())));
    }

    @Test
    void sign_remoteKeyAndMoreThan12Hours_throwsBeforeAnyCall() {
        SignedUrlService service = SignedUrlService.create(discovery().find().key());
        SignedUrlRequest day = SignedUrlRequest.get(OBJECT)
                .lifetime(Duration.ofHours(12).plusSeconds(1))
                .build();

        assertThatIllegalArgumentException().isThrownBy(() -> service.sign(day)).withMessageContaining("12 hours");
        assertThatIllegalArgumentException().isThrownBy(() -> service.signAll(List.of(day)));
        assertThat(server.asked()).isEqualTo(1);
    }

    private SigningKeys.Discovery discovery() {
        return SigningKeys.discovery().credentials(server.machine()).iamEndpoint(server.uri());
    }

    private void assertAccepted(SignedUrl url) {
        SignedUrlVerifier verifier = SignedUrlVerifier.create(
                VerificationKey.rsa(IamTestServer.ACCOUNT, server.keys().getPublic()));
        assertThat(verifier.verify(
                                url.method(),
                                url.uri().getRawPath() + "?" + url.uri().getRawQuery(),
                                Map.of("Host", List.of(url.uri().getRawAuthority())))
                        .accepted())
                .isTrue();
    }
}
