package io.loist.audio.internal.format.other;

import io.loist.audio.internal.model.AudioFileBuilder;
import io.loist.audio.internal.model.SoundProperties;
import io.loist.audio.internal.model.SourceFile;
import io.loist.audio.internal.tag.Id3Tag;
import java.nio.ByteBuffer;

/** Reads DSDIFF: DSD sound in chunks with sizes of eight bytes. */
public final class DsdiffFile {

    private static final int FORM_HEADER = 16;
    private static final int CHUNK_HEADER = 12;
    private static final int MAX_CHUNKS = 10_000;

    private final SourceFile file;
    private final AudioFileBuilder builder;
    private long rate;
    private int channels;
    private String compression = "DSD ";
    private boolean sounds;

    private DsdiffFile(SourceFile file, AudioFileBuilder builder) {
        this.file = file;
        this.builder = builder;
    }

    public static void read(SourceFile file, AudioFileBuilder builder) {
        builder.is("dff", "audio/x-dff", "dff");
        DsdiffFile dsdiff = new DsdiffFile(file, builder);
        dsdiff.walk(Id3Tag.endOfLeadingTags(file) + FORM_HEADER, file.length());
        if (!dsdiff.sounds) {
            throw file.corrupt("it has no chunk of sound");
        }
    }

    private void walk(long start, long end) {
        long position = start;
        for (int count = 0; count < MAX_CHUNKS && end - position >= CHUNK_HEADER; count++) {
            long size = file.at(position + 4, 8).getLong();
            if (size < 0 || size > Long.MAX_VALUE - position - CHUNK_HEADER - 1) {
                throw file.corrupt("a chunk declares an impossible size of " + size + " bytes");
            }
            long body = position + CHUNK_HEADER;
            read(file.text(position, 4), body, size, Math.min(size, end - body));
            position = body + size + (size & 1);
        }
    }

    private void read(String id, long body, long size, long present) {
        switch (id) {
            case "PROP" -> walk(body + 4, body + present);
            case "FS  " -> rate = number(body, present, 4);
            case "CHNL" -> channels = (int) number(body, present, 2);
            case "CMPR" -> compression = present < 4 ? compression : file.text(body, 4);
            case "DSD ", "DST " -> describe(body, size, present);
            case "ID3 " -> Id3Tag.read(file, body, present, builder);
            default -> {}
        }
    }

    private void describe(long body, long size, long present) {
        boolean plain = compression.equals("DSD ");
        SoundProperties sound = builder.sound();
        sound.codec(plain ? "dsd" : "dst");
        sound.bitDepth(1);
        sound.channels(channels);
        sound.sampleRate(rate);
        if (plain && channels > 0) {
            sound.duration(Math.min(present, Long.MAX_VALUE / 8) * 8 / channels, rate);
        }
        builder.expectSound(size, present, "bytes");
        sound.bitrateOf(present);
        builder.samplesIn(body, body + present);
        sounds = true;
    }

    private long number(long body, long present, int length) {
        if (present < length) {
            return 0;
        }
        ByteBuffer bytes = file.at(body, length);
        return length == 4 ? bytes.getInt() & 0xFFFFFFFFL : bytes.getShort() & 0xFFFF;
    }
}
