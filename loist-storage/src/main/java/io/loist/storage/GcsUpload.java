package io.loist.storage;

import com.google.cloud.WriteChannel;
import com.google.cloud.storage.BlobInfo;
import com.google.cloud.storage.Storage;
import com.google.cloud.storage.Storage.BlobTargetOption;
import com.google.cloud.storage.Storage.BlobWriteOption;
import io.loist.ObjectStoreException;
import io.loist.media.ObjectRef;
import io.loist.media.StoredObject;
import io.loist.media.Upload;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Map;

/**
 * One upload, small ones in a single request and others in chunks. It always names the generation it replaces, none for a new
 * object, so that the client may repeat any request, and knows its own object by the call that made it.
 */
final class GcsUpload {

    /** What fits in here is sent in one request; a longer object is sent in chunks of this size. */
    static final int CHUNK_BYTES = 4 * 1024 * 1024;

    private final Storage storage;
    private final GcsObjects objects;
    private final Upload upload;
    private final ObjectRef ref;
    private final String call = GcsObjects.newCall();

    GcsUpload(Storage storage, GcsObjects objects, Upload upload) {
        this.storage = storage;
        this.objects = objects;
        this.upload = upload;
        this.ref = upload.target();
    }

    /**
     * Sends the bytes.
     *
     * @param generation what is to be replaced, or 0 if there must be no object
     */
    StoredObject send(long generation) {
        try (UploadSource source = UploadSource.open(upload)) {
            BlobInfo stored = sendOrFind(source, generation);
            ContentDigest digest = source.digest();
            if (!digest.crc32c().equals(stored.getCrc32c()) || digest.size() != stored.getSize()) {
                objects.delete(ref, stored.getGeneration());
                throw GcsErrors.damaged(ref.uri(), null);
            }
            return GcsObjects.describe(stored).withSha256(digest.sha256());
        }
    }

    private BlobInfo sendOrFind(UploadSource source, long generation) {
        try {
            byte[] head = source.head(CHUNK_BYTES);
            if (head.length == CHUNK_BYTES) {
                return sendInChunks(head, source, generation);
            }
            source.digest().update(head, 0, head.length);
            return sendWhole(head, generation);
        } catch (ObjectStoreException e) {
            return objects.findMadeBy(ref, call, e).orElseThrow(() -> e);
        }
    }

    private BlobInfo sendWhole(byte[] bytes, long generation) {
        BlobTargetOption onlyIf =
                generation == 0 ? BlobTargetOption.doesNotExist() : BlobTargetOption.generationMatch(generation);
        return GcsErrors.translating(ref.uri(), () -> storage.create(info(), bytes, onlyIf));
    }

    private BlobInfo sendInChunks(byte[] head, UploadSource source, long generation) {
        BlobWriteOption onlyIf =
                generation == 0 ? BlobWriteOption.doesNotExist() : BlobWriteOption.generationMatch(generation);
        return GcsErrors.translating(ref.uri(), () -> {
            try (DigestThread hashing = new DigestThread(source.digest())) {
                sendInChunks(head, source, hashing, storage.writer(info(), onlyIf));
            } catch (IOException e) {
                throw GcsErrors.translate(ref.uri(), e);
            }
            return objects.findMadeBy(ref, call).orElseThrow(() -> GcsErrors.replaced(ref.uri(), null));
        });
    }

    /**
     * Sends chunks, each while it is being summed up, so that a spare processor does the SHA-256. Closing the channel is what
     * makes the object, so it is closed only when all bytes have been read; a channel that is not closed holds nothing but
     * memory, and the service forgets its upload after a week. (A BlobWriteSession would not do: in google-cloud-storage 2.75.0
     * it never sends a chunk again.)
     */
    private static void sendInChunks(byte[] buffer, UploadSource source, DigestThread hashing, WriteChannel channel)
            throws IOException {
        channel.setChunkSize(CHUNK_BYTES);
        int count = buffer.length;
        while (count == buffer.length) {
            hashing.start(buffer, count);
            write(channel, buffer, count);
            hashing.finish();
            count = source.fillOnly(buffer);
        }
        hashing.start(buffer, count);
        write(channel, buffer, count);
        hashing.finish();
        channel.close();
    }

    private static void write(WriteChannel channel, byte[] bytes, int count) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(bytes, 0, count);
        while (buffer.hasRemaining()) {
            channel.write(buffer);
        }
    }

    private BlobInfo info() {
        return BlobInfo.newBuilder(GcsObjects.id(ref))
                .setContentType(upload.contentType())
                .setContentDisposition(upload.contentDisposition())
                .setCacheControl(upload.cacheControl())
                .setMetadata(GcsObjects.madeBy(call, Map.copyOf(upload.metadata())))
                .build();
    }
}
