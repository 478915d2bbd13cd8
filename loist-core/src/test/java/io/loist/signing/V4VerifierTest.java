package io.loist.signing;

import static org.assertj.core.api.Assertions.assertThat;

import io.loist.object.ObjectRef;
import io.loist.signing.SignedUrlVerifier.Outcome;
import io.loist.signing.SignedUrlVerifier.Verdict;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class V4VerifierTest {

    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-02-28T12:00:00Z"), ZoneOffset.UTC);
    private static final Map<String, List<String>> HEADERS = Map.of("Host", List.of("storage.googleapis.com"));
    private static final SignedUrlVerifier VERIFIER =
            SignedUrlVerifier.create(CLOCK, VerificationKey.hmac("ID", "secret"));

    private final URI url = SignedUrlService.builder(SigningKey.hmac("ID", "secret"))
            .clock(CLOCK)
            .build()
            .sign(SignedUrlRequest.get(new ObjectRef("my-bucket", "a/b c"))
                    .queryParameter("userProject", "x")
                    .build())
            .uri();
    private final String target = url.getRawPath() + "?" + url.getRawQuery();

    @ParameterizedTest
    @ValueSource(strings = {"/my-bucket/a", "/my-bucket/a?", "/my-bucket/a?b=c", "", "*", "/X-Goog-Signature"})
    void verify_noSignature_isUnsigned(String unsigned) {
        assertThat(verify(unsigned).outcome()).isEqualTo(Outcome.UNSIGNED);
    }

    @Test
    void verify_encodedInAnotherWay_isAccepted() {
        String otherwise = target.replace("/a/b%20c", "/%61%2fb%20%63").replace("userProject=x", "user%50roject=%78");

        assertThat(verify(otherwise).outcome()).isEqualTo(Outcome.ACCEPTED);
    }

    @ParameterizedTest
    @CsvSource({
        "storage.googleapis.com:8080, ACCEPTED",
        "storage.googleapis.com:1, ACCEPTED",
        "storage.googleapis.com:, SIGNATURE_MISMATCH",
        "storage.googleapis.com:x, SIGNATURE_MISMATCH",
        "storage.googleapis.com:80:80, SIGNATURE_MISMATCH",
        "other:8080, SIGNATURE_MISMATCH",
    })
    void verify_hostSignedWithoutItsPort_isAccepted(String host, Outcome outcome) {
        assertThat(VERIFIER.verify("GET", target, Map.of("Host", List.of(host))).outcome())
                .isEqualTo(outcome);
    }

    @Test
    void verify_hostSignedWithItsPort_isNotAcceptedAtAnotherOne() {
        URI local = SignedUrlService.builder(SigningKey.hmac("ID", "secret"))
                .clock(CLOCK)
                .endpoint(UrlEndpoint.pathStyle(URI.create("http://localhost:8080")))
                .build()
                .sign(new ObjectRef("my-bucket", "a"))
                .uri();
        String signed = local.getRawPath() + "?" + local.getRawQuery();

        assertThat(VERIFIER.verify("GET", signed, Map.of("Host", List.of("localhost:8080")))
                        .outcome())
                .isEqualTo(Outcome.ACCEPTED);
        assertThat(VERIFIER.verify("GET", signed, Map.of("Host", List.of("localhost:8081")))
                        .outcome())
                .isEqualTo(Outcome.SIGNATURE_MISMATCH);
    }

    @Test
    void verify_parametersInAnotherOrder_isAccepted() {
        String moved = target.replace("&userProject=x", "").replace("?", "?userProject=x&");

        assertThat(verify(moved).outcome()).isEqualTo(Outcome.ACCEPTED);
    }

    @ParameterizedTest
    @CsvSource({
        "X-Goog-Date=20260228T120000Z, X-Goog-Date=20260230T120000Z",
        "X-Goog-Date=20260228T120000Z, X-Goog-Date=20260228T240000Z",
        "X-Goog-Date=20260228T120000Z, X-Goog-Date=20260228T126000Z",
        "X-Goog-Date=20260228T120000Z, X-Goog-Date=20260227T120000Z",
        "X-Goog-Date=20260228T120000Z, X-Goog-Date=now",
        "X-Goog-Date=20260228T120000Z, X-Goog-Date=%2B120260228T120000Z",
        "X-Goog-Expires=900, X-Goog-Expires=0",
        "X-Goog-Expires=900, X-Goog-Expires=604801",
        "X-Goog-Expires=900, X-Goog-Expires=-900",
        "X-Goog-Expires=900, X-Goog-Expires=%D9%A9",
        "X-Goog-Expires=900, X-Goog-Expires=99999999999999999999",
        "X-Goog-Expires=900, X-Goog-Expires",
        "X-Goog-Expires=900, X-Goog-Expires=900&x-goog-expires=900",
        "X-Goog-SignedHeaders=host, X-Goog-SignedHeaders=",
        "X-Goog-SignedHeaders=host, X-Goog-SignedHeaders=Host",
        "X-Goog-SignedHeaders=host, X-Goog-SignedHeaders=host%3B",
        "X-Goog-SignedHeaders=host, X-Goog-SignedHeaders=accept",
        "X-Goog-SignedHeaders=host, X-Goog-SignedHeaders=accept%3Bhost",
        "%2Fauto%2F, %2Fau%0Ato%2F",
        "%2Fauto%2Fstorage, %2Fauto%2Fs3",
        "%2F20260228, %2F20260227",
        "ID%2F, %2F",
        "X-Goog-Signature=, X-Goog-Signature=0",
        "X-Goog-Signature=, X-Goog-Signature=zz",
        "X-Goog-Algorithm=GOOG4-HMAC-SHA256&, ''",
        "/my-bucket/, /my-bucket%/",
        "userProject=x, userProject=%x",
    })
    void verify_partNotOfItsForm_isMalformed(String part, String instead) {
        assertThat(target).contains(part);

        assertThat(verify(target.replace(part, instead)).outcome()).isEqualTo(Outcome.MALFORMED);
    }

    @ParameterizedTest
    @CsvSource({"ID%2F, OTHER%2F", "GOOG4-HMAC-SHA256, GOOG4-RSA-SHA256", "GOOG4-HMAC-SHA256, none"})
    void verify_keyOrAlgorithmNotKnown_isUnknownKey(String part, String instead) {
        assertThat(verify(target.replace(part, instead)).outcome()).isEqualTo(Outcome.UNKNOWN_KEY);
    }

    @Test
    void verify_keyBeingReplaced_isAcceptedWithEither() {
        SignedUrlVerifier both = SignedUrlVerifier.create(
                CLOCK, VerificationKey.hmac("ID", "new secret"), VerificationKey.hmac("ID", "secret"));

        assertThat(both.verify("GET", target, HEADERS).accepted()).isTrue();
    }

    @Test
    void verify_otherSecret_isMismatch() {
        SignedUrlVerifier other = SignedUrlVerifier.create(CLOCK, VerificationKey.hmac("ID", "other"));

        assertThat(other.verify("GET", target, HEADERS).outcome()).isEqualTo(Outcome.SIGNATURE_MISMATCH);
    }

    @Test
    void verify_hugeQueries_areRefusedInTime() {
        assertThat(verify(target + "&a=".repeat(50_000)).outcome()).isEqualTo(Outcome.SIGNATURE_MISMATCH);
        assertThat(verify(target + "&" + "%41".repeat(50_000)).outcome()).isEqualTo(Outcome.SIGNATURE_MISMATCH);
        String names = "X-Goog-SignedHeaders=host" + "%3Ba".repeat(50_000);
        assertThat(verify(target.replace("X-Goog-SignedHeaders=host", names)).outcome())
                .isEqualTo(Outcome.MALFORMED);
        String signature = "X-Goog-Signature=" + "00".repeat(50_000);
        assertThat(verify(target.replace("X-Goog-Signature=", signature)).outcome())
                .isEqualTo(Outcome.MALFORMED);
        String account = "X-Goog-Credential=" + "a%2F".repeat(50_000);
        assertThat(verify(target.replace("X-Goog-Credential=", account)).outcome())
                .isEqualTo(Outcome.UNKNOWN_KEY);
    }

    @Test
    void verify_brokenAtRandom_neverThrowsAndIsNeverAccepted() {
        Random random = new Random(4);
        for (int i = 0; i < 30_000; i++) {
            StringBuilder broken = new StringBuilder(target);
            for (int edits = 1 + random.nextInt(3); edits > 0; edits--) {
                int from = random.nextInt(broken.length());
                int to = Math.min(broken.length(), from + random.nextInt(20));
                char junk = (char) (random.nextInt(4) == 0 ? random.nextInt(0x10000) : random.nextInt(0x80));
                broken.replace(
                        from, to, random.nextBoolean() ? String.valueOf(junk) : broken.substring(from, to) + junk);
            }
            Verdict verdict = verify(broken.toString());

            assertThat(verdict.accepted()).as(broken.toString()).isFalse();
            assertThat(verdict.detail()).isNotBlank();
        }
    }

    @Test
    void verdict_refusal_doesNotEchoTheSignature() {
        String signature = target.substring(target.indexOf("X-Goog-Signature=") + 17);

        assertThat(verify(target + "0").detail()).doesNotContain(signature);
        assertThat(verify(target.replace("host", "Host")).detail()).doesNotContain(signature);
        assertThat(verify(target.replace("userProject", "other")).detail()).doesNotContain(signature);
    }

    private static Verdict verify(String target) {
        return VERIFIER.verify("GET", target, HEADERS);
    }
}
