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
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;

/**
 * The local media server beside nginx and beside a plain copy of the same file into the socket: a file of 64 KiB, and 1 KiB of it, on
 * 16 connections that are kept alive, all over loopback. The local media server checks that each request was signed, which it remembers of
 * the one URL that all ask for, and a checksum of each whole file; the others do not. Then the same beside clients that read a large file slowly.
 */
public final class ServeBench implements Bench {

    private static final int ROUNDS = 9;
    private static final int WARM_UP = 10;
    private static final int CONNECTIONS = 16;
    private static final int SIZE = 64 * 1024;
    private static final int LARGE = 32 << 20;
    private static final String BUCKET = "bench-bucket";
    private static final List<Workload> WORKLOADS =
            List.of(new Workload("keepalive", ""), new Workload("range", "Range: bytes=0-1023"));
    private static final String LOIST = "loist";
    private static final String NGINX = "nginx";

    private final Rounds rounds = new Rounds();
    private int requests = 3_000;

    /** What is asked for, by one more header. */
    private record Workload(String name, String header) {}

    /** A server, with the small file and, if it is asked beside slow readers, the large one. */
    private record Server(String name, URI song, Optional<URI> large) {}

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
        requests = options.number("requests", requests);
        Path folder = Files.createTempDirectory("loist-serve-");
        try {
            measure(folder, report);
        } finally {
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }

    private void measure(Path folder, BenchReport report) throws Exception {
        byte[] bytes = new byte[LARGE];
        new Random(7).nextBytes(bytes);
        Path files = Files.createDirectory(folder.resolve("files"));
        Files.write(files.resolve("song"), Arrays.copyOf(bytes, SIZE));
        Files.write(files.resolve("large"), bytes);
        try (FileSystemObjectStore store = FileSystemObjectStore.create(Files.createDirectory(folder.resolve("store")));
                LocalMediaServer media = LocalMediaServer.start(store);
                PlainFileServer plain = new PlainFileServer(files.resolve("song"))) {
            store.createBucket(BUCKET);
            List<Server> servers = new ArrayList<>();
            URI song = put(store, media, "song", Arrays.copyOf(bytes, SIZE));
            servers.add(new Server(LOIST, song, Optional.of(put(store, media, "large", bytes))));
            servers.add(new Server("file", plain.uri(), Optional.empty()));
            Path program = Nginx.program().orElse(null);
            if (program == null) {
                report.put("env.nginx", "not installed, so there is nothing to compare with");
                compare(servers, report);
                return;
            }
            report.put("env.nginx", program.toString());
            try (Nginx nginx = Nginx.start(program, files, Files.createDirectory(folder.resolve(NGINX)))) {
                URI large = nginx.uri().resolve("/large");
                servers.add(new Server(NGINX, nginx.uri().resolve("/song"), Optional.of(large)));
                compare(servers, report);
            }
        }
    }

    private static URI put(FileSystemObjectStore store, LocalMediaServer media, String name, byte[] bytes) {
        ObjectRef object = new ObjectRef(BUCKET, name);
        store.put(Upload.builder(object, bytes).build());
        return media.signedUrls().sign(object).uri();
    }

    private void compare(List<Server> servers, BenchReport report) throws Exception {
        for (Workload workload : WORKLOADS) {
            for (int i = 0; i < WARM_UP; i++) {
                ask(servers.get(0).song(), workload.header(), "warm-up");
            }
            long[] nanos = {};
            for (int round = 0; round < ROUNDS; round++) {
                for (Server server : servers) {
                    long[] taken = ask(server.song(), workload.header(), server.name() + workload.name());
                    nanos = server.name().equals(LOIST) ? taken : nanos;
                }
            }
            String prefix = "serve." + workload.name();
            report.put(prefix + ".per_s", requests / rounds.seconds(LOIST + workload.name()));
            report.put(prefix + ".p99_ms", p99Millis(nanos));
            for (Server other : servers.subList(1, servers.size())) {
                String key = other.name() + workload.name();
                report.put("serve." + other.name() + "." + workload.name() + ".per_s", requests / rounds.seconds(key));
                report.put(prefix + ".ratio_to_" + other.name(), rounds.ratio(LOIST + workload.name(), key));
            }
        }
        for (int readers : List.of(60, 200)) {
            for (Server server : servers) {
                if (server.large().isPresent()) {
                    besideSlow(server, server.large().get(), readers, report);
                }
            }
        }
    }

    private void besideSlow(Server server, URI large, int readers, BenchReport report) throws Exception {
        String key = (server.name().equals(LOIST) ? "" : server.name() + ".") + "slow" + readers;
        try (SlowReaders slow = new SlowReaders(large, readers)) {
            slow.start();
            long[] taken = ask(server.song(), "", key);
            report.put("serve." + key + ".per_s", requests / rounds.seconds(key));
            report.put("serve." + key + ".p99_ms", p99Millis(taken));
        }
    }

    private long[] ask(URI uri, String header, String key) throws Exception {
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
