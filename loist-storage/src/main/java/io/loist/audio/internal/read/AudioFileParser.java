package io.loist.audio.internal.read;

import io.loist.audio.internal.model.AudioFileBuilder;
import io.loist.audio.internal.model.SourceFile;
import io.loist.ingest.spi.Artwork;
import io.loist.ingest.spi.AudioFile;
import io.loist.track.AudioProperties;
import io.loist.track.TrackMetadata;
import java.nio.file.Path;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.function.LongConsumer;

/**
 * Parses one audio file: detects its format, lets the format's class fill a builder, and makes an {@link AudioFile} of it.
 *
 * @param maxArtworkBytes the maximum size of a picture
 * @param thumbnailSizes the longest sides of the thumbnails, in pixels
 */
public record AudioFileParser(int maxArtworkBytes, SortedSet<Integer> thumbnailSizes) {

    /**
     * Parses a file.
     *
     * @param length receives the file's length in bytes as soon as the file is open
     */
    public AudioFile parse(Path path, LongConsumer length) {
        try (SourceFile file = SourceFile.open(path)) {
            length.accept(file.length());
            AudioFileBuilder builder = new AudioFileBuilder(file, maxArtworkBytes);
            FormatSniffer.sniff(file).read(file, builder);
            AudioFile audio = assemble(builder, nameWithoutExtension(path));
            file.requireUnchanged();
            return audio;
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

    private static String nameWithoutExtension(Path path) {
        Path fileName = path.getFileName();
        String name = fileName == null ? "" : fileName.toString();
        int dot = name.lastIndexOf('.');
        return dot > 0 ? name.substring(0, dot) : name;
    }
}
