package io.loist.audio.internal.format.other;

import io.loist.audio.internal.model.AudioFileBuilder;
import io.loist.audio.internal.model.SoundProperties;
import io.loist.audio.internal.model.SourceFile;
import io.loist.audio.internal.tag.Id3Tag;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Reads DSF: DSD sound, as on Super Audio CDs, with an ID3 tag at the end. */
public final class DsfFile {

    private static final int DSD_CHUNK = 28;
    private static final int FORMAT_CHUNK = 52;
    private static final int DATA_HEADER = 12;

    private DsfFile() {}

    public static void read(SourceFile file, AudioFileBuilder builder) {
        builder.is("dsf", "audio/x-dsf", "dsf");
        long start = Id3Tag.endOfLeadingTags(file);
        long metadata = file.at(start, DSD_CHUNK).order(ByteOrder.LITTLE_ENDIAN).getLong(20);
        long formatAt = start + DSD_CHUNK;
        if (!file.startsWith(formatAt, "fmt ")) {
            throw file.corrupt("it has no fmt chunk");
        }
        ByteBuffer format = file.at(formatAt, FORMAT_CHUNK).order(ByteOrder.LITTLE_ENDIAN);
        long formatSize = format.getLong(4);
        long rate = format.getInt(28) & 0xFFFFFFFFL;
        SoundProperties sound = builder.sound();
        sound.codec("dsd");
        sound.channels(format.getInt(24));
        sound.sampleRate(rate);
        sound.bitDepth(1);
        sound.duration(format.getLong(36), rate);
        if (formatSize < FORMAT_CHUNK || !file.startsWith(formatAt + formatSize, "data")) {
            throw file.corrupt("it has no data chunk");
        }
        long dataAt = formatAt + formatSize;
        long size = file.at(dataAt, DATA_HEADER).order(ByteOrder.LITTLE_ENDIAN).getLong(4) - DATA_HEADER;
        long present = Math.min(size, file.length() - dataAt - DATA_HEADER);
        builder.expectSound(size, present, "bytes");
        sound.bitrateOf(present);
        builder.samplesIn(dataAt + DATA_HEADER, dataAt + DATA_HEADER + present);
        if (metadata > 0) {
            Id3Tag.read(file, metadata, file.length() - Math.min(metadata, file.length()), builder);
        }
    }
}
