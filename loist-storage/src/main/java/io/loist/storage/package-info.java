/**
 * Where the bytes live: object stores on a file system and on Google Cloud Storage, where signing keys come from, and the media
 * server that stands in for Cloud Storage on a developer's machine.
 *
 * <p>Start at {@link io.loist.storage.GcsObjectStore}, or at {@link io.loist.storage.FileSystemObjectStore} and {@link
 * io.loist.storage.LocalMediaServer} for a machine without a cloud.
 */
@NullMarked
package io.loist.storage;

import org.jspecify.annotations.NullMarked;
