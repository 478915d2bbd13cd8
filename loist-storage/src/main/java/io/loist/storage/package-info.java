/**
 * Where the bytes live: object stores on a file system and on Google Cloud Storage, and where signing keys come from.
 *
 * <p>Start at {@link io.loist.storage.GcsObjectStore}, or at {@link io.loist.storage.FileSystemObjectStore} for a machine
 * without a cloud.
 */
@NullMarked
package io.loist.storage;

import org.jspecify.annotations.NullMarked;
