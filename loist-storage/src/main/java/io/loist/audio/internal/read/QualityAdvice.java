package io.loist.audio.internal.read;

import io.loist.audio.internal.model.AudioFileBuilder;
import io.loist.track.AudioProperties;
import io.loist.track.TrackMetadata;
import java.util.Set;

/** Adds findings about the quality of a readable file, such as a missing artist. They are advice: no file is refused for them. */
final class QualityAdvice {

    private static final Set<Integer> USUAL_RATES = Set.of(
            8_000,
            11_025,
            12_000,
            16_000,
            22_050,
            24_000,
            32_000,
            44_100,
            48_000,
            64_000,
            88_200,
            96_000,
            176_400,
            192_000,
            352_800,
            384_000,
            2_822_400,
            5_644_800,
            11_289_600,
            22_579_200);

    /** Lossy codecs, whose losses are audible below a bit rate per channel. */
    private static final Set<String> LOSSY = Set.of("mp3", "mp2", "aac", "vorbis", "wma", "mpc");

    private static final int LOW_BITRATE_PER_CHANNEL = 16_000;

    private QualityAdvice() {}

    static void add(TrackMetadata metadata, AudioProperties sound, AudioFileBuilder builder) {
        if (metadata.artist() == null) {
            builder.finding("The file has no artist.");
        }
        Integer rate = sound.sampleRate();
        if (rate != null && !USUAL_RATES.contains(rate)) {
            builder.finding("The sample rate, " + rate + " Hz, is unusual: players may resample or refuse it.");
        }
        String codec = sound.codec() == null ? sound.format() : sound.codec();
        Integer bitrate = sound.bitrate();
        int channels = sound.channels() == null ? 2 : sound.channels();
        if (bitrate != null && LOSSY.contains(codec) && bitrate < LOW_BITRATE_PER_CHANNEL * channels) {
            builder.finding("The bit rate is low for music: " + bitrate + " bits per second in " + codec + ".");
        }
    }
}
