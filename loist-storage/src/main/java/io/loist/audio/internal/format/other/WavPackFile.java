package io.loist.audio.internal.format.other;

import io.loist.audio.internal.model.AudioFileBuilder;
import io.loist.audio.internal.model.SoundProperties;
import io.loist.audio.internal.model.SourceFile;
import io.loist.audio.internal.tag.Id3Tag;
import io.loist.audio.internal.tag.TrailingTags;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/** Reads WavPack: blocks with headers, followed by an APE tag. */
public final class WavPackFile {

    private static final int[] SAMPLE_RATES = {
        6_000, 8_000, 9_600, 11_025, 12_000, 16_000, 22_050, 24_000, 32_000, 44_100, 48_000, 64_000, 88_200, 96_000,
        192_000
    };
    public static final String MAGIC = "wvpk";

    private static final int HEADER = 32;
    private static final int MONO = 1 << 2;
    private static final int FLOAT = 1 << 7;
    private static final int LAST_OF_ITS_TIME = 1 << 12;
    private static final int DSD = 1 << 31;
    private static final int SAMPLE_RATE = 0x27;
    private static final int DSD_BLOCK = 0x0E;
    private static final int MAX_BLOCKS = 10_000_000;

    /** The number of bytes searched for the metadata sub-blocks at the start of a block. */
    private static final int SEARCHED = 4_096;

    private WavPackFile() {}

    /** The header of a block of samples; the length is that of the whole block. */
    private record Block(long position, long length, long total, long first, long samples, int flags) {

        static @Nullable Block at(SourceFile file, long position) {
            if (!file.has(position, HEADER) || !file.startsWith(position, MAGIC)) {
                return null;
            }
            ByteBuffer header = file.at(position, HEADER).order(ByteOrder.LITTLE_ENDIAN);
            long length = (header.getInt(4) & 0xFFFFFFFFL) + 8;
            long total = header.getInt(12) == -1 ? -1 : number(header.getInt(12), header.get(11));
            long first = number(header.getInt(16), header.get(10));
            return length < HEADER
                    ? null
                    : new Block(position, length, total, first, header.getInt(20) & 0xFFFFFFFFL, header.getInt(24));
        }

        private static long number(int low, byte high) {
            return (low & 0xFFFFFFFFL) + ((high & 0xFFL) << 32);
        }

        boolean is(int flag) {
            return (flags & flag) != 0;
        }
    }

    public static void read(SourceFile file, AudioFileBuilder builder) {
        builder.is("wv", "audio/x-wavpack", "wv");
        long start = Id3Tag.endOfLeadingTags(file);
        TrailingTags tags = TrailingTags.find(file, start + HEADER);
        tags.read(file, builder);
        builder.tags().nextSource();
        Id3Tag.readLeading(file, builder);
        Blocks blocks = Blocks.walk(file, start, tags.soundEnd());
        Block first = blocks.first;
        if (first == null) {
            throw file.corrupt("it has no whole WavPack block of sound");
        }
        describe(first, builder);
        builder.sound().channels(blocks.channels);
        if (blocks.total > 0) {
            builder.expectSound(blocks.total, blocks.present, "samples");
        }
        // DSD is counted in bytes; the number of bytes per sample time is in a sub-block
        long rate = sampleRate(file, first) << (first.is(DSD) ? dsdShift(file, first) : 0);
        builder.sound().sampleRate(rate * (first.is(DSD) ? 8 : 1));
        builder.sound().duration(blocks.total > 0 ? blocks.total : blocks.present, rate);
        builder.sound().bitrateOf(blocks.end - start);
        builder.soundIn(start, blocks.end);
    }

    /** The combined properties of the blocks of a file. */
    private static final class Blocks {

        private @Nullable Block first;
        private long total = -1;
        private long present;
        private long end;
        private int channels;
        private boolean counting = true;

        /** Visits the blocks, up to the first incomplete one. */
        static Blocks walk(SourceFile file, long start, long soundEnd) {
            Blocks blocks = new Blocks();
            blocks.end = start;
            Block block = Block.at(file, start);
            for (int count = 0; block != null && block.position + block.length <= soundEnd; count++) {
                blocks.add(block);
                block = count == MAX_BLOCKS ? null : Block.at(file, blocks.end);
            }
            return blocks;
        }

        /** Simultaneous blocks share the channels; those of the first time are counted. */
        private void add(Block block) {
            if (block.samples > 0 && counting) {
                first = first == null ? block : first;
                total = Math.max(total, block.total);
                channels += block.is(MONO) ? 1 : 2;
                counting = !block.is(LAST_OF_ITS_TIME);
            }
            present = Math.max(present, block.first + block.samples);
            end = block.position + block.length;
        }
    }

    private static void describe(Block block, AudioFileBuilder builder) {
        SoundProperties sound = builder.sound();
        boolean dsd = block.is(DSD);
        if (dsd || block.is(FLOAT)) {
            sound.codec(dsd ? "dsd" : "wavpack-float");
        }
        int bits = ((block.flags & 3) + 1) * 8 - (block.flags >> 13 & 31);
        sound.bitDepth(dsd ? 1 : bits);
    }

    /** Returns the sample rate; an unusual one is in a sub-block. */
    private static long sampleRate(SourceFile file, Block block) {
        int index = block.flags >>> 23 & 15;
        if (index < SAMPLE_RATES.length) {
            return SAMPLE_RATES[index];
        }
        ByteBuffer piece = piece(file, block, SAMPLE_RATE);
        return piece.remaining() < 3 ? 0 : (piece.getShort() & 0xFFFF) | (piece.get() & 0x7F) << 16;
    }

    private static int dsdShift(SourceFile file, Block block) {
        ByteBuffer piece = piece(file, block, DSD_BLOCK);
        return piece.hasRemaining() ? piece.get() & 15 : 0;
    }

    /** Returns the bytes from the content of a sub-block on; empty if there is no such sub-block. */
    private static ByteBuffer piece(SourceFile file, Block block, int wanted) {
        ByteBuffer pieces = file.at(block.position + HEADER, (int) Math.min(SEARCHED, block.length - HEADER))
                .order(ByteOrder.LITTLE_ENDIAN);
        while (pieces.remaining() >= 4) {
            int id = pieces.get() & 0xFF;
            int words = pieces.get() & 0xFF;
            if ((id & 0x80) != 0) {
                words |= (pieces.getShort() & 0xFFFF) << 8;
            }
            if ((id & 0x3F) == wanted) {
                return pieces;
            }
            pieces.position(Math.min(pieces.limit(), pieces.position() + 2 * words));
        }
        return pieces.limit(pieces.position());
    }
}
