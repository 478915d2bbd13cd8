/**
 * Reading audio files: tags, technical properties, cover and audio hash. Start at {@link io.loist.audio.AudioFileReader}.
 *
 * <p>loist parses the containers itself, a few bytes at a time, and checks everything that a file declares before using it.
 * jaudiotagger decodes only the content of single ID3 frames, which has decades of dialects. Rooms, each built on those before it:
 * {@code internal.picture} (headers of pictures), {@code internal.model} (the source file, and the builder that collects tags, sound
 * and pictures), {@code internal.tag} (tag formats), {@code internal.codec} (codec configurations), {@code internal.format} (one
 * package per family of containers), {@code internal.read} (format detection, time budget, metadata, thumbnails).
 */
@NullMarked
package io.loist.audio;

import org.jspecify.annotations.NullMarked;
