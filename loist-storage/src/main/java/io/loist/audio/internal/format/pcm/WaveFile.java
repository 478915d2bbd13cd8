package io.loist.audio.internal.format.pcm;

import io.loist.audio.internal.codec.WaveFormat;
import io.loist.audio.internal.format.other.WavPackFile;
import io.loist.audio.internal.model.AudioFileBuilder;
import io.loist.audio.internal.model.SoundProperties;
import io.loist.audio.internal.model.SourceFile;
import io.loist.audio.internal.tag.Id3Tag;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Reads WAV: chunks of a RIFF, RIFX, RF64, BW64 or Wave64 file, with tags as ID3, INFO or both. */
public final class WaveFile {

    private static final int RIFF_HEADER = 12;

    /** The smallest size that programs write to a pipe as "unknown". */
    private static final long UNKNOWN_SIZE = 0x7FFF_F000L;

    private static final long LARGEST = 0xFFFF_FFFFL;

    private WaveFile() {}

    public static void read(SourceFile file, AudioFileBuilder builder) {
        builder.is("wav", "audio/wav", "wav");
        long start = Id3Tag.endOfLeadingTags(file);
        ByteOrder order = file.startsWith(start, "RIFX") ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
        long riffSize = file.at(start + 4, 4).order(order).getInt() & 0xFFFFFFFFL;
        read(file, IffChunk.list(file, start + RIFF_HEADER, order), riffSize, builder);
    }

    /** Reads Sony's Wave64, in which sizes have eight bytes. */
    public static void readWave64(SourceFile file, AudioFileBuilder builder) {
        builder.is("w64", "audio/x-w64", "w64");
        long start = Id3Tag.endOfLeadingTags(file);
        read(file, IffChunk.listWave64(file, start), file.length(), builder);
    }

    private static void read(SourceFile file, List<IffChunk> chunks, long riffSize, AudioFileBuilder builder) {
        IffChunk format = null;
        IffChunk data = null;
        IffChunk info = null;
        IffChunk id3 = null;
        long samples = 0;
        for (IffChunk chunk : chunks) {
            switch (chunk.id().toLowerCase(Locale.ROOT)) {
                case "fmt " -> format = format == null ? chunk : format;
                case "data" -> data = data == null ? chunk : data;
                case "id3 " -> id3 = id3 == null ? chunk : id3;
                case "list" -> info = file.startsWith(chunk.body(), "INFO") ? chunk : info;
                case "fact" -> samples = chunk.start(file, 4).getInt() & 0xFFFFFFFFL;
                default -> {}
            }
        }
        if (format == null || data == null) {
            throw file.corrupt("it has no " + (format == null ? "fmt" : "data") + " chunk");
        }
        describe(format(format, file), sound(file, data, riffSize, builder), samples, builder);
        readTags(file, id3, info, builder);
    }

    private static WaveFormat format(IffChunk chunk, SourceFile file) {
        boolean extended = chunk.size() >= WaveFormat.EXTENDED_LENGTH;
        return WaveFormat.parse(chunk.start(file, extended ? WaveFormat.EXTENDED_LENGTH : WaveFormat.LENGTH));
    }

    private static IffChunk sound(SourceFile file, IffChunk data, long riffSize, AudioFileBuilder builder) {
        long rest = file.length() - data.body();
        if (file.startsWith(data.body(), WavPackFile.MAGIC)) {
            throw file.unsupported("WavPack before version 4");
        }
        boolean endless = data.size() >= UNKNOWN_SIZE && data.size() <= LARGEST && !data.isWhole();
        boolean unfinished =
                data.size() == 0 && rest > 0 && (riffSize == 0 || riffSize + IffChunk.HEADER < file.length());
        if (endless || unfinished) {
            builder.finding(
                    "The file does not declare how much sound it has; everything up to its end counts as sound.");
            return data.withSize(rest, file);
        }
        return data;
    }

    private static void describe(WaveFormat format, IffChunk data, long samples, AudioFileBuilder builder) {
        SoundProperties sound = builder.sound();
        format.describe(sound);
        builder.expectSound(data.size(), data.present(), "bytes");
        if (format.isPlain() && format.frame() > 0) {
            sound.duration(data.present() / format.frame(), format.rate());
        } else if (samples > 0) {
            sound.duration(samples, format.rate());
        } else {
            sound.duration(data.present(), format.byteRate());
        }
        sound.bitrateOf(data.present());
        builder.samplesIn(data.body(), data.body() + data.present());
    }

    private static void readTags(
            SourceFile file, @Nullable IffChunk id3, @Nullable IffChunk info, AudioFileBuilder builder) {
        if (id3 != null) {
            id3.readId3(file, builder);
        }
        if (info != null) {
            builder.tags().nextSource();
            InfoTags.read(file, info, builder);
        }
        builder.tags().nextSource();
        Id3Tag.readLeading(file, builder);
    }
}
