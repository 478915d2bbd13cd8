package io.loist.audio.internal.format.mp4;

import io.loist.audio.internal.codec.AacConfig;
import io.loist.audio.internal.codec.AppleCodecs;
import io.loist.audio.internal.codec.DtsFrame;
import io.loist.audio.internal.codec.FlacStreamInfo;
import io.loist.audio.internal.model.AudioFileBuilder;
import io.loist.audio.internal.model.SoundProperties;
import io.loist.audio.internal.model.SourceFile;
import java.nio.ByteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The audio track of an MP4 file: its codec, sound properties and duration. */
final class Mp4AudioTrack {

    private static final int SAMPLE_ENTRY = 28;
    private static final int DTS_PAIRS = 0xAE66;
    private static final int[] DOLBY_CHANNELS = {2, 1, 2, 3, 3, 4, 4, 5};
    private final SourceFile file;
    private final Mp4Box moov;
    private final Mp4Box track;
    private final AudioFileBuilder builder;

    Mp4AudioTrack(SourceFile file, Mp4Box moov, Mp4Box track, AudioFileBuilder builder) {
        this.file = file;
        this.moov = moov;
        this.track = track;
        this.builder = builder;
    }

    /**
     * Describes the track.
     *
     * @param bytes the number of bytes of sound, or 0 if the file has other tracks, too
     * @param boxes the boxes of the file
     */
    void describe(long bytes, List<Mp4Box> boxes) {
        new Mp4Duration(file, moov, track).describe(boxes, builder);
        builder.sound().bitrateOf(bytes);
        Mp4Box descriptions = track.find(file, "mdia", "minf", "stbl", "stsd");
        if (descriptions == null || descriptions.length() < 8) {
            throw file.corrupt("its audio track has no description of its codec");
        }
        for (Mp4Box entry : Mp4Box.list(file, descriptions.body() + 8, descriptions.end(), false)) {
            describeCodec(entry);
            return;
        }
        throw file.corrupt("its audio track has no description of its codec");
    }

    private void describeCodec(Mp4Box entry) {
        SoundProperties sound = builder.sound();
        sound.codec(AppleCodecs.named(entry.type()));
        ByteBuffer numbers = entry.start(file, SAMPLE_ENTRY);
        if (numbers == null) {
            throw file.corrupt("its audio track has no description of its codec");
        }
        int version = numbers.getShort(8);
        int channels = numbers.getShort(16) & 0xFFFF;
        int bits = numbers.getShort(18) & 0xFFFF;
        int rate = numbers.getShort(24) & 0xFFFF;
        int added = version == 1 ? 16 : version == 2 ? 36 : 0;
        Mp4Box content = new Mp4Box(entry.type(), entry.body() + SAMPLE_ENTRY + added, entry.end());
        Mp4Box alac = content.find(file, "alac");
        Mp4Box esds = content.find(file, "esds");
        esds = esds == null ? content.find(file, "wave", "esds") : esds;
        ByteBuffer large = version == 2 ? entry.start(file, SAMPLE_ENTRY + added) : null;
        if (large != null) { // the original fields are too small for these values
            rate = (int) large.getDouble(32);
            channels = large.getInt(40);
            bits = large.getInt(48);
        }
        switch (entry.type()) {
            case "fLaC" -> describeFlac(content.find(file, "dfLa"), channels, rate);
            case "ac-3", "ec-3" -> describeDolby(entry.type(), content, channels, rate);
            case "dtsc", "dtse", "dtsh", "dtsl" -> describeDts(content.find(file, "ddts"), channels, rate);
            case "alac" -> describeAlac(alac == null ? null : alac.start(file, 28), channels, rate);
            case "mp4a" -> describeAac(esds, channels, rate);
            case "drms", "enca" -> {
                builder.finding("The file is copy-protected: not every player plays it.");
                Mp4Box original = content.find(file, "sinf", "frma");
                if (original != null && original.length() >= 4) {
                    sound.codec(AppleCodecs.named(file.text(original.body(), 4)));
                }
                describeAac(esds, channels, rate);
            }
            case "samr", "sawb" -> { // always mono, whatever the field contains
                sound.channels(1);
                sound.sampleRate(rate);
            }
            case "Opus" -> {
                sound.channels(channels);
                sound.sampleRate(SoundProperties.OPUS_SAMPLE_RATE);
            }
            default -> {
                sound.channels(channels);
                sound.sampleRate(rate);
                if (bits > 0 && AppleCodecs.named(entry.type()).startsWith("pcm")) {
                    sound.bitDepth(bits);
                }
            }
        }
    }

