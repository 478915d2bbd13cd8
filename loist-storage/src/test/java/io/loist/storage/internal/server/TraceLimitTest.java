package io.loist.storage.internal.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.loist.testkit.SettableClock;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class TraceLimitTest {

    @Test
    void permits_oftenInAMinute_onlyOnce() {
        SettableClock clock = new SettableClock(Instant.parse("2026-02-28T12:00:00Z"));
        TraceLimit limit = new TraceLimit(clock);

        assertThat(limit.permits()).isTrue();
        clock.set(Instant.parse("2026-02-28T12:00:59Z"));
        assertThat(limit.permits()).isFalse();
        clock.set(Instant.parse("2026-02-28T12:01:00Z"));
        assertThat(limit.permits()).isTrue();
        assertThat(limit.permits()).isFalse();
    }
}
