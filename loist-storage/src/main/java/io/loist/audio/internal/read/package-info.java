/**
 * Reads a file: format detection, time budget, metadata and thumbnails.
 */
@NullMarked
package io.loist.audio.internal.read;

import org.jspecify.annotations.NullMarked;
