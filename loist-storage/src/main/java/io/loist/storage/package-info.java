/**
 * Where the bytes live: object stores on a file system and on Google Cloud Storage, where signing keys come from, and a server
 * for signed URLs on this machine.
 */
@NullMarked
package io.loist.storage;

import org.jspecify.annotations.NullMarked;
