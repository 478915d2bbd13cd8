package io.loist.examples.benchmarks.ingest;

import io.loist.AudioReadException;
import io.loist.audio.AudioFileReader;
import io.loist.examples.benchmarks.harness.Bench;
import io.loist.examples.benchmarks.harness.BenchOptions;
import io.loist.examples.benchmarks.harness.BenchReport;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Reads every file of a folder and counts the outcomes. A file that is read counts under the format of its content, one that is
 * refused under its extension, since its format is unknown.
 */
public final class ReadBench implements Bench {

    private static final double NANOS_PER_MILLI = 1e6;

    private final AudioFileReader reader = AudioFileReader.create();
    private final Map<String, Integer> counts = new TreeMap<>();
    private long files;
    private long bytes;
    private long unexpected;
    private long slowest;
    private Path slowestFile = Path.of("");

    @Override
    public String name() {
        return "read";
    }

    @Override
    public String usage() {
        return "--dir FOLDER: reads the audio files of a folder; any exception but AudioReadException counts as unexpected";
    }

    @Override
    public void run(BenchOptions options, BenchReport report) throws IOException {
        Path folder = options.path("dir")
                .orElseThrow(() -> new IllegalArgumentException("The benchmark read needs --dir FOLDER."));
        heapPools().forEach(MemoryPoolMXBean::resetPeakUsage);
        long start = System.nanoTime();
        try (Stream<Path> found = Files.walk(folder)) {
            found.filter(Files::isRegularFile).forEach(this::read);
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        counts.forEach((name, count) -> report.put("read." + name, count));
        report.put("read.files", (double) files);
        report.put("read.files_per_s", files / seconds);
        report.put("read.bytes_per_s", bytes / seconds);
        report.put("read.unexpected", (double) unexpected);
        report.put("read.slowest_ms", slowest / NANOS_PER_MILLI);
        report.put("read.slowest_file", String.valueOf(slowestFile.getFileName()));
        long peak = heapPools().mapToLong(pool -> pool.getPeakUsage().getUsed()).sum();
        report.put("read.peak_heap_bytes", (double) peak);
    }

    private void read(Path file) {
        files++;
        long start = System.nanoTime();
        try {
            bytes += Files.size(file);
            String format = reader.read(file).properties().format();
            count(format, "read");
        } catch (AudioReadException e) {
            String format = extension(file);
            count(format, "refused");
            count(format, "refused." + e.reason().name().toLowerCase(Locale.ROOT));
        } catch (IOException | RuntimeException | Error e) {
            unexpected++;
            count(extension(file), "unexpected");
            System.out.println("Unexpected for " + file + ":");
            e.printStackTrace(System.out);
        }
        long took = System.nanoTime() - start;
        if (took > slowest) {
            slowest = took;
            slowestFile = file;
        }
    }

    /** Counts, and shows the two other outcomes of the format too, so that a program finds each key. */
    private void count(String format, String outcome) {
        for (String each : new String[] {"read", "refused", "unexpected"}) {
            counts.putIfAbsent(format + "." + each, 0);
        }
        counts.merge(format + "." + outcome, 1, Integer::sum);
    }

    private static String extension(Path file) {
        String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
        String extension = name.substring(name.lastIndexOf('.') + 1);
        return name.contains(".") && extension.matches("[a-z0-9]{1,8}") ? extension : "unnamed";
    }

    private static Stream<MemoryPoolMXBean> heapPools() {
        return ManagementFactory.getMemoryPoolMXBeans().stream().filter(pool -> pool.getType() == MemoryType.HEAP);
    }
}
