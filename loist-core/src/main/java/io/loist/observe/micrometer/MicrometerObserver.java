package io.loist.observe.micrometer;

import io.loist.observe.LoistObserver;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.observation.ObservationRegistry;
import java.util.Objects;

/**
 * Observers that write to Micrometer. Both tag each call with {@code operation}, its name, and {@code outcome}, the code of its
 * {@link io.loist.observe.Outcome}.
 *
 * <table>
 * <caption>Meters of {@link #of(MeterRegistry)}</caption>
 * <tr><th>name</th><th>type</th><th>tags</th></tr>
 * <tr><td>{@code loist.operations}</td><td>timer, with buckets of 10, 50, 200 ms, 1 and 5 s</td><td>operation, outcome</td></tr>
 * <tr><td>{@code loist.rows}</td><td>counter of the things returned</td><td>operation</td></tr>
 * <tr><td>{@code loist.bytes}</td><td>counter of the sizes of stored objects</td><td>operation</td></tr>
 * <tr><td>{@code loist.retries}</td><td>counter</td><td>operation</td></tr>
 * <tr><td>{@code loist.truncated}</td><td>counter of searches that were cut short</td><td>operation</td></tr>
 * </table>
 */
public final class MicrometerObserver {

    private MicrometerObserver() {}

    /** Returns an observer that keeps meters; needs {@code io.micrometer:micrometer-core}. */
    @SuppressWarnings("exports") // who calls it has the module; others need not
    public static LoistObserver of(MeterRegistry registry) {
        return new Meters(Objects.requireNonNull(registry, "registry"));
    }

    /**
     * Returns an observer that makes an observation of each call, named {@code loist.operations}, from which the host's handlers make
     * meters and spans; needs {@code io.micrometer:micrometer-observation}.
     */
    @SuppressWarnings("exports") // who calls it has the module; others need not
    public static LoistObserver of(ObservationRegistry registry) {
        return new Observations(Objects.requireNonNull(registry, "registry"));
    }
}
