package io.loist.audio;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The audio track of an MP4: how its sound is coded, and how long it plays. */
final class Mp4AudioTrack {

    private static final int SAMPLE_ENTRY = 28;
    private static final int[] DOLBY_CHANNELS = {2, 1, 2, 3, 3, 4, 4, 5};
    private static final Map<String, String> CODECS = Map.of(
            "mp4a", "aac", "alac", "alac", "fLaC", "flac", "Opus", "opus", "ac-3", "ac3", "ec-3", "eac3", ".mp3", "mp3",
            "sowt", "pcm", "twos", "pcm", "lpcm", "pcm");

    private final SourceFile file;
    private final Mp4Box moov;
    private final Mp4Box track;
    private final Reading reading;

    Mp4AudioTrack(SourceFile file, Mp4Box moov, Mp4Box track, Reading reading) {
        this.file = file;
        this.moov = moov;
        this.track = track;
        this.reading = reading;
    }

    /**
     * Describes the track.
     *
     * @param bytes how many bytes of sound the file has, or 0 if it has other tracks too
     * @param boxes the boxes of the file
     */
    void describe(long bytes, List<Mp4Box> boxes) {
        describeDuration(boxes);
        reading.sound().bitrateOf(bytes);
        Mp4Box descriptions = track.find(file, "mdia", "minf", "stbl", "stsd");
        if (descriptions == null || descriptions.length() < 8) {
            throw file.corrupt("its audio track does not say how it is coded");
        }
        for (Mp4Box entry : Mp4Box.list(file, descriptions.body() + 8, descriptions.end(), false)) {
            describeCodec(entry);
            return;
        }
        throw file.corrupt("its audio track does not say how it is coded");
    }

    private void describeDuration(List<Mp4Box> boxes) {
        Mp4Box header = track.find(file, "mdia", "mdhd");
        long[] media = header == null ? new long[2] : durationAndScale(header);
        long[] edited = edited();
        // The edit leaves out the silence that an encoder puts before and behind the sound
        boolean plausible = edited[0] > 0
                && edited[1] > 0
                && media[1] > 0
                && (double) edited[0] / edited[1] <= (double) media[0] / media[1] + 0.001;
        long[] chosen = plausible ? edited : media;
        if (chosen[0] <= 0) {
            chosen = fragments(media[1]);
        }
        if (chosen[0] <= 0) {
            chosen = new long[] {new Mp4Fragments(file, moov, track).duration(boxes), media[1]};
        }
        reading.sound().duration(chosen[0], chosen[1]);
    }

    /** The length of the track's only edit and the film's time scale, or zeros. */
    private long[] edited() {
        Mp4Box edits = track.find(file, "edts", "elst");
        ByteBuffer edit = edits == null ? null : edits.start(file, 20);
        Mp4Box film = moov.find(file, "mvhd");
        if (edit == null || film == null || edit.get(0) != 0 || edit.getInt(4) != 1 || edit.getInt(12) < 0) {
            return new long[2];
        }
        return new long[] {edit.getInt(8) & 0xFFFFFFFFL, durationAndScale(film)[1]};
    }

    /** A film in fragments says in another place how long it is, if at all; in the film's time scale. */
    private long[] fragments(long mediaScale) {
        Mp4Box header = moov.find(file, "mvex", "mehd");
        Mp4Box film = moov.find(file, "mvhd");
        ByteBuffer numbers = header == null ? null : header.start(file, 8);
        if (header == null || numbers == null || film == null) {
            return new long[] {0, mediaScale};
        }
        ByteBuffer wide = numbers.get(0) == 1 ? header.start(file, 12) : null;
        long duration = wide != null ? wide.getLong(4) : numbers.getInt(4) & 0xFFFFFFFFL;
        return new long[] {duration, durationAndScale(film)[1]};
    }

    private long[] durationAndScale(Mp4Box box) {
        ByteBuffer first = box.start(file, 4);
        boolean wide = first != null && first.get(0) == 1;
        int at = wide ? 20 : 12;
        ByteBuffer numbers = box.start(file, at + (wide ? 12 : 8));
        if (numbers == null) {
            return new long[2];
        }
        long scale = numbers.getInt(at) & 0xFFFFFFFFL;
        long duration = wide ? numbers.getLong(at + 4) : numbers.getInt(at + 4) & 0xFFFFFFFFL;
        return new long[] {duration == 0xFFFFFFFFL ? 0 : duration, scale};
    }

