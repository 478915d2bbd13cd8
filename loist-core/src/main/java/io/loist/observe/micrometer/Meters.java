package io.loist.observe.micrometer;

import io.loist.observe.LoistObserver;
import io.loist.observe.Outcome;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Keeps meters. They are looked up once for each name of a call, of which there are some hundred at most. */
final class Meters implements LoistObserver {

    private static final Duration[] BUCKETS = {
        Duration.ofMillis(10),
        Duration.ofMillis(50),
        Duration.ofMillis(200),
        Duration.ofSeconds(1),
        Duration.ofSeconds(5)
    };

    private final MeterRegistry registry;
    private final Map<String, OfOperation> operations = new ConcurrentHashMap<>();

    Meters(MeterRegistry registry) {
        this.registry = registry;
    }

    @Override
    public Observation begin(String operation) {
        return operations.computeIfAbsent(operation, OfOperation::new);
    }

    private final class OfOperation implements Observation {

        private final String operation;
        private final Map<String, Timer> timers = new ConcurrentHashMap<>();
        private final Counter rows;
        private final Counter bytes;
        private final Counter retries;
        private final Counter truncated;

        OfOperation(String operation) {
            this.operation = operation;
            this.rows = counter("loist.rows", "Things that calls returned");
            this.bytes = counter("loist.bytes", "Sizes of the objects that calls stored");
            this.retries = counter("loist.retries", "Further attempts after transient failures");
            this.truncated = counter("loist.truncated", "Searches that were cut short");
        }

        private Counter counter(String name, String description) {
            return Counter.builder(name)
                    .description(description)
                    .tag("operation", operation)
                    .register(registry);
        }

        private Timer timer(String outcome) {
            return Timer.builder("loist.operations")
                    .description("Calls of loist")
                    .tags("operation", operation, "outcome", outcome)
                    .serviceLevelObjectives(BUCKETS)
                    .register(registry);
        }

        @Override
        public void end(Outcome outcome) {
            timers.computeIfAbsent(outcome.code(), this::timer).record(outcome.duration());
            rows.increment((double) Math.max(0, outcome.rows()));
            bytes.increment((double) Math.max(0, outcome.bytes()));
            retries.increment(outcome.retries());
            truncated.increment(outcome.truncated() ? 1 : 0);
        }
    }
}
