package io.loist.audio.internal.read;

import io.loist.audio.internal.model.AudioFileBuilder;
import io.loist.audio.internal.model.SourceFile;
import io.loist.ingest.spi.Artwork;
import io.loist.ingest.spi.AudioFile;
import io.loist.track.AudioProperties;
import io.loist.track.TrackMetadata;
import java.util.SortedMap;
import java.util.SortedSet;

/**
 * Parses one audio file: detects its format, lets the format's class fill a builder, and makes an {@link AudioFile} of it.
 *
 * @param maxArtworkBytes the maximum size of a picture
 * @param thumbnailSizes the longest sides of the thumbnails, in pixels
 */
public record AudioFileParser(int maxArtworkBytes, SortedSet<Integer> thumbnailSizes) {

    /** Parses a file. */
    public AudioFile parse(SourceFile file, String name) {
        AudioFileBuilder builder = new AudioFileBuilder(file, maxArtworkBytes);
        FormatSniffer.sniff(file).read(file, builder);
        AudioFile audio = assemble(builder, nameWithoutExtension(name));
        file.requireUnchanged();
        return audio;
    }

    /** Returns whether the beginning of a file is that of audio, or else that more of it is needed. */
    public boolean sniff(SourceFile beginning) {
        try {
            FormatSniffer.sniff(beginning);
            return true;
        } catch (SourceFile.UndecidedException e) {
            return false;
        }
    }

    private AudioFile assemble(AudioFileBuilder builder, String fileName) {
        TrackMetadata metadata = new MetadataFromTags(builder).build(fileName);
        AudioProperties properties = builder.sound().build();
        Artwork cover = builder.pictures().cover();
        if (cover == null) {
            builder.finding("The file has no cover.");
        }
        QualityAdvice.add(metadata, properties, builder);
        SortedMap<Integer, Artwork> thumbnails = ThumbnailScaler.of(cover, thumbnailSizes, builder);
        String audioHash = builder.audioHash();
        return new AudioFile(
                metadata,
                properties,
                builder.contentType(),
                builder.extension(),
                cover,
                thumbnails,
                audioHash,
                builder.findings());
    }

    private static String nameWithoutExtension(String file) {
        String name = file.substring(file.replace('\\', '/').lastIndexOf('/') + 1);
        int dot = name.lastIndexOf('.');
        return dot > 0 ? name.substring(0, dot) : name;
    }
}
