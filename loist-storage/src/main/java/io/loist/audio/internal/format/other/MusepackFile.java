package io.loist.audio.internal.format.other;

import io.loist.audio.internal.model.AudioDigest;
import io.loist.audio.internal.model.AudioFileBuilder;
import io.loist.audio.internal.model.SoundProperties;
import io.loist.audio.internal.model.SourceFile;
import io.loist.audio.internal.tag.Id3Tag;
import io.loist.audio.internal.tag.TrailingTags;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Reads Musepack of stream version 7 (a header and frames) or 8 (packets), followed by an APE tag. */
public final class MusepackFile {

    private static final int[] SAMPLE_RATES = {44_100, 48_000, 37_800, 32_000};
    private static final int OLD_HEADER = 28;
    private static final int FRAME = 1_152;
    private static final int MAX_PACKETS = 10_000_000;

    private MusepackFile() {}

    public static void read(SourceFile file, AudioFileBuilder builder) {
        builder.is("mpc", "audio/x-musepack", "mpc");
        long start = Id3Tag.endOfLeadingTags(file);
        TrailingTags tags = TrailingTags.find(file, start + 4);
        tags.read(file, builder);
        builder.tags().nextSource();
        Id3Tag.readLeading(file, builder);
        if (file.startsWith(start, "MPCK")) {
            readPackets(file, start + 4, tags.soundEnd(), builder);
        } else {
            readOld(file, start, tags.soundEnd(), builder);
        }
    }

    /** Reads version 7. The header is not sound, because programs rewrite the loudness in it. */
    private static void readOld(SourceFile file, long start, long end, AudioFileBuilder builder) {
        ByteBuffer header = file.at(start, OLD_HEADER).order(ByteOrder.LITTLE_ENDIAN);
        if ((header.get(3) & 15) != 7) {
            throw file.unsupported("Musepack of stream version " + (header.get(3) & 15));
        }
        long frames = header.getInt(4) & 0xFFFFFFFFL;
        int last = header.getInt(20) >>> 20 & 0x7FF;
        boolean exact = header.getInt(20) < 0 && last > 0;
        int rate = SAMPLE_RATES[header.get(10) & 3];
        SoundProperties sound = builder.sound();
        sound.channels(2);
        sound.sampleRate(rate);
        sound.duration(frames * FRAME - (exact ? FRAME - last : 0), rate);
        sound.bitrateOf(end - start - OLD_HEADER);
        builder.soundIn(start + OLD_HEADER, end);
    }

    private static void readPackets(SourceFile file, long start, long end, AudioFileBuilder builder) {
        long position = start;
        long sound = 0;
        boolean described = false;
        for (int count = 0; count < MAX_PACKETS && file.has(position, 3); count++) {
            Packet packet = Packet.at(file, position);
            if (packet.end <= position || packet.end > end) {
                break;
            }
            if (packet.key.equals("SH") && !described) {
                describe(file, packet, builder);
                described = true;
            } else if (packet.key.equals("AP")) {
                sound += packet.end - packet.body;
            } else if (packet.key.equals("SE")) {
                break;
            }
            position = packet.end;
        }
        if (!described || sound == 0) {
            throw file.corrupt("it has no whole Musepack packet of " + (described ? "sound" : "description"));
        }
        builder.sound().bitrateOf(sound);
        long soundEnd = position;
        builder.soundIn(digest -> addPackets(file, start, soundEnd, digest));
    }

    private static void addPackets(SourceFile file, long start, long end, AudioDigest digest) {
        Packet packet;
        for (long position = start; position < end; position = packet.end) {
            packet = Packet.at(file, position);
            if (packet.key.equals("AP")) {
                digest.add(packet.body, packet.end);
            }
        }
    }

    private static void describe(SourceFile file, Packet header, AudioFileBuilder builder) {
        long[] number = {0, header.body + 5};
        readNumber(file, number);
        long samples = number[0];
        readNumber(file, number);
        int bits = file.at(number[1], 2).getShort() & 0xFFFF;
        int rateIndex = bits >> 13;
        SoundProperties sound = builder.sound();
        int rate = rateIndex < SAMPLE_RATES.length ? SAMPLE_RATES[rateIndex] : 0;
        sound.channels((bits >> 4 & 15) + 1);
        sound.sampleRate(rate);
        sound.duration(samples - number[0], rate);
    }

    /** Reads a number of seven bits per byte at the position in the second element, and advances that position. */
    private static void readNumber(SourceFile file, long[] number) {
        number[0] = 0;
        for (int count = 0; count < 9; count++) {
            int next = file.unsignedByte(number[1]++);
            number[0] = number[0] << 7 | (next & 0x7F);
            if (next < 0x80) {
                return;
            }
        }
    }

    private record Packet(String key, long body, long end) {

        static Packet at(SourceFile file, long position) {
            long[] size = {0, position + 2};
            readNumber(file, size);
            return new Packet(file.text(position, 2), size[1], position + size[0]);
        }
    }
}
