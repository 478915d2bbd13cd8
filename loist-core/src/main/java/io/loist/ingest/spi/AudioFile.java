package io.loist.ingest.spi;

import io.loist.track.AudioProperties;
import io.loist.track.TrackMetadata;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What an audio file says of itself.
 *
 * @param metadata what is known about it as a piece of music
 * @param properties what is known about it as sound
 * @param contentType the media type of its bytes, such as {@code audio/mpeg}
 * @param extension the usual extension of its format, without a dot
 * @param artwork its cover, or null if it has none
 * @param thumbnails small copies of the cover by their size, the longest side in pixels; empty if there is no cover, if it
 *     cannot be decoded, or if none were asked for; unmodifiable
 * @param audioHash the lower-case hexadecimal SHA-256 of its sound without tags, or null if that cannot be told from the rest
 * @param findings what is odd about the file, each in one sentence: advice, never a reason to reject it
 */
public record AudioFile(
        TrackMetadata metadata,
        AudioProperties properties,
        String contentType,
        String extension,
        @Nullable Artwork artwork,
        SortedMap<Integer, Artwork> thumbnails,
        @Nullable String audioHash,
        List<String> findings) {

    /** Copies the thumbnails and the findings. */
    public AudioFile {
        Objects.requireNonNull(metadata, "metadata");
        Objects.requireNonNull(properties, "properties");
        Objects.requireNonNull(contentType, "contentType");
        Objects.requireNonNull(extension, "extension");
        thumbnails = Collections.unmodifiableSortedMap(new TreeMap<>(thumbnails));
        findings = List.copyOf(findings);
    }
}
