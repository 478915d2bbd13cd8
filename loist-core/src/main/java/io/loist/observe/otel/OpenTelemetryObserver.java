package io.loist.observe.otel;

import io.loist.observe.LoistObserver;
import io.loist.observe.Outcome;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.DoubleHistogram;
import io.opentelemetry.api.metrics.LongCounter;
import io.opentelemetry.api.metrics.Meter;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Scope;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Makes a span of each call, named after it, and keeps metrics; needs {@code io.opentelemetry:opentelemetry-api}. The attribute
 * {@code loist.operation} is the name of the call, {@code error.type} the code of a failure.
 *
 * <p>Metrics: {@code loist.operation.duration} in seconds, and the counters {@code loist.operation.rows}, {@code …bytes},
 * {@code …retries} and {@code …truncated}.
 *
 * @see <a href="https://opentelemetry.io/docs/specs/semconv/general/attributes/">Semantic conventions of OpenTelemetry</a>
 */
public final class OpenTelemetryObserver implements LoistObserver {

    private static final String SCOPE = "io.loist";
    private static final String METRICS = "loist.operation.";
    private static final AttributeKey<String> OPERATION = AttributeKey.stringKey("loist.operation");
    private static final AttributeKey<String> ERROR = AttributeKey.stringKey("error.type");
    private static final List<Double> BUCKETS = List.of(0.001, 0.005, 0.01, 0.05, 0.2, 1.0, 5.0, 30.0);

    private final Tracer tracer;
    private final DoubleHistogram durations;
    private final LongCounter rows;
    private final LongCounter bytes;
    private final LongCounter retries;
    private final LongCounter truncated;

    private OpenTelemetryObserver(OpenTelemetry telemetry) {
        Meter meter = telemetry.getMeter(SCOPE);
        this.tracer = telemetry.getTracer(SCOPE);
        this.durations = meter.histogramBuilder(METRICS + "duration")
                .setUnit("s")
                .setExplicitBucketBoundariesAdvice(BUCKETS)
                .build();
        this.rows = counter(meter, "rows");
        this.bytes = counter(meter, "bytes");
        this.retries = counter(meter, "retries");
        this.truncated = counter(meter, "truncated");
    }

    /** Creates an observer. */
    @SuppressWarnings("exports") // who calls it has the module; others need not
    public static OpenTelemetryObserver of(OpenTelemetry telemetry) {
        return new OpenTelemetryObserver(telemetry);
    }

    private static LongCounter counter(Meter meter, String name) {
        return meter.counterBuilder(METRICS + name).build();
    }

    @Override
    @SuppressWarnings("MustBeClosedChecker") // closed at the end of the observation
    public Observation begin(String operation) {
        Span span =
                tracer.spanBuilder(operation).setAttribute(OPERATION, operation).startSpan();
        Scope scope = span.makeCurrent();
        return outcome -> {
            scope.close();
            end(span, operation, outcome);
        };
    }

    private void end(Span span, String operation, Outcome outcome) {
        Attributes known = Attributes.of(OPERATION, operation);
        if (!outcome.isOk()) {
            span.setAttribute(ERROR, outcome.code());
            span.setStatus(StatusCode.ERROR);
        }
        span.end();
        double seconds = outcome.duration().toNanos() / (double) TimeUnit.SECONDS.toNanos(1);
        durations.record(seconds, outcome.isOk() ? known : Attributes.of(OPERATION, operation, ERROR, outcome.code()));
        add(rows, outcome.rows(), known);
        add(bytes, outcome.bytes(), known);
        add(retries, outcome.retries(), known);
        add(truncated, outcome.truncated() ? 1 : 0, known);
    }

    private static void add(LongCounter counter, long value, Attributes attributes) {
        if (value > 0) {
            counter.add(value, attributes);
        }
    }
}
