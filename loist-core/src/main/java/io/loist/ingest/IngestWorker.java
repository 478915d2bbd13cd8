package io.loist.ingest;

import io.loist.ingest.internal.lease.LeaseKeeper;
import io.loist.ingest.internal.lease.WorkLoop;
import io.loist.track.Claim;
import io.loist.track.RetryPolicy;
import io.loist.track.Track;
import io.loist.track.TrackQueue;
import java.time.Duration;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;

/**
 * Ingests the audio of tracks that were saved as {@code PENDING}: claims them, reads and stores their audio, and saves them as
 * {@code COMPLETED} with the metadata of the audio. A track that fails is {@code FAILED} and retried after a delay, see
 * {@link Builder#retry}; audio that cannot be read, or that another track has, makes its track {@code DEAD} at once. The track's
 * error says why.
 *
 * <p>A host may run any number of workers in any number of processes. If a process dies, others take its tracks over when its
 * leases have ended. Safe for use by many threads.
 *
 * <pre>{@code
 * try (IngestWorker worker = IngestWorker.builder(pipeline).build()) {
 *     worker.start();
 *     ...
 * }
 * }</pre>
 */
public final class IngestWorker implements AutoCloseable {

    private final WorkLoop loop;

    private IngestWorker(WorkLoop loop) {
        this.loop = loop;
    }

    /** Creates a builder of a worker with the lease and the parallelism of a pipeline. */
    public static Builder builder(IngestPipeline pipeline) {
        return new Builder(pipeline);
    }

    /**
     * Starts to work in threads of its own. Does nothing if the worker is started already.
     *
     * @throws IllegalStateException if it has been closed
     */
    public void start() {
        loop.start();
    }

    /**
     * Works while the caller waits, until no track is due; failed tracks are not due before their delay. If the thread is
     * interrupted, the tracks in work are finished first.
     *
     * @return the number of tracks it worked on
     * @throws io.loist.DatabaseException if the database cannot be used
     * @throws IllegalStateException if the worker has been started or closed
     */
    public long drain() {
        return loop.drain();
    }

    /** Claims no further track and waits for those in work. Closing twice does nothing. */
    @Override
    public void close() {
        loop.close();
    }

    /** Builds an {@link IngestWorker}. Not safe for use by several threads at once. */
    public static final class Builder {

        private static final Duration MIN_PAUSE = Duration.ofMillis(10);

        private final IngestPipeline pipeline;
        private TrackQueue queue;
        private String name = "ingest-" + UUID.randomUUID();
        private Duration pause = Duration.ofSeconds(1);
        private Function<Track, IngestSource> sources;

        private Builder(IngestPipeline pipeline) {
            this.pipeline = Objects.requireNonNull(pipeline, "pipeline");
            this.queue = pipeline.database().queue();
            this.sources = pipeline::source;
        }

        /** Sets the name that the history of tracks shows, 1 to 200 characters; by default a random one. */
        public Builder name(String name) {
            this.name = Objects.requireNonNull(name, "name");
            return this;
        }

        /** Sets how often and after what delay failed tracks are retried; by default {@link RetryPolicy#DEFAULT}. */
        public Builder retry(RetryPolicy policy) {
            this.queue = queue.withRetry(policy);
            return this;
        }

        /**
         * Sets the time between two claims when no track is due; by default 1 second, at least 10 milliseconds.
         *
         * @throws IllegalArgumentException if it is shorter than 10 milliseconds
         */
        public Builder pause(Duration pause) {
            if (pause.compareTo(MIN_PAUSE) < 0) {
                throw new IllegalArgumentException("pause must be 10 milliseconds or more, but is " + pause);
            }
            this.pause = pause;
            return this;
        }

        /**
         * Sets where a track's audio is. By default it is the track's audio object: an {@link IngestSource#upload} if it has a
         * name of {@link IngestPipeline#uploadTarget}, else an {@link IngestSource#object} that stays where it is.
         */
        public Builder sources(Function<Track, IngestSource> sources) {
            this.sources = Objects.requireNonNull(sources, "sources");
            return this;
        }

        /** Returns the worker, which is not started. */
        public IngestWorker build() {
            Duration lease = pipeline.lease();
            TrackTask task = new TrackTask(pipeline, queue, sources);
            // A claim that is lost shows when its track is to be saved
            LeaseKeeper<Claim> leases = new LeaseKeeper<>(
                    "loist-claim-leases", lease, pipeline.ticker(), claims -> queue.heartbeat(claims, lease));
            return new IngestWorker(new WorkLoop(
                    max -> queue.claim(max, name, lease),
                    claim -> {
                        leases.keep(claim.id(), claim);
                        try {
                            task.run(claim);
                        } finally {
                            leases.release(claim.id());
                        }
                    },
                    pipeline.parallelism(),
                    pause));
        }
    }
}
