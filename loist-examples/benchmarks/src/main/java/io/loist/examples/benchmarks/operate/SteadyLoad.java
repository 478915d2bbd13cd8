package io.loist.examples.benchmarks.operate;

import io.loist.LoistException;
import io.loist.db.LoistDatabase;
import io.loist.examples.benchmarks.harness.BenchReport;
import io.loist.examples.benchmarks.tracks.BareTrack;
import io.loist.examples.benchmarks.tracks.TrackFile;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * 100 searches and 20 saves a second on 100 threads. A call begins when it is due, however long others take, and its time counts from
 * then, so that a pause of the server is in the times of all calls that it delays.
 */
final class SteadyLoad {

    private static final int THREADS = 100;
    private static final int SEARCHES_PER_SECOND = 100;
    private static final int SAVE_EVERY = 5;
    private static final int WARM_UP_SECONDS = 10;

    private final LoistDatabase database;
    private final List<TrackFile.Row> rows;
    private final Random random = new Random(17);
    private final AtomicInteger errors = new AtomicInteger();
    private final ConcurrentLinkedQueue<Long> searches = new ConcurrentLinkedQueue<>();
    private final ConcurrentLinkedQueue<Long> saves = new ConcurrentLinkedQueue<>();

    SteadyLoad(LoistDatabase database, List<TrackFile.Row> rows) {
        this.database = database;
        this.rows = rows;
    }

    void run(int seconds, BenchReport report) throws InterruptedException {
        arrive(WARM_UP_SECONDS);
        searches.clear();
        saves.clear();
        errors.set(0);
        arrive(seconds);
        report.put("operate.seconds", seconds);
        report.put("operate.p50_ms", millis(searches, 50));
        report.put("operate.p95_ms", millis(searches, 95));
        report.put("operate.p99_ms", millis(searches, 99));
        report.put("operate.save.p95_ms", millis(saves, 95));
        report.put("operate.errors", errors.get());
    }

    private void arrive(int seconds) throws InterruptedException {
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        long pause = TimeUnit.SECONDS.toNanos(1) / SEARCHES_PER_SECOND;
        long start = System.nanoTime();
        for (int i = 0; i < seconds * SEARCHES_PER_SECOND; i++) {
            long due = start + i * pause;
            while (due - System.nanoTime() > 0) {
                LockSupport.parkNanos(due - System.nanoTime());
            }
            TrackFile.Row row = rows.get(random.nextInt(rows.size()));
            threads.execute(() -> time(due, searches, () -> database.search().search(typed(row))));
            if (i % SAVE_EVERY == 0) {
                threads.execute(() -> time(
                        due,
                        saves,
                        () -> database.tracks().save(BareTrack.all(List.of(row)).get(0))));
            }
        }
        threads.shutdown();
        if (!threads.awaitTermination(1, TimeUnit.MINUTES)) {
            throw new IllegalStateException("calls are still running a minute after the last one was due");
        }
    }

    /** What a listener types: the title with its last letter missing, and the artist. */
    private static String typed(TrackFile.Row row) {
        String title = row.title().substring(0, Math.max(1, row.title().length() - 1));
        return row.artist() == null ? title : title + " " + row.artist();
    }

    private void time(long due, ConcurrentLinkedQueue<Long> times, Runnable call) {
        try {
            call.run();
            times.add(System.nanoTime() - due);
        } catch (LoistException e) {
            errors.incrementAndGet();
        }
    }

    private static double millis(ConcurrentLinkedQueue<Long> times, int percent) {
        long[] sorted = times.stream().mapToLong(Long::longValue).toArray();
        Arrays.sort(sorted);
        return sorted.length == 0 ? Double.NaN : sorted[sorted.length * percent / 100] / 1e6;
    }
}
