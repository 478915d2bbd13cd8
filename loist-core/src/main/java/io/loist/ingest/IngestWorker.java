package io.loist.ingest;

import io.loist.track.Claim;
import io.loist.track.RetryPolicy;
import io.loist.track.Track;
import io.loist.track.TrackQueue;
import java.time.Duration;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;

/**
 * Takes in the audio of tracks that were saved as {@code PENDING}: claims them, reads their audio, stores it and makes them
 * {@code COMPLETED}, with the metadata that the audio has. What fails is tried again after a while, see
 * {@link RetryPolicy}, and is {@code FAILED} meanwhile; audio that cannot be read, or that another track has, makes the
 * track {@code DEAD} at once. {@link Track#error} says why.
 *
 * <p>A host runs as many as it likes, in as many processes as it likes. If one dies, others take its tracks over when its leases
 * have ended. Safe for use by many threads.
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

    /** Starts a worker that takes audio in through a pipeline, with its lease and as many tracks at once as it does. */
    public static Builder builder(IngestPipeline pipeline) {
        return new Builder(pipeline);
    }

    /**
     * Begins to work, in threads of its own. A worker that works already goes on.
     *
     * @throws IllegalStateException if it has been closed
     */
    public void start() {
        loop.start();
    }

    /**
     * Works in this thread's time until no track is due; those that failed and wait are not. If the thread is interrupted, it
     * finishes what it has begun and returns.
     *
     * @return how many tracks it worked on
     * @throws io.loist.DatabaseException if the database cannot be used
     * @throws IllegalStateException if the worker has been started or closed
     */
    public long drain() {
        return loop.drain();
    }

    /** Claims no other track, and waits until those that are being worked on are done. Closing twice does nothing. */
    @Override
    public void close() {
        loop.close();
    }

    /** Builds an {@link IngestWorker}. Not safe for use by several threads at once. */
    public static final class Builder {

        private static final Duration SHORTEST_PAUSE = Duration.ofMillis(10);

        private final IngestPipeline pipeline;
        private TrackQueue queue;
        private String name = "ingest-" + UUID.randomUUID();
        private Duration pause = Duration.ofSeconds(1);
        private Function<Track, IngestSource> sources;

        private Builder(IngestPipeline pipeline) {
            this.pipeline = Objects.requireNonNull(pipeline, "pipeline");
            this.queue = pipeline.settings().database().queue();
            this.sources = pipeline.settings()::source;
        }

        /** Sets who it is in the history of tracks, 1 to 200 characters; by default a random name. */
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
         * Sets how long to wait when no track is due; by default a second.
         *
         * @throws IllegalArgumentException if it is shorter than 10 milliseconds
         */
        public Builder pause(Duration pause) {
            if (pause.compareTo(SHORTEST_PAUSE) < 0) {
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

        /** Returns the worker, which does nothing yet. */
        public IngestWorker build() {
            Settings settings = pipeline.settings();
            TrackTask task = new TrackTask(pipeline, queue, sources);
            // Claims that are lost show when their tracks are to be finished
            LeaseKeeper<Claim> leases = new LeaseKeeper<>(
                    "loist-claim-leases", settings.lease(), claims -> queue.heartbeat(claims, settings.lease()));
            return new IngestWorker(new WorkLoop(
                    max -> queue.claim(max, name, settings.lease()),
                    claim -> {
                        leases.keep(claim.id(), claim);
                        try {
                            task.run(claim);
                        } finally {
                            leases.release(claim.id());
                        }
                    },
                    settings.parallelism(),
                    pause));
        }
    }
}
