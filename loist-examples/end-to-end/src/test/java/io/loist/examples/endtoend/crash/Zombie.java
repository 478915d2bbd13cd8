package io.loist.examples.endtoend.crash;

import static org.assertj.core.api.Assertions.assertThat;

import io.loist.examples.endtoend.ingest.IngestChildMain;
import io.loist.ingest.IngestPipeline;
import io.loist.ingest.spi.IngestDatabase;
import io.loist.ingest.spi.IngestJournal;
import io.loist.object.ObjectStore;
import io.loist.testing.Intercepted;
import io.loist.track.DuplicatePolicy;
import io.loist.track.TrackQueue;
import io.loist.track.TrackRepository;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * What a process is that stands still at one step, with all its threads, for longer than its leases, and then goes on as if nothing
 * had happened.
 */
final class Zombie implements IngestDatabase {

    static final Duration LEASE = Duration.ofMillis(150);

    private static final int PATIENCE_SECONDS = 120;

    private final IngestDatabase real;
    private final ObjectStore objects;
    private final String step;
    private final AtomicInteger passes;
    private final CountDownLatch standing = new CountDownLatch(1);
    private final CountDownLatch going = new CountDownLatch(1);
    private final CompletableFuture<@Nullable Throwable> end = new CompletableFuture<>();

    /**
     * Makes one that will stand still.
     *
     * @param step such as {@code before put}
     * @param pass at which of these steps, from 1
     */
    Zombie(IngestDatabase real, ObjectStore objects, String step, int pass) {
        this.real = real;
        this.objects = wrap(ObjectStore.class, objects);
        this.step = step;
        this.passes = new AtomicInteger(pass);
    }

    @Override
    public TrackRepository tracks() {
        return wrap(TrackRepository.class, real.tracks());
    }

    @Override
    public TrackQueue queue() {
        return wrap(TrackQueue.class, real.queue().withRetry(ZombieTest.AT_ONCE));
    }

    @Override
    public IngestJournal journal() {
        return wrap(IngestJournal.class, real.journal());
    }

    ObjectStore objects() {
        return objects;
    }

    IngestPipeline pipeline() {
        return IngestPipeline.builder(this, objects, IngestChildMain.reader())
                .bucket(IngestChildMain.BUCKET)
                .lease(LEASE)
                .parallelism(1)
                .duplicates(DuplicatePolicy.ALLOW)
                .build();
    }

    /** Lets it do something until it stands still. Returns whether it does; it may have come to an end before. */
    boolean standsStillIn(Runnable work) throws InterruptedException {
        Thread thread = new Thread(() -> {
            Throwable thrown = null;
            try {
                work.run();
            } catch (Throwable e) {
                thrown = e;
            } finally {
                end.complete(thrown);
                standing.countDown();
            }
        });
        thread.setDaemon(true);
        thread.start();
        assertThat(standing.await(PATIENCE_SECONDS, TimeUnit.SECONDS)).as(step).isTrue();
        return !end.isDone();
    }

    /** Lets it go on to its end. Returns what it has thrown, or null. */
    @Nullable
    Throwable goOn() throws Exception {
        going.countDown();
        return end.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    private <T> T wrap(Class<T> type, T part) {
        return Intercepted.part(type, part, Intercepted.eachStep(this::pass));
    }

    private void pass(String call) {
        if (call.equals(step) && passes.decrementAndGet() == 0) {
            standing.countDown();
        }
        if (standing.getCount() == 0) {
            try {
                going.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
