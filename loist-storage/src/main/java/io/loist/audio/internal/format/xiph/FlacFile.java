package io.loist.audio.internal.format.xiph;

import io.loist.audio.internal.codec.FlacStreamInfo;
import io.loist.audio.internal.model.AudioFileBuilder;
import io.loist.audio.internal.model.SourceFile;
import io.loist.audio.internal.tag.Id3Tag;
import io.loist.audio.internal.tag.PictureBlock;
import io.loist.audio.internal.tag.TrailingTags;
import io.loist.audio.internal.tag.VorbisComments;
import java.nio.ByteBuffer;

/** Reads FLAC files: metadata blocks followed by frames. */
public final class FlacFile {

    private static final int MAGIC = 4;
    private static final int BLOCK_HEADER = 4;
    private static final int MAX_BLOCKS = 10_000;
    private static final int STREAM_INFO_BLOCK = 0;
    private static final int COMMENT_BLOCK = 4;
    private static final int PICTURE_BLOCK = 6;

    private FlacFile() {}

    public static void read(SourceFile file, AudioFileBuilder builder) {
        builder.is("flac", "audio/flac", "flac");
        long position = Id3Tag.endOfLeadingTags(file) + MAGIC;
        FlacStreamInfo info = null;
        boolean last = false;
        for (int count = 0; !last; count++) {
            if (count == MAX_BLOCKS || !file.has(position, BLOCK_HEADER)) {
                throw file.corrupt("its FLAC metadata does not end");
            }
            ByteBuffer header = file.at(position, BLOCK_HEADER);
            last = header.get(0) < 0;
            int type = header.get(0) & 0x7F;
            int length = header.getInt(0) & 0xFFFFFF;
            position += BLOCK_HEADER;
            if (!file.has(position, length)) {
                throw file.corrupt("a FLAC metadata block declares " + length + " bytes, more than the file contains");
            }
            if (type == STREAM_INFO_BLOCK && length >= FlacStreamInfo.LENGTH && info == null) {
                info = FlacStreamInfo.parse(file.at(position, FlacStreamInfo.LENGTH));
            } else if (type == COMMENT_BLOCK) {
                builder.tags().nextSource();
                VorbisComments.read(file.at(position, length), builder);
            } else if (type == PICTURE_BLOCK && builder.pictures().takes(length - PictureBlock.MAX_HEADER)) {
                PictureBlock.read(file.at(position, length), builder);
            }
            position += length;
        }
        builder.tags().nextSource();
        Id3Tag.readLeading(file, builder);
        TrailingTags tags = TrailingTags.find(file, position);
        tags.read(file, builder);
        if (info == null) {
            throw file.corrupt("it has no FLAC stream info");
        }
        describe(file, position, info, builder);
        builder.soundIn(position, tags.soundEnd());
    }

    private static void describe(SourceFile file, long start, FlacStreamInfo info, AudioFileBuilder builder) {
        info.describe(builder);
        if (start >= file.length()) {
            throw file.corrupt("it ends before its sound starts");
        }
        long lastSample = FlacFrames.lastSample(file, start, info);
        if (info.samples() > 0 && lastSample > 0) {
            builder.expectSound(info.samples(), lastSample, "samples");
        }
        builder.sound().bitrateOf(file.length() - start);
    }
}
