package io.loist.storage.internal.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.loist.testing.ManualTicker;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class HttpWorkersTest {

    @Test
    void execute_moreThanAnyServerShouldTake_isRejectedUntilSomeAreDone() throws InterruptedException {
        CountDownLatch end = new CountDownLatch(1);
        CountDownLatch ended = new CountDownLatch(HttpWorkers.MAX_REQUESTS);
        try (HttpWorkers workers = new HttpWorkers(Duration.ofMinutes(1))) {
            for (int i = 0; i < HttpWorkers.MAX_REQUESTS; i++) {
                workers.execute(() -> {
                    await(end);
                    ended.countDown();
                });
            }
            assertThatExceptionOfType(RejectedExecutionException.class).isThrownBy(() -> workers.execute(() -> {}));

            end.countDown();
            assertThat(ended.await(30, TimeUnit.SECONDS)).isTrue();
            assertAccepted(workers);
        }
    }

    @Test
    void task_withoutProgress_isInterrupted() throws InterruptedException {
        CountDownLatch interrupted = new CountDownLatch(1);
        try (HttpWorkers workers = new HttpWorkers(Duration.ofMillis(200))) {
            workers.execute(() -> {
                if (!await(new CountDownLatch(1))) {
                    interrupted.countDown();
                }
            });
            assertThat(interrupted.await(30, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void task_aFewBytesNowAndThen_isInterrupted() throws InterruptedException {
        assertThat(isInterrupted(1)).isTrue();
    }

    @Test
    void task_withProgress_isLeftAlone() throws InterruptedException {
        assertThat(isInterrupted(HttpWorkers.PROGRESS_BYTES)).isFalse();
    }

    /** Returns whether a task is interrupted that moves some bytes every 20 milliseconds, for five times the stall timeout. */
    private static boolean isInterrupted(int bytes) throws InterruptedException {
        AtomicBoolean interrupted = new AtomicBoolean();
        CountDownLatch done = new CountDownLatch(1);
        ManualTicker ticker = new ManualTicker();
        try (HttpWorkers workers = new HttpWorkers(Duration.ofSeconds(1), ticker)) {
            workers.execute(() -> {
                for (int i = 0; i < 250 && !interrupted.get(); i++) {
                    workers.progressed(bytes);
                    ticker.advance(Duration.ofMillis(20));
                    workers.interruptStalled();
                    interrupted.set(Thread.interrupted());
                }
                done.countDown();
            });
            assertThat(done.await(30, TimeUnit.SECONDS)).isTrue();
            return interrupted.get();
        }
    }

    private static void assertAccepted(HttpWorkers workers) throws InterruptedException {
        CountDownLatch ran = new CountDownLatch(1);
        for (boolean accepted = false; !accepted; ) {
            try {
                workers.execute(ran::countDown);
                accepted = true;
            } catch (RejectedExecutionException e) {
                Thread.onSpinWait(); // the last task is just being signed off
            }
        }
        assertThat(ran.await(30, TimeUnit.SECONDS)).isTrue();
    }

    /** Returns whether the latch opened, and false if the thread was interrupted. */
    private static boolean await(CountDownLatch latch) {
        try {
            latch.await();
            return true;
        } catch (InterruptedException e) {
            return false;
        }
    }
}
