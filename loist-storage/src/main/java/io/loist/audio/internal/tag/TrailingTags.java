package io.loist.audio.internal.tag;

import io.loist.audio.internal.model.AudioFileBuilder;
import io.loist.audio.internal.model.SourceFile;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * The tags after the sound of files that consist of frames or blocks, in any order: APE, ID3v1, ID3v2.4 with a footer, and Lyrics3,
 * which is skipped.
 *
 * @param soundEnd the start of the first tag, or the file's end
 * @param ape the positions of the footers of APE tags
 * @param id3v1 the positions of ID3v1 tags
 * @param id3v2 the positions of ID3v2 tags
 */
public record TrailingTags(long soundEnd, List<Long> ape, List<Long> id3v1, List<Long> id3v2) {

    private static final int MAX_TAGS = 16;
    private static final int ID3_FOOTER = 10;
    private static final String LYRICS_START = "LYRICSBEGIN";
    private static final String LYRICS_END = "LYRICS200";
    private static final int LYRICS_SIZE = 6;
    private static final int ENHANCED = 227;

    /** Finds the tags after the start of the sound. */
    public static TrailingTags find(SourceFile file, long soundStart) {
        TrailingTags tags = new TrailingTags(file.length(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        for (int count = 0; count < MAX_TAGS; count++) {
            long start = tags.startOfLast(file);
            if (start < soundStart || start >= tags.soundEnd) {
                break;
            }
            tags = new TrailingTags(start, tags.ape, tags.id3v1, tags.id3v2);
        }
        return tags;
    }

    /** Reads the tags, starting with the richest format. */
    public void read(SourceFile file, AudioFileBuilder builder) {
        for (long footer : ape) {
            builder.tags().nextSource();
            ApeTag.read(file, footer, builder);
        }
        for (long start : id3v2) {
            builder.tags().nextSource();
            Id3Tag.read(file, start, file.length() - start, builder);
        }
        for (long start : id3v1) {
            Id3v1Tag.read(file, start, builder);
        }
    }

    /** Records the tag that ends at a position, and returns its start; the position itself if there is none. */
    private long startOfLast(SourceFile file) {
        long end = soundEnd;
        long start = end;
        if (file.startsWith(end - Id3v1Tag.LENGTH, "TAG")) {
            start = end - Id3v1Tag.LENGTH;
            id3v1.add(start);
            start -= file.startsWith(start - ENHANCED, "TAG+") ? ENHANCED : 0;
        } else if (ApeTag.endsAt(file, end)) {
            ape.add(end - ApeTag.FOOTER);
            start = ApeTag.start(file, end - ApeTag.FOOTER);
        } else if (file.startsWith(end - LYRICS_END.length(), LYRICS_END)) {
            start = startOfLyrics(file, end);
        } else if (file.startsWith(end - ID3_FOOTER, "3DI")) {
            ByteBuffer footer = file.at(end - ID3_FOOTER, ID3_FOOTER);
            start = end - 2 * ID3_FOOTER - Id3Tag.syncSafe(footer.getInt(6));
            if (Id3Tag.isAt(file, start)) {
                id3v2.add(start);
            }
        }
        return start;
    }

    private static long startOfLyrics(SourceFile file, long end) {
        long sizeAt = end - LYRICS_END.length() - LYRICS_SIZE;
        String size = file.has(sizeAt, LYRICS_SIZE) ? file.text(sizeAt, LYRICS_SIZE) : "";
        long start = size.matches("\\d{6}") ? sizeAt - Long.parseLong(size) : end;
        return file.startsWith(start, LYRICS_START) ? start : end;
    }
}
