package io.loist.signing;

import static org.assertj.core.api.Assertions.assertThat;

import io.loist.internal.Checksums;
import io.loist.signing.SignedUrlVerifier.Outcome;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Signs and verifies every one of Google's examples of V4 signed URLs, and refuses whatever differs from them. */
class ConformanceTest {

    private static final ConformanceKey KEY = ConformanceKey.load();

    @Test
    void examples_areAllThere() {
        assertThat(ConformanceVector.signedUrls()).hasSize(29);
        assertThat(ConformanceVector.signedAlike()).hasSize(26);
        assertThat(ConformanceVector.signedUrls())
                .filteredOn(ConformanceVector::contradictsItself)
                .extracting(ConformanceVector::toString)
                .containsExactly("Universe domain with virtual hosted style");
    }

    @ParameterizedTest
    @MethodSource("io.loist.signing.ConformanceVector#signedAlike")
    void canonicalRequest_example_isEqual(ConformanceVector vector) {
        V4SignedUrlService service = new V4SignedUrlService(
                KEY.signing(), vector.endpoint(), fixed(vector.timestamp()), Duration.ofSeconds(1));
        V4SignedUrlService.Stamp stamp = V4SignedUrlService.Stamp.at(vector.timestamp(), vector.lifetime());

        String own = service.canonicalRequest(vector.request(), stamp).text();

        if (vector.contradictsItself()) {
            assertThat(Checksums.sha256(own.getBytes(StandardCharsets.UTF_8)))
                    .isEqualTo(vector.expectedCanonicalHash());
        } else {
            assertThat(own).isEqualTo(vector.expectedCanonicalRequest());
        }
    }

    @ParameterizedTest
    @MethodSource("io.loist.signing.ConformanceVector#signedAlike")
    void stringToSign_example_isEqual(ConformanceVector vector) {
        AtomicReference<String> signed = new AtomicReference<>("");
        SignedUrlService.builder(new ListeningKey(signed))
                .endpoint(vector.endpoint())
                .clock(fixed(vector.timestamp()))
                .build()
                .sign(vector.request());

        assertThat(signed).hasValue(vector.expectedStringToSign());
    }

    @ParameterizedTest
    @MethodSource("io.loist.signing.ConformanceVector#signedAlike")
    void sign_example_isEqualByteForByte(ConformanceVector vector) {
        SignedUrl url = SignedUrlService.builder(KEY.signing())
                .endpoint(vector.endpoint())
                .clock(fixed(vector.timestamp()))
                .build()
                .sign(vector.request());

        // A port that the scheme has anyway is left out
        assertThat(url.uri().toString())
                .isEqualTo(vector.expectedUrl().toString().replace("googleapis.com:443/", "googleapis.com/"));
        assertThat(url.expiresAt()).isEqualTo(vector.timestamp().plus(vector.lifetime()));
    }

    @ParameterizedTest
    @MethodSource("io.loist.signing.ConformanceVector#signedWithoutPort")
    void canonicalRequest_hostWithPort_differsInThePortAlone(ConformanceVector vector) {
        V4SignedUrlService service = new V4SignedUrlService(
                KEY.signing(), vector.endpoint(), fixed(vector.timestamp()), Duration.ofSeconds(1));
        V4SignedUrlService.Stamp stamp = V4SignedUrlService.Stamp.at(vector.timestamp(), vector.lifetime());

        String own = service.canonicalRequest(vector.request(), stamp).text();

        assertThat(own).contains("\nhost:localhost:8080\n");
        assertThat(own.replace("\nhost:localhost:8080\n", "\nhost:localhost\n"))
                .isEqualTo(vector.expectedCanonicalRequest());
    }

    @ParameterizedTest
    @MethodSource("io.loist.signing.ConformanceVector#signedUrls")
    void verify_example_isAccepted(ConformanceVector vector) {
        assertThat(verify(vector, vector.target(), vector.headersSent())).isEqualTo(Outcome.ACCEPTED);
    }

    @ParameterizedTest
    @MethodSource("io.loist.signing.ConformanceVector#signedUrls")
    void verify_anyCharacterOfTheTargetChanged_isRefused(ConformanceVector vector) {
        String target = vector.target();
        for (int i = 0; i < target.length(); i++) {
            char other = Character.toLowerCase(target.charAt(i)) == 'q' ? 'z' : 'q';
            String changed = target.substring(0, i) + other + target.substring(i + 1);
            assertThat(verify(vector, changed, vector.headersSent()))
                    .as(changed)
                    .isNotEqualTo(Outcome.ACCEPTED);
        }
    }

    @ParameterizedTest
    @MethodSource("io.loist.signing.ConformanceVector#signedUrls")
    void verify_anyCharacterOfTheTargetMissing_isRefused(ConformanceVector vector) {
        String target = vector.target();
        for (int i = 0; i < target.length(); i++) {
            assertRefused(vector, target.substring(0, i) + target.substring(i + 1));
        }
    }

