package io.loist.storage.internal.server.upload;

import io.loist.ObjectStoreException;
import io.loist.object.ObjectRef;
import io.loist.object.ObjectStore;
import io.loist.object.StoredObject;
import io.loist.object.Upload;
import io.loist.storage.internal.server.http.HttpErrorException;
import io.loist.storage.internal.server.http.MediaError;
import io.loist.storage.internal.server.http.MediaRequest;
import io.loist.storage.internal.server.http.MediaResponse;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Stores uploads on the conditions that clients send: whole, or not at all. */
public final class ObjectWriter {

    private final ObjectStore store;

    public ObjectWriter(ObjectStore store) {
        this.store = store;
    }

    /**
     * Checks the required generation before the body is sent.
     *
     * @throws HttpErrorException if the object does not have it
     */
    void check(ObjectRef target, UploadConditions conditions) throws HttpErrorException {
        Long wanted = conditions.generation();
        if (wanted != null && !wanted.equals(currentGeneration(target))) {
            throw new HttpErrorException(MediaError.PRECONDITION_FAILED);
        }
    }

    private long currentGeneration(ObjectRef target) {
        return store.stat(target).map(StoredObject::generation).orElse(0L);
    }

    /**
     * Answers a signed PUT.
     *
     * @throws HttpErrorException if the body cannot be stored on the conditions that the request's headers name
     */
    public void answer(MediaRequest request, MediaResponse response) throws IOException {
        if (request.header("x-goog-resumable") != null) {
            throw new HttpErrorException(
                    MediaError.invalidArgument("A resumable upload is started by POST, not by PUT."));
        }
        UploadConditions conditions = UploadConditions.parse(request.headers());
        long length = request.length();
        if (length != MediaRequest.UNKNOWN_LENGTH) {
            conditions.size().check(length);
        }
        response.stored(write(request.target(), conditions, request.body()));
    }

    /**
     * Stores the body of a request while it arrives.
     *
     * @throws HttpErrorException if the object does not have the required generation, or the body ends early or does not meet the
     *     conditions
     */
    StoredObject write(ObjectRef target, UploadConditions conditions, InputStream body) throws HttpErrorException {
        AtomicBoolean opened = new AtomicBoolean();
        return write(target, conditions, () -> {
            if (opened.getAndSet(true)) {
                throw new HttpErrorException(MediaError.SEND_AGAIN);
            }
            return body;
        });
    }

    /**
     * Stores content that can be read more than once.
     *
     * @throws HttpErrorException as for a body
     */
    StoredObject write(ObjectRef target, UploadConditions conditions, Upload.Content content)
            throws HttpErrorException {
        check(target, conditions);
        AtomicReference<@Nullable HttpErrorException> refusal = new AtomicReference<>();
        try {
            return store.put(conditions.upload(target, () -> open(content, conditions, refusal::set)));
        } catch (ObjectStoreException e) {
            HttpErrorException reason = refusal.get();
            if (reason != null) {
                throw reason;
            }
            throw e;
        }
    }

    private InputStream open(Upload.Content content, UploadConditions conditions, Consumer<HttpErrorException> refusal)
            throws IOException {
        try {
            return new CheckedBody(content.open(), conditions, refusal);
        } catch (HttpErrorException e) {
            refusal.accept(e);
            throw e;
        }
    }
}
