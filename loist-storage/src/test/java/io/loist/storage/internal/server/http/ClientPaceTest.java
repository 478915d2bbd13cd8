package io.loist.storage.internal.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.loist.testing.ManualTicker;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ClientPaceTest {

    private static final Duration STALL = Duration.ofSeconds(30);

    private final ManualTicker ticker = new ManualTicker();
    private final AtomicLong received = new AtomicLong();
    private final ClientPace pace = new ClientPace(STALL, ticker, received::get);

    @Test
    void connection_idle_mayWaitForTheStallTimeout() {
        assertThat(isTooSlowAfter(30)).isFalse();
        assertThat(isTooSlowAfter(1)).isTrue();
    }

    @Test
    void head_steady_mustArriveInTenSeconds() {
        assertThat(isTooSlowAfter(20)).isFalse();
        for (int i = 0; i < 11; i++) {
            received.incrementAndGet();
            assertThat(isTooSlowAfter(1)).isFalse();
        }
        received.incrementAndGet();
        assertThat(isTooSlowAfter(1)).isTrue();
    }

    @Test
    void body_unverifiedButFast_mustArriveInTenSeconds() {
        pace.begin();
        for (int i = 0; i < 10; i++) {
            pace.waits();
            assertThat(isTooSlowAfter(1)).isFalse();
            pace.moved(1_000_000);
        }
        pace.waits();
        assertThat(isTooSlowAfter(1)).isTrue();
    }

    @Test
    void body_verified_mustKeepMoving() {
        pace.begin();
        pace.verified();
        for (int i = 0; i < 10; i++) {
            pace.waits();
            assertThat(isTooSlowAfter(29)).isFalse();
            pace.moved(ClientPace.STEP_BYTES);
        }
        pace.waits();
        assertThat(isTooSlowAfter(31)).isTrue();
    }

    @Test
    void body_trickling_isTooSlow() {
        pace.begin();
        pace.verified();
        for (int i = 0; i < 30; i++) {
            pace.waits();
            assertThat(isTooSlowAfter(1)).isFalse();
            pace.moved(ClientPace.STEP_BYTES / 100);
        }
        pace.waits();
        assertThat(isTooSlowAfter(1)).isTrue();
    }

    @Test
    void server_slowItself_isNotHeldAgainstTheClient() {
        pace.begin();
        pace.verified();
        assertThat(isTooSlowAfter(100)).isFalse();
        pace.waits();
        assertThat(isTooSlowAfter(20)).isFalse();
        pace.moved(1);
        assertThat(isTooSlowAfter(100)).isFalse();
        pace.waits();
        assertThat(isTooSlowAfter(9)).isFalse();
        assertThat(isTooSlowAfter(2)).isTrue();
    }

    @Test
    void end_ofARequest_beginsAnew() {
        pace.begin();
        pace.verified();
        ticker.advance(Duration.ofSeconds(100));
        received.set(1_000);
        pace.end();

        assertThat(pace.isIdle()).isTrue();
        assertThat(isTooSlowAfter(29)).isFalse();
        assertThat(isTooSlowAfter(2)).isTrue();
    }

    private boolean isTooSlowAfter(int seconds) {
        ticker.advance(Duration.ofSeconds(seconds));
        return pace.isTooSlow();
    }
}
