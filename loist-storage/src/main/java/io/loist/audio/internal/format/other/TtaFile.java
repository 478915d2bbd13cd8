package io.loist.audio.internal.format.other;

import io.loist.audio.internal.model.AudioFileBuilder;
import io.loist.audio.internal.model.SoundProperties;
import io.loist.audio.internal.model.SourceFile;
import io.loist.audio.internal.tag.Id3Tag;
import io.loist.audio.internal.tag.TrailingTags;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Reads True Audio: a header, frames, and the same tags as MP3. */
public final class TtaFile {

    private static final int HEADER = 22;

    private TtaFile() {}

    public static void read(SourceFile file, AudioFileBuilder builder) {
        builder.is("tta", "audio/x-tta", "tta");
        long start = Id3Tag.endOfLeadingTags(file);
        ByteBuffer header = file.at(start, HEADER).order(ByteOrder.LITTLE_ENDIAN);
        long rate = header.getInt(10) & 0xFFFFFFFFL;
        SoundProperties sound = builder.sound();
        sound.channels(header.getShort(6) & 0xFFFF);
        sound.bitDepth(header.getShort(8) & 0xFFFF);
        sound.sampleRate(rate);
        sound.duration(header.getInt(14) & 0xFFFFFFFFL, rate);
        Id3Tag.readLeading(file, builder);
        TrailingTags tags = TrailingTags.find(file, start + HEADER);
        tags.read(file, builder);
        sound.bitrateOf(tags.soundEnd() - start);
        builder.soundIn(start, tags.soundEnd());
    }
}
