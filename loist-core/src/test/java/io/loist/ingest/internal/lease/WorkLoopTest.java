package io.loist.ingest.internal.lease;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.loist.track.Claim;
import io.loist.track.NewTrack;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class WorkLoopTest {

    private static final Duration PAUSE = Duration.ofMillis(1);

    private final Queue<Claim> due = new ArrayDeque<>(List.of(claim(), claim(), claim()));
    private final Semaphore done = new Semaphore(0);

    private static Claim claim() {
        return new Claim(NewTrack.nextId(), 1, 0, "worker", Instant.EPOCH);
    }

    private synchronized List<Claim> claim(int max) {
        return due.isEmpty() ? List.of() : List.of(due.remove());
    }

    @Test
    void start_claimThrowsAnError_goesOn() throws InterruptedException {
        boolean[] failed = {false};
        WorkLoop loop = new WorkLoop(
                max -> {
                    if (!failed[0]) {
                        failed[0] = true;
                        throw new OutOfMemoryError("thrown by the test");
                    }
                    return claim(max);
                },
                claim -> done.release(),
                2,
                PAUSE);
        try (loop) {
            loop.start();

            assertThat(done.tryAcquire(3, 1, TimeUnit.MINUTES)).isTrue();
        }
    }

    @Test
    void drain_taskThrowsAnError_worksOnTheOthers() {
        try (WorkLoop loop = new WorkLoop(
                this::claim,
                claim -> {
                    done.release();
                    throw new StackOverflowError("thrown by the test");
                },
                2,
                PAUSE)) {
            assertThat(loop.drain()).isEqualTo(3);
        }
        assertThat(done.availablePermits()).isEqualTo(3);
    }

    @Test
    void close_executorHasRefusedAClaim_doesNotWaitForIt() {
        ExecutorService threads = Executors.newSingleThreadExecutor();
        threads.shutdown();
        WorkLoop loop = new WorkLoop(this::claim, claim -> done.release(), new WorkLoop.Pace(2, PAUSE), threads);

        assertThatExceptionOfType(RejectedExecutionException.class).isThrownBy(loop::drain);
        loop.close();

        assertThat(done.availablePermits()).isZero();
    }
}
