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
import io.loist.ingest.IngestOutcome;
import io.loist.ingest.IngestPipeline;
import io.loist.ingest.IngestSource;
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
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.Stream;

/** Ingesting a folder, against storing the same files in the same kind of store and inserting a bare row for each. */
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
        return "--dir FOLDER [--threads N]  ingest a folder, against a plain copy and a bare insert of each file";
    }

    @Override
    public void run(BenchOptions options, BenchReport report) throws Exception {
        Path music = options.path("dir")
                .orElseThrow(() -> new IllegalArgumentException("Name a folder with audio files by --dir FOLDER."));
        int threads = options.number("threads", 2 * Runtime.getRuntime().availableProcessors());
        List<Path> given = files(music);
        Rounds rounds = new Rounds();
        try (BenchServer server = BenchServer.startDurable(report);
                LoistDatabase database = server.migrated();
                HeapWatch heap = HeapWatch.start()) {
            Outcomes outcomes = new Outcomes();
            try (Stand stand = Stand.open(server)) {
                ingest(stand, database, new Job(given, threads), outcomes);
            }
            List<Path> files = given.stream().filter(outcomes::isStored).toList();
            if (files.isEmpty()) {
                throw new IllegalArgumentException(music + " has no audio file that can be ingested.");
            }
            report.put("ingest.refused", outcomes.refused());
            report.put("ingest.left_out", given.size() - files.size());
            // One round more than counts: it warms up
            for (int round = 0; round <= ROUNDS; round++) {
                if (round == 1) {
                    rounds.forget();
                }
                round(rounds, server, database, new Job(files, threads));
            }
            report.put("ingest.peak_heap_bytes", (double) heap.peak());
            report(report, rounds, new Job(files, threads));
        }
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile).sorted().toList();
        }
    }

    private static void round(Rounds rounds, BenchServer server, LoistDatabase database, Job job) throws Exception {
        try (Stand stand = Stand.open(server)) {
            rounds.time("copy", () -> copy(stand, server, job));
        }
        try (Stand stand = Stand.open(server)) {
            rounds.time("loist", () -> {
                IngestSummary summary = ingest(stand, database, job, IngestListener.NONE);
                if (summary.stored() != job.files.size()) {
                    throw new IllegalStateException("only " + summary.stored() + " of " + job.files.size()
                            + " files were stored that were stored before");
                }
            });
        }
    }

    private static void report(BenchReport report, Rounds rounds, Job job) throws IOException {
        long bytes = 0;
        for (Path file : job.files) {
            bytes += Files.size(file);
        }
        double seconds = rounds.seconds("loist");
        int files = job.files.size();
        report.put("env.rows", files);
        report.put("ingest.threads", job.threads);
        report.put("ingest.stored", files);
        report.put("ingest.files_per_s", files / seconds);
        report.put("ingest.mb_per_s", bytes / BYTES_PER_MB / seconds);
        report.put("ingest.copy.files_per_s", files / rounds.seconds("copy"));
        report.put("ingest.ratio_to_copy", rounds.ratio("loist", "copy"));
    }

    private static IngestSummary ingest(Stand stand, LoistDatabase database, Job job, IngestListener listener) {
        return IngestPipeline.builder(database, stand.objects, AudioFileReader.create())
                .bucket(BUCKET)
                .parallelism(job.threads)
                .build()
                .ingestAll(job.files.stream().map(IngestSource::file), listener);
    }

    private static void copy(Stand stand, BenchServer server, Job job) throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(job.threads);
        BlockingQueue<Path> queue = new LinkedBlockingQueue<>(job.files);
        try {
            List<Future<?>> running = new ArrayList<>();
            for (int i = 0; i < job.threads; i++) {
                running.add(pool.submit(() -> {
                    copy(stand, server, queue);
                    return null;
                }));
            }
            for (Future<?> each : running) {
                each.get();
            }
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

    /** The files of a round, and how many are stored at a time. */
    private record Job(List<Path> files, int threads) {}

    /** Notes which files loist stores: what it refuses, or has stored already under another name, is left out for both. */
    private static final class Outcomes implements IngestListener {

        private final Set<String> stored = new HashSet<>();
        private int refused;

        @Override
        public synchronized void finished(IngestOutcome outcome) {
            if (outcome instanceof IngestOutcome.Stored) {
                stored.add(outcome.source().name());
            } else if (outcome instanceof IngestOutcome.Refused) {
                refused++;
            }
        }

        boolean isStored(Path file) {
            return stored.contains(file.toString());
        }

        int refused() {
            return refused;
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
