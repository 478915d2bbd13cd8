package io.loist.object;

import io.loist.ObjectStoreException;
import java.io.IOException;
import java.io.InputStream;

/** Reads one generation of an object from a store that cannot be asked for it. */
final class GenerationRead {

    private GenerationRead() {}

    /** A generation that was present before and is present afterwards was present when the stream was opened. */
    static InputStream open(ObjectStore store, StoredObject object, ByteRange range) {
        InputStream in = store.read(object.ref(), range);
        boolean same = false;
        try {
            same = store.stat(object.ref())
                    .filter(found -> found.generation() == object.generation())
                    .isPresent();
        } finally {
            if (!same) {
                close(in);
            }
        }
        if (!same) {
            throw replaced(object);
        }
        return in;
    }

    private static void close(InputStream in) {
        try {
            in.close();
        } catch (IOException e) {
            // Nothing has been read from it
        }
    }

    private static ObjectStoreException replaced(StoredObject object) {
        return new ObjectStoreException(
                ObjectStoreException.Reason.NOT_FOUND,
                object.ref().uri(),
                "The object " + object.ref() + " no longer has the generation " + object.generation()
                        + ", because it was replaced or deleted; describe it again.",
                null);
    }
}
