package io.loist.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import io.loist.media.ObjectRef;
import io.loist.media.SignedUrl;
import io.loist.media.SignedUrlRequest;
import io.loist.media.SignedUrlService;
import io.loist.media.SignedUrlVerifier;
import io.loist.media.SignedUrlVerifier.Outcome;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every {@link SignedUrlService} promises. */
public abstract class SignedUrlServiceContract {

    private static final Instant NOW = Instant.parse("2026-02-28T23:59:58.987Z");
    private static final ObjectRef OBJECT = new ObjectRef("music-library", "audio/Sigur Rós/100% + more/天使 #1?.flac");

    private final SettableClock clock = new SettableClock(NOW);
    private SignedUrlService service;
    private SignedUrlVerifier verifier;

    /** Creates the service under test. */
    protected abstract SignedUrlService createService(Clock clock);

    /** Creates a verifier that knows the service's key. */
    protected abstract SignedUrlVerifier createVerifier(Clock clock);

    @BeforeEach
    void createBoth() {
        clock.set(NOW);
        service = createService(clock);
        verifier = createVerifier(clock);
    }

    @Test
    void sign_object_isGoodForGetting15Minutes() {
        SignedUrl url = service.sign(OBJECT);

        assertThat(url.method()).isEqualTo("GET");
        assertThat(url.expiresAt()).isEqualTo(Instant.parse("2026-03-01T00:14:58Z"));
        assertThat(url.headers()).isEmpty();
    }

    @Test
    void sign_object_isAccepted() {
        assertThat(outcome(service.sign(OBJECT), "GET")).isEqualTo(Outcome.ACCEPTED);
    }

    @Test
    void sign_lifetime_expiresAtWholeSecondOfClockPlusLifetime() {
        SignedUrl url = service.sign(
                SignedUrlRequest.get(OBJECT).lifetime(Duration.ofMillis(90_999)).build());

        assertThat(url.expiresAt()).isEqualTo(Instant.parse("2026-03-01T00:01:28Z"));
    }

    @Test
    void sign_lifetime_isAcceptedUntilItExpires() {
        SignedUrl url = service.sign(OBJECT);

        clock.set(url.expiresAt().minusMillis(1));
        assertThat(outcome(url, "GET")).isEqualTo(Outcome.ACCEPTED);
        clock.set(url.expiresAt());
        assertThat(outcome(url, "GET")).isEqualTo(Outcome.EXPIRED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT1S", "P7D"})
    void sign_shortestAndLongestLifetime_areAccepted(Duration lifetime) {
        SignedUrl url =
                service.sign(SignedUrlRequest.get(OBJECT).lifetime(lifetime).build());

        assertThat(outcome(url, "GET")).isEqualTo(Outcome.ACCEPTED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT0.999S", "PT0S", "PT-1S", "P7DT0.000000001S", "P36500D"})
    void lifetime_outOfBounds_throws(Duration lifetime) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SignedUrlRequest.get(OBJECT).lifetime(lifetime))
                .withMessageContaining("1 second to 7 days")
                .withMessageContaining(lifetime.toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "HEAD", "PUT", "POST", "DELETE"})
    void sign_method_isAcceptedForThatMethodAlone(String method) {
        SignedUrl url = service.sign(SignedUrlRequest.builder(method, OBJECT).build());

        for (String other : List.of("GET", "HEAD", "PUT", "POST", "DELETE")) {
            assertThat(outcome(url, other))
                    .as("signed for %s, sent as %s", method, other)
                    .isEqualTo(other.equals(method) ? Outcome.ACCEPTED : Outcome.SIGNATURE_MISMATCH);
        }
    }

    @Test
    void sign_requiredHeaders_areReturnedAsTheyMustBeSent() {
        SignedUrl url = service.sign(SignedUrlRequest.put(OBJECT)
                .header("X-Goog-If-Generation-Match", " 0 ")
                .header("Content-Type", "audio/flac;   rate=44100")
                .build());

        assertThat(url.headers())
                .containsExactly(
                        Map.entry("content-type", "audio/flac; rate=44100"),
                        Map.entry("x-goog-if-generation-match", "0"));
        assertThat(outcome(url, "PUT")).isEqualTo(Outcome.ACCEPTED);
    }

    @Test
    void sign_requiredHeaderMissing_isRefused() {
        SignedUrl url = service.sign(SignedUrlRequest.put(OBJECT)
                .header("Content-Type", "audio/flac")
                .build());
        SignedUrl withoutHeaders = new SignedUrl(url.uri(), url.method(), Map.of(), url.expiresAt());

        assertThat(outcome(withoutHeaders, "PUT")).isEqualTo(Outcome.MALFORMED);
    }

    @Test
    void sign_bucket_isAccepted() {
        SignedUrl url = service.sign(SignedUrlRequest.forBucket("GET", "music-library")
                .queryParameter("prefix", "audio/")
                .build());

        assertThat(outcome(url, "GET")).isEqualTo(Outcome.ACCEPTED);
    }

    @Test
    void sign_downloadNameAndContentType_areInTheQueryAndSigned() {
        SignedUrl url = service.sign(SignedUrlRequest.get(OBJECT)
                .downloadName("Björk – Jóga.flac")
                .responseContentType("audio/flac")
                .build());

        assertThat(url.uri().getRawQuery())
                .contains("response-content-disposition=attachment%3B")
                .contains("response-content-type=audio%2Fflac");
        assertThat(outcome(url, "GET")).isEqualTo(Outcome.ACCEPTED);
        String other = url.uri().toString().replace("audio%2Fflac", "text%2Fhtml");
        assertThat(outcome(new SignedUrl(URI.create(other), "GET", Map.of(), url.expiresAt()), "GET"))
                .isEqualTo(Outcome.SIGNATURE_MISMATCH);
    }

    @Test
    void sign_sameRequestInSameSecond_givesEqualUrls() {
        SignedUrlRequest request = SignedUrlRequest.get(OBJECT).build();

        assertThat(IntStream.range(0, 64).parallel().mapToObj(i -> service.sign(request)))
                .allMatch(service.sign(request)::equals);
    }

    @Test
    void toString_hidesTheSignature() {
        SignedUrl url = service.sign(OBJECT);
        String query = url.uri().getRawQuery();
        String signature = query.substring(query.indexOf("X-Goog-Signature=") + "X-Goog-Signature=".length());

        assertThat(url.toString())
                .contains("GET", url.uri().getRawPath(), url.expiresAt().toString())
                .doesNotContain(signature, "X-Goog", "?X", "=");
        assertThat(signature).matches("[0-9a-f]{64,}");
    }

    @Test
    @SuppressWarnings("NullAway") // what a caller without null checks may hand over
    void sign_null_throws() {
        assertThatNullPointerException().isThrownBy(() -> service.sign((SignedUrlRequest) null));
        assertThatNullPointerException().isThrownBy(() -> service.sign((ObjectRef) null));
    }

    private Outcome outcome(SignedUrl url, String method) {
        Map<String, List<String>> headers = new HashMap<>();
        url.headers().forEach((name, value) -> headers.put(name, List.of(value)));
        headers.put("Host", List.of(url.uri().getRawAuthority()));
        String target = url.uri().getRawPath() + "?" + url.uri().getRawQuery();
        return verifier.verify(method, target, headers).outcome();
    }
}
