/**
 * MPEG audio and ADTS.
 */
@NullMarked
package io.loist.audio.internal.format.mpeg;

import org.jspecify.annotations.NullMarked;
