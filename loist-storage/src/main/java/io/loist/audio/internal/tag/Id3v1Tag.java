package io.loist.audio.internal.tag;

import io.loist.audio.internal.model.AudioFileBuilder;
import io.loist.audio.internal.model.SourceFile;
import io.loist.audio.internal.model.TagValues;
import io.loist.audio.internal.model.TrackText;
import java.nio.ByteBuffer;

/** Reads ID3v1 tags: 128 bytes at the end of many MP3 files, with a few short values. */
public final class Id3v1Tag {

    public static final int LENGTH = 128;

    private Id3v1Tag() {}

    /** Reads the tag that starts at the position. */
    static void read(SourceFile file, long position, AudioFileBuilder builder) {
        byte[] tag = file.bytes(position, LENGTH);
        TagValues tags = builder.tags();
        tags.nextSource();
        tags.add("title", text(tag, 3, 30));
        tags.add("artist", text(tag, 33, 30));
        tags.add("album", text(tag, 63, 30));
        tags.add("date", text(tag, 93, 4));
        tags.add("comment", text(tag, 97, 30));
        if (tag[125] == 0 && tag[126] != 0) {
            tags.add("tracknumber", Integer.toString(tag[126] & 0xFF));
        }
        String genre = Genres.byNumber(tag[127] & 0xFF);
        if (genre != null) {
            tags.add("genre", genre);
        }
    }

    /** Returns the text up to its first zero; after it there may be garbage or the track's number. */
    private static String text(byte[] tag, int start, int length) {
        int end = start;
        while (end < start + length && tag[end] != 0) {
            end++;
        }
        return TrackText.decodedCut(ByteBuffer.wrap(tag, start, end - start), end == start + length);
    }
}
