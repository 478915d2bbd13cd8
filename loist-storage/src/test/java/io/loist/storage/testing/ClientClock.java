package io.loist.storage.testing;

import com.google.api.core.ApiClock;
import java.time.Clock;
import java.util.concurrent.TimeUnit;

/** Tells Google's client the time of another clock. */
public record ClientClock(Clock clock) implements ApiClock {

    @Override
    public long nanoTime() {
        return TimeUnit.MILLISECONDS.toNanos(clock.millis());
    }

    @Override
    public long millisTime() {
        return clock.millis();
    }
}
