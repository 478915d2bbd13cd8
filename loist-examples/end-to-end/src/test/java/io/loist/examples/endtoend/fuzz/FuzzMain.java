package io.loist.examples.endtoend.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Gives inputs to one target, in a process of its own: {@code TARGET replay FILE…}, or {@code TARGET SECONDS FINDINGS CORPUS}. A case
 * fails if it throws, takes too long, keeps threads, or makes the process larger than it may be.
 */
final class FuzzMain {

    /** What the whole process may take in memory, whatever the heap is. */
    static final long MAX_RESIDENT = 400L * 1024 * 1024;

    private static final Duration HANG = Duration.ofSeconds(60);
    private static final int MAX_THREADS_LEFT = 40;
    private static final int MAX_POOL = 2_000;
    private static final int HUNG = 3;

    private final FuzzTargets name;
    private final FuzzTarget target;
    private final OperatingSystemMXBean system =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    private final AtomicReference<byte @Nullable []> running = new AtomicReference<>();
    private volatile long startedAt;

    private FuzzMain(FuzzTargets name, FuzzTarget target) {
        this.name = name;
        this.target = target;
    }

    public static void main(String[] arguments) throws Exception {
        FuzzTargets name = FuzzTargets.valueOf(arguments[0]);
        try (FuzzTarget target = name.open()) {
            FuzzMain main = new FuzzMain(name, target);
            if (arguments[1].equals("replay")) {
                main.watch(Path.of(System.getProperty("java.io.tmpdir")));
                main.replay(Arrays.stream(arguments).skip(2).map(Path::of).toList());
            } else {
                Path findings = Path.of(arguments[2]);
                main.watch(findings);
                main.fuzz(Duration.ofSeconds(Long.parseLong(arguments[1])), findings, Path.of(arguments[3]));
            }
        }
        System.exit(0); // what a finding has left running must not keep the process
    }

    private void replay(List<Path> files) throws IOException {
        for (Path file : files) {
            Case one = attempt(Files.readAllBytes(file));
            System.out.println((one.failure() == null ? "GOOD " : "FAILED ") + file.getFileName() + " " + one);
        }
    }

    private void fuzz(Duration time, Path findings, Path corpus) throws IOException {
        long seed = Long.getLong("loist.fuzz.seed", System.nanoTime());
        Random random = new Random(seed);
        Mutation mutation = new Mutation(random, target.words());
        List<byte[]> pool = new ArrayList<>(target.seeds());
        for (Path file : FuzzCorpus.filesIn(corpus)) {
            pool.add(Files.readAllBytes(file));
        }
        Set<String> kinds = new HashSet<>();
        Set<String> found = new HashSet<>();
        long end = System.nanoTime() + time.toNanos();
        long cases = 0;
        while (System.nanoTime() < end) {
            byte[] input = cases < pool.size()
                    ? pool.get((int) cases)
                    : mutation.of(pool.get(random.nextInt(pool.size())), pool.get(random.nextInt(pool.size())));
            Case one = attempt(input);
            cases++;
            if (one.failure() != null) {
                if (found.add(one.signature())) {
                    save(findings, one.signature(), input, one.failure());
                }
            } else if (kinds.add(one.outcome()) && pool.size() < MAX_POOL) {
                pool.add(input);
            }
            if (one.isTooLarge()) {
                break; // the process stays that large, so that nothing else could be told
            }
        }
        System.out.println("DONE " + name + " cases=" + cases + " kinds=" + kinds.size() + " findings=" + found.size()
                + " rss_mb=" + peakResident() / 1024 / 1024 + " seed=" + seed);
    }

    /**
     * The end of one case.
     *
     * @param failure the broken promise, or null
     */
    private record Case(String outcome, @Nullable Throwable failure, boolean isTooLarge) {

        String signature() {
            Throwable thrown = failure == null ? new IllegalStateException() : failure;
            String at = Arrays.stream(thrown.getStackTrace())
                    .filter(frame -> frame.getClassName().startsWith("io.loist."))
                    .findFirst()
                    .map(frame -> frame.getFileName() + "-" + frame.getLineNumber())
                    .orElse("");
            String text = thrown.getClass().getSimpleName() + "-" + at + "-" + thrown.getMessage();
            return text.replaceAll("[0-9]+(?=\\D*$)", "N").replaceAll("[^A-Za-z0-9.-]+", "-")
                    .substring(0, Math.min(60, text.length()));
        }

        @Override
        public String toString() {
            return failure == null ? outcome : failure.toString();
        }
    }

    private Case attempt(byte[] input) {
        int threads = Thread.activeCount();
        long cpu = system.getProcessCpuTime();
        startedAt = System.nanoTime();
        running.set(input);
        String outcome = "";
        Throwable failure = null;
        try {
            outcome = target.run(input);
        } catch (Exception | Error e) {
            failure = e;
        } finally {
            running.set(null);
        }
        Duration took = Duration.ofNanos(system.getProcessCpuTime() - cpu);
        boolean isTooLarge = peakResident() > MAX_RESIDENT;
        if (failure == null && isTooLarge) {
            failure = new IllegalStateException("resident memory over " + MAX_RESIDENT);
        } else if (failure == null && took.compareTo(target.limit()) > 0) {
            failure = new IllegalStateException("processor time over " + target.limit().toSeconds() + " s: " + took);
        } else if (failure == null && Thread.activeCount() > threads + MAX_THREADS_LEFT) {
            failure = new IllegalStateException("threads left behind: " + (Thread.activeCount() - threads));
        }
        return new Case(outcome, failure, isTooLarge);
    }

    /** Ends the process if a case does not end, and keeps its input. */
    private void watch(Path findings) {
        Thread watch = new Thread(
                () -> {
                    while (true) {
                        byte[] input = running.get();
                        long elapsed = System.nanoTime() - startedAt;
                        if (input != null && elapsed > HANG.toNanos() && Arrays.equals(input, running.get())) {
                            StringBuilder stacks = new StringBuilder();
                            Thread.getAllStackTraces()
                                    .forEach((thread, frames) -> stacks.append(thread)
                                            .append(Arrays.toString(frames))
                                            .append('\n'));
                            System.out.println("FAILED hang");
                            save(findings, "hang", input, new IllegalStateException(stacks.toString()));
                            Runtime.getRuntime().halt(HUNG);
                        }
                        try {
                            Thread.sleep(200);
                        } catch (InterruptedException e) {
                            return;
                        }
                    }
                },
                "watch");
        watch.setDaemon(true);
        watch.start();
    }

    private void save(Path findings, String signature, byte[] input, Throwable failure) {
        try {
            Files.createDirectories(findings);
            Path file = findings.resolve(name.folder() + "-" + signature);
            Files.write(file, input);
            StringWriter trace = new StringWriter();
            failure.printStackTrace(new PrintWriter(trace));
            Files.writeString(file.resolveSibling(file.getFileName() + ".trace"), trace.toString(), UTF_8);
            System.out.println("FOUND " + file.getFileName() + " " + failure);
        } catch (IOException e) {
            System.out.println("FOUND but not written: " + signature + " " + e);
        }
    }

    /** Returns the peak of what the process occupied in memory; 0 where the system does not tell. */
    private static long peakResident() {
        try {
            return Files.readAllLines(Path.of("/proc/self/status")).stream()
                    .filter(line -> line.startsWith("VmHWM:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
                    .findFirst()
                    .orElse(0);
        } catch (IOException e) {
            return 0;
        }
    }
}
