/**
 * Readers of the tag formats: ID3, APE, Vorbis comments.
 */
@NullMarked
package io.loist.audio.internal.tag;

import org.jspecify.annotations.NullMarked;
