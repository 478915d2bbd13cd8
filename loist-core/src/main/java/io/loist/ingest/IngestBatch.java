package io.loist.ingest;

import io.loist.LoistException;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Takes many sources in, a few at a time. Only so many are begun and not done with; whoever offers another one waits meanwhile, and
 * tells the listener what became of those that are done. To be used by one thread.
 */
final class IngestBatch implements AutoCloseable {

    private final IngestListener listener;
    private final int most;
    private final ExecutorService threads;
    private final BlockingQueue<List<Attempt>> done = new LinkedBlockingQueue<>();
    private final AtomicReference<@Nullable Throwable> thrown = new AtomicReference<>();
    private int running;
    private boolean interrupted;
    private IngestSummary summary = IngestSummary.NONE;
    private @Nullable Throwable failure;

    IngestBatch(IngestListener listener, int most) {
        this.listener = listener;
        this.most = most;
        this.threads = Threads.start(most);
    }

    /** Begins with another source, or some small ones, after others have ended if need be. Returns whether to go on. */
    boolean offer(Supplier<List<Attempt>> work) {
        while (running >= most && goesOn()) {
            takeOne();
        }
        if (!goesOn()) {
            return false;
        }
        running++;
        threads.execute(() -> done.add(attempts(work)));
        return true;
    }

    /** Notes what became of a source that nothing need be done for. Returns whether to go on. */
    boolean note(IngestOutcome outcome) {
        tell(outcome);
        return goesOn();
    }

    /** Waits for what was begun, and returns what became of everything. */
    IngestSummary finish() {
        while (running > 0) {
            takeOne();
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        if (failure instanceof Error error) {
            throw error;
        }
        if (failure != null) {
            throw (RuntimeException) failure;
        }
        return summary;
    }

    @Override
    public void close() {
        threads.shutdown();
    }

    private boolean goesOn() {
        interrupted |= Thread.interrupted();
        return failure == null && !interrupted;
    }

    /** What was begun is always waited for, so that nothing is left half done. */
    private void takeOne() {
        List<Attempt> attempts = null;
        while (attempts == null) {
            try {
                attempts = done.poll(1, TimeUnit.DAYS);
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        running--;
        attempts.forEach(this::tell);
        if (failure == null) {
            failure = thrown.get();
        }
    }

    private List<Attempt> attempts(Supplier<List<Attempt>> work) {
        try {
            return work.get();
        } catch (RuntimeException | Error e) {
            thrown.compareAndSet(null, e);
            return List.of();
        }
    }

    private void tell(Attempt attempt) {
        if (attempt.outcome() != null) {
            tell(attempt.outcome());
        } else if (attempt.failure() instanceof LoistException e && !attempt.concernsOthers()) {
            tell(new IngestOutcome.Refused(attempt.source(), e));
        } else if (failure == null) {
            failure = attempt.failure();
        }
    }

    private void tell(IngestOutcome outcome) {
        summary = summary.plus(outcome);
        if (failure == null) {
            try {
                listener.finished(outcome);
            } catch (RuntimeException | Error e) {
                failure = e;
            }
        }
    }
}
