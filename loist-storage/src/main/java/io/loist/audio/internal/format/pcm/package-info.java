/**
 * WAV, AIFF, CAF and AU.
 */
@NullMarked
package io.loist.audio.internal.format.pcm;

import org.jspecify.annotations.NullMarked;
