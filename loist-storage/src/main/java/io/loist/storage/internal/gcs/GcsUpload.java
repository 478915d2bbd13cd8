package io.loist.storage.internal.gcs;

import com.google.cloud.WriteChannel;
import com.google.cloud.storage.BlobInfo;
import com.google.cloud.storage.Storage;
import com.google.cloud.storage.Storage.BlobTargetOption;
import com.google.cloud.storage.Storage.BlobWriteOption;
import com.google.cloud.storage.StorageException;
import io.loist.ObjectStoreException;
import io.loist.ObjectStoreException.Reason;
import io.loist.internal.Checksums;
import io.loist.object.ObjectRef;
import io.loist.object.StoredObject;
import io.loist.object.Upload;
import io.loist.storage.internal.bytes.UploadSource;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One upload. It always names the generation it replaces, 0 for a new object, so that any request may be repeated, and it
 * recognises its own object by the call that made it. Content of at most one chunk is sent in one request; longer content becomes a
 * resumable upload of several chunks, each kept until the service has it. The client sends the checksum of all bytes with the last
 * ones, so that damaged bytes make no object. If the service loses the session of the chunks, the upload begins anew once, from the
 * beginning of its source.
 */
public final class GcsUpload {

    /** The number of bytes that are kept and sent at a time. */
    static final int CHUNK_BYTES = 8 * 1024 * 1024;

    private static final Logger LOG = LoggerFactory.getLogger(GcsUpload.class);

    private final Storage storage;
    private final GcsObjects objects;
    private final Upload upload;
    private final ObjectRef ref;
    private final String call = GcsObjects.newCall();
    private boolean sessionLost;

    public GcsUpload(Storage storage, GcsObjects objects, Upload upload) {
        this.storage = storage;
        this.objects = objects;
        this.upload = upload;
        this.ref = upload.target();
    }

    /**
     * Sends the bytes.
     *
     * @param generation the generation to replace, or 0 if there must be no object
     */
    public StoredObject send(long generation) {
        try {
            return sendOnce(generation);
        } catch (ObjectStoreException e) {
            if (!sessionLost) {
                throw e;
            }
            LOG.debug("Cloud Storage lost the upload session of {}; the upload begins anew", ref);
            sessionLost = false;
            return sendAgain(generation, e);
        }
    }

    private StoredObject sendAgain(long generation, ObjectStoreException lost) {
        try {
            return sendOnce(generation);
        } catch (ObjectStoreException e) {
            ObjectStoreException thrown = e.reason() == Reason.REFUSED ? lost : e; // a source that cannot be read again
            thrown.addSuppressed(thrown == e ? lost : e);
            throw thrown;
        }
    }

    private StoredObject sendOnce(long generation) {
        try (UploadSource source = UploadSource.open(upload)) {
            StoredObject stored = GcsObjects.describe(sendOrFind(source, generation));
            Checksums sent = source.checksums();
            // The service has checked the checksum that was sent, even where it does not return it
            boolean differs = stored.crc32c() != null && !sent.crc32c().equals(stored.crc32c());
            if (differs || sent.size() != stored.size()) {
                objects.delete(ref, stored.generation());
                throw GcsErrors.damaged(ref.uri(), null);
            }
            return stored.toBuilder()
                    .crc32c(sent.crc32c())
                    .sha256(sent.sha256())
                    .build();
        }
    }

    private BlobInfo sendOrFind(UploadSource source, long generation) {
        try {
            return GcsErrors.translating(ref.uri(), () -> send(source, generation));
        } catch (ObjectStoreException e) {
            return objects.findMadeBy(ref, call, e).orElseThrow(() -> e);
        }
    }

    private BlobInfo send(UploadSource source, long generation) {
        byte[] head = source.head(CHUNK_BYTES);
        Long size = source.size();
        boolean isLonger = size == null ? head.length == CHUNK_BYTES : size > CHUNK_BYTES;
        if (isLonger) {
            return sendInChunks(head, source, generation);
        }
        source.requireEnd();
        return storage.create(
                properties(),
                head,
                BlobTargetOption.generationMatch(generation),
                BlobTargetOption.disableGzipContent()); // audio does not get smaller
    }

    /**
     * Sends chunks. The channel is closed only once all bytes have been written to it: to close it is to make the object of what was
     * written until then. The channel does not return the object, so it is looked up.
     */
    private BlobInfo sendInChunks(byte[] chunk, UploadSource source, long generation) {
        WriteChannel channel = storage.writer(properties(), BlobWriteOption.generationMatch(generation));
        channel.setChunkSize(CHUNK_BYTES);
        try {
            int count = chunk.length;
            while (count > 0) {
                write(channel, ByteBuffer.wrap(chunk, 0, count));
                count = source.fill(chunk);
                source.requireNotLonger();
            }
            source.requireEnd();
            channel.close();
        } catch (StorageException e) {
            throw failure(e);
        } catch (IOException e) {
            throw failure(e.getCause() instanceof StorageException cause ? cause : StorageException.translate(e));
        }
        return objects.findMadeBy(ref, call).orElseThrow(() -> GcsErrors.replaced(ref.uri(), null));
    }

    private RuntimeException failure(StorageException e) {
        if (!isSessionLost(e)) {
            return e;
        }
        sessionLost = true;
        return GcsErrors.sessionLost(ref.uri(), e);
    }

    /** The service answers a chunk with 404 or 410 if it has lost the session, or does not accept the renewed token with 401. */
    private boolean isSessionLost(StorageException e) {
        return switch (e.getCode()) {
            case 404 -> {
                objects.requireBucket(ref);
                yield true;
            }
            case 401 -> GcsErrors.isOfSession(e);
            case 410 -> true;
            default -> false;
        };
    }

    private static void write(WriteChannel channel, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    private BlobInfo properties() {
        return BlobInfo.newBuilder(GcsObjects.id(ref))
                .setContentType(upload.contentType())
                .setContentDisposition(upload.contentDisposition())
                .setCacheControl(upload.cacheControl())
                .setMetadata(GcsObjects.madeBy(call, Map.copyOf(upload.metadata())))
                .build();
    }
}
