package io.loist.storage.internal.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.loist.SigningException;
import io.loist.object.ObjectRef;
import io.loist.signing.SignedUrl;
import io.loist.signing.SignedUrlRequest;
import io.loist.signing.SignedUrlService;
import io.loist.signing.SignedUrlVerifier;
import io.loist.signing.SigningAlgorithm;
import io.loist.signing.SigningKey;
import io.loist.signing.VerificationKey;
import io.loist.storage.CachingSignedUrlService;
import io.loist.testkit.SettableClock;
import io.loist.testkit.contract.SignedUrlServiceContract;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class CachingSignedUrlServiceTest extends SignedUrlServiceContract {

    private static final String ID = "GOOG1EXAMPLE";
    private static final String SECRET = "made up for the test";
    private static final Instant START = Instant.parse("2026-02-28T12:00:00Z");
    private static final SignedUrlRequest REQUEST =
            SignedUrlRequest.get(new ObjectRef("music", "audio/a.flac")).build();

    private final SettableClock time = new SettableClock(START);
    private final Queue<Runnable> background = new ArrayDeque<>();
    private final CountingKey key = new CountingKey();

    @Override
    protected SignedUrlService createService(Clock clock) {
        return CachingSignedUrlService.builder(SignedUrlService.builder(SigningKey.hmac(ID, SECRET))
                        .clock(clock)
                        .build())
                .clock(clock)
                .build();
    }

    @Override
    protected SignedUrlVerifier createVerifier(Clock clock) {
        return SignedUrlVerifier.create(clock, VerificationKey.hmac(ID, SECRET));
    }

    @Test
    void sign_again_isTheSameUrl() {
        CachingSignedUrlService cache = cache(Duration.ZERO);
        SignedUrl url = cache.sign(REQUEST);
        time.set(START.plusSeconds(60));

        assertThat(cache.sign(REQUEST)).isSameAs(url);
        assertThat(cache.sign(SignedUrlRequest.get(new ObjectRef("music", "audio/a.flac"))
                        .build()))
                .isSameAs(url);
        assertThat(key.signed).hasValue(1);
    }

    @Test
    void sign_anythingElseInTheRequest_isAnotherUrl() {
        CachingSignedUrlService cache = cache(Duration.ZERO);
        ObjectRef object = new ObjectRef("music", "audio/a.flac");
        List<SignedUrlRequest> different = List.of(
                REQUEST,
                SignedUrlRequest.head(object).build(),
                SignedUrlRequest.get(object).lifetime(Duration.ofMinutes(16)).build(),
                SignedUrlRequest.get(object).downloadName("a").build(),
                SignedUrlRequest.get(object).downloadName("b").build(),
                SignedUrlRequest.get(object).generation(7).build(),
                SignedUrlRequest.get(object).header("a", "b").build(),
                SignedUrlRequest.get(new ObjectRef("musik", "audio/a.flac")).build());

        assertThat(different.stream().map(cache::sign).distinct()).hasSize(different.size());
        assertThat(cache.size()).isEqualTo(different.size());
    }

    @Test
    void sign_upload_isNotRemembered() {
        CachingSignedUrlService cache = cache(Duration.ZERO);
        SignedUrlRequest upload =
                SignedUrlRequest.put(new ObjectRef("music", "a")).build();
        cache.sign(upload);
        cache.sign(upload);

        assertThat(key.signed).hasValue(2);
        assertThat(cache.size()).isZero();
    }

    @Test
    void sign_atAnyTime_leavesTheTimeThatWasPromised() {
        CachingSignedUrlService cache = cache(Duration.ofMinutes(10));
        for (int second = 0; second < 7_200; second += 7) {
            time.set(START.plusSeconds(second));
            assertThat(cache.sign(REQUEST).remaining(time.instant())).isGreaterThanOrEqualTo(Duration.ofMinutes(10));
        }
        assertThat(key.signed.get()).isBetween(20, 30);
    }

    @Test
    void sign_shortlyBeforeTooOld_refreshesOnceInTheBackground() {
        CachingSignedUrlService cache = cache(Duration.ZERO);
        SignedUrl url = cache.sign(REQUEST);
        time.set(START.plus(Duration.ofMinutes(6)));

        assertThat(cache.sign(REQUEST)).isSameAs(url);
        assertThat(cache.sign(REQUEST)).isSameAs(url);
        assertThat(background).hasSize(1);
        background.remove().run();
        assertThat(cache.sign(REQUEST).expiresAt()).isEqualTo(time.instant().plus(Duration.ofMinutes(15)));
        assertThat(background).isEmpty();
    }

    @Test
    void sign_refreshFails_keepsTheUrlAndTriesAgainAfterAPause() {
        CachingSignedUrlService cache = cache(Duration.ZERO);
        SignedUrl url = cache.sign(REQUEST);
        time.set(START.plus(Duration.ofMinutes(6)));
        cache.sign(REQUEST);
        key.failures.set(1);
        background.remove().run();

        assertThat(cache.sign(REQUEST)).isSameAs(url);
        time.advance(Duration.ofSeconds(5));
        assertThat(cache.sign(REQUEST)).isSameAs(url);
        assertThat(background).as("attempts within the pause").isEmpty();
        time.advance(Duration.ofSeconds(1));
        assertThat(cache.sign(REQUEST)).isSameAs(url);
        assertThat(background).as("attempts after the pause").hasSize(1);
        background.remove().run();
        assertThat(cache.sign(REQUEST).expiresAt()).isEqualTo(time.instant().plus(Duration.ofMinutes(15)));
    }

    @Test
    void sign_refreshed_isRememberedPastTheEndOfTheFirstUrl() {
        CachingSignedUrlService cache = CachingSignedUrlService.builder(signer())
                .clock(time)
                .ticker(() -> Duration.between(START, time.instant()).toNanos())
                .refresher(background::add)
                .build();
        cache.sign(REQUEST);
        for (int refresh = 0; refresh < 2; refresh++) {
            time.advance(Duration.ofMinutes(6));
            cache.sign(REQUEST);
            background.remove().run();
        }
        SignedUrl third = cache.sign(REQUEST);
        time.advance(Duration.ofMinutes(4));

        assertThat(cache.sign(REQUEST)).isSameAs(third);
        assertThat(key.signed).hasValue(3);
    }

    @Test
    void clear_whileAUrlIsSigned_doesNotKeepIt() throws Exception {
        CachingSignedUrlService cache = cache(Duration.ZERO);
        key.hold = new CountDownLatch(1);
        ExecutorService thread = Executors.newSingleThreadExecutor();
        try {
            Future<SignedUrl> url = thread.submit(() -> cache.sign(REQUEST));
            key.entered.await();
            cache.clear();
            key.hold.countDown();

            assertThat(url.get()).isNotNull();
            assertThat(cache.size()).isZero();
        } finally {
            thread.shutdownNow();
        }
    }

    @Test
    void sign_failure_isNotRemembered() {
        CachingSignedUrlService cache = cache(Duration.ZERO);
        key.failures.set(1);

        assertThatExceptionOfType(SigningException.class).isThrownBy(() -> cache.sign(REQUEST));
        assertThat(cache.sign(REQUEST).method()).isEqualTo("GET");
    }

    @Test
    void sign_manyThreads_signsOnce() throws Exception {
        CachingSignedUrlService cache = cache(Duration.ZERO);
        key.hold = new CountDownLatch(1);
        ExecutorService threads = Executors.newFixedThreadPool(16);
        try {
            Callable<SignedUrl> ask = () -> cache.sign(REQUEST);
            List<Future<SignedUrl>> asked = new ArrayList<>();
            for (int i = 0; i < 16; i++) {
                asked.add(threads.submit(ask));
            }
            key.hold.countDown();
            for (Future<SignedUrl> one : asked) {
                assertThat(one.get(30, TimeUnit.SECONDS)).isSameAs(cache.sign(REQUEST));
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(key.signed).hasValue(1);
    }

    @Test
    void signAll_someKnown_signsTheOthersOnce() {
        CachingSignedUrlService cache = cache(Duration.ZERO);
        SignedUrl known = cache.sign(REQUEST);
        SignedUrlRequest other =
                SignedUrlRequest.get(new ObjectRef("music", "other")).build();

        List<SignedUrl> urls = cache.signAll(List.of(other, REQUEST, other));

        assertThat(urls.get(1)).isSameAs(known);
        assertThat(urls.get(0)).isSameAs(urls.get(2)).isSameAs(cache.sign(other));
        assertThat(key.signed).hasValue(2);
    }

    @Test
    void maxUrls_more_areForgotten() {
        CachingSignedUrlService cache = CachingSignedUrlService.builder(signer())
                .clock(time)
                .maxUrls(10)
                .build();
        for (int i = 0; i < 1_000; i++) {
            cache.sign(
                    SignedUrlRequest.get(new ObjectRef("music", "audio/" + i)).build());
        }
        assertThat(settledSize(cache)).isLessThanOrEqualTo(10);
        cache.clear();
        assertThat(cache.size()).isZero();
    }

    @Test
    void toString_hidesTheUrls() {
        CachingSignedUrlService cache = cache(Duration.ZERO);
        cache.sign(REQUEST);

        assertThat(cache.toString()).isEqualTo("cache of 1 signed URLs");
    }

    private static long settledSize(CachingSignedUrlService cache) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (cache.size() > 10 && System.nanoTime() < end) {
            Thread.onSpinWait();
        }
        return cache.size();
    }

    private CachingSignedUrlService cache(Duration minRemaining) {
        return CachingSignedUrlService.builder(signer())
                .clock(time)
                .minRemaining(minRemaining)
                .refresher(background::add)
                .build();
    }

    private SignedUrlService signer() {
        return SignedUrlService.builder(key).clock(time).build();
    }

    /** Counts its signatures, and fails or waits as the test plans it. */
    private static final class CountingKey implements SigningKey {

        private final SigningKey key = SigningKey.hmac(ID, SECRET);
        private final AtomicInteger signed = new AtomicInteger();
        private final AtomicInteger failures = new AtomicInteger();
        private final CountDownLatch entered = new CountDownLatch(1);
        private volatile CountDownLatch hold = new CountDownLatch(0);

        @Override
        public String accessId() {
            return key.accessId();
        }

        @Override
        public SigningAlgorithm algorithm() {
            return key.algorithm();
        }

        @Override
        public byte[] sign(String text, String scope) {
            entered.countDown();
            try {
                hold.await();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
            if (failures.getAndUpdate(n -> Math.max(0, n - 1)) > 0) {
                throw new SigningException(true, "The test said so.", null);
            }
            signed.incrementAndGet();
            return key.sign(text, scope);
        }
    }
}
