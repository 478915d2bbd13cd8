package io.loist.storage.internal.bytes;

import io.loist.object.ByteRange;
import io.loist.object.ObjectRef;
import io.loist.object.ObjectStore;
import java.io.InputStream;
import java.util.Optional;

/** An object that is described and can be read, even if it is replaced or deleted meanwhile where the store can do that. */
public interface OpenObject extends AutoCloseable {

    /** Returns the object and its headers. */
    ObjectStore.Details details();

    /**
     * Returns a stream of a range, as {@link ObjectStore#read(io.loist.object.StoredObject, ByteRange)} does. Closing the stream closes
     * this.
     */
    InputStream stream(ByteRange range);

    @Override
    void close();

    /** Looks up an object of any store, which is opened once it is read. */
    static Optional<OpenObject> in(ObjectStore store, ObjectRef ref) {
        return store.details(ref).map(details -> new OpenObject() {
            @Override
            public ObjectStore.Details details() {
                return details;
            }

            @Override
            public InputStream stream(ByteRange range) {
                return store.read(details.object(), range);
            }

            @Override
            public void close() {}
        });
    }
}
