package io.loist.audio.internal.model;

import io.loist.track.AudioProperties;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The technical properties of a file's sound, as declared by the file. Impossible values are left out with a finding. */
public final class SoundProperties {

    /** Opus is always decoded at this rate, whatever the rate of its source was (RFC 7845). */
    public static final int OPUS_SAMPLE_RATE = 48_000;

    /** More than any format uses: DSD1024 has 45,158,400 Hz. */
    private static final long MAX_SAMPLE_RATE = 100_000_000;

    private static final long MAX_MILLIS = 9_999_999_000L;

    private final AudioFileBuilder builder;
    private String format = "unknown";
    private @Nullable String codec;
    private @Nullable Duration duration;
    private double seconds;
    private @Nullable Integer channels;
    private @Nullable Integer sampleRate;
    private @Nullable Integer bitrate;
    private @Nullable Integer bitDepth;

    SoundProperties(AudioFileBuilder builder) {
        this.builder = builder;
    }

    void format(String format) {
        this.format = format;
    }

    /** Sets the codec; characters that are not valid in its name are removed. */
    public void codec(String codec) {
        String name = codec.strip().toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9.+-]", "");
        if (!name.isEmpty() && Character.isLetterOrDigit(name.charAt(0))) {
            this.codec = name.substring(0, Math.min(20, name.length()));
        }
    }

    public void channels(long value) {
        channels = within("number of channels", value, AudioProperties.MAX_CHANNELS);
    }

    public void sampleRate(long value) {
        sampleRate = within("sample rate", value, MAX_SAMPLE_RATE);
    }

    public void bitDepth(long value) {
        bitDepth = within("bit depth", value, 64);
    }

    public void bitrate(long bitsPerSecond) {
        bitrate = within("bit rate", bitsPerSecond, Integer.MAX_VALUE);
    }

    /** Sets the mean bit rate of a number of bytes, if the duration is known. */
    public void bitrateOf(long bytes) {
        if (duration != null && bytes > 0) {
            bitrate(Math.round(bytes * 8 / seconds));
        }
    }

    /** Sets the duration, rounded to milliseconds. */
    public void duration(long units, long unitsPerSecond) {
        if (units <= 0 || unitsPerSecond <= 0) {
            builder.finding("The file does not declare its duration.");
            return;
        }
        BigDecimal millis = BigDecimal.valueOf(units)
                .multiply(BigDecimal.valueOf(1000))
                .divide(BigDecimal.valueOf(unitsPerSecond), 0, RoundingMode.HALF_UP);
        if (millis.compareTo(BigDecimal.valueOf(MAX_MILLIS)) > 0) {
            builder.finding("The declared duration of " + millis + " ms is impossible.");
            return;
        }
        seconds = (double) units / unitsPerSecond;
        duration = Duration.ofMillis(Math.max(1, millis.longValue()));
    }

    public boolean hasBitrate() {
        return bitrate != null;
    }

    private @Nullable Integer within(String what, long value, long max) {
        if (value >= 1 && value <= max) {
            return Math.toIntExact(value);
        }
        builder.finding("The declared " + what + ", " + value + ", is impossible.");
        return null;
    }

    /** Returns the properties that determine how raw samples are played. */
    @Override
    public String toString() {
        return codec + "/" + channels + "/" + sampleRate + "/" + bitDepth;
    }

    public AudioProperties build() {
        return AudioProperties.builder(format)
                .codec(codec)
                .duration(duration)
                .channels(channels)
                .sampleRate(sampleRate)
                .bitrate(bitrate)
                .bitDepth(bitDepth)
                .build();
    }
}
