package io.loist.examples.benchmarks.storage;

import io.loist.examples.benchmarks.harness.Bench;
import io.loist.examples.benchmarks.harness.BenchOptions;
import io.loist.examples.benchmarks.harness.BenchReport;
import io.loist.examples.benchmarks.harness.HeapWatch;
import io.loist.examples.benchmarks.harness.Rounds;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;

/**
 * Uploads to and downloads from Cloud Storage's API: loist beside Google's client as documented, beside the client's fastest calls,
 * and beside a bare HTTP copy of the same bytes to and from the same server. No disk and no network is involved: loopback and
 * processors limit all of them, and the server, which shares them, does the same work for each. loist does the most work: CRC32C and
 * SHA-256 of uploads, CRC32C of downloads, and uploads that can be resumed. The speed of SHA-256 on one processor is measured too,
 * because no upload of loist's can be faster. The rounds alternate between all of them, and the medians count.
 */
public final class TransferBench implements Bench {

    private static final int ROUNDS = 9;
    private static final int WARM_UP = 3;
    private static final int SMALL_BYTES = 20_000;
    private static final int SMALL_OBJECTS = 300;
    private static final String BUCKET = "bench-bucket";

    @Override
    public String name() {
        return "transfer";
    }

    @Override
    public String usage() {
        return "[--mb N] [--heap-mb N]  uploads and downloads against Google's client and a bare HTTP copy, and their heap";
    }

    @Override
    public void run(BenchOptions options, BenchReport report) throws Exception {
        long size = (long) options.number("mb", 256) << 20;
        long heapSize = (long) options.number("heap-mb", 2_048) << 20;
        report.put("transfer.object_bytes", (double) size);
        report.put("transfer.heap_object_bytes", (double) heapSize);
        report.put("transfer.small_object_bytes", (double) SMALL_BYTES);
        report.put("transfer.limit", "loopback and processors; no disk is touched");
        try (StandInBucket bucket = StandInBucket.start();
                LoistTransfer loist = new LoistTransfer(bucket.endpoint(), BUCKET);
                PlainClient client = new PlainClient(bucket.endpoint(), BUCKET)) {
            URI endpoint = bucket.endpoint();
            List<TransferSystem> systems = List.of(new BareCopy(endpoint), loist, client);
            reportLarge(compareLarge(systems, loist, client, size), size, report);
            reportSmall(compareSmall(systems), report);
            try (HeapWatch heap = HeapWatch.start()) {
                loist.upload("heap", heapSize);
                report.put("transfer.upload.peak_heap_bytes", (double) heap.growth());
            }
            try (HeapWatch heap = HeapWatch.start()) {
                loist.download("heap", heapSize);
                report.put("transfer.download.peak_heap_bytes", (double) heap.growth());
            }
        }
    }

    private static Rounds compareLarge(List<TransferSystem> systems, LoistTransfer loist, PlainClient client, long size)
            throws Exception {
        Rounds rounds = new Rounds();
        for (int round = 0; round < WARM_UP + ROUNDS; round++) {
            if (round == WARM_UP) {
                rounds.forget();
            }
            for (TransferSystem system : systems) {
                rounds.time(system.name() + " upload", () -> system.upload(system.name(), size));
            }
            rounds.time("stream upload", () -> loist.uploadStream("stream", size));
            rounds.time("buffered upload", () -> client.uploadBuffered("buffered", size));
            rounds.time("sha256", () -> sumUp(size));
            for (TransferSystem system : systems) {
                rounds.time(system.name() + " download", () -> system.download(system.name(), size));
            }
            rounds.time("direct download", () -> client.downloadTo(client.name(), size));
        }
        return rounds;
    }

    private static void reportLarge(Rounds rounds, long size, BenchReport report) {
        double megabytes = size / 1e6;
        for (String way : List.of("upload", "download")) {
            for (String system : List.of("loist", "copy", "client")) {
                report.put(
                        "transfer." + way + "." + system + ".mb_per_s", megabytes / rounds.seconds(system + " " + way));
            }
            for (String system : List.of("copy", "client")) {
                report.put("transfer." + way + ".ratio_to_" + system, rounds.ratio("loist " + way, system + " " + way));
            }
        }
        report.put("transfer.upload.client_16mib.mb_per_s", megabytes / rounds.seconds("buffered upload"));
        report.put("transfer.upload.ratio_to_client_16mib", rounds.ratio("loist upload", "buffered upload"));
        report.put("transfer.download.client_download_to.mb_per_s", megabytes / rounds.seconds("direct download"));
        report.put("transfer.download.ratio_to_client_download_to", rounds.ratio("loist download", "direct download"));
        report.put("transfer.upload.unknown_length.mb_per_s", megabytes / rounds.seconds("stream upload"));
        report.put("transfer.upload.unknown_length.ratio_to_copy", rounds.ratio("stream upload", "copy upload"));
        report.put("transfer.upload.sha256.mb_per_s", megabytes / rounds.seconds("sha256"));
        report.put("transfer.upload.ratio_to_sha256", rounds.ratio("loist upload", "sha256"));
    }

    private static Rounds compareSmall(List<TransferSystem> systems) throws Exception {
        byte[] bytes = new GeneratedBytes(0, SMALL_BYTES).readAllBytes();
        Rounds rounds = new Rounds();
        for (int round = 0; round < WARM_UP + ROUNDS; round++) {
            if (round == WARM_UP) {
                rounds.forget();
            }
            String prefix = "small-" + round + "-";
            for (TransferSystem system : systems) {
                rounds.time(system.name() + " put", () -> {
                    for (int i = 0; i < SMALL_OBJECTS; i++) {
                        system.upload(prefix + system.name() + i, bytes);
                    }
                });
                rounds.time(system.name() + " get", () -> {
                    for (int i = 0; i < SMALL_OBJECTS; i++) {
                        system.download(prefix + system.name() + i, SMALL_BYTES);
                    }
                });
            }
        }
        return rounds;
    }

    private static void reportSmall(Rounds rounds, BenchReport report) {
        for (String way : List.of("put", "get")) {
            report.put("transfer.small." + way + "_per_s", SMALL_OBJECTS / rounds.seconds("loist " + way));
            for (String system : List.of("copy", "client")) {
                report.put(
                        "transfer.small." + system + "." + way + "_per_s",
                        SMALL_OBJECTS / rounds.seconds(system + " " + way));
                report.put(
                        "transfer.small." + way + ".ratio_to_" + system,
                        rounds.ratio("loist " + way, system + " " + way));
            }
        }
    }

    /** The limit of an upload by loist, which computes the SHA-256 of what it sends. */
    private static void sumUp(long size) throws IOException, NoSuchAlgorithmException {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        byte[] buffer = new byte[TransferSystem.BUFFER_BYTES];
        try (InputStream in = new GeneratedBytes(0, size)) {
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                digest.update(buffer, 0, count);
            }
        }
    }
}
