package io.loist.audio.internal.format.pcm;

import io.loist.audio.internal.model.AudioFileBuilder;
import io.loist.audio.internal.model.SoundProperties;
import io.loist.audio.internal.model.SourceFile;
import io.loist.audio.internal.model.TrackText;
import io.loist.audio.internal.tag.Id3Tag;
import java.nio.ByteBuffer;

/** Reads Sun audio (AU or SND): a header of six numbers and samples, possibly with text in between. */
public final class AuFile {

    public static final String MAGIC = ".snd";

    private static final int HEADER = 24;
    private static final long UNKNOWN_SIZE = 0xFFFF_FFFFL;

    private AuFile() {}

    public static void read(SourceFile file, AudioFileBuilder builder) {
        builder.is("au", "audio/basic", "au");
        long start = Id3Tag.endOfLeadingTags(file);
        Id3Tag.readLeading(file, builder);
        ByteBuffer numbers = file.at(start, HEADER);
        long offset = number(numbers, 4);
        long declared = number(numbers, 8);
        long present = file.length() - start - offset;
        if (offset < HEADER || present < 0) {
            throw file.corrupt("its samples are declared to start at byte " + offset + ", where there are none");
        }
        describe(numbers, builder.sound());
        readTags(file, start + HEADER, offset - HEADER, builder);
        if (declared == UNKNOWN_SIZE) {
            declared = present;
            builder.finding(
                    "The file does not declare how much sound it has; everything up to its end counts as sound.");
        }
        builder.expectSound(declared, present, "bytes");
        long sound = Math.min(declared, present);
        builder.sound().duration(sound * 8, number(numbers, 16) * number(numbers, 20) * bits(numbers.getInt(12)));
        builder.sound().bitrateOf(sound);
        builder.samplesIn(start + offset, start + offset + sound);
    }

    /** Reads the text between header and samples, which is free; ffmpeg writes lines {@code name=value}. */
    private static void readTags(SourceFile file, long position, long length, AudioFileBuilder builder) {
        String text = TrackText.decoded(file.at(position, (int) Math.min(length, TrackText.MAX_VALUE_BYTES)));
        for (String line : text.split("[\\n\\x00]+", -1)) {
            int equals = line.indexOf('=');
            builder.tags().add(equals > 0 ? line.substring(0, equals) : "comment", line.substring(equals + 1));
        }
    }

    private static void describe(ByteBuffer numbers, SoundProperties sound) {
        int encoding = numbers.getInt(12);
        sound.codec(codec(encoding));
        sound.sampleRate(number(numbers, 16));
        sound.channels(number(numbers, 20));
        if (encoding >= 2 && encoding <= 7) {
            sound.bitDepth(bits(encoding));
        }
    }

    private static String codec(int encoding) {
        return switch (encoding) {
            case 1 -> "mulaw";
            case 2, 3, 4, 5 -> "pcm";
            case 6, 7 -> "pcm-float";
            case 23 -> "g721";
            case 24 -> "g722";
            case 25, 26 -> "g723";
            case 27 -> "alaw";
            default -> "au-" + Integer.toUnsignedString(encoding);
        };
    }

    /** Returns the number of bits of a sample; 0 if unknown. */
    private static int bits(int encoding) {
        return switch (encoding) {
            case 1, 2, 27 -> 8;
            case 3 -> 16;
            case 4 -> 24;
            case 5, 6 -> 32;
            case 7 -> 64;
            case 23 -> 4;
            case 25 -> 3;
            case 26 -> 5;
            default -> 0;
        };
    }

    private static long number(ByteBuffer numbers, int index) {
        return numbers.getInt(index) & 0xFFFFFFFFL;
    }
}
