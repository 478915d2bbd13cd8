/**
 * Audio files read: tags, technical data and cover. Start at {@link io.loist.audio.AudioFileReader}.
 *
 * <p>loist walks the containers itself, a few bytes at a time, so that what a file claims of itself is checked before it is
 * believed. jaudiotagger decodes what has decades of dialects: ID3 frames, one at a time.
 */
@NullMarked
package io.loist.audio;

import org.jspecify.annotations.NullMarked;
