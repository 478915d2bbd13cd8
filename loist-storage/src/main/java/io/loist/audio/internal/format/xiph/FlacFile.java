package io.loist.audio.internal.format.xiph;

import io.loist.audio.internal.codec.FlacStreamInfo;
import io.loist.audio.internal.model.AudioFileBuilder;
import io.loist.audio.internal.model.SourceFile;
import io.loist.audio.internal.picture.PictureBlock;
import io.loist.audio.internal.tag.Id3Tag;
import io.loist.audio.internal.tag.TrailingTags;
import io.loist.audio.internal.tag.VorbisComments;
import java.nio.ByteBuffer;

/** FLAC: metadata blocks, then frames. */
public final class FlacFile {

    public static final int STREAM_INFO = 34;

    private static final int MAGIC = 4;
    private static final int BLOCK_HEADER = 4;
    private static final int MAX_BLOCKS = 10_000;
    private static final int STREAM_INFO_BLOCK = 0;
    private static final int COMMENT_BLOCK = 4;
    private static final int PICTURE_BLOCK = 6;

    private FlacFile() {}

    public static void read(SourceFile file, AudioFileBuilder reading) {
        reading.is("flac", "audio/flac", "flac");
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
                throw file.corrupt("a FLAC metadata block claims " + length + " bytes, more than the file has left");
            }
            if (type == STREAM_INFO_BLOCK && length >= STREAM_INFO && info == null) {
                info = FlacStreamInfo.parse(file.at(position, STREAM_INFO));
            } else if (type == COMMENT_BLOCK) {
                reading.tags().nextSource();
                VorbisComments.read(file.at(position, length), reading);
            } else if (type == PICTURE_BLOCK && reading.pictures().takes(length - PictureBlock.MAX_HEADER)) {
                PictureBlock.read(file.at(position, length), reading);
            }
            position += length;
        }
        reading.tags().nextSource();
        Id3Tag.readLeading(file, reading);
        TrailingTags tags = TrailingTags.find(file, position);
        tags.read(file, reading);
        if (info == null) {
            throw file.corrupt("it has no FLAC stream info");
        }
        describe(file, position, info, reading);
        reading.soundIn(position, tags.soundEnd());
    }

    private static void describe(SourceFile file, long start, FlacStreamInfo info, AudioFileBuilder reading) {
        info.describe(reading);
        if (start >= file.length()) {
            throw file.corrupt("it ends before its sound starts");
        }
        long lastSample = FlacFrames.lastSample(file, start, info);
        if (info.samples() > 0 && lastSample > 0) {
            reading.expectSound(info.samples(), lastSample, "samples");
        }
        reading.sound().bitrateOf(file.length() - start);
    }
}
