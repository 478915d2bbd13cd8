package io.loist.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import io.loist.object.ObjectRef;
import io.loist.signing.SignedForm;
import io.loist.signing.SignedFormRequest;
import io.loist.signing.SignedUrl;
import io.loist.signing.SignedUrlRequest;
import io.loist.signing.SignedUrlService;
import io.loist.signing.SignedUrlVerifier;
import io.loist.signing.SignedUrlVerifier.Outcome;
import io.loist.testkit.SettableClock;
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
import org.junit.jupiter.params.provider.CsvSource;
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
    void sign_upload_hasTheHeadersThatMustBeSent() {
        SignedUrl url = service.sign(SignedUrlRequest.put(OBJECT)
                .contentType("audio/flac")
                .size(1, 5_000_000_000L)
                .ifAbsent()
                .build());

        assertThat(url.headers())
                .containsExactly(
                        Map.entry("content-type", "audio/flac"),
                        Map.entry("x-goog-content-length-range", "1,5000000000"),
                        Map.entry("x-goog-if-generation-match", "0"));
        assertThat(outcome(url, "PUT")).isEqualTo(Outcome.ACCEPTED);
    }

    @Test
    void sign_startOfUpload_isAPost() {
        SignedUrl url = service.sign(SignedUrlRequest.startUpload(OBJECT).build());

        assertThat(url.headers()).containsExactly(Map.entry("x-goog-resumable", "start"));
        assertThat(outcome(url, "POST")).isEqualTo(Outcome.ACCEPTED);
    }

    @Test
    void sign_generation_isInTheUrl() {
        SignedUrl url = service.sign(
                SignedUrlRequest.get(OBJECT).generation(1_234_567_890_123_456L).build());

        assertThat(url.generation()).isEqualTo(1_234_567_890_123_456L);
        assertThat(service.sign(OBJECT).generation()).isNull();
        assertThat(outcome(url, "GET")).isEqualTo(Outcome.ACCEPTED);
    }

    @ParameterizedTest
    @CsvSource({"PT0S,PT15M", "PT4M30S,PT24M", "PT10H,PT20H15M", "P4D,P7D", "P300D,P7D"})
    void lifetimeToPlay_track_isEnoughEvenWhenHalfIsOver(Duration track, Duration lifetime) {
        assertThat(SignedUrlRequest.get(OBJECT).lifetimeToPlay(track).build().lifetime())
                .isEqualTo(lifetime);
    }

    @Test
    void signAll_requests_areSignedInTheirOrder() {
        List<SignedUrlRequest> page = IntStream.range(0, 100)
                .mapToObj(i -> SignedUrlRequest.get(new ObjectRef("music-library", "audio/" + i % 70))
                        .build())
                .toList();

        assertThat(service.signAll(page))
                .isEqualTo(page.stream().map(service::sign).toList());
        assertThat(service.signAll(List.of())).isEmpty();
    }

    @Test
    void renew_expiredUrl_isGoodForAsLongAgain() {
        SignedUrl url = service.sign(SignedUrlRequest.get(OBJECT)
                .downloadName("Ágætis byrjun.flac")
                .lifetime(Duration.ofHours(1))
                .build());
        clock.set(NOW.plus(Duration.ofDays(2)));

        SignedUrl renewed = service.renew(url);

        assertThat(outcome(url, "GET")).isEqualTo(Outcome.EXPIRED);
        assertThat(outcome(renewed, "GET")).isEqualTo(Outcome.ACCEPTED);
        assertThat(renewed.expiresAt()).isEqualTo(url.expiresAt().plus(Duration.ofDays(2)));
        assertThat(renewed.uri().getRawPath()).isEqualTo(url.uri().getRawPath());
        assertThat(service.renew(renewed)).isEqualTo(renewed);
    }

    @Test
    void renew_urlThatWasNotSignedHere_throws() {
        SignedUrl url = service.sign(OBJECT);
        for (List<String> change : List.of(
                List.of("audio/", "other/"),
                List.of("music-library", "other-library"),
                List.of("X-Goog-Expires=900", "X-Goog-Expires=901"),
                List.of("https:", "http:"),
                List.of(url.uri().getRawAuthority(), "storage.example.com"),
                List.of("?", "?a=b&"),
                List.of("&X-Goog-Signature=", "&more=1&X-Goog-Signature="),
                List.of("X-Goog-Signature=", "X-Goog-Signature=00"))) {
            URI changed = URI.create(url.uri().toString().replace(change.get(0), change.get(1)));
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> service.renew(new SignedUrl(changed, "GET", Map.of(), url.expiresAt())))
                    .withMessageContaining("This service did not sign the URL");
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> service.renew(new SignedUrl(url.uri(), "PUT", Map.of(), url.expiresAt())));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> service.renew(
                        new SignedUrl(URI.create("https://storage.googleapis.com/a"), "GET", Map.of(), NOW)));
    }

    @Test
    void signForm_form_isAcceptedUntilItExpires() {
        SignedForm form = service.signForm(SignedFormRequest.builder(OBJECT)
                .field("Content-Type", "audio/flac")
                .field("x-goog-meta-title", "Ágætis \"byrjun\" \\ 天使 🎵")
                .startsWith("x-goog-meta-note", "a")
                .size(1, 10)
                .build());
        Map<String, String> fields = new HashMap<>(form.fields());
        fields.put("X-Goog-Meta-Note", "abc");

        assertThat(form.uri().toString()).contains("music-library").endsWith("/");
        assertThat(verifier.verifyForm("music-library", fields).acceptsSize(10)).isTrue();
        assertThat(verifier.verifyForm("music-library", fields).acceptsSize(11)).isFalse();
        assertThat(verifier.verifyForm("music-library", form.fields()).outcome())
                .isEqualTo(Outcome.CONDITION_FAILED);
        assertThat(form.toString()).doesNotContain(form.fields().getOrDefault("policy", "?"), "signature");
        clock.set(form.expiresAt());
        assertThat(verifier.verifyForm("music-library", fields).outcome()).isEqualTo(Outcome.EXPIRED);
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
