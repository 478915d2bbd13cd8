/**
 * The formats and sizes of pictures, read from their headers.
 */
@NullMarked
package io.loist.audio.internal.picture;

import org.jspecify.annotations.NullMarked;
