package io.loist.object;

import io.loist.ObjectStoreException;
import java.io.InputStream;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Stores objects: named sequences of bytes in buckets. Memory use does not depend on the size of an object.
 *
 * <p>Writes are atomic: a reader sees a complete object or none. Implementations are safe for use by several threads.
 * Every method throws {@link ObjectStoreException} with
 * {@link io.loist.ObjectStoreException.Reason#UNAVAILABLE UNAVAILABLE} if the store cannot be reached or does not respond in
 * time, {@link io.loist.ObjectStoreException.Reason#PERMISSION_DENIED PERMISSION_DENIED} if the credentials do not allow the
 * call, and {@link io.loist.ObjectStoreException.Reason#NOT_FOUND NOT_FOUND} if the bucket does not exist.
 */
public interface ObjectStore extends AutoCloseable {

    /**
     * Stores an object. The store verifies the checksum of the bytes it received.
     *
     * @return the stored object
     * @throws ObjectStoreException with {@code PRECONDITION_FAILED} if the upload's {@link Upload#precondition() precondition}
     *     does not hold, with {@code INTEGRITY} if the bytes changed in transit or while being read, with {@code REFUSED}
     *     if the source cannot be read
     */
    StoredObject put(Upload upload);

    /**
     * Opens an object for reading. The caller closes the stream. The bytes are compared with the object's checksum: if they differ,
     * the stream's last read throws an {@link java.io.IOException} whose cause is an {@link ObjectStoreException} with
     * {@code INTEGRITY}. A broken connection causes an {@code IOException}, too, with another cause or none.
     *
     * @throws ObjectStoreException with {@code NOT_FOUND} if there is no such object
     */
    InputStream read(ObjectRef ref);

    /**
     * Opens a range of an object for reading. The caller closes the stream. The bytes are compared with the object's checksum, as
     * {@link #read(ObjectRef)} does, only if the range covers the whole object.
     *
     * @return at most {@code range.length()} bytes from {@code range.offset()} on; none if the object ends before
     * @throws ObjectStoreException with {@code NOT_FOUND} if there is no such object
     */
    InputStream read(ObjectRef ref, ByteRange range);

    /**
     * Opens a range of one generation of an object for reading, as {@link #read(ObjectRef, ByteRange)} does; never of another
     * object that was stored under the name since.
     *
     * @param object the object, as {@link #put} or {@link #stat} returned it
     * @throws ObjectStoreException with {@code NOT_FOUND} if this generation no longer exists
     */
    default InputStream read(StoredObject object, ByteRange range) {
        return GenerationRead.open(this, object, range);
    }

    /** Returns an object together with the headers it is served with, in one call; empty if there is no such object. */
    Optional<Details> details(ObjectRef ref);

    /**
     * Changes the content type, the other headers and the metadata of an object; its bytes and its generation stay. Usual is:
     *
     * <pre>{@code
     * Details found = store.details(ref).orElseThrow();
     * store.update(found.withCacheControl("public, max-age=31536000, immutable"));
     * }</pre>
     *
     * @param details what the object is to have. The condition is in it, too: the object must still have this generation and
     *     metageneration, each unless it is 0. Sizes and checksums are ignored
     * @return what the object has now, with the next metageneration
     * @throws ObjectStoreException with {@code NOT_FOUND} if there is no such object, with {@code PRECONDITION_FAILED} if it has been
     *     replaced or changed since
     */
    Details update(Details details);

    /** Returns the description of an object, or empty if there is no such object. */
    default Optional<StoredObject> stat(ObjectRef ref) {
        return details(ref).map(Details::object);
    }

    /** Returns whether an object exists. A call without permission throws and never returns false. */
    default boolean exists(ObjectRef ref) {
        return stat(ref).isPresent();
    }

    /**
     * Lists the objects whose names begin with a prefix, ordered by the UTF-8 bytes of their names. Pages are fetched while the stream
     * is read. The caller closes the stream.
     *
     * @param bucket the bucket
     * @param prefix the prefix of the names; empty for all objects
     */
    Stream<StoredObject> list(String bucket, String prefix);

    /**
     * Lists one level of names like a folder: the objects whose names contain no delimiter after the prefix, and the folders, which
     * are the distinct prefixes of the other names up to and including the next delimiter. The entries are ordered by the UTF-8 bytes
     * of their names. Pages are fetched while the stream is read. The stream is sequential, and the caller closes it.
     *
     * @param bucket the bucket
     * @param prefix the prefix of the names; empty for all objects, otherwise usually ending with the delimiter
     * @param delimiter the end of a folder's name, such as {@code "/"}; not empty
     * @throws IllegalArgumentException if the delimiter is empty
     */
    default Stream<Entry> list(String bucket, String prefix, String delimiter) {
        return LevelListing.of(list(bucket, prefix), prefix, delimiter);
    }

    /**
     * Copies an object with its headers and metadata within the store. The copy gets a generation of its own.
     *
     * @return the copy
     * @throws ObjectStoreException with {@code NOT_FOUND} if there is no object {@code from}, with {@code PRECONDITION_FAILED}
     *     if there is an object {@code to} already
     */
    StoredObject copy(ObjectRef from, ObjectRef to);

    /**
     * Moves the current generation of an object, as {@link #move(StoredObject, ObjectRef)} does. This variant is not idempotent: after
     * it has succeeded, a second call fails with {@code NOT_FOUND}. Use the other one if a crash may require a repetition.
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
                        "There is no object " + from + "; check its name, and whether it was already moved to " + to
                                + ".",
                        null));
        return move(found, to);
    }

    /**
     * Moves an object with its headers and metadata within the store, without downloading its bytes. Idempotent: if {@code from} does
     * not exist and {@code to} has its size and checksum, the move has already happened and {@code to} is returned. A crash leaves the
     * object under one of the names, or under both until the move is repeated, but never under none.
     *
     * @param from the object, as {@link #put} or {@link #stat} returned it; only this generation is moved
     * @param to its new name, in the same bucket or another
     * @return the object under its new name
     * @throws ObjectStoreException with {@code NOT_FOUND} if {@code from} does not exist and {@code to} is not the same, with
     *     {@code PRECONDITION_FAILED} if both exist, even if {@code to} is a copy of {@code from}, or {@code from} was replaced
     */
    StoredObject move(StoredObject from, ObjectRef to);

    /**
     * Deletes an object.
     *
     * @return whether the object existed
     */
    boolean delete(ObjectRef ref);

    /**
     * Deletes one generation of an object in one atomic step. An object that another caller has stored under the name since is kept.
     *
     * @param generation the generation, as {@link #put} or {@link #stat} returned it
     * @return whether this generation existed; false may also mean that an earlier call, whose response was lost, deleted it
     */
    boolean delete(ObjectRef ref, long generation);

    /**
     * Deletes several objects, in batches if the store supports them. Deletes continue past individual failures, which are reported in
     * the result and never thrown.
     *
     * @param refs the objects to delete; duplicates are ignored
     * @return one result for each distinct object, in the order of {@code refs}; unmodifiable
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
     * Deletes the objects in one folder, such as all objects of one track. Two checks protect against mistakes: the prefix must contain
     * a second part of the name ({@code audio/0198…/}, not {@code audio/}), and if there are more objects than expected, none is
     * deleted. Objects that are added during the call may remain.
     *
     * @param bucket the bucket
     * @param prefix the prefix of the names: at least 8 characters, with a slash between two non-empty parts
     * @param maxObjects the maximum number of objects expected, from 1 to 10,000
     * @return one result for each object; empty if there was none; unmodifiable
     * @throws IllegalArgumentException if {@code prefix} or {@code maxObjects} is not valid
     * @throws ObjectStoreException with {@code REFUSED} if there are more than {@code maxObjects} objects; none was deleted
     */
    default List<Deletion> deleteFolder(String bucket, String prefix, int maxObjects) {
        return deleteAll(FolderDeletion.namesOf(this, bucket, prefix, maxObjects));
    }

    /** Releases the store's connections and threads. Objects are not affected. Closing again has no effect. */
    @Override
    void close();

    /**
     * One entry of a level of names.
     *
     * @param name the object's complete name, or the folder's prefix including the delimiter
     * @param object the object, or null if the entry is a folder
     */
    record Entry(String name, @Nullable StoredObject object) {

        /** Returns whether the entry is a folder. */
        public boolean isFolder() {
            return object == null;
        }
    }

    /**
     * An object and the headers it is served with, besides its content type.
     *
     * @param object the object
     * @param metageneration the number of this state of the headers and metadata, which each change of them increases: 1 for a new
     *     object; 0 if unknown
     * @param cacheControl the Cache-Control header, or null if the store's default applies
     * @param contentDisposition the Content-Disposition header, or null if there is none
     * @param metadata the custom metadata given with the upload, by name; without what the store adds itself; unmodifiable
     */
    record Details(
            StoredObject object,
            long metageneration,
            @Nullable String cacheControl,
            @Nullable String contentDisposition,
            Map<String, String> metadata) {

        /**
         * Copies the metadata.
         *
         * @throws IllegalArgumentException if {@code metageneration} is negative
         */
        public Details {
            Objects.requireNonNull(object, "object");
            if (metageneration < 0) {
                throw new IllegalArgumentException("metageneration must not be negative, but is " + metageneration);
            }
            metadata = Map.copyOf(metadata);
        }

        /** Returns these details with another media type. */
        public Details withContentType(String contentType) {
            StoredObject changed = object.toBuilder().contentType(contentType).build();
            return new Details(changed, metageneration, cacheControl, contentDisposition, metadata);
        }

        /** Returns these details with another Cache-Control header, or with the store's default if it is null. */
        public Details withCacheControl(@Nullable String cacheControl) {
            return new Details(object, metageneration, cacheControl, contentDisposition, metadata);
        }

        /** Returns these details with another Content-Disposition header, or without one if it is null. */
        public Details withContentDisposition(@Nullable String contentDisposition) {
            return new Details(object, metageneration, cacheControl, contentDisposition, metadata);
        }

        /** Returns these details with other custom metadata in place of all there was. */
        public Details withMetadata(Map<String, String> metadata) {
            return new Details(object, metageneration, cacheControl, contentDisposition, metadata);
        }

        /**
         * Returns these details with another metageneration; with 0, an {@link #update} asks for none.
         *
         * @throws IllegalArgumentException if it is negative
         */
        public Details withMetageneration(long metageneration) {
            return new Details(object, metageneration, cacheControl, contentDisposition, metadata);
        }
    }

    /**
     * The result of deleting one of several objects.
     *
     * @param ref the object
     * @param found whether the object existed; false if there is a failure
     * @param failure the reason why it may still exist, or null if it does not
     */
    record Deletion(ObjectRef ref, boolean found, @Nullable ObjectStoreException failure) {

        /** Returns whether the object no longer exists. */
        public boolean isGone() {
            return failure == null;
        }
    }
}
