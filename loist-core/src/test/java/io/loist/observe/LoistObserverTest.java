package io.loist.observe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.loist.TrackNotFoundException;
import io.loist.internal.Backoff;
import io.loist.object.ObjectRef;
import io.loist.object.ObjectStore;
import io.loist.object.Upload;
import io.loist.search.SearchService;
import io.loist.signing.SignedUrlService;
import io.loist.testkit.SampleTracks;
import io.loist.testkit.memory.InMemoryDatabase;
import io.loist.testkit.memory.InMemoryObjectStore;
import io.loist.track.RetryPolicy;
import io.loist.track.Track;
import io.loist.track.TrackPatch;
import io.loist.track.TrackQueue;
import io.loist.track.TrackRepository;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class LoistObserverTest {

    private final Recorded recorded = new Recorded();
    private final InMemoryDatabase database = new InMemoryDatabase(Clock.systemUTC());
    private final TrackRepository tracks = recorded.watch(TrackRepository.class, database.tracks());

    @Test
    void watch_callsThatReturn_haveNamesRowsAndTimes() {
        Track saved = tracks.save(SampleTracks.full());
        tracks.findById(saved.id());
        tracks.findById(UUID.randomUUID());
        tracks.findAllById(List.of(saved.id(), UUID.randomUUID()));
        recorded.watch(SearchService.class, database.search()).search("nothing of the kind");

        assertThat(recorded.operations())
                .containsExactly(
                        "TrackRepository.save",
                        "TrackRepository.findById",
                        "TrackRepository.findById",
                        "TrackRepository.findAllById",
                        "SearchService.search");
        assertThat(recorded.calls).extracting(call -> call.outcome().rows()).containsExactly(-1L, 1L, 0L, 1L, 0L);
        assertThat(recorded.calls).allSatisfy(call -> {
            assertThat(call.outcome().isOk()).isTrue();
            assertThat(call.outcome().duration()).isPositive();
            assertThat(call.outcome().retries()).isZero();
        });
    }

    @Test
    void watch_storedObject_hasItsSize() {
        ObjectStore store = recorded.watch(ObjectStore.class, new InMemoryObjectStore("music"));

        store.put(Upload.builder(new ObjectRef("music", "song"), new byte[700]).build());

        assertThat(recorded.last().bytes()).isEqualTo(700);
    }

    @Test
    void watch_callsThatThrow_haveTheCodeAndTheSameException() {
        TrackPatch patch = TrackPatch.builder().popularity(0.5).build();
        assertThatExceptionOfType(TrackNotFoundException.class)
                .isThrownBy(() -> tracks.update(UUID.randomUUID(), 1, patch));
        assertThat(recorded.last().code()).isEqualTo("TRACK_NOT_FOUND");
        assertThat(recorded.last().isOk()).isFalse();

        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        recorded.watch(TrackQueue.class, database.queue()).claim(0, "worker", Duration.ofMinutes(1)));
        assertThat(recorded.last().code()).isEqualTo("IllegalArgumentException");
    }

    @Test
    void watch_serviceThatReturnsItsLike_isStillWatched() {
        TrackQueue queue = recorded.watch(TrackQueue.class, database.queue()).withRetry(RetryPolicy.DEFAULT);

        queue.claim(1, "worker", Duration.ofMinutes(1));

        assertThat(recorded.operations()).containsExactly("TrackQueue.claim");
    }

    @Test
    void watch_overloadThatCallsAnother_isOneCall() {
        recorded.watch(SearchService.class, database.search()).search("one");

        assertThat(recorded.operations()).containsExactly("SearchService.search");
    }

    @Test
    void watch_class_isRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> recorded.watch(String.class, "service"))
                .withMessageContaining("java.lang.String is not an interface");
    }

    @Test
    void watch_methodsOfObject_areNotCalls() {
        assertThat(Set.of(tracks)).contains(tracks);
        assertThat(tracks.equals(database.tracks())).isFalse();
        assertThat(tracks.toString()).isEqualTo(database.tracks().toString());
        assertThat(recorded.calls).isEmpty();
    }

    @Test
    void watch_exceptionsThatTheContractDoesNotDeclare_passUnchanged() {
        SignedUrlService broken = SignedUrlService.class.cast(java.lang.reflect.Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {SignedUrlService.class}, (proxy, method, arguments) -> {
                    throw new IllegalStateException("broken");
                }));

        assertThatIllegalStateException()
                .isThrownBy(() -> recorded.watch(SignedUrlService.class, broken).sign(new ObjectRef("music", "song")))
                .withMessage("broken");
    }

    @Test
    void call_workWithRetries_countsThoseOfItsThread() {
        recorded.call("Host.work", () -> {
            Backoff backoff = new Backoff.Delays(Duration.ofNanos(1), Duration.ofNanos(1)).start(Duration.ofMinutes(1));
            boolean first = backoff.awaitUnlessInterrupted();
            boolean second = backoff.awaitUnlessInterrupted();
            return first && second;
        });
        assertThat(recorded.last().retries()).isEqualTo(2);

        recorded.call("Host.work", () -> "no retry");
        assertThat(recorded.last().retries()).isZero();
    }

    @Test
    void call_observerThatThrows_doesNotDisturb() {
        LoistObserver atBeginning = operation -> {
            throw new IllegalStateException("no disk");
        };
        LoistObserver atEnd = operation -> outcome -> {
            throw new IllegalStateException("no disk");
        };

        assertThat(LoistObserver.all(atBeginning, recorded, atEnd).call("Host.work", () -> 7))
                .isEqualTo(7);
        assertThat(atBeginning.call("Host.work", () -> 7)).isEqualTo(7);
        assertThat(atEnd.call("Host.work", () -> 7)).isEqualTo(7);
        assertThat(recorded.operations()).containsExactly("Host.work");
    }

    @Test
    void all_several_beginInOrderAndEndInTheOpposite() throws IOException {
        List<String> seen = new ArrayList<>();
        LoistObserver first = operation -> {
            seen.add("first begins");
            return outcome -> seen.add("first ends");
        };
        LoistObserver second = operation -> {
            seen.add("second begins");
            return outcome -> seen.add("second ends");
        };

        LoistObserver.all(first, second).call("Host.work", () -> seen.add("work"));

        assertThat(seen).containsExactly("first begins", "second begins", "work", "second ends", "first ends");
    }

    @Test
    void logging_noTime_isRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LoistObserver.logging(Duration.ZERO))
                .withMessageContaining("slow must be more than 0");
    }
}
