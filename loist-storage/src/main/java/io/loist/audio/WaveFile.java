package io.loist.audio;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** WAV: chunks of a RIFF or RF64 file, with tags as ID3, INFO or both. */
final class WaveFile {

    private static final int RIFF_HEADER = 12;
    private static final int EXTENSIBLE = 0xFFFE;

    /** What programs that write to a pipe put for a size they do not know yet. */
    private static final long UNKNOWN_SIZE = 0x7FFF_F000L;

    private WaveFile() {}

    static void read(SourceFile file, Reading reading) {
        reading.is("wav", "audio/wav", "wav");
        long start = Id3Tag.endOfLeadingTags(file);
        long riffSize = file.at(start + 4, 4).order(ByteOrder.LITTLE_ENDIAN).getInt() & 0xFFFFFFFFL;
        IffChunk format = null;
        IffChunk data = null;
        IffChunk info = null;
        IffChunk id3 = null;
        long samples = 0;
        long longSize = 0;
        for (IffChunk chunk : IffChunk.list(file, start + RIFF_HEADER, ByteOrder.LITTLE_ENDIAN)) {
            switch (chunk.id().toLowerCase(Locale.ROOT)) {
                case "fmt " -> format = format == null ? chunk : format;
                case "data" -> data = data == null ? chunk : data;
                case "id3 " -> id3 = id3 == null ? chunk : id3;
                case "list" -> info = file.startsWith(chunk.body(), "INFO") ? chunk : info;
                case "fact" -> samples = little(chunk.start(file, 4)).getInt() & 0xFFFFFFFFL;
                case "ds64" -> longSize = little(chunk.start(file, 16)).getLong(8);
                default -> {}
            }
        }
        if (format == null || data == null) {
            throw file.corrupt("it has no " + (format == null ? "fmt" : "data") + " chunk");
        }
        describe(file, format, sound(file, data, riffSize, longSize, reading), samples, reading);
        readTags(file, id3, info, reading);
    }

    private static IffChunk sound(SourceFile file, IffChunk data, long riffSize, long longSize, Reading reading) {
        long rest = file.length() - data.body();
        if (longSize > 0 && data.size() == 0xFFFFFFFFL) {
            return data.withSize(longSize, file);
        }
        boolean endless = data.size() >= UNKNOWN_SIZE && !data.isWhole();
        boolean unfinished =
                data.size() == 0 && rest > 0 && (riffSize == 0 || riffSize + IffChunk.HEADER < file.length());
        if (endless || unfinished) {
            reading.finding("The file does not say how much sound it has; all up to its end counts as sound.");
            return data.withSize(rest, file);
        }
        return data;
    }

    private static void describe(SourceFile file, IffChunk format, IffChunk data, long samples, Reading reading) {
        ByteBuffer numbers = little(format.start(file, 16));
        int tag = numbers.getShort(0) & 0xFFFF;
        int channels = numbers.getShort(2) & 0xFFFF;
        long rate = numbers.getInt(4) & 0xFFFFFFFFL;
        long byteRate = numbers.getInt(8) & 0xFFFFFFFFL;
        int frame = numbers.getShort(12) & 0xFFFF;
        int bits = numbers.getShort(14) & 0xFFFF;
        if (tag == EXTENSIBLE && format.size() >= 26) {
            tag = little(format.start(file, 26)).getShort(24) & 0xFFFF;
        }
        SoundProperties sound = reading.sound();
        sound.codec(codec(tag));
        sound.channels(channels);
        sound.sampleRate(rate);
        boolean plain = tag == 1 || tag == 3;
        if (plain) {
            sound.bitDepth(bits);
        }
        reading.expectSound(data.size(), data.present(), "bytes");
        if (plain && frame > 0) {
            sound.duration(data.present() / frame, rate);
        } else if (samples > 0) {
            sound.duration(samples, rate);
        } else {
            sound.duration(data.present(), byteRate);
        }
        sound.bitrateOf(data.present());
        reading.samplesIn(data.body(), data.body() + data.present());
    }

    private static void readTags(SourceFile file, @Nullable IffChunk id3, @Nullable IffChunk info, Reading reading) {
        if (id3 != null) {
            id3.readId3(file, reading);
        }
        if (info != null) {
            reading.tags().nextSource();
            InfoTags.read(file, info, reading);
        }
    }

    private static ByteBuffer little(ByteBuffer buffer) {
        return buffer.order(ByteOrder.LITTLE_ENDIAN);
    }

    private static String codec(int tag) {
        return switch (tag) {
            case 0x0001 -> "pcm";
            case 0x0002 -> "ms-adpcm";
            case 0x0003 -> "pcm-float";
            case 0x0006 -> "alaw";
            case 0x0007 -> "mulaw";
            case 0x0011 -> "ima-adpcm";
            case 0x0031 -> "gsm";
            case 0x0050 -> "mp2";
            case 0x0055 -> "mp3";
            case 0x00FF -> "aac";
            default -> "wave-" + Integer.toHexString(tag);
        };
    }
}
