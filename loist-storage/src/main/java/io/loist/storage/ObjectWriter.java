package io.loist.storage;

import io.loist.media.ObjectRef;
import io.loist.media.ObjectStore;
import io.loist.media.StoredObject;
import io.loist.media.Upload;
import java.io.InputStream;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.IntConsumer;

/** Puts into the store what clients send, on the terms they send it: whole, or not at all. */
final class ObjectWriter {

    private final ObjectStore store;
    private final IntConsumer progress;

    /** Writes to a store, and says each time how many bytes moved. */
    ObjectWriter(ObjectStore store, IntConsumer progress) {
        this.store = store;
        this.progress = progress;
    }

    /**
     * Checks, before any byte is sent in vain, whether an upload can be stored.
     *
     * @throws MediaRefusal if the object is not of the generation that it must be of
     */
    void check(ObjectRef target, UploadTerms terms) throws MediaRefusal {
        Long wanted = terms.generation();
        if (wanted != null && !wanted.equals(currentGeneration(target))) {
            throw new MediaRefusal(MediaError.PRECONDITION_FAILED);
        }
    }

    private long currentGeneration(ObjectRef target) {
        return store.stat(target).map(StoredObject::generation).orElse(0L);
    }

    /**
     * Stores the body of a request as it comes in.
     *
     * @throws MediaRefusal if the object is not of the generation that it must be of
     * @throws io.loist.ObjectStoreException caused by a {@link MediaRefusal} if the body does not meet the terms or breaks off
     */
    StoredObject write(ObjectRef target, UploadTerms terms, InputStream body) throws MediaRefusal {
        AtomicBoolean opened = new AtomicBoolean();
        return write(target, terms, () -> {
            if (opened.getAndSet(true)) {
                throw new MediaRefusal(MediaError.SEND_AGAIN);
            }
            return body;
        });
    }

    /** Stores content that can be read more than once. */
    StoredObject write(ObjectRef target, UploadTerms terms, Upload.Content content) throws MediaRefusal {
        check(target, terms);
        return store.put(terms.upload(target, () -> new CheckedBody(content.open(), terms, progress)));
    }
}
