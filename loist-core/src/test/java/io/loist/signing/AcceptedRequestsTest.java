package io.loist.signing;

import static org.assertj.core.api.Assertions.assertThat;

import io.loist.object.ObjectRef;
import io.loist.signing.AcceptedRequests.Window;
import io.loist.signing.SignedUrlVerifier.Outcome;
import io.loist.testkit.SettableClock;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A request that was accepted once makes no other one accepted, nor itself after its time. */
class AcceptedRequestsTest {

    private static final Instant START = Instant.parse("2026-02-28T12:00:00Z");
    private static final String HOST = "storage.googleapis.com";
    private static final Map<String, List<String>> HEADERS = Map.of("Host", List.of(HOST));

    private final SettableClock clock = new SettableClock(START);
    private final SignedUrl url = SignedUrlService.builder(SigningKey.hmac("ID", "secret"))
            .clock(clock)
            .build()
            .sign(new ObjectRef("my-bucket", "a"));
    private final String target = url.uri().getRawPath() + "?" + url.uri().getRawQuery();
    private final SignedUrlVerifier verifier = SignedUrlVerifier.create(clock, VerificationKey.hmac("ID", "secret"));

    @Test
    void verify_acceptedBefore_isJudgedByItsTimeAgain() {
        accept();
        clock.set(url.expiresAt().minusSeconds(1));
        accept();
        clock.set(url.expiresAt());
        assertThat(verify("GET", target, HEADERS)).isEqualTo(Outcome.EXPIRED);
        clock.set(START.minus(Duration.ofMinutes(15)).minusSeconds(1));
        assertThat(verify("GET", target, HEADERS)).isEqualTo(Outcome.NOT_YET_VALID);
        clock.set(START);
        accept();
    }

    @ParameterizedTest
    @CsvSource({
        "HEAD, '', Host, storage.googleapis.com, SIGNATURE_MISMATCH",
        "GET, '&a=b', Host, storage.googleapis.com, SIGNATURE_MISMATCH",
        "GET, '0', Host, storage.googleapis.com, MALFORMED",
        "GET, '', Host, other, SIGNATURE_MISMATCH",
        "GET, '', Hos, storage.googleapis.com, MALFORMED",
    })
    void verify_anotherThanTheAccepted_isRefused(
            String method, String more, String name, String value, Outcome outcome) {
        accept();

        assertThat(verify(method, target + more, Map.of(name, List.of(value)))).isEqualTo(outcome);
        accept();
    }

    @Test
    void verify_moreHeadersThanTheAccepted_isRefused() {
        accept();

        assertThat(verify("GET", target, Map.of("Host", List.of(HOST), "X-Goog-Meta-A", List.of("b"))))
                .isEqualTo(Outcome.MALFORMED);
        assertThat(verify("GET", target, Map.of("Host", List.of(HOST, HOST)))).isEqualTo(Outcome.SIGNATURE_MISMATCH);
        assertThat(verify("GET", target, Map.of("Host", List.of(HOST), "host", List.of(HOST))))
                .isEqualTo(Outcome.SIGNATURE_MISMATCH);
    }

    @Test
    void verify_moreThanTheHostIsSigned_isNotRemembered() {
        SignedUrl typed = SignedUrlService.builder(SigningKey.hmac("ID", "secret"))
                .clock(clock)
                .build()
                .sign(SignedUrlRequest.put(new ObjectRef("my-bucket", "a"))
                        .contentType("audio/flac")
                        .build());
        String put = typed.uri().getRawPath() + "?" + typed.uri().getRawQuery();
        Map<String, List<String>> sent = Map.of("Host", List.of(HOST), "Content-Type", List.of("audio/flac"));

        assertThat(verify("PUT", put, sent)).isEqualTo(Outcome.ACCEPTED);
        assertThat(verify("PUT", put, Map.of("Host", List.of(HOST), "Content-Type", List.of("text/html"))))
                .isEqualTo(Outcome.SIGNATURE_MISMATCH);
        assertThat(verify("PUT", put, HEADERS)).isEqualTo(Outcome.MALFORMED);
    }

    @Test
    void verify_keyOfTheHost_isAskedEachTime() {
        AtomicBoolean revoked = new AtomicBoolean();
        VerificationKey key = VerificationKey.hmac("ID", "secret");
        SignedUrlVerifier revocable = SignedUrlVerifier.create(clock, new VerificationKey() {
            @Override
            public String accessId() {
                return key.accessId();
            }

            @Override
            public SigningAlgorithm algorithm() {
                return key.algorithm();
            }

            @Override
            public boolean matches(String text, String scope, byte[] signature) {
                return !revoked.get() && key.matches(text, scope, signature);
            }
        });

        assertThat(revocable.verify("GET", target, HEADERS).accepted()).isTrue();
        revoked.set(true);
        assertThat(revocable.verify("GET", target, HEADERS).accepted()).isFalse();
    }

    @Test
    void hash_textsThatReadAlike_differOrAreNone() {
        assertThat(hash("GET", "/a?b", "c")).isNotNull().isEqualTo(hash("GET", "/a?b", "c"));
        assertThat(hash("GET\nc", "/a?b", "d")).isNull();
        assertThat(hash("GET", "/a?\uD800", "c")).isNull();
        assertThat(hash("GET", "/a?\u00E9", "c")).isNull();
        assertThat(hash("GET", "/a b", "c")).isNull();
        assertThat(hash("GET", "/a?b", "")).isNull();
    }

    @Test
    void add_moreThanItHolds_forgetsTheOldest() {
        AcceptedRequests accepted = new AcceptedRequests();
        for (int i = 0; i <= AcceptedRequests.MAX_REQUESTS; i++) {
            accepted.add(required(i), new Window(START, START.plusSeconds(1)));
        }

        assertThat(accepted.contains(required(0), START)).isFalse();
        assertThat(accepted.contains(required(1), START)).isTrue();
        assertThat(accepted.contains(required(AcceptedRequests.MAX_REQUESTS), START))
                .isTrue();
    }

    private static ByteBuffer required(int number) {
        return Objects.requireNonNull(hash("GET", "/" + number, "host"));
    }

    private static @Nullable ByteBuffer hash(String method, String target, String host) {
        return AcceptedRequests.hash(method, target, Map.of("Host", List.of(host)));
    }

    private void accept() {
        assertThat(verify("GET", target, HEADERS)).isEqualTo(Outcome.ACCEPTED);
    }

    private Outcome verify(String method, String requested, Map<String, List<String>> headers) {
        return verifier.verify(method, requested, headers).outcome();
    }
}
