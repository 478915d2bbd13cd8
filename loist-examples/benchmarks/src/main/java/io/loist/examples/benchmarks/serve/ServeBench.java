package io.loist.examples.benchmarks.serve;

import io.loist.examples.benchmarks.harness.Bench;
import io.loist.examples.benchmarks.harness.BenchOptions;
import io.loist.examples.benchmarks.harness.BenchReport;
import io.loist.examples.benchmarks.harness.Rounds;
import io.loist.object.ObjectRef;
import io.loist.object.Upload;
import io.loist.storage.FileSystemObjectStore;
import io.loist.storage.LocalMediaServer;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;

/**
 * The local media server beside nginx and beside a plain copy of the same file into the socket: a file of 64 KiB, and 1 KiB of it, on
 * 16 connections that are kept alive, all over loopback. The local media server verifies a signature at each request and a checksum for
 * each whole file; the others do not. Then the same beside clients that read a large file slowly.
 */
public final class ServeBench implements Bench {

    private static final int ROUNDS = 9;
    private static final int WARM_UP = 2;
    private static final int WARM_UP_REQUESTS = 10_000;
    private static final int CONNECTIONS = 16;
    private static final int SIZE = 64 * 1024;
    private static final int LARGE = 32 << 20;
    private static final String BUCKET = "bench-bucket";
    private static final Map<String, String> WORKLOADS = Map.of("keepalive", "", "range", "Range: bytes=0-1023");
    private static final String LOIST = "loist";
    private static final String NGINX = "nginx";
    private static final String FILE = "file";

    private final Rounds rounds = new Rounds();

    @Override
    public String name() {
        return "serve";
    }

    @Override
    public String usage() {
        return "[--requests N]  the local media server beside nginx and a plain file copy, also beside slow readers";
    }

    @Override
    public void run(BenchOptions options, BenchReport report) throws Exception {
        int requests = options.number("requests", 3_000);
        Path folder = Files.createTempDirectory("loist-serve-");
        try {
            measure(folder, requests, report);
        } finally {
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }

    private void measure(Path folder, int requests, BenchReport report) throws Exception {
        byte[] bytes = new byte[LARGE];
        new Random(7).nextBytes(bytes);
        Path files = Files.createDirectory(folder.resolve("files"));
        Files.write(files.resolve("song"), Arrays.copyOf(bytes, SIZE));
        Files.write(files.resolve("large"), bytes);
        try (FileSystemObjectStore store = FileSystemObjectStore.create(Files.createDirectory(folder.resolve("store")));
                LocalMediaServer media = LocalMediaServer.start(store);
                PlainFileServer plain = new PlainFileServer(files.resolve("song"))) {
            store.createBucket(BUCKET);
            Map<String, URI> songs = new LinkedHashMap<>();
            Map<String, URI> large = new LinkedHashMap<>();
            songs.put(LOIST, put(store, media, "song", Arrays.copyOf(bytes, SIZE)));
            large.put(LOIST, put(store, media, "large", bytes));
            songs.put(FILE, plain.uri());
            Path program = Nginx.program().orElse(null);
            if (program == null) {
                report.put("env.nginx", "not installed, so there is nothing to compare with");
                compare(songs, large, requests, report);
                return;
            }
            report.put("env.nginx", program.toString());
            try (Nginx nginx = Nginx.start(program, files, Files.createDirectory(folder.resolve(NGINX)))) {
                songs.put(NGINX, nginx.uri().resolve("/song"));
                large.put(NGINX, nginx.uri().resolve("/large"));
                compare(songs, large, requests, report);
            }
        }
    }

    private static URI put(FileSystemObjectStore store, LocalMediaServer media, String name, byte[] bytes) {
        ObjectRef object = new ObjectRef(BUCKET, name);
        store.put(Upload.builder(object, bytes).build());
        return media.signedUrls().sign(object).uri();
    }

    private void compare(Map<String, URI> songs, Map<String, URI> large, int requests, BenchReport report)
            throws Exception {
        ask(songs.get(LOIST), "", WARM_UP_REQUESTS, "warm-up");
        ask(songs.get(LOIST), WORKLOADS.get("range"), WARM_UP_REQUESTS, "warm-up");
        Map<String, long[]> nanos = new LinkedHashMap<>();
        for (int round = 0; round < WARM_UP + ROUNDS; round++) {
            if (round == WARM_UP) {
                rounds.forget();
            }
            for (String workload : List.of("keepalive", "range")) {
                for (String system : songs.keySet()) {
                    String key = system + "." + workload;
                    nanos.put(key, ask(songs.get(system), WORKLOADS.get(workload), requests, key));
                }
            }
        }
        for (String workload : List.of("keepalive", "range")) {
            String loist = LOIST + "." + workload;
            report.put("serve." + workload + ".per_s", requests / rounds.seconds(loist));
            report.put("serve." + workload + ".p99_ms", p99Millis(nanos.get(loist)));
            for (String other : songs.keySet()) {
                if (!other.equals(LOIST)) {
                    String key = other + "." + workload;
                    report.put("serve." + other + "." + workload + ".per_s", requests / rounds.seconds(key));
                    report.put("serve." + workload + ".ratio_to_" + other, rounds.ratio(loist, key));
                }
            }
        }
        for (int readers : List.of(60, 200)) {
            for (String system : large.keySet()) {
                try (SlowReaders slow = new SlowReaders(large.get(system), readers)) {
                    String key = system + ".slow" + readers;
                    long[] taken = ask(songs.get(system), "", requests, key);
                    String prefix = "serve." + (system.equals(LOIST) ? "" : system + ".") + "slow" + readers;
                    report.put(prefix + ".per_s", requests / rounds.seconds(key));
                    report.put(prefix + ".p99_ms", p99Millis(taken));
                }
            }
        }
    }

    private long[] ask(URI uri, String header, int requests, String key) throws Exception {
        long[][] nanos = new long[1][];
        try (KeepAliveClient client = new KeepAliveClient(uri, header, CONNECTIONS)) {
            rounds.time(key, () -> nanos[0] = client.run(requests));
        }
        return nanos[0];
    }

    private static double p99Millis(long[] nanos) {
        long[] sorted = nanos.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length * 99 / 100] / 1e6;
    }
}