    private void describeCodec(Mp4Box entry) {
        SoundProperties sound = reading.sound();
        sound.codec(CODECS.getOrDefault(entry.type(), entry.type()));
        ByteBuffer numbers = entry.start(file, SAMPLE_ENTRY);
        if (numbers == null) {
            throw file.corrupt("its audio track does not say how it is coded");
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
        if (large != null) { // the fields of old are too small for these numbers
            rate = (int) large.getDouble(32);
            channels = large.getInt(40);
            bits = large.getInt(48);
        }
        switch (entry.type()) {
            case "fLaC" -> describeFlac(content.find(file, "dfLa"), channels, rate);
            case "ac-3", "ec-3" -> describeDolby(entry.type(), content, channels, rate);
            case "alac" -> describeAlac(alac == null ? null : alac.start(file, 28), channels, rate);
            case "mp4a" -> describeAac(esds, channels, rate);
            case "drms", "enca" -> {
                reading.finding("The file is copy-protected: not every player plays it.");
                describeAac(esds, channels, rate);
            }
            default -> {
                sound.channels(channels);
                sound.sampleRate(rate);
                if (!entry.type().equals("Opus") && bits > 0) {
                    sound.bitDepth(bits);
                }
            }
        }
    }

    private void describeAlac(@Nullable ByteBuffer config, int channels, int rate) {
        SoundProperties sound = reading.sound();
        sound.channels(config == null ? channels : config.get(13) & 0xFF);
        sound.sampleRate(config == null ? rate : config.getInt(24) & 0xFFFFFFFFL);
        if (config != null) {
            sound.bitDepth(config.get(9) & 0xFF);
            declareBitrate(config.getInt(20));
        }
    }

    private void describeFlac(@Nullable Mp4Box config, int channels, int rate) {
        int header = 8;
        if (config != null && config.length() >= header + FlacFile.STREAM_INFO) {
            ByteBuffer info = file.at(config.body() + header, FlacFile.STREAM_INFO);
            FlacStreamInfo.parse(info).describeFrames(reading);
        } else {
            reading.sound().channels(channels);
            reading.sound().sampleRate(rate);
        }
    }

    /** What the track itself says of its channels, AC-3 has one ignore. */
    private void describeDolby(String type, Mp4Box content, int channels, int rate) {
        boolean enhanced = type.equals("ec-3");
        Mp4Box box = content.find(file, enhanced ? "dec3" : "dac3");
        ByteBuffer config = box == null ? null : box.start(file, enhanced ? 4 : 2);
        reading.sound().sampleRate(rate);
        if (config == null) {
            reading.sound().channels(channels);
            return;
        }
        int bits = enhanced ? config.getShort(2) & 0xFFFF : config.getShort(0) & 0xFFFF;
        int mode = enhanced ? bits >> 1 & 7 : bits >> 3 & 7;
        int low = enhanced ? bits & 1 : bits >> 2 & 1;
        reading.sound().channels(DOLBY_CHANNELS[mode] + low);
    }

    private void describeAac(@Nullable Mp4Box esds, int channels, int rate) {
        AacConfig config =
                esds == null ? null : AacConfig.parse(file.at(esds.body(), (int) Math.min(esds.length(), 512)));
        SoundProperties sound = reading.sound();
        sound.channels(config == null || config.channels() == 0 ? channels : config.channels());
        sound.sampleRate(config == null || config.sampleRate() == 0 ? rate : config.sampleRate());
        declareBitrate(config == null ? 0 : config.bitrate());
        if (config != null && config.isMp3()) {
            sound.codec("mp3");
        }
    }

    /** What encoders declare is often what they aimed at; what was counted is better. */
    private void declareBitrate(long bitrate) {
        if (bitrate > 0 && !reading.sound().hasBitrate()) {
            reading.sound().bitrate(bitrate);
        }
    }
}
