package io.loist.media;

import io.loist.ObjectStoreException;
import java.io.InputStream;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Keeps objects: named sequences of bytes in buckets. Memory use does not grow with the size of an object.
 *
 * <p>An object appears whole or not at all: no reader ever sees half of one. Implementations are safe for use by many threads.
 * Every method throws {@link ObjectStoreException} with
 * {@link io.loist.ObjectStoreException.Reason#UNAVAILABLE UNAVAILABLE} if the store cannot be reached or does not answer in
 * time, {@link io.loist.ObjectStoreException.Reason#PERMISSION_DENIED PERMISSION_DENIED} if the credentials do not allow the
 * call, and {@link io.loist.ObjectStoreException.Reason#NOT_FOUND NOT_FOUND} if the bucket does not exist.
 */
public interface ObjectStore extends AutoCloseable {

    /**
     * Stores an object. The store checks that the bytes it received are the bytes that were sent.
     *
     * @return the object as it is stored
     * @throws ObjectStoreException with {@code PRECONDITION_FAILED} if the upload's {@link Upload#precondition() precondition}
     *     does not hold, with {@code INTEGRITY} if the bytes changed on the way or while being read, with {@code REFUSED} if
     *     the source cannot be read
     */
    StoredObject put(Upload upload);

    /**
     * Opens an object for reading from its start. The caller closes the stream. A connection that breaks while reading shows
     * as an {@link java.io.IOException} of the stream.
     *
     * @throws ObjectStoreException with {@code NOT_FOUND} if there is no such object
     */
    InputStream read(ObjectRef ref);

    /**
     * Opens a part of an object for reading. The caller closes the stream.
     *
     * @return the bytes from {@code range.offset()} on, at most {@code range.length()} of them; none if the object ends before
     * @throws ObjectStoreException with {@code NOT_FOUND} if there is no such object
     */
    InputStream read(ObjectRef ref, ByteRange range);

    /** Returns what is stored under a name, or empty if there is no such object. */
    Optional<StoredObject> stat(ObjectRef ref);

    /** Returns whether there is such an object. A call that is not permitted throws; it never counts as "no". */
    default boolean exists(ObjectRef ref) {
        return stat(ref).isPresent();
    }

    /**
     * Lists the objects whose names begin with a prefix, in the order of their names' UTF-8 bytes, page by page as the stream is
     * read. The caller closes the stream.
     *
     * @param bucket the bucket
     * @param prefix what the names begin with; empty for all objects
     */
    Stream<StoredObject> list(String bucket, String prefix);

    /**
     * Copies an object within the store, with its content type and metadata.
     *
     * @return the copy
     * @throws ObjectStoreException with {@code NOT_FOUND} if there is no object {@code from}, with {@code PRECONDITION_FAILED}
     *     if there is an object {@code to} already
     */
    StoredObject copy(ObjectRef from, ObjectRef to);

    /**
     * Moves what is now stored under a name, as {@link #move(StoredObject, ObjectRef)} does. Once it has succeeded, a repetition
     * fails with {@code NOT_FOUND}; keep the {@link StoredObject} if a crash may make you repeat it.
     *
     * @return the object under its new name
     * @throws ObjectStoreException with {@code NOT_FOUND} if there is no object {@code from}, with {@code PRECONDITION_FAILED}
     *     if there is an object {@code to} already
     */
    default StoredObject move(ObjectRef from, ObjectRef to) {
        StoredObject found = stat(from)
                .orElseThrow(() -> new ObjectStoreException(
                        ObjectStoreException.Reason.NOT_FOUND,
                        from.uri(),
                        "There is no object " + from + "; check its name, or look whether it has been moved to " + to
                                + ".",
                        null));
        return move(found, to);
    }

    /**
     * Moves an object within the store, with its content type and metadata; the bytes do not come here. It may be repeated: if
     * {@code from} is gone and {@code to} has its size and checksum, the move has happened and {@code to} is returned. A crash
     * leaves the object under one of its names, or under both until the move is repeated; never under none.
     *
     * @param from what to move, as {@link #put} or {@link #stat} described it; only this generation is moved
     * @param to its new name, in the same bucket or another
     * @return the object under its new name
     * @throws ObjectStoreException with {@code NOT_FOUND} if {@code from} is gone and {@code to} is not the same, with
     *     {@code PRECONDITION_FAILED} if there is an object {@code to} already, or {@code from} has been replaced
     */
    StoredObject move(StoredObject from, ObjectRef to);

    /**
     * Deletes an object.
     *
     * @return whether there was such an object
     */
    boolean delete(ObjectRef ref);

    /** Gives back what the store holds open. Objects stay. */
    @Override
    void close();
}
