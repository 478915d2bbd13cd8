package io.loist.db.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.loist.db.LoistDatabase;
import io.loist.testkit.SampleTracks;
import io.loist.track.TrackStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Threads that save, search and work on tracks until they are told to stop, and go on after an exception. */
public final class FailoverLoad implements AutoCloseable {

    private static final Duration LEASE = Duration.ofMinutes(10);
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(10);

    private final Queue<UUID> acknowledged = new ConcurrentLinkedQueue<>();
    private final Queue<RuntimeException> failures = new ConcurrentLinkedQueue<>();
    private final Map<String, Queue<Instant>> successes = new ConcurrentHashMap<>();
    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean stopped;

    public FailoverLoad(LoistDatabase database) {
        for (int i = 0; i < 2; i++) {
            start("save", () -> {
                UUID id = database.tracks()
                        .save(SampleTracks.builder("Song", "Band")
                                .status(TrackStatus.PENDING)
                                .build())
                        .id();
                acknowledged.add(id);
            });
        }
        start("search", () -> database.search().search("band song"));
        start("work", () -> database.queue().complete(database.queue().claim(1, "worker", LEASE)));
    }

    private void start(String kind, Runnable call) {
        Queue<Instant> times = new ConcurrentLinkedQueue<>();
        successes.put(kind, times);
        Thread thread = new Thread(() -> {
            while (!stopped) {
                try {
                    call.run();
                    times.add(Instant.now());
                } catch (RuntimeException e) {
                    failures.add(e);
                    LockSupport.parkNanos(PAUSE);
                }
            }
        });
        threads.add(thread);
        thread.start();
    }

    /** Waits until each kind of call has succeeded this many times more. */
    public void await(int more) {
        Map<String, Integer> before = new TreeMap<>();
        successes.forEach((kind, times) -> before.put(kind, times.size()));
        Instant end = Instant.now().plus(PATIENCE);
        while (successes.entrySet().stream()
                .anyMatch(kind -> kind.getValue().size() < before.getOrDefault(kind.getKey(), 0) + more)) {
            assertThat(Instant.now()).as("the load goes on").isBefore(end);
            LockSupport.parkNanos(PAUSE);
        }
    }

    public List<UUID> acknowledged() {
        return List.copyOf(acknowledged);
    }

    public List<RuntimeException> failures() {
        return List.copyOf(failures);
    }

    /** Returns how long each kind of call did not succeed after a moment. */
    public String report(Instant crashed) {
        Map<String, Long> recovered = new TreeMap<>();
        successes.forEach((kind, times) -> {
            Instant last = Instant.MIN;
            long longest = 0;
            for (Instant time : times) {
                if (last.isAfter(Instant.MIN) && time.isAfter(crashed)) {
                    longest = Math.max(longest, Duration.between(last, time).toMillis());
                }
                last = time;
            }
            recovered.put(kind, longest);
        });
        return "longest gaps in ms " + recovered + "; " + acknowledged.size() + " saves acknowledged, "
                + failures.size() + " failures";
    }

    @Override
    public void close() {
        stop();
    }

    /** Ends the threads after the calls that they are in. */
    public void stop() {
        stopped = true;
        for (Thread thread : threads) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }
}
