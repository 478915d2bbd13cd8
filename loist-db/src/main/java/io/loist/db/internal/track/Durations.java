package io.loist.db.internal.track;

import java.math.BigDecimal;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Durations as numbers of seconds with three decimals. */
final class Durations {

    private static final int SCALE = 3;

    private Durations() {}

    static @Nullable BigDecimal seconds(@Nullable Duration duration) {
        return duration == null ? null : BigDecimal.valueOf(duration.toMillis(), SCALE);
    }

    static @Nullable Duration of(@Nullable BigDecimal seconds) {
        return seconds == null
                ? null
                : Duration.ofMillis(seconds.movePointRight(SCALE).longValue());
    }
}
