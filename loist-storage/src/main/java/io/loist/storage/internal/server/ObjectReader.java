package io.loist.storage.internal.server;

import io.loist.object.ByteRange;
import io.loist.object.ObjectRef;
import io.loist.object.ObjectStore;
import io.loist.object.StoredObject;
import io.loist.storage.internal.bytes.OpenObject;
import io.loist.storage.internal.server.http.HttpErrorException;
import io.loist.storage.internal.server.http.MediaError;
import io.loist.storage.internal.server.http.MediaRequest;
import io.loist.storage.internal.server.http.MediaResponse;
import io.loist.storage.internal.server.http.RequestedRange;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.function.Function;

/** Answers GET, HEAD and DELETE requests for objects. */
final class ObjectReader {

    private final ObjectStore store;
    private final Function<ObjectRef, Optional<OpenObject>> opener;

    ObjectReader(ObjectStore store, Function<ObjectRef, Optional<OpenObject>> opener) {
        this.store = store;
        this.opener = opener;
    }

    /** Answers a GET or HEAD. */
    void answer(MediaRequest request, MediaResponse response) throws IOException {
        OpenObject open = request.object().flatMap(opener).orElseThrow(ObjectReader::noSuchKey);
        boolean sends = false;
        try {
            sends = answer(request, response, open);
        } finally {
            if (!sends) {
                open.close();
            }
        }
    }

    /** Returns whether the response closes the object. */
    private static boolean answer(MediaRequest request, MediaResponse response, OpenObject open) throws IOException {
        ObjectStore.Details details = open.details();
        StoredObject object = details.object();
        if (!request.asksForGeneration(object.generation())) {
            throw noSuchKey();
        }
        if (request.excludes(object)) {
            throw new HttpErrorException(MediaError.PRECONDITION_FAILED);
        }
        response.describeContent(details, request);
        if (request.knows(object)) {
            response.notModified();
            return false;
        }
        RequestedRange range = request.range(object);
        if (range.extent() == RequestedRange.Extent.UNSATISFIABLE) {
            response.refuseRange(object.size());
        } else if (request.isHead()) {
            response.headersOf(object.size());
        } else if (object.size() == 0) {
            response.done();
        } else {
            InputStream in = open.stream(new ByteRange(range.offset(), range.length()));
            response.send(range, object.size(), new StoredBody(object, in));
            return true;
        }
        return false;
    }

    /** Answers a DELETE. An object that another request replaces meanwhile is judged anew. */
    void delete(MediaRequest request, MediaResponse response) throws IOException {
        boolean deleted = false;
        while (!deleted) {
            StoredObject object = request.object()
                    .flatMap(store::details)
                    .map(ObjectStore.Details::object)
                    .filter(found -> request.asksForGeneration(found.generation()))
                    .orElseThrow(ObjectReader::noSuchKey);
            if (request.excludes(object)) {
                throw new HttpErrorException(MediaError.PRECONDITION_FAILED);
            }
            deleted = store.delete(object.ref(), object.generation());
        }
        response.deleted();
    }

    private static HttpErrorException noSuchKey() {
        return new HttpErrorException(MediaError.NO_SUCH_KEY);
    }
}
