package io.loist.observe.micrometer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.loist.TrackNotFoundException;
import io.loist.observe.LoistObserver;
import io.loist.testkit.SampleTracks;
import io.loist.testkit.memory.InMemoryDatabase;
import io.loist.track.TrackPatch;
import io.loist.track.TrackQuery;
import io.loist.track.TrackRepository;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.ObservationRegistry;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class MicrometerObserverTest {

    private static final TrackPatch PATCH = TrackPatch.builder().popularity(0.5).build();

    private static TrackRepository watched(LoistObserver observer) {
        return observer.watch(TrackRepository.class, new InMemoryDatabase(Clock.systemUTC()).tracks());
    }

    @Test
    void of_meterRegistry_countsCallsRowsAndFailures() {
        SimpleMeterRegistry registry = new SimpleMeterRegistry();
        TrackRepository tracks = watched(MicrometerObserver.of(registry));

        tracks.save(SampleTracks.full());
        tracks.list(TrackQuery.builder().build());
        tracks.list(TrackQuery.builder().build());
        assertThatExceptionOfType(TrackNotFoundException.class)
                .isThrownBy(() -> tracks.update(UUID.randomUUID(), 1, PATCH));

        assertThat(calls(registry, "TrackRepository.save", "OK")).isEqualTo(1);
        assertThat(calls(registry, "TrackRepository.list", "OK")).isEqualTo(2);
        assertThat(calls(registry, "TrackRepository.update", "TRACK_NOT_FOUND")).isEqualTo(1);
        assertThat(rows(registry, "TrackRepository.list")).isEqualTo(2);
        assertThat(rows(registry, "TrackRepository.save")).isZero();
    }

    private static long calls(SimpleMeterRegistry registry, String operation, String outcome) {
        return registry.get("loist.operations")
                .tags("operation", operation, "outcome", outcome)
                .timer()
                .count();
    }

    private static double rows(SimpleMeterRegistry registry, String operation) {
        Counter counter = registry.get("loist.rows").tag("operation", operation).counter();
        return counter.count();
    }

    @Test
    void of_observationRegistry_observesWithoutMessages() {
        List<Observation.Context> stopped = new ArrayList<>();
        List<String> scopes = new ArrayList<>();
        ObservationRegistry registry = ObservationRegistry.create();
        registry.observationConfig().observationHandler(new ObservationHandler<Observation.Context>() {
            @Override
            public boolean supportsContext(Observation.Context context) {
                return true;
            }

            @Override
            public void onScopeOpened(Observation.Context context) {
                scopes.add("opened");
            }

            @Override
            public void onScopeClosed(Observation.Context context) {
                scopes.add("closed");
            }

            @Override
            public void onStop(Observation.Context context) {
                stopped.add(context);
            }
        });
        TrackRepository tracks = watched(MicrometerObserver.of(registry));
        UUID missing = UUID.randomUUID();

        tracks.findById(missing);
        assertThatExceptionOfType(TrackNotFoundException.class).isThrownBy(() -> tracks.update(missing, 1, PATCH));

        assertThat(scopes).containsExactly("opened", "closed", "opened", "closed");
        assertThat(stopped).extracting(Observation.Context::getName).containsOnly("loist.operations");
        assertThat(stopped)
                .extracting(Observation.Context::getContextualName)
                .containsExactly("TrackRepository.findById", "TrackRepository.update");
        assertThat(stopped.get(1).getLowCardinalityKeyValue("outcome").getValue())
                .isEqualTo("TRACK_NOT_FOUND");
        assertThat(stopped.get(1).getError()).hasMessage("TRACK_NOT_FOUND").hasNoCause();
        assertThat(stopped.get(1).getAllKeyValues().toString()).doesNotContain(missing.toString());
        assertThat(registry.getCurrentObservation()).isNull();
    }
}
