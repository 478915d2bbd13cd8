/**
 * Object stores on a file system and on Google Cloud Storage, signing keys, a cache of signed URLs, the set-up of buckets, and the
 * media server that replaces Cloud Storage on a developer's machine.
 *
 * <p>Behind it, under {@code internal}: {@code gcs} (objects on Cloud Storage), {@code bucket} (a bucket's settings, and its
 * examination), {@code file} (objects in a folder), {@code server} (the media server), {@code keys} (signing keys), {@code cache}
 * (signed URLs) and {@code bytes} (streams).
 *
 * <p>Start at {@link io.loist.storage.GcsObjectStore}, or at {@link io.loist.storage.FileSystemObjectStore} and {@link
 * io.loist.storage.LocalMediaServer} for a machine without a cloud.
 */
@NullMarked
package io.loist.storage;

import org.jspecify.annotations.NullMarked;
