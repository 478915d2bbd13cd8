package io.loist.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class BackoffTest {

    private static final Backoff.Delays DELAYS = new Backoff.Delays(Duration.ofMillis(100), Duration.ofSeconds(4));

    private final List<Duration> slept = new ArrayList<>();
    private long now = Long.MAX_VALUE - 1;

    private final Ticker ticker = new Ticker() {
        @Override
        public long nanos() {
            return now;
        }

        @Override
        public void sleep(Duration duration) {
            slept.add(duration);
            now += duration.toNanos();
        }
    };

    @Test
    void await_beforeTheDeadline_pausesUpToALimitThatDoubles() throws Exception {
        Backoff backoff = DELAYS.start(Duration.ofHours(1), ticker);

        for (int i = 0; i < 100; i++) {
            assertThat(backoff.await()).isTrue();
        }

        assertThat(backoff.pauses()).isEqualTo(100);
        for (int i = 0; i < slept.size(); i++) {
            Duration limit = Duration.ofMillis(Math.min(4_000, 100L << Math.min(i, 10)));
            assertThat(slept.get(i)).isBetween(Duration.ZERO, limit);
        }
        assertThat(slept.subList(10, 100)).anyMatch(pause -> pause.compareTo(Duration.ofSeconds(2)) > 0);
    }

    @Test
    void await_deadlineWouldPass_returnsFalseAtOnce() throws Exception {
        Backoff backoff = DELAYS.start(Duration.ofSeconds(1), ticker);

        while (backoff.await()) {
            assertThat(backoff.remaining()).isPositive();
        }

        assertThat(slept.stream().reduce(Duration.ZERO, Duration::plus)).isLessThan(Duration.ofSeconds(1));
    }

    @Test
    void remaining_deadlinePassed_isPositiveStill() {
        Backoff backoff = DELAYS.start(Duration.ofSeconds(1), ticker);
        now += Duration.ofMinutes(1).toNanos();

        assertThat(backoff.remaining()).isEqualTo(Duration.ofNanos(1));
    }

    @Test
    void reset_afterADeadline_beginsAnew() throws Exception {
        Backoff backoff = DELAYS.start(Duration.ofSeconds(1), ticker);
        now += Duration.ofMinutes(1).toNanos();
        assertThat(backoff.await()).isFalse();

        backoff.reset();

        assertThat(backoff.await()).isTrue();
        assertThat(slept.get(0)).isLessThanOrEqualTo(Duration.ofMillis(100));
    }

    @Test
    void awaitUnlessInterrupted_interrupted_returnsFalseAndLeavesItInterrupted() {
        Backoff backoff = DELAYS.start(Duration.ofHours(1));
        Thread.currentThread().interrupt();

        assertThat(backoff.awaitUnlessInterrupted()).isFalse();

        assertThat(Thread.interrupted()).isTrue();
    }
}
