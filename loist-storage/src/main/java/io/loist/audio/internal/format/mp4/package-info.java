/**
 * MP4 and QuickTime.
 */
@NullMarked
package io.loist.audio.internal.format.mp4;

import org.jspecify.annotations.NullMarked;
