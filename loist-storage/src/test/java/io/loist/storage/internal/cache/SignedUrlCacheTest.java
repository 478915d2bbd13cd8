package io.loist.storage.internal.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import com.github.benmanes.caffeine.cache.Ticker;
import io.loist.SigningException;
import io.loist.object.ObjectRef;
import io.loist.signing.SignedUrl;
import io.loist.signing.SignedUrlRequest;
import io.loist.signing.SignedUrlService;
import io.loist.signing.SigningAlgorithm;
import io.loist.signing.SigningKey;
import io.loist.testkit.SettableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SignedUrlCacheTest {

    private static final Instant START = Instant.parse("2026-02-28T12:00:00Z");
    private static final SignedUrlRequest REQUEST =
            SignedUrlRequest.get(new ObjectRef("music", "secret name")).build();

    private final SettableClock clock = new SettableClock(START);
    private final Ticker ticker = () -> Duration.between(START, clock.instant()).toNanos();
    private final List<String> logged = new ArrayList<>();
    private final List<Runnable> waiting = new ArrayList<>();
    private @Nullable RuntimeException failure;

    @Test
    void find_refreshFails_logsOneLineAMinuteWithoutTheUrl() {
        SignedUrlCache cache = cache(Runnable::run);
        SignedUrl url = cache.sign(REQUEST);
        failure = new SigningException(true, "IAM does not answer.", null);
        clock.advance(Duration.ofMinutes(6));

        for (int i = 0; i < 10; i++) {
            assertThat(cache.find(REQUEST)).isSameAs(url);
            clock.advance(Duration.ofSeconds(6));
        }

        assertThat(logged)
                .singleElement()
                .asString()
                .contains("IAM does not answer.")
                .doesNotContain("secret", "X-Goog", "\n");
        clock.advance(Duration.ofSeconds(6));
        assertThat(cache.find(REQUEST)).isSameAs(url);
        assertThat(logged).hasSize(2);
    }

    @Test
    void find_defectInTheKey_logsWithoutItsMessage() {
        SignedUrlCache cache = cache(Runnable::run);
        cache.sign(REQUEST);
        failure = new IllegalStateException("https://example.com?X-Goog-Signature=1");
        clock.advance(Duration.ofMinutes(6));

        cache.find(REQUEST);

        assertThat(logged)
                .singleElement()
                .asString()
                .contains("IllegalStateException")
                .doesNotContain("X-Goog");
    }

    @Test
    void sign_defectInTheKey_isThrownAndNotKept() {
        SignedUrlCache cache = cache(Runnable::run);
        failure = new IllegalStateException("a defect");

        assertThatIllegalStateException().isThrownBy(() -> cache.sign(REQUEST)).isSameAs(failure);

        assertThat(cache.find(REQUEST)).isNull();
        assertThat(cache.size()).isZero();
    }

    @Test
    void clear_duringARefresh_keepsOnlyWhatIsSignedLater() {
        SignedUrlCache cache = cache(waiting::add);
        cache.sign(REQUEST);
        clock.advance(Duration.ofMinutes(6));
        cache.find(REQUEST);

        cache.clear();
        waiting.forEach(Runnable::run);
        assertThat(cache.find(REQUEST)).isNull();
        SignedUrl later = cache.sign(REQUEST);

        assertThat(waiting).hasSize(1);
        assertThat(cache.find(REQUEST)).isSameAs(later);
        assertThat(logged).isEmpty();
    }

    @Test
    void find_refresherIsFull_keepsTheUrlAndTriesAgainAfterAPause() {
        List<Runnable> refused = new ArrayList<>();
        SignedUrlCache cache = cache(task -> {
            refused.add(task);
            throw new RejectedExecutionException();
        });
        SignedUrl url = cache.sign(REQUEST);
        clock.advance(Duration.ofMinutes(6));

        assertThat(cache.find(REQUEST)).isSameAs(url);
        assertThat(cache.find(REQUEST)).isSameAs(url);
        assertThat(refused).hasSize(1);
        clock.advance(Duration.ofSeconds(6));
        assertThat(cache.find(REQUEST)).isSameAs(url);
        assertThat(refused).hasSize(2);
    }

    private SignedUrlCache cache(Executor refresher) {
        SigningKey hmac = SigningKey.hmac("ID", "made up");
        SigningKey key = new SigningKey() {
            @Override
            public String accessId() {
                return hmac.accessId();
            }

            @Override
            public SigningAlgorithm algorithm() {
                return hmac.algorithm();
            }

            @Override
            public byte[] sign(String text, String scope) {
                if (failure != null) {
                    throw failure;
                }
                return hmac.sign(text, scope);
            }
        };
        return new SignedUrlCache(
                SignedUrlService.builder(key).clock(clock).build(),
                new SignedUrlCache.Settings(clock, ticker, Duration.ZERO, 100, refresher),
                new RefreshWarnings(logged::add, ticker));
    }
}
