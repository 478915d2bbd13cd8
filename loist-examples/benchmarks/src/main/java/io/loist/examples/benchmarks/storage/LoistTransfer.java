package io.loist.examples.benchmarks.storage;

import com.google.cloud.NoCredentials;
import io.loist.object.ObjectRef;
import io.loist.object.ObjectStore;
import io.loist.object.Upload;
import io.loist.storage.GcsObjectStore;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;

/** loist's store, which returns the SHA-256 and CRC32C of what it stored, and verifies what it fetches. */
final class LoistTransfer implements TransferSystem, AutoCloseable {

    private final String bucket;
    private final ObjectStore store;

    LoistTransfer(URI endpoint, String bucket) {
        this.bucket = bucket;
        this.store = GcsObjectStore.builder()
                .endpoint(endpoint)
                .credentials(NoCredentials.getInstance())
                .build();
    }

    @Override
    public String name() {
        return "loist";
    }

    /** Says how many bytes there are, as a file does. */
    @Override
    public void upload(String object, long size) {
        store.put(Upload.builder(ref(object), new Upload.Content() {
                    @Override
                    public InputStream open() {
                        return new GeneratedBytes(0, size);
                    }

                    @Override
                    public Long size() {
                        return size;
                    }
                })
                .build());
    }

    /** Does not say how many bytes there are, as a stream does not. */
    void uploadStream(String object, long size) {
        store.put(Upload.builder(ref(object), () -> new GeneratedBytes(0, size)).build());
    }

    @Override
    public void upload(String object, byte[] bytes) {
        store.put(Upload.builder(ref(object), bytes).build());
    }

    @Override
    public void download(String object, long size) throws IOException {
        try (InputStream in = store.read(ref(object))) {
            TransferSystem.drain(in, size);
        }
    }

    @Override
    public void close() {
        store.close();
    }

    private ObjectRef ref(String object) {
        return new ObjectRef(bucket, object);
    }
}
