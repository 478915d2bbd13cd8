package io.loist.ingest;

import io.loist.LoistException;
import io.loist.ingest.internal.intake.IngestResult;
import io.loist.internal.Daemons;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Ingests many groups of sources, a limited number at a time. The caller's thread, which offers them, waits when that many are in
 * work, and reports the finished ones to the listener. Used by one thread.
 */
final class IngestBatch implements AutoCloseable {

    private final IngestListener listener;
    private final int max;
    private final Semaphore slots;
    private final ExecutorService threads;
    private final BlockingQueue<FinishedGroup> finished = new LinkedBlockingQueue<>();
    private int running;
    private boolean interrupted;
    private IngestSummary summary = IngestSummary.NONE;
    private @Nullable Throwable failure;

    private record FinishedGroup(List<IngestSource> sources, List<IngestResult> results) {}

    /** Creates a batch that stores up to {@code parallelism} files at the same time, while it reads and saves others. */
    IngestBatch(IngestListener listener, int parallelism) {
        this.listener = listener;
        this.slots = new Semaphore(parallelism);
        this.max = 2 * parallelism;
        this.threads = Daemons.waiting("loist-ingest", max);
    }

    /** Returns the maximum number of groups in work. */
    int maxGroups() {
        return max;
    }

    /** Returns a permit for each file that may be stored at the same time. */
    Semaphore slots() {
        return slots;
    }

    /** Begins with a group when one of those in work has finished, if need be. Returns whether to continue. */
    boolean offer(List<IngestSource> sources, Supplier<List<IngestResult>> work) {
        while (running >= max && continues()) {
            takeOne();
        }
        if (!continues()) {
            return false;
        }
        running++;
        threads.execute(() -> finished.add(new FinishedGroup(sources, results(sources, work))));
        return true;
    }

    private static List<IngestResult> results(List<IngestSource> sources, Supplier<List<IngestResult>> work) {
        try {
            return work.get();
        } catch (RuntimeException | Error e) {
            List<IngestResult> all = new ArrayList<>();
            sources.forEach(source -> all.add(new IngestResult.Failed(e, true)));
            return all;
        }
    }

    /** Reports the outcome of a source that needs no work. Returns whether to continue. */
    boolean report(IngestOutcome outcome) {
        summary = summary.plus(outcome);
        if (failure == null) {
            try {
                listener.finished(outcome);
            } catch (RuntimeException | Error e) {
                failure = e;
            }
        }
        return continues();
    }

    /** Waits for the groups in work, and returns the counts of all outcomes. */
    IngestSummary finish() {
        while (running > 0) {
            takeOne();
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        if (failure != null) {
            throw IngestResult.failed("", failure).exception();
        }
        return summary;
    }

    @Override
    public void close() {
        threads.shutdown();
    }

    private boolean continues() {
        interrupted |= Thread.interrupted();
        return failure == null && !interrupted;
    }

    /** Waits for a group even if interrupted, so that nothing is left half done. */
    private void takeOne() {
        FinishedGroup group = null;
        while (group == null) {
            try {
                group = finished.poll(1, TimeUnit.DAYS);
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        running--;
        for (int i = 0; i < group.sources.size(); i++) {
            report(group.sources.get(i), group.results.get(i));
        }
    }

    private void report(IngestSource source, IngestResult result) {
        if (!(result instanceof IngestResult.Failed failed)) {
            report(IngestMapping.outcome(source, result));
        } else if (failed.cause() instanceof LoistException e && !failed.general()) {
            report(new IngestOutcome.Refused(source, e));
        } else if (failure == null) {
            failure = failed.cause();
        }
    }
}
