package io.loist.storage.internal.server;

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
import java.util.Optional;

/** Answers GET, HEAD and DELETE requests for objects. */
final class ObjectReader {

    private final ObjectStore store;

    ObjectReader(ObjectStore store) {
        this.store = store;
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
            InputStream in = store.read(object, new ByteRange(range.offset(), range.length()));
            response.send(range, object.size(), new StoredBody(object, in));
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
}
