package io.loist.audio.internal.format.pcm;

import io.loist.audio.internal.codec.AppleCodecs;
import io.loist.audio.internal.model.AudioFileBuilder;
import io.loist.audio.internal.model.SoundProperties;
import io.loist.audio.internal.model.SourceFile;
import io.loist.audio.internal.tag.Id3Tag;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Reads AIFF and AIFC files: chunks of an IFF file, with tags as ID3 or text chunks. */
public final class AiffFile {

    private static final int FORM_HEADER = 12;
    private static final int COMMON = 18;
    private static final int OFFSET_AND_BLOCK = 8;

    private AiffFile() {}

    public static void read(SourceFile file, AudioFileBuilder builder) {
        builder.is("aiff", "audio/aiff", "aiff");
        long start = Id3Tag.endOfLeadingTags(file);
        boolean compressible = file.startsWith(start + 8, "AIFC");
        IffChunk common = null;
        IffChunk data = null;
        var chunks = IffChunk.list(file, start + FORM_HEADER, ByteOrder.BIG_ENDIAN);
        for (IffChunk chunk : chunks) {
            switch (chunk.id()) {
                case "COMM" -> common = common == null ? chunk : common;
                case "SSND" -> data = data == null ? chunk : data;
                case "ID3 ", "id3 " -> {
                    builder.tags().nextSource();
                    chunk.readId3(file, builder);
                }
                default -> {}
            }
        }
        if (common == null || data == null) {
            throw file.corrupt("it has no " + (common == null ? "COMM" : "SSND") + " chunk");
        }
        describe(file, common, data, compressible, builder);
        builder.tags().nextSource();
        for (IffChunk chunk : chunks) {
            switch (chunk.id()) {
                case "NAME", "AUTH", "ANNO", "(c) " -> InfoTags.readText(file, chunk, builder);
                default -> {}
            }
        }
    }

    private static void describe(
            SourceFile file, IffChunk common, IffChunk data, boolean compressible, AudioFileBuilder builder) {
        ByteBuffer numbers = common.start(file, COMMON);
        SoundProperties sound = builder.sound();
        int channels = numbers.getShort(0) & 0xFFFF;
        long samples = numbers.getInt(2) & 0xFFFFFFFFL;
        int bits = numbers.getShort(6) & 0xFFFF;
        long rate = extended(numbers.getShort(8), numbers.getLong(10));
        String type = compressible ? file.text(common.body() + COMMON, 4) : "NONE";
        String codec = AppleCodecs.named(type);
        sound.codec(codec);
        sound.channels(channels);
        sound.sampleRate(rate);
        if (codec.startsWith("pcm")) {
            sound.bitDepth(bits);
        }
        builder.expectSound(data.size(), data.present(), "bytes");
        sound.duration(samples * samplesOfPacket(type), rate);
        sound.bitrateOf(data.present() - OFFSET_AND_BLOCK);
        builder.samplesIn(data.body() + OFFSET_AND_BLOCK, data.body() + data.present());
    }

    /** The codecs for which the file counts packets. */
    private static int samplesOfPacket(String type) {
        return switch (type) {
            case "ima4" -> 64;
            case "GSM " -> 160;
            default -> 1;
        };
    }

    /** Reads a sample rate as an 80-bit extended number; -1 if it is not a valid rate. */
    private static long extended(short signAndExponent, long mantissa) {
        int shift = 63 - ((signAndExponent & 0x7FFF) - 16_383);
        boolean fits = signAndExponent > 0 && shift >= 32 && shift < 64;
        return fits ? mantissa >>> shift : -1;
    }
}
