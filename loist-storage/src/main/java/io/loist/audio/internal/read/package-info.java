/**
 * From a file to an {@code AudioFile}: format detection, time budget, metadata, thumbnails.
 */
@NullMarked
package io.loist.audio.internal.read;

import org.jspecify.annotations.NullMarked;
