/**
 * Codec configurations that several containers share.
 */
@NullMarked
package io.loist.audio.internal.codec;

import org.jspecify.annotations.NullMarked;
