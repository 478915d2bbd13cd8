package io.loist.object;

import io.loist.ObjectStoreException;
import java.io.InputStream;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

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
     * Opens an object for reading from its start. The caller closes the stream. The store compares the bytes with the checksum
     * they were stored with: if they differ, the stream's last read throws an {@link java.io.IOException} whose cause is an
     * {@link ObjectStoreException} with {@code INTEGRITY}. A connection that breaks while reading shows as an
     * {@code IOException} too, with another cause or none.
     *
     * @throws ObjectStoreException with {@code NOT_FOUND} if there is no such object
     */
    InputStream read(ObjectRef ref);

    /**
     * Opens a part of an object for reading. The caller closes the stream. Only if the part is the whole object are the bytes
     * compared with its checksum, as {@link #read(ObjectRef)} does.
     *
     * @return the bytes from {@code range.offset()} on, at most {@code range.length()} of them; none if the object ends before
     * @throws ObjectStoreException with {@code NOT_FOUND} if there is no such object
     */
    InputStream read(ObjectRef ref, ByteRange range);

    /** Returns an object together with the headers it is served with, in one call; empty if there is no such object. */
    Optional<Details> details(ObjectRef ref);

    /** Returns what is stored under a name, or empty if there is no such object. */
    default Optional<StoredObject> stat(ObjectRef ref) {
        return details(ref).map(Details::object);
    }

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
     * Lists one level of names, as a folder is listed: the objects whose names begin with a prefix and hold no delimiter after it,
     * and, once each, what the other names begin with up to and with the delimiter. In the order of the names' UTF-8 bytes, page by
     * page as the stream is read. The caller closes the stream; it is sequential.
     *
     * @param bucket the bucket
     * @param prefix what the names begin with; empty for all objects, and usually ending in the delimiter otherwise
     * @param delimiter what ends a folder's name, such as {@code "/"}; not empty
     * @throws IllegalArgumentException if the delimiter is empty
     */
    default Stream<Entry> list(String bucket, String prefix, String delimiter) {
        return LevelListing.of(list(bucket, prefix), prefix, delimiter);
    }

    /**
     * Copies an object within the store, with its content type and metadata; the copy has a generation of its own.
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
     *     {@code PRECONDITION_FAILED} if there is an object {@code to} already, be it a copy of {@code from}, or {@code from}
     *     has been replaced
     */
    StoredObject move(StoredObject from, ObjectRef to);

    /**
     * Deletes an object.
     *
     * @return whether there was such an object
     */
    boolean delete(ObjectRef ref);

    /**
     * Deletes an object if it is still this generation of it, in one step: an object that somebody has stored under the name
     * meanwhile stays.
     *
     * @param generation as {@link #put} or {@link #stat} told it
     * @return whether there was this generation; after a call whose answer was lost, false may mean that it is deleted
     */
    boolean delete(ObjectRef ref, long generation);

    /**
     * Deletes objects, many in one call where the store can. What one of them comes to does not keep the others from being deleted,
     * and no exception is thrown for it.
     *
     * @param refs what to delete; an object named twice is deleted once
     * @return what became of each object, each once, in the order of {@code refs}; unmodifiable
     */
    default List<Deletion> deleteAll(Collection<ObjectRef> refs) {
        return new LinkedHashSet<>(refs).stream().map(this::deletion).toList();
    }

    private Deletion deletion(ObjectRef ref) {
        try {
            return new Deletion(ref, delete(ref), null);
        } catch (ObjectStoreException e) {
            return new Deletion(ref, false, e);
        }
    }

    /**
     * Deletes the objects under one folder, such as all those of one track. A slip must not empty a bucket: the prefix must reach
     * into a second part of the name ({@code audio/0198…/}, not {@code audio/}), and if there are more objects than the caller
     * expects, none is deleted. Objects that are added meanwhile may stay.
     *
     * @param bucket the bucket
     * @param prefix what the names begin with; at least 8 characters, with a slash that something comes before and after
     * @param atMost how many objects there may be, from 1 to 10,000
     * @return what became of each object; empty if there was none; unmodifiable
     * @throws IllegalArgumentException if the prefix or the number is not as said
     * @throws ObjectStoreException with {@code REFUSED} if there are more objects than {@code atMost}; nothing was deleted
     */
    default List<Deletion> deleteFolder(String bucket, String prefix, int atMost) {
        return deleteAll(FolderDeletion.namesOf(this, bucket, prefix, atMost));
    }

    /** Gives back what the store holds open. Objects stay. */
    @Override
    void close();

    /**
     * One entry of a level of names.
     *
     * @param name the object's whole name, or what the names of a folder begin with, up to and with the delimiter
     * @param object the object, or null if the entry is a folder
     */
    record Entry(String name, @Nullable StoredObject object) {

        /** Returns whether the entry stands for all the names that begin with its own. */
        public boolean isFolder() {
            return object == null;
        }
    }

    /**
     * An object and the headers it is served with, besides its content type.
     *
     * @param object the object
     * @param cacheControl the Cache-Control header, or null if the store's default applies
     * @param contentDisposition the Content-Disposition header, or null if there is none
     * @param metadata the custom metadata given with the upload, by name; without what the store adds itself; unmodifiable
     */
    record Details(
            StoredObject object,
            @Nullable String cacheControl,
            @Nullable String contentDisposition,
            Map<String, String> metadata) {

        /** Copies the metadata. */
        public Details {
            metadata = Map.copyOf(metadata);
        }
    }

    /**
     * What became of one object of many that were to be deleted.
     *
     * @param ref the object
     * @param found whether there was such an object; it is gone unless there is a failure
     * @param failure why it may still be there, or null
     */
    record Deletion(ObjectRef ref, boolean found, @Nullable ObjectStoreException failure) {

        /** Returns whether there is no such object now. */
        public boolean isGone() {
            return failure == null;
        }
    }
}
