/**
 * Streams of bytes: the source of an upload, and streams that are read in blocks.
 */
@NullMarked
package io.loist.storage.internal.bytes;

import org.jspecify.annotations.NullMarked;
