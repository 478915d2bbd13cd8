package io.loist.storage.internal.server;

import io.loist.ObjectStoreException;
import io.loist.ObjectStoreException.Reason;
import io.loist.object.ByteRange;
import io.loist.object.ObjectStore;
import io.loist.object.StoredObject;
import io.loist.storage.internal.server.http.HttpErrorException;
import io.loist.storage.internal.server.http.MediaError;
import io.loist.storage.internal.server.http.MediaRequest;
import io.loist.storage.internal.server.http.MediaResponse;
import io.loist.storage.internal.server.http.RequestedRange;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Optional;
import java.util.function.IntConsumer;

/** Answers GET, HEAD and DELETE requests for objects. */
final class ObjectReader {

    private static final int CHUNK = 64 * 1024;

    private final ObjectStore store;
    private final IntConsumer progress;

    /**
     * Creates a reader.
     *
     * @param progress receives the number of bytes each time some were sent
     */
    ObjectReader(ObjectStore store, IntConsumer progress) {
        this.store = store;
        this.progress = progress;
    }

    /** Answers a GET or HEAD. */
    void answer(MediaRequest request, MediaResponse response) throws IOException {
        ObjectStore.Details details = find(request);
        StoredObject object = details.object();
        if (request.excludes(object)) {
            throw new HttpErrorException(MediaError.PRECONDITION_FAILED);
        }
        response.describe(object);
        response.describeContent(details, request);
        if (request.knows(object)) {
            response.notModified();
            return;
        }
        RequestedRange range = request.range(object);
        if (range.extent() == RequestedRange.Extent.UNSATISFIABLE) {
            response.refuseRange(object.size());
        } else if (request.isHead()) {
            response.headersOf(object.size());
        } else if (object.size() == 0) {
            response.done();
        } else {
            send(response, object, range);
        }
    }

    /** Answers a DELETE. An object that another request replaces meanwhile is judged anew. */
    void delete(MediaRequest request, MediaResponse response) throws IOException {
        boolean deleted = false;
        while (!deleted) {
            StoredObject object = find(request).object();
            if (request.excludes(object)) {
                throw new HttpErrorException(MediaError.PRECONDITION_FAILED);
            }
            deleted = store.delete(object.ref(), object.generation());
        }
        response.deleted();
    }

    private ObjectStore.Details find(MediaRequest request) throws HttpErrorException {
        Optional<ObjectStore.Details> found = request.object()
                .flatMap(store::details)
                .filter(details -> request.asksForGeneration(details.object().generation()));
        return found.orElseThrow(() -> new HttpErrorException(MediaError.NO_SUCH_KEY));
    }

    private void send(MediaResponse response, StoredObject object, RequestedRange range) throws IOException {
        try (InputStream in = store.read(object, new ByteRange(range.offset(), range.length()))) {
            OutputStream out = response.begin(range, object.size());
            byte[] buffer = new byte[CHUNK];
            long left = range.length();
            while (left > 0) {
                int count = read(in, buffer, left, object);
                out.write(buffer, 0, count);
                progress.accept(count);
                left -= count;
            }
            out.close();
        }
    }

    /** Reads at least one byte. An exception of the store must not look like a disconnected client. */
    private static int read(InputStream in, byte[] buffer, long left, StoredObject object) {
        String uri = object.ref().uri();
        try {
            int count = in.read(buffer, 0, (int) Math.min(buffer.length, left));
            if (count > 0) {
                return count;
            }
            throw new ObjectStoreException(
                    Reason.INTEGRITY, uri, uri + " ended " + left + " bytes early; it may have been replaced.", null);
        } catch (IOException e) {
            if (e.getCause() instanceof ObjectStoreException known) {
                throw known;
            }
            throw new ObjectStoreException(
                    Reason.UNAVAILABLE, uri, uri + " could not be read completely; try again.", e);
        }
    }
}