    private void describeAlac(@Nullable ByteBuffer config, int channels, int rate) {
        SoundProperties sound = builder.sound();
        sound.channels(config == null ? channels : config.get(13) & 0xFF);
        sound.sampleRate(config == null ? rate : config.getInt(24) & 0xFFFFFFFFL);
        if (config != null) {
            sound.bitDepth(config.get(9) & 0xFF);
            declareBitrate(config.getInt(20));
        }
    }

    private void describeFlac(@Nullable Mp4Box config, int channels, int rate) {
        int header = 8;
        if (config != null && config.length() >= header + FlacStreamInfo.LENGTH) {
            ByteBuffer info = file.at(config.body() + header, FlacStreamInfo.LENGTH);
            FlacStreamInfo.parse(info).describeFrames(builder);
        } else {
            builder.sound().channels(channels);
            builder.sound().sampleRate(rate);
        }
    }

    /** AC-3 has its number of channels in a box of its own; the track's field must be ignored. */
    private void describeDolby(String type, Mp4Box content, int channels, int rate) {
        boolean enhanced = type.equals("ec-3");
        Mp4Box box = content.find(file, enhanced ? "dec3" : "dac3");
        ByteBuffer config = box == null ? null : box.start(file, enhanced ? 4 : 2);
        builder.sound().sampleRate(rate);
        if (config == null) {
            builder.sound().channels(channels);
            return;
        }
        int bits = enhanced ? config.getShort(2) & 0xFFFF : config.getShort(0) & 0xFFFF;
        int mode = enhanced ? bits >> 1 & 7 : bits >> 3 & 7;
        int low = enhanced ? bits & 1 : bits >> 2 & 1;
        builder.sound().channels(DOLBY_CHANNELS[mode] + low);
    }

    /** DTS has its channels in a box of its own, with one bit for each position of one or two speakers. */
    private void describeDts(@Nullable Mp4Box box, int channels, int rate) {
        ByteBuffer config = box == null ? null : box.start(file, 19);
        int layout = config == null ? 0 : config.getShort(17) & 0xFFFF;
        int pairs = Integer.bitCount(layout & DTS_PAIRS);
        builder.sound().channels(layout == 0 ? channels : Integer.bitCount(layout) + pairs);
        builder.sound().sampleRate(config == null || config.getInt(0) <= 0 ? rate : config.getInt(0));
    }

    private void describeAac(@Nullable Mp4Box esds, int channels, int rate) {
        AacConfig config =
                esds == null ? null : AacConfig.parse(file.at(esds.body(), (int) Math.min(esds.length(), 512)));
        SoundProperties sound = builder.sound();
        sound.channels(config == null || config.channels() == 0 ? channels : config.channels());
        sound.sampleRate(config == null || config.sampleRate() == 0 ? rate : config.sampleRate());
        declareBitrate(config == null ? 0 : config.bitrate());
        if (config != null && !config.codec().equals("aac")) {
            sound.codec(config.codec());
            sound.channels(config.codec().equals("dts") ? DtsFrame.channels(file, firstSample(), channels) : channels);
        }
    }

    private long firstSample() {
        Mp4Box table = track.find(file, "mdia", "minf", "stbl");
        Mp4Box offsets = table == null ? null : table.find(file, "stco");
        ByteBuffer start = offsets == null ? null : offsets.start(file, 12);
        return start == null ? -1 : start.getInt(8) & 0xFFFFFFFFL;
    }

    /** A declared bit rate is often only the encoder's target, so a computed one takes precedence. */
    private void declareBitrate(long bitrate) {
        if (bitrate > 0 && !builder.sound().hasBitrate()) {
            builder.sound().bitrate(bitrate);
        }
    }
}