    @ParameterizedTest
    @MethodSource("io.loist.signing.ConformanceVector#signedUrls")
    void verify_anyCharacterOfAHeaderChanged_isRefused(ConformanceVector vector) {
        vector.headersSent().forEach((name, values) -> {
            String value = values.get(0);
            for (int i = 0; i < value.length(); i++) {
                char other = Character.toLowerCase(value.charAt(i)) == 'q' ? 'z' : 'q';
                Map<String, List<String>> changed = new HashMap<>(vector.headersSent());
                changed.put(name, List.of(value.substring(0, i) + other + value.substring(i + 1)));
                assertThat(verify(vector, vector.target(), changed))
                        .as("%s", changed)
                        .isNotEqualTo(Outcome.ACCEPTED);
            }
        });
    }

    @ParameterizedTest
    @MethodSource("io.loist.signing.ConformanceVector#signedUrls")
    void verify_anyParameterDroppedDoubledOrAdded_isRefused(ConformanceVector vector) {
        String path = vector.expectedUrl().getRawPath();
        String query = vector.expectedUrl().getRawQuery();
        for (String pair : query.split("&", -1)) {
            String without = ("&" + query).replace("&" + pair, "");
            assertRefused(vector, path + "?" + without);
            assertRefused(vector, path + "?" + query + "&" + pair);
        }
        assertRefused(vector, path + "?" + query + "&more=1");
        assertRefused(vector, path + "?" + query + "&");
        assertRefused(vector, path + "/more?" + query);
    }

    @ParameterizedTest
    @MethodSource("io.loist.signing.ConformanceVector#signedUrls")
    void verify_otherMethod_isRefused(ConformanceVector vector) {
        for (String method : List.of("GET", "HEAD", "PUT", "POST", "DELETE", "get", "")) {
            if (!method.equals(vector.request().method())) {
                assertThat(verifier(vector.timestamp().plusSeconds(1))
                                .verify(method, vector.target(), vector.headersSent())
                                .outcome())
                        .isEqualTo(Outcome.SIGNATURE_MISMATCH);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("io.loist.signing.ConformanceVector#signedUrls")
    void verify_anySignedHeaderChangedOrMissing_isRefused(ConformanceVector vector) {
        for (String name : vector.headersSent().keySet()) {
            Map<String, List<String>> changed = new HashMap<>(vector.headersSent());
            changed.put(name, List.of("another value"));
            assertThat(verify(vector, vector.target(), changed)).isEqualTo(Outcome.SIGNATURE_MISMATCH);
            changed.remove(name);
            assertThat(verify(vector, vector.target(), changed)).isEqualTo(Outcome.MALFORMED);
        }
        Map<String, List<String>> more = new HashMap<>(vector.headersSent());
        more.put("X-Goog-Meta-More", List.of("1"));
        assertThat(verify(vector, vector.target(), more)).isEqualTo(Outcome.MALFORMED);
    }

    @ParameterizedTest
    @MethodSource("io.loist.signing.ConformanceVector#signedUrls")
    void verify_beforeItsTimeOrAfterExpiry_isRefused(ConformanceVector vector) {
        Instant expiresAt = vector.timestamp().plus(vector.lifetime());

        assertThat(verify(vector, expiresAt.minusMillis(1))).isEqualTo(Outcome.ACCEPTED);
        assertThat(verify(vector, expiresAt)).isEqualTo(Outcome.EXPIRED);
        assertThat(verify(vector, vector.timestamp().minus(Duration.ofMinutes(15))))
                .isEqualTo(Outcome.ACCEPTED);
        assertThat(verify(vector, vector.timestamp().minus(Duration.ofMillis(15 * 60_000 + 1))))
                .isEqualTo(Outcome.NOT_YET_VALID);
    }

    private static void assertRefused(ConformanceVector vector, String target) {
        assertThat(verify(vector, target, vector.headersSent())).as(target).isNotEqualTo(Outcome.ACCEPTED);
    }

    private static Outcome verify(ConformanceVector vector, String target, Map<String, List<String>> headers) {
        return verifier(vector.timestamp().plusSeconds(1))
                .verify(vector.request().method(), target, headers)
                .outcome();
    }

    private static Outcome verify(ConformanceVector vector, Instant now) {
        return verifier(now)
                .verify(vector.request().method(), vector.target(), vector.headersSent())
                .outcome();
    }

    private static SignedUrlVerifier verifier(Instant now) {
        return SignedUrlVerifier.create(fixed(now), KEY.verification());
    }

    private static Clock fixed(Instant instant) {
        return Clock.fixed(instant, ZoneOffset.UTC);
    }

    /** Signs with the examples' key and remembers what it signed. */
    private record ListeningKey(AtomicReference<String> signed) implements SigningKey {

        @Override
        public String accessId() {
            return KEY.signing().accessId();
        }

        @Override
        public SigningAlgorithm algorithm() {
            return KEY.signing().algorithm();
        }

        @Override
        public byte[] sign(String text, String scope) {
            signed.set(text);
            return KEY.signing().sign(text, scope);
        }
    }
}
