package io.loist.observe.otel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.loist.TrackNotFoundException;
import io.loist.testkit.SampleTracks;
import io.loist.testkit.memory.InMemoryDatabase;
import io.loist.track.TrackPatch;
import io.loist.track.TrackQuery;
import io.loist.track.TrackRepository;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Scope;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import io.opentelemetry.sdk.metrics.data.MetricData;
import io.opentelemetry.sdk.testing.exporter.InMemoryMetricReader;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OpenTelemetryObserverTest {

    private final InMemorySpanExporter spans = InMemorySpanExporter.create();
    private final InMemoryMetricReader metrics = InMemoryMetricReader.create();
    private final OpenTelemetrySdk telemetry = OpenTelemetrySdk.builder()
            .setTracerProvider(SdkTracerProvider.builder()
                    .addSpanProcessor(SimpleSpanProcessor.create(spans))
                    .build())
            .setMeterProvider(
                    SdkMeterProvider.builder().registerMetricReader(metrics).build())
            .build();
    private final TrackRepository tracks = OpenTelemetryObserver.of(telemetry)
            .watch(TrackRepository.class, new InMemoryDatabase(Clock.systemUTC()).tracks());

    @AfterEach
    void close() {
        telemetry.close();
    }

    @Test
    void of_calls_areSpansInsideTheCallers() {
        UUID missing = UUID.randomUUID();
        Span caller = telemetry.getTracer("host").spanBuilder("request").startSpan();
        try (Scope scope = caller.makeCurrent()) {
            assertThat(scope).isNotNull();
            tracks.findById(missing);
            assertThatExceptionOfType(TrackNotFoundException.class)
                    .isThrownBy(() -> tracks.update(
                            missing, 1, TrackPatch.builder().popularity(0.5).build()));
        }

        List<SpanData> made = spans.getFinishedSpanItems();
        assertThat(made)
                .extracting(SpanData::getName)
                .containsExactly("TrackRepository.findById", "TrackRepository.update");
        assertThat(made)
                .extracting(SpanData::getParentSpanId)
                .containsOnly(caller.getSpanContext().getSpanId());
        assertThat(made.get(0).getStatus().getStatusCode()).isEqualTo(StatusCode.UNSET);
        assertThat(made.get(1).getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
        assertThat(made.get(1).getAttributes().get(AttributeKey.stringKey("error.type")))
                .isEqualTo("TRACK_NOT_FOUND");
        assertThat(made.toString()).doesNotContain(missing.toString());
    }

    @Test
    void of_calls_areMetrics() {
        tracks.save(SampleTracks.full());
        tracks.list(TrackQuery.builder().build());

        List<MetricData> collected = List.copyOf(metrics.collectAllMetrics());

        assertThat(collected)
                .extracting(MetricData::getName)
                .containsExactlyInAnyOrder("loist.operation.duration", "loist.operation.rows");
        assertThat(collected)
                .filteredOn(metric -> metric.getName().endsWith("duration"))
                .singleElement()
                .satisfies(metric -> {
                    assertThat(metric.getUnit()).isEqualTo("s");
                    assertThat(metric.getHistogramData().getPoints()).hasSize(2);
                });
        assertThat(collected)
                .filteredOn(metric -> metric.getName().endsWith("rows"))
                .singleElement()
                .satisfies(metric -> assertThat(metric.getLongSumData().getPoints())
                        .singleElement()
                        .satisfies(point -> assertThat(point.getValue()).isEqualTo(1)));
    }
}
