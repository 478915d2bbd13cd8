package io.loist.storage.internal.server;

import io.loist.object.ObjectRef;
import io.loist.object.ObjectStore;
import io.loist.object.StoredObject;
import io.loist.object.Upload;
import io.loist.storage.internal.server.http.HttpErrorException;
import io.loist.storage.internal.server.http.MediaError;
import io.loist.storage.internal.server.upload.CheckedBody;
import io.loist.storage.internal.server.upload.UploadConditions;
import java.io.InputStream;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.IntConsumer;

/** Puts into the store what clients send, on the terms they send it: whole, or not at all. */
public final class ObjectWriter {

    private final ObjectStore store;
    private final IntConsumer progress;

    /** Writes to a store, and says each time how many bytes moved. */
    public ObjectWriter(ObjectStore store, IntConsumer progress) {
        this.store = store;
        this.progress = progress;
    }

    /**
     * Checks, before any byte is sent in vain, whether an upload can be stored.
     *
     * @throws HttpErrorException if the object is not of the generation that it must be of
     */
    public void check(ObjectRef target, UploadConditions terms) throws HttpErrorException {
        Long wanted = terms.generation();
        if (wanted != null && !wanted.equals(currentGeneration(target))) {
            throw new HttpErrorException(MediaError.PRECONDITION_FAILED);
        }
    }

    private long currentGeneration(ObjectRef target) {
        return store.stat(target).map(StoredObject::generation).orElse(0L);
    }

    /**
     * Stores the body of a request as it comes in.
     *
     * @throws HttpErrorException if the object is not of the generation that it must be of
     * @throws io.loist.ObjectStoreException caused by a {@link HttpErrorException} if the body does not meet the terms or breaks off
     */
    public StoredObject write(ObjectRef target, UploadConditions terms, InputStream body) throws HttpErrorException {
        AtomicBoolean opened = new AtomicBoolean();
        return write(target, terms, () -> {
            if (opened.getAndSet(true)) {
                throw new HttpErrorException(MediaError.SEND_AGAIN);
            }
            return body;
        });
    }

    /** Stores content that can be read more than once. */
    public StoredObject write(ObjectRef target, UploadConditions terms, Upload.Content content)
            throws HttpErrorException {
        check(target, terms);
        return store.put(terms.upload(target, () -> new CheckedBody(content.open(), terms, progress)));
    }
}
