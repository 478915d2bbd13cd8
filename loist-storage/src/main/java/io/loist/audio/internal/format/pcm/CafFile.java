package io.loist.audio.internal.format.pcm;

import io.loist.audio.internal.codec.AppleCodecs;
import io.loist.audio.internal.model.AudioFileBuilder;
import io.loist.audio.internal.model.SoundProperties;
import io.loist.audio.internal.model.SourceFile;
import io.loist.audio.internal.tag.Id3Tag;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Reads Apple's Core Audio Format: chunks with sizes of eight bytes, and tags as pairs of texts. */
public final class CafFile {

    public static final String MAGIC = "caff";

    private static final int FILE_HEADER = 8;
    private static final int CHUNK_HEADER = 12;
    private static final int DESCRIPTION = 32;
    private static final int EDIT_COUNT = 4;
    private static final int PACKET_TABLE = 24;
    private static final int MAX_CHUNKS = 10_000;
    private static final int FLOAT = 1;

    private final SourceFile file;
    private final AudioFileBuilder builder;
    private @Nullable ByteBuffer description;
    private long validFrames;
    private long start = -1;
    private long declared;

    private CafFile(SourceFile file, AudioFileBuilder builder) {
        this.file = file;
        this.builder = builder;
    }

    public static void read(SourceFile file, AudioFileBuilder builder) {
        builder.is("caf", "audio/x-caf", "caf");
        Id3Tag.readLeading(file, builder);
        CafFile caf = new CafFile(file, builder);
        long position = Id3Tag.endOfLeadingTags(file) + FILE_HEADER;
        for (int count = 0; count < MAX_CHUNKS && file.has(position, CHUNK_HEADER); count++) {
            position = caf.readChunk(position);
        }
        caf.describe();
    }

    /** Reads the chunk at the position and returns the start of the next one; the last chunk need not declare its size. */
    private long readChunk(long position) {
        long size = file.at(position, CHUNK_HEADER).getLong(4);
        long body = position + CHUNK_HEADER;
        long present = file.length() - body;
        boolean sized = size >= 0 && size <= Long.MAX_VALUE - body;
        switch (file.text(position, 4)) {
            case "desc" -> description = file.at(body, DESCRIPTION);
            case "pakt" ->
                validFrames =
                        size < PACKET_TABLE ? 0 : file.at(body, PACKET_TABLE).getLong(8);
            case "info" -> readTags(body, Math.min(sized ? size : present, present));
            case "data" -> {
                start = body + EDIT_COUNT;
                declared = (sized ? size : present) - EDIT_COUNT;
            }
            default -> {}
        }
        return sized ? body + size : file.length();
    }

    private void readTags(long body, long length) {
        if (length > Id3Tag.MAX_BYTES) {
            builder.finding(
                    "The tags were left out: they have " + length + " bytes; the maximum is " + Id3Tag.MAX_BYTES + ".");
            return;
        }
        String text = StandardCharsets.UTF_8.decode(file.at(body, (int) length)).toString();
        String[] parts = text.substring(Math.min(text.length(), 4)).split("\0", -1);
        for (int i = 0; i + 1 < parts.length; i += 2) {
            builder.tags().add(parts[i], parts[i + 1]);
        }
    }

    private void describe() {
        if (description == null || start < 0) {
            throw file.corrupt("it has no " + (description == null ? "desc" : "data") + " chunk");
        }
        SoundProperties sound = builder.sound();
        double rate = description.getDouble(0);
        String type =
                StandardCharsets.ISO_8859_1.decode(description.slice(8, 4)).toString();
        boolean plain = type.equals("lpcm");
        long packetBytes = description.getInt(16) & 0xFFFFFFFFL;
        long packetFrames = description.getInt(20) & 0xFFFFFFFFL;
        sound.codec(plain && (description.getInt(12) & FLOAT) != 0 ? "pcm-float" : AppleCodecs.named(type));
        sound.sampleRate(Math.round(rate));
        sound.channels(description.getInt(24) & 0xFFFFFFFFL);
        if (description.getInt(28) > 0) {
            sound.bitDepth(description.getInt(28));
        }
        long present = file.length() - start;
        builder.expectSound(declared, present, "bytes");
        long bytes = Math.max(0, Math.min(declared, present));
        long frames = packetBytes > 0 ? bytes / packetBytes * packetFrames : 0;
        sound.duration(Math.round(1000.0 * (validFrames > 0 ? validFrames : frames) / rate), 1000);
        sound.bitrateOf(bytes);
        builder.samplesIn(start, start + bytes);
    }
}
