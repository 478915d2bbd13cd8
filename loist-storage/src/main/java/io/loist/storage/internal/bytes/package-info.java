/**
 * Streams of bytes and their checksums.
 */
@NullMarked
package io.loist.storage.internal.bytes;

import org.jspecify.annotations.NullMarked;
