package io.loist.ingest;

import io.loist.internal.Daemons;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Calls {@link IngestPipeline#recover} periodically until it is closed; see {@link IngestPipeline#recoverEvery}. */
public final class RecoverySchedule implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(RecoverySchedule.class);
    private static final Duration MIN_PAUSE = Duration.ofSeconds(1);
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(30);

    private final ScheduledExecutorService thread;
    private final ScheduledFuture<?> recoveries;

    private RecoverySchedule(IngestPipeline pipeline, Duration pause) {
        this.thread = Executors.newSingleThreadScheduledExecutor(Daemons.named("loist-recovery"));
        this.recoveries =
                thread.scheduleWithFixedDelay(() -> recover(pipeline), 0, pause.toMillis(), TimeUnit.MILLISECONDS);
    }

    static RecoverySchedule start(IngestPipeline pipeline, Duration pause) {
        if (pause.compareTo(MIN_PAUSE) < 0) {
            throw new IllegalArgumentException("pause must be a second or more, but is " + pause);
        }
        return new RecoverySchedule(pipeline, pause);
    }

    private static void recover(IngestPipeline pipeline) {
        try {
            RecoverySummary summary = pipeline.recover();
            LOG.debug("Recovery: {} objects deleted, {} left", summary.deleted(), summary.left());
        } catch (RuntimeException e) {
            LOG.warn("Recovery failed; it will be tried again: {}", e.getMessage());
        }
    }

    /** Waits up to 30 seconds for a recovery in progress, then interrupts it. Closing twice does nothing. */
    @Override
    public void close() {
        recoveries.cancel(false);
        thread.shutdown();
        try {
            if (!thread.awaitTermination(CLOSE_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)) {
                thread.shutdownNow();
            }
        } catch (InterruptedException e) {
            thread.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }
}
