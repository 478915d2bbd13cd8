package io.loist.examples.benchmarks.storage;

import com.google.cloud.NoCredentials;
import com.google.cloud.ReadChannel;
import com.google.cloud.storage.BlobId;
import com.google.cloud.storage.BlobInfo;
import com.google.cloud.storage.Storage;
import com.google.cloud.storage.StorageOptions;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.nio.channels.Channels;

/** Google's client as its documentation shows it, with default settings. It computes no SHA-256 and verifies no download. */
final class PlainClient implements TransferSystem, AutoCloseable {

    private static final int BUFFER_OF_UPLOADS = 16 * 1024 * 1024;

    private final String bucket;
    private final Storage storage;

    PlainClient(URI endpoint, String bucket) {
        this.bucket = bucket;
        this.storage = StorageOptions.http()
                .setHost(endpoint.toString())
                .setCredentials(NoCredentials.getInstance())
                .setProjectId("bench")
                .build()
                .getService();
    }

    @Override
    public String name() {
        return "client";
    }

    @Override
    public void upload(String object, long size) throws IOException {
        try (InputStream in = new GeneratedBytes(0, size)) {
            storage.createFrom(BlobInfo.newBuilder(bucket, object).build(), in);
        }
    }

    @Override
    public void upload(String object, byte[] bytes) {
        storage.create(BlobInfo.newBuilder(bucket, object).build(), bytes);
    }

    @Override
    public void download(String object, long size) throws IOException {
        try (ReadChannel channel = storage.reader(BlobId.of(bucket, object));
                InputStream in = Channels.newInputStream(channel)) {
            TransferSystem.drain(in, size);
        }
    }

    /** Uploads with the client's larger buffer of 16 MiB. */
    void uploadBuffered(String object, long size) throws IOException {
        try (InputStream in = new GeneratedBytes(0, size)) {
            storage.createFrom(BlobInfo.newBuilder(bucket, object).build(), in, BUFFER_OF_UPLOADS);
        }
    }

    /** Downloads by {@code downloadTo}, the client's fastest way, which writes to a stream instead of being read. */
    void downloadTo(String object, long size) throws IOException {
        try (Counter out = new Counter()) {
            storage.downloadTo(BlobId.of(bucket, object), out);
            if (out.count != size) {
                throw new IOException((size - out.count) + " bytes are missing");
            }
        }
    }

    @Override
    public void close() throws IOException {
        try {
            storage.close();
        } catch (Exception e) {
            throw new IOException("the client could not be closed", e);
        }
    }

    private static final class Counter extends OutputStream {

        private long count;

        @Override
        public void write(int value) {
            count++;
        }

        @Override
        public void write(byte[] bytes, int offset, int length) {
            count += length;
        }
    }
}
