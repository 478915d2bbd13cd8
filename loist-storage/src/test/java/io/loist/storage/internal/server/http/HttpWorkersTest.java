package io.loist.storage.internal.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
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

    /** Returns whether a task is interrupted that moves so many bytes every few milliseconds, for five times its patience. */
    private static boolean isInterrupted(int bytes) throws InterruptedException {
        CountDownLatch interrupted = new CountDownLatch(1);
        CountDownLatch done = new CountDownLatch(1);
        try (HttpWorkers workers = new HttpWorkers(Duration.ofSeconds(1))) {
            workers.execute(() -> {
                long end = System.nanoTime() + Duration.ofSeconds(5).toNanos();
                boolean sleeps = true;
                while (sleeps && System.nanoTime() < end) {
                    workers.progressed(bytes);
                    sleeps = sleep();
                }
                if (!sleeps) {
                    interrupted.countDown();
                }
                done.countDown();
            });
            assertThat(done.await(30, TimeUnit.SECONDS)).isTrue();
            return interrupted.getCount() == 0;
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

    private static boolean sleep() {
        try {
            TimeUnit.MILLISECONDS.sleep(20);
            return true;
        } catch (InterruptedException e) {
            return false;
        }
    }
}
