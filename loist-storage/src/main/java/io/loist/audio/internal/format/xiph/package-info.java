/**
 * FLAC and Ogg.
 */
@NullMarked
package io.loist.audio.internal.format.xiph;

import org.jspecify.annotations.NullMarked;
