package io.loist.examples.bench;

import com.google.cloud.NoCredentials;
import io.loist.media.ObjectRef;
import io.loist.media.ObjectStore;
import io.loist.media.Upload;
import io.loist.storage.GcsObjectStore;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * Uploading to and downloading from Cloud Storage's API, against a plain HTTP copy of the same bytes to and from the same server. No
 * disk and no network has a part in it: what limits both is this machine's loopback and processors, which the server shares. loist's
 * side has more to do: CRC32C and SHA-256 of what is sent, CRC32C of what comes, chunks that can be sent again. How fast this
 * machine's SHA-256 is on one processor is measured too, as no upload can be faster.
 */
final class TransferBench implements Bench {

    private static final int ROUNDS = 7;
    private static final int WARM_UP = 2;
    private static final int BUFFER = 1 << 18;
    private static final String BUCKET = "bench-bucket";

    @Override
    public String name() {
        return "transfer";
    }

    @Override
    public String usage() {
        return "[--mb N] [--heap-mb N]  uploads and downloads against a bare HTTP copy, and their heap";
    }

    @Override
    public void run(BenchOptions options, BenchReport report) throws Exception {
        long size = (long) options.number("mb", 256) << 20;
        long heapSize = (long) options.number("heap-mb", 2_048) << 20;
        report.put("transfer.object_bytes", (double) size);
        report.put("transfer.heap_object_bytes", (double) heapSize);
        report.put("transfer.limit", "loopback and processors; no disk is touched");
        try (StandInBucket bucket = StandInBucket.start();
                ObjectStore store = GcsObjectStore.builder()
                        .endpoint(bucket.endpoint())
                        .credentials(NoCredentials.getInstance())
                        .build()) {
            URI bare = bucket.endpoint().resolve("/bare");
            Rounds rounds = compare(store, bare, size);
            for (String way : new String[] {"upload", "download"}) {
                report.put("transfer." + way + ".loist.mb_per_s", size / 1e6 / rounds.seconds("loist " + way));
                report.put("transfer." + way + ".copy.mb_per_s", size / 1e6 / rounds.seconds("copy " + way));
                report.put("transfer." + way + ".ratio_to_copy", rounds.ratio("loist " + way, "copy " + way));
            }
            report.put("transfer.upload.sha256.mb_per_s", size / 1e6 / rounds.seconds("sha256"));
            report.put("transfer.upload.ratio_to_sha256", rounds.ratio("loist upload", "sha256"));
            try (HeapWatch heap = HeapWatch.start()) {
                upload(store, heapSize);
                report.put("transfer.upload.peak_heap_bytes", (double) heap.growth());
            }
            try (HeapWatch heap = HeapWatch.start()) {
                download(store, heapSize);
                report.put("transfer.download.peak_heap_bytes", (double) heap.growth());
            }
        }
    }

    private static Rounds compare(ObjectStore store, URI bare, long size) throws Exception {
        Rounds rounds = new Rounds();
        for (int round = 0; round < WARM_UP + ROUNDS; round++) {
            if (round == WARM_UP) {
                rounds.forget();
            }
            rounds.time("copy upload", () -> copyUp(bare, size));
            rounds.time("loist upload", () -> upload(store, size));
            rounds.time("sha256", () -> sumUp(size));
            rounds.time("copy download", () -> copyDown(bare, size));
            rounds.time("loist download", () -> download(store, size));
        }
        return rounds;
    }

    /** What no upload can be faster than: it tells the SHA-256 of what it sent. */
    private static void sumUp(long size) throws IOException, NoSuchAlgorithmException {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        byte[] buffer = new byte[BUFFER];
        try (InputStream in = new MadeUpBytes(0, size)) {
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                digest.update(buffer, 0, count);
            }
        }
    }

    private static void upload(ObjectStore store, long size) {
        store.put(Upload.builder(object(size), () -> new MadeUpBytes(0, size)).build());
    }

    private static void download(ObjectStore store, long size) throws IOException {
        try (InputStream in = store.read(object(size))) {
            drain(in, size);
        }
    }

    private static ObjectRef object(long size) {
        return new ObjectRef(BUCKET, "object-" + size);
    }

    private static void copyUp(URI target, long size) throws IOException {
        HttpURLConnection connection = (HttpURLConnection) target.toURL().openConnection();
        connection.setRequestMethod("PUT");
        connection.setDoOutput(true);
        connection.setFixedLengthStreamingMode(size);
        byte[] buffer = new byte[BUFFER];
        try (InputStream in = new MadeUpBytes(0, size);
                OutputStream out = connection.getOutputStream()) {
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                out.write(buffer, 0, count);
            }
        }
        try (InputStream answer = connection.getInputStream()) {
            answer.readAllBytes();
        }
    }

    private static void copyDown(URI source, long size) throws IOException {
        URI sized = URI.create(source + "?" + size);
        try (InputStream in = sized.toURL().openStream()) {
            drain(in, size);
        }
    }

    private static void drain(InputStream in, long size) throws IOException {
        byte[] buffer = new byte[BUFFER];
        long left = size;
        for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
            left -= count;
        }
        if (left != 0) {
            throw new IOException(left + " bytes are missing");
        }
    }
}
