package io.loist.db.internal.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

class LeakWatchTest {

    @Test
    void watch_neverEnded_tellsWhereItBegan() throws InterruptedException, ExecutionException, TimeoutException {
        CompletableFuture<Exception> told = new CompletableFuture<>();

        new LeakWatch(Duration.ofMillis(10), told::complete);

        assertThat(told.get(10, TimeUnit.SECONDS).getStackTrace())
                .anyMatch(frame -> frame.getClassName().equals(LeakWatchTest.class.getName()));
    }

    @Test
    void watch_endedInTime_tellsNothing() throws InterruptedException, ExecutionException, TimeoutException {
        CompletableFuture<Exception> told = new CompletableFuture<>();
        CompletableFuture<Exception> later = new CompletableFuture<>();

        new LeakWatch(Duration.ofMillis(200), told::complete).end();
        new LeakWatch(Duration.ofMillis(300), later::complete);

        later.get(10, TimeUnit.SECONDS);
        assertThat(told).isNotDone();
    }
}
