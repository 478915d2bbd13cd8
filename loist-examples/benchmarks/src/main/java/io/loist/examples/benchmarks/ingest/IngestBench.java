package io.loist.examples.benchmarks.ingest;

import io.loist.audio.AudioFileReader;
import io.loist.db.LoistDatabase;
import io.loist.examples.benchmarks.harness.Bench;
import io.loist.examples.benchmarks.harness.BenchOptions;
import io.loist.examples.benchmarks.harness.BenchReport;
import io.loist.examples.benchmarks.harness.BenchServer;
import io.loist.examples.benchmarks.harness.HeapWatch;
import io.loist.examples.benchmarks.harness.Rounds;
import io.loist.ingest.IngestListener;
import io.loist.ingest.IngestPipeline;
import io.loist.ingest.IngestSummary;
import io.loist.object.ObjectRef;
import io.loist.object.StoredObject;
import io.loist.object.Upload;
import io.loist.storage.FileSystemObjectStore;
import io.loist.track.NewTrack;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.Stream;

/** Taking a folder in, against storing the same files in the same kind of store and inserting a bare row for each. */
public final class IngestBench implements Bench {

    private static final int ROUNDS = 3;
    private static final String BUCKET = "bench";
    private static final double BYTES_PER_MB = 1e6;

    private static final String INSERT = """
            INSERT INTO audio_tracks (
              id, status, title, format, audio_gcs_path, audio_generation, file_size_bytes, audio_crc32c, audio_sha256,
              audio_content_type)
            VALUES (?, 'COMPLETED', ?, 'mp3', ?, ?, ?, ?, ?, 'audio/mpeg')
            """;

    @Override
    public String name() {
        return "ingest";
    }

    @Override
    public String usage() {
        return "--dir FOLDER [--threads N]  take a folder in, against a plain copy and a bare insert of each file";
    }

    @Override
    public void run(BenchOptions options, BenchReport report) throws Exception {
        Path music = options.path("dir")
                .orElseThrow(() -> new IllegalArgumentException("Name a folder with audio files by --dir FOLDER."));
        int threads = options.number("threads", 2 * Runtime.getRuntime().availableProcessors());
        List<Path> files;
        try (Stream<Path> all = Files.walk(music)) {
            files = all.filter(Files::isRegularFile).sorted().toList();
        }
        long bytes = 0;
        for (Path file : files) {
            bytes += Files.size(file);
        }
        Rounds rounds = new Rounds();
        IngestSummary summary = null;
        try (BenchServer server = BenchServer.startDurable(report);
                LoistDatabase database = server.migrated();
                HeapWatch heap = HeapWatch.start()) {
            // One round more than counts: it warms up
            for (int round = 0; round <= ROUNDS; round++) {
                if (round == 1) {
                    rounds.forget();
                }
                try (Stand stand = Stand.open(server)) {
                    rounds.time("copy", () -> copy(stand, server, files, threads));
                }
                try (Stand stand = Stand.open(server)) {
                    IngestSummary[] done = new IngestSummary[1];
                    rounds.time("loist", () -> done[0] = ingest(stand, database, music, threads));
                    summary = done[0];
                }
            }
            report.put("ingest.peak_heap_bytes", (double) heap.peak());
        }
        double seconds = rounds.seconds("loist");
        report.put("env.rows", files.size());
        report.put("ingest.threads", threads);
        report.put("ingest.stored", summary == null ? 0 : (double) summary.stored());
        report.put("ingest.refused", summary == null ? 0 : (double) summary.refused());
        report.put("ingest.files_per_s", files.size() / seconds);
        report.put("ingest.mb_per_s", bytes / BYTES_PER_MB / seconds);
        report.put("ingest.copy.files_per_s", files.size() / rounds.seconds("copy"));
        report.put("ingest.ratio_to_copy", rounds.ratio("loist", "copy"));
    }

    private static IngestSummary ingest(Stand stand, LoistDatabase database, Path music, int threads) {
        return IngestPipeline.builder(database, stand.objects, AudioFileReader.create())
                .bucket(BUCKET)
                .parallelism(threads)
                .build()
                .ingestAll(music, IngestListener.NONE);
    }

    private static int copy(Stand stand, BenchServer server, List<Path> files, int threads) throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        BlockingQueue<Path> queue = new LinkedBlockingQueue<>(files);
        try {
            List<Future<?>> running = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                running.add(pool.submit(() -> {
                    copy(stand, server, queue);
                    return null;
                }));
            }
            for (Future<?> each : running) {
                each.get();
            }
            return files.size();
        } finally {
            pool.shutdownNow();
        }
    }

    private static void copy(Stand stand, BenchServer server, BlockingQueue<Path> queue) throws SQLException {
        try (Connection connection = server.connect();
                PreparedStatement insert = connection.prepareStatement(INSERT)) {
            for (Path file = queue.poll(); file != null; file = queue.poll()) {
                UUID id = NewTrack.nextId();
                ObjectRef ref = new ObjectRef(BUCKET, "audio/" + id + "/audio");
                StoredObject stored =
                        stand.objects.put(Upload.builder(ref, file).build());
                insert.setObject(1, id);
                insert.setString(2, String.valueOf(file.getFileName()));
                insert.setString(3, ref.uri());
                insert.setLong(4, stored.generation());
                insert.setLong(5, stored.size());
                insert.setString(6, stored.crc32c());
                insert.setBytes(7, HexFormat.of().parseHex(String.valueOf(stored.sha256())));
                insert.executeUpdate();
            }
        }
    }

    /** An empty store and an empty table. */
    private static final class Stand implements AutoCloseable {

        private final Path folder;
        private final FileSystemObjectStore objects;

        private Stand(Path folder) {
            this.folder = folder;
            this.objects = FileSystemObjectStore.create(folder);
            objects.createBucket(BUCKET);
        }

        static Stand open(BenchServer server) throws IOException, SQLException {
            try (Connection connection = server.connect()) {
                BenchServer.execute(connection, "TRUNCATE audio_tracks CASCADE", "CHECKPOINT");
            }
            return new Stand(Files.createTempDirectory("loist-bench"));
        }

        @Override
        public void close() throws IOException {
            objects.close();
            try (Stream<Path> all = Files.walk(folder)) {
                for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(path);
                }
            }
        }
    }
}
