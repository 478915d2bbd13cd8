package io.loist.audio.internal.format.other;

import io.loist.audio.internal.model.AudioFileBuilder;
import io.loist.audio.internal.model.SoundProperties;
import io.loist.audio.internal.model.SourceFile;
import io.loist.audio.internal.tag.Id3Tag;
import io.loist.audio.internal.tag.TrailingTags;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Reads Monkey's Audio (.ape): a header, frames and an APE tag. */
public final class MonkeyFile {

    private static final int DESCRIBED_SINCE = 3_980;
    private static final int DESCRIPTOR = 52;
    private static final int HEADER = 24;
    private static final int OLD_HEADER = 32;
    private static final int BLOCKS = 73_728;
    private static final int EXTRA_HIGH = 4_000;

    private MonkeyFile() {}

    public static void read(SourceFile file, AudioFileBuilder builder) {
        builder.is("ape", "audio/x-ape", "ape");
        long start = Id3Tag.endOfLeadingTags(file);
        TrailingTags tags = TrailingTags.find(file, start);
        tags.read(file, builder);
        builder.tags().nextSource();
        Id3Tag.readLeading(file, builder);
        int version = file.at(start + 4, 2).order(ByteOrder.LITTLE_ENDIAN).getShort() & 0xFFFF;
        if (version >= DESCRIBED_SINCE) {
            describe(file, start, tags.soundEnd(), builder);
        } else {
            describeOld(file.at(start, OLD_HEADER).order(ByteOrder.LITTLE_ENDIAN), version, builder);
        }
        builder.sound().bitrateOf(tags.soundEnd() - start);
        builder.soundIn(start, tags.soundEnd());
    }

    private static void describe(SourceFile file, long start, long end, AudioFileBuilder builder) {
        ByteBuffer descriptor = file.at(start, DESCRIPTOR).order(ByteOrder.LITTLE_ENDIAN);
        long declared = 0;
        for (int at = 8; at <= 24; at += 4) { // descriptor, header, seek table, WAV header, frames
            declared += descriptor.getInt(at) & 0xFFFFFFFFL;
        }
        declared += (descriptor.getInt(28) & 0xFFFFL) << 32;
        ByteBuffer header =
                file.at(start + (descriptor.getInt(8) & 0xFFFFFFFFL), HEADER).order(ByteOrder.LITTLE_ENDIAN);
        SoundProperties sound = builder.sound();
        long rate = header.getInt(20) & 0xFFFFFFFFL;
        sound.bitDepth(header.getShort(16) & 0xFFFF);
        sound.channels(header.getShort(18) & 0xFFFF);
        sound.sampleRate(rate);
        sound.duration(blocks(header.getInt(12), header.getInt(4) & 0xFFFFFFFFL, header.getInt(8)), rate);
        builder.expectSound(declared, end - start, "bytes");
    }

    private static void describeOld(ByteBuffer header, int version, AudioFileBuilder builder) {
        int level = header.getShort(6);
        int flags = header.getShort(8);
        long rate = header.getInt(12) & 0xFFFFFFFFL;
        boolean large = version >= 3_900 || (version >= 3_800 && level == EXTRA_HIGH);
        int blocksPerFrame = version >= 3_950 ? 4 * BLOCKS : large ? BLOCKS : BLOCKS / 8;
        SoundProperties sound = builder.sound();
        sound.bitDepth((flags & 1) != 0 ? 8 : (flags & 8) != 0 ? 24 : 16);
        sound.channels(header.getShort(10) & 0xFFFF);
        sound.sampleRate(rate);
        sound.duration(blocks(header.getInt(24), blocksPerFrame, header.getInt(28)), rate);
    }

    private static long blocks(int frames, long blocksPerFrame, int inLastFrame) {
        long whole = (frames & 0xFFFFFFFFL) - 1;
        boolean possible = whole >= 0 && blocksPerFrame < 1L << 31;
        return possible ? whole * blocksPerFrame + (inLastFrame & 0xFFFFFFFFL) : 0;
    }
}
