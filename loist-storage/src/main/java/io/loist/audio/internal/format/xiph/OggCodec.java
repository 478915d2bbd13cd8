package io.loist.audio.internal.format.xiph;

import io.loist.audio.internal.codec.FlacStreamInfo;
import io.loist.audio.internal.model.AudioFileBuilder;
import io.loist.audio.internal.model.SoundProperties;
import io.loist.audio.internal.model.SourceFile;
import io.loist.audio.internal.tag.VorbisComments;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The codec of an Ogg stream. For one stream of one file. */
final class OggCodec {

    /** The maximum length of the first packet of the supported codecs. */
    static final int LONGEST_HEADER = 80;

    private static final String VORBIS = "\u0001vorbis";
    private static final String OPUS = "OpusHead";
    private static final String FLAC = "\u007fFLAC";
    private static final String SPEEX = "Speex   ";

    private static final Map<String, String> UNSUPPORTED = Map.of(
            "CELT    ", "Ogg with the codec CELT",
            "PCM     ", "Ogg with the codec PCM");

    private final String magic;
    private final int headerPackets;
    private int rate;
    private int skipped;

    private OggCodec(String magic, int headerPackets) {
        this.magic = magic;
        this.headerPackets = headerPackets;
    }

    private static int headerPackets(SourceFile file, OggPage page, String magic) {
        return switch (magic) {
            case VORBIS -> 3;
            case OPUS -> 2;
            case SPEEX -> {
                int added = page.end() - page.body() < LONGEST_HEADER
                        ? 0
                        : file.at(page.body() + 68, 4)
                                .order(ByteOrder.LITTLE_ENDIAN)
                                .getInt();
                yield 2 + Math.max(0, Math.min(added, 255));
            }
            default ->
                1
                        + (page.end() - page.body() < 9
                                ? 0
                                : file.at(page.body() + 7, 2).getShort() & 0xFFFF);
        };
    }

    /** Returns the number of header packets before the sound. */
    int headerPackets() {
        return headerPackets;
    }

    /** Returns whether there may be more header packets: FLAC need not declare their number. */
    boolean hasMoreHeaders() {
        return magic.equals(FLAC) && headerPackets == 1;
    }

    /** Returns the codec of the stream that starts with the page; null if it is not audio. */
    static @Nullable OggCodec of(SourceFile file, OggPage page) {
        for (String magic : new String[] {VORBIS, OPUS, FLAC, SPEEX}) {
            if (file.startsWith(page.body(), magic)) {
                return new OggCodec(magic, headerPackets(file, page, magic));
            }
        }
        UNSUPPORTED.forEach((magic, name) -> {
            if (file.startsWith(page.body(), magic)) {
                throw file.unsupported(name);
            }
        });
        return null;
    }

    void describe(SourceFile file, byte[] header, AudioFileBuilder builder) {
        SoundProperties sound = builder.sound();
        ByteBuffer numbers = ByteBuffer.wrap(header).order(ByteOrder.LITTLE_ENDIAN);
        switch (magic) {
            case VORBIS -> {
                requireLength(file, header, 30);
                builder.is("ogg", "audio/ogg", "ogg");
                sound.codec("vorbis");
                rate = numbers.getInt(12);
                sound.channels(header[11] & 0xFF);
                sound.sampleRate(rate);
            }
            case OPUS -> {
                requireLength(file, header, 19);
                builder.is("ogg", "audio/ogg", "opus");
                sound.codec("opus");
                rate = SoundProperties.OPUS_SAMPLE_RATE;
                skipped = numbers.getShort(10) & 0xFFFF;
                sound.channels(header[9] & 0xFF);
                sound.sampleRate(rate);
            }
            case SPEEX -> {
                requireLength(file, header, LONGEST_HEADER);
                builder.is("ogg", "audio/ogg", "spx");
                sound.codec("speex");
                rate = numbers.getInt(36);
                sound.channels(numbers.getInt(48));
                sound.sampleRate(rate);
            }
            default -> {
                requireLength(file, header, 17 + FlacStreamInfo.LENGTH);
                builder.is("ogg", "audio/ogg", "oga");
                sound.codec("flac");
                FlacStreamInfo info = FlacStreamInfo.parse(
                        ByteBuffer.wrap(header, 17, FlacStreamInfo.LENGTH).slice());
                rate = info.sampleRate();
                sound.channels(info.channels());
                sound.sampleRate(rate);
                sound.bitDepth(info.bitDepth());
            }
        }
    }

    /** Sets the duration from the granule position of the last page. */
    void describeLength(long granule, AudioFileBuilder builder) {
        builder.sound().duration(granule - skipped, rate);
    }

    void readComments(ByteBuffer packet, SourceFile file, AudioFileBuilder builder) {
        int header = switch (magic) {
            case VORBIS -> 7;
            case OPUS -> 8;
            case SPEEX -> 0;
            default -> 4;
        };
        if (packet.remaining() < header) {
            throw file.corrupt("its Ogg comment packet is damaged");
        }
        VorbisComments.read(packet.position(header), builder);
    }

    private static void requireLength(SourceFile file, byte[] header, int min) {
        if (header.length < min) {
            throw file.corrupt("its first Ogg packet is too short");
        }
    }
}
