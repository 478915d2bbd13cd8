package io.loist.storage.internal.gcs;

import com.google.api.services.storage.Storage.Objects.Insert;
import com.google.api.services.storage.model.StorageObject;
import io.loist.ObjectStoreException;
import io.loist.object.ObjectRef;
import io.loist.object.StoredObject;
import io.loist.object.Upload;
import io.loist.storage.internal.bytes.ContentDigest;
import io.loist.storage.internal.bytes.UploadSource;
import java.io.IOException;
import java.util.Map;

/**
 * One upload. It always names the generation it replaces, none for a new object, so that any request may be repeated, and knows its
 * own object by the call that made it. What fits in memory is sent in one request. What is longer becomes a resumable upload: one
 * stream if the length is known, as it can be read again from where it broke, and otherwise chunks that are kept until the service
 * has them.
 */
public final class GcsUpload {

    /** What is known not to be longer is sent in one request. */
    static final int WHOLE_BYTES = 8 * 1024 * 1024;

    /** How much of an upload of unknown length is kept and sent at a time. */
    static final int CHUNK_BYTES = 4 * 1024 * 1024;

    /** Keeps a request's length within what the client sends without cutting it into small pieces; it is a multiple of the unit. */
    private static final long MAX_REQUEST_BYTES = 1L << 30;

    private final GcsCalls calls;
    private final GcsObjects objects;
    private final Upload upload;
    private final ObjectRef ref;
    private final String call = GcsObjects.newCall();

    public GcsUpload(GcsCalls calls, GcsObjects objects, Upload upload) {
        this.calls = calls;
        this.objects = objects;
        this.upload = upload;
        this.ref = upload.target();
    }

    /**
     * Sends the bytes.
     *
     * @param generation what is to be replaced, or 0 if there must be no object
     */
    public StoredObject send(long generation) {
        try (UploadSource source = UploadSource.open(upload)) {
            StoredObject stored = sendOrFind(source, generation);
            ContentDigest digest = source.digest();
            if (!digest.crc32c().equals(stored.crc32c()) || digest.size() != stored.size()) {
                objects.delete(ref, stored.generation());
                throw GcsErrors.damaged(ref.uri(), null);
            }
            return stored.withSha256(digest.sha256());
        }
    }

    private StoredObject sendOrFind(UploadSource source, long generation) {
        try {
            return GcsObjects.describe(GcsErrors.translating(ref.uri(), () -> send(source, generation)));
        } catch (ObjectStoreException e) {
            return objects.findMadeBy(ref, call, e).map(GcsObjects::describe).orElseThrow(() -> e);
        }
    }

    private StorageObject send(UploadSource source, long generation) {
        Long size = source.size();
        if (size == null) {
            byte[] head = source.head(CHUNK_BYTES);
            return head.length == CHUNK_BYTES
                    ? sendInChunks(head, source, generation)
                    : sendWhole(head, source, generation);
        }
        if (size > WHOLE_BYTES) {
            return stream(source, size, generation);
        }
        byte[] bytes = source.rest(size.intValue());
        return sendWhole(bytes, source, generation);
    }

    private StorageObject sendWhole(byte[] bytes, UploadSource source, long generation) {
        source.digest().update(bytes, 0, bytes.length);
        StorageObject object = object().setCrc32c(source.digest().crc32c());
        return calls.patiently(() -> insert(object, bytes, generation));
    }

    private StorageObject insert(StorageObject object, byte[] bytes, long generation) throws IOException {
        Insert insert = calls.api()
                .objects()
                .insert(ref.bucket(), object, new WholeContent(upload.contentType(), bytes))
                .setIfGenerationMatch(generation);
        insert.getMediaHttpUploader().setDirectUploadEnabled(true);
        insert.setDisableGZipContent(true); // audio does not get smaller, and packing it takes longer than sending it
        return insert.execute();
    }

    /** Sends all but the last bytes in one go, and the last ones with the checksum of all: a wrong byte makes no object. */
    private StorageObject stream(UploadSource source, long size, long generation) {
        GcsSession session = GcsSession.start(calls, object(), generation);
        long last = (size - 1) / GcsSession.UNIT_BYTES * GcsSession.UNIT_BYTES;
        try (StreamedSource stream = new StreamedSource(source)) {
            for (long from = 0; from < last; from += MAX_REQUEST_BYTES) {
                session.append(from, Math.min(last, from + MAX_REQUEST_BYTES), stream);
            }
        }
        source.seek(last);
        byte[] end = source.rest((int) (size - last));
        source.digest().update(end, 0, end.length);
        return session.finish(last, size, source.digest().crc32c(), new KeptChunk(end, last));
    }

    /** Sends chunks, each while it is being summed up, so that a spare processor does the SHA-256. */
    private StorageObject sendInChunks(byte[] buffer, UploadSource source, long generation) {
        GcsSession session = GcsSession.start(calls, object(), generation);
        long from = 0;
        int count = buffer.length;
        try (DigestThread hashing = new DigestThread(source.digest())) {
            while (count == buffer.length) {
                hashing.start(buffer, 0, count);
                session.append(from, from + count, new KeptChunk(buffer, from));
                hashing.finish();
                from += count;
                count = source.fillOnly(buffer);
            }
        }
        source.digest().update(buffer, 0, count);
        return session.finish(from, from + count, source.digest().crc32c(), new KeptChunk(buffer, from));
    }

    private StorageObject object() {
        return new StorageObject()
                .setBucket(ref.bucket())
                .setName(ref.name())
                .setContentType(upload.contentType())
                .setContentDisposition(upload.contentDisposition())
                .setCacheControl(upload.cacheControl())
                .setMetadata(GcsObjects.madeBy(call, Map.copyOf(upload.metadata())));
    }
}
