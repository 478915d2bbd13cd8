package io.loist.observe;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;

/**
 * Learns of each call of loist: which one, how long it took, how it ended. Made for metrics, traces and logs; it learns nothing of what
 * the call is about.
 *
 * <pre>{@code
 * LoistObserver observer = LoistObserver.all(
 *         MicrometerObserver.of(meterRegistry), LoistObserver.logging(Duration.ofMillis(500)));
 * LoistDatabase database = LoistDatabase.builder().dataSource(dataSource).observer(observer).build();
 * ObjectStore objects = observer.watch(ObjectStore.class, GcsObjectStore.create());
 * SignedUrlService signedUrls = observer.watch(SignedUrlService.class, SignedUrlService.create(key));
 * }</pre>
 *
 * <p>A call is named after its interface and method, such as {@code TrackRepository.findById}, {@code SearchService.search} or
 * {@code ObjectStore.put}: some hundred names at most. A call that another one makes inside loist is not observed, unless it goes through
 * a part that is watched itself, as the pipeline's store and journal are.
 *
 * <p>Without an observer, nothing of this exists at run time. Implementations are safe for use by several threads, and neither block nor
 * throw; an exception of theirs is logged, and the call goes on.
 */
@FunctionalInterface
public interface LoistObserver {

    /**
     * Begins to observe a call, in the thread that makes it, just before it.
     *
     * @param operation the name of the call
     */
    Observation begin(String operation);

    /** One call under way. */
    @FunctionalInterface
    interface Observation {
        /** Ends the observation, in the thread that made the call, after it has returned or thrown. Called exactly once. */
        void end(Outcome outcome);
    }

    /**
     * Returns the same service, each call of which is observed. What it does and throws does not change; a method that returns a
     * service of the same interface returns an observed one.
     *
     * @param contract the interface of the service, which becomes the first part of the names of its calls
     * @throws IllegalArgumentException if {@code contract} is not an interface
     */
    default <T> T watch(Class<T> contract, T service) {
        return WatchedCalls.of(contract, service, this);
    }

    /** Does work, and observes it as one call. */
    default <T> T call(String operation, Supplier<T> work) {
        try {
            return WatchedCalls.call(this, operation, work::get);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new AssertionError("a supplier throws no checked exception", e);
        }
    }

    /** Returns an observer that passes each call on to all of these, and ends its observations in the opposite order. */
    static LoistObserver all(LoistObserver... observers) {
        return new AllObservers(List.of(observers));
    }

    /**
     * Returns an observer that logs each call to {@code io.loist.operations}: at level WARN if it was slow, otherwise at level DEBUG. It
     * logs no exception, because the caller has it.
     *
     * @param slow how long a call takes that is slow, more than 0
     * @throws IllegalArgumentException if {@code slow} is not positive
     */
    static LoistObserver logging(Duration slow) {
        return new LoggingObserver(Objects.requireNonNull(slow, "slow"));
    }
}
