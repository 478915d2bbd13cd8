package io.loist.track;

import java.time.Duration;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What is known about a track as sound. Make one with {@link #builder}.
 *
 * @param format the file's format in lower case, as its usual extension names it: {@code mp3}, {@code flac}, {@code ogg},
 *     {@code m4a}, {@code wav}, {@code aiff}; never blank, at most 20 characters
 * @param codec how the sound is coded, in lower case, such as {@code vorbis} or {@code alac}, or null if unknown or the same
 *     as the format
 * @param duration how long it plays, more than zero, stored to the millisecond, or null if unknown
 * @param channels from 1 to 16, or null if unknown
 * @param sampleRate in hertz, or null if unknown
 * @param bitrate in bits per second, the mean one if it varies, or null if unknown
 * @param bitDepth in bits per sample, or null if unknown or without meaning for the codec
 */
public record AudioProperties(
        String format,
        @Nullable String codec,
        @Nullable Duration duration,
        @Nullable Integer channels,
        @Nullable Integer sampleRate,
        @Nullable Integer bitrate,
        @Nullable Integer bitDepth) {

    /** The most channels a track may have: 16. */
    public static final int MAX_CHANNELS = 16;

    private static final Duration MAX_DURATION = Duration.ofSeconds(9_999_999);
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9.+-]{0,19}");

    /**
     * Checks the values.
     *
     * @throws IllegalArgumentException if the format or codec is not 1 to 20 characters of a-z, 0-9, '.', '+' and '-', a
     *     number or the duration is not positive, there are more than 16 channels, or it plays over 9,999,999 seconds
     */
    public AudioProperties {
        requireName("format", Objects.requireNonNull(format, "format"));
        requireName("codec", codec);
        if (duration != null && (duration.isZero() || duration.isNegative() || duration.compareTo(MAX_DURATION) > 0)) {
            throw new IllegalArgumentException("duration must be more than zero and at most " + MAX_DURATION.toSeconds()
                    + " s, but is " + duration);
        }
        requireWithin("channels", channels, MAX_CHANNELS);
        requireWithin("sampleRate", sampleRate, Integer.MAX_VALUE);
        requireWithin("bitrate", bitrate, Integer.MAX_VALUE);
        requireWithin("bitDepth", bitDepth, 64);
    }

    /**
     * Starts the properties of a file.
     *
     * @param format the file's format in lower case
     */
    public static Builder builder(String format) {
        return new Builder(format);
    }

    private static void requireName(String what, @Nullable String name) {
        if (name != null && !NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    what + " must be 1 to 20 characters of a-z, 0-9, '.', '+' and '-', but is \"" + name + "\"");
        }
    }

    private static void requireWithin(String what, @Nullable Integer number, int most) {
        if (number != null && (number < 1 || number > most)) {
            throw new IllegalArgumentException(
                    what + " must be from 1 to " + most + ", but is " + number + "; use null if unknown");
        }
    }

    /** Builds {@link AudioProperties}. Not safe for use by several threads at once. */
    public static final class Builder {

        private final String format;
        private @Nullable String codec;
        private @Nullable Duration duration;
        private @Nullable Integer channels;
        private @Nullable Integer sampleRate;
        private @Nullable Integer bitrate;
        private @Nullable Integer bitDepth;

        private Builder(String format) {
            this.format = Objects.requireNonNull(format, "format");
        }

        /** Sets how the sound is coded, in lower case. */
        public Builder codec(@Nullable String codec) {
            this.codec = codec;
            return this;
        }

        /** Sets how long it plays. */
        public Builder duration(@Nullable Duration duration) {
            this.duration = duration;
            return this;
        }

        /** Sets how many channels it has, from 1 to 16. */
        public Builder channels(@Nullable Integer channels) {
            this.channels = channels;
            return this;
        }

        /** Sets the sample rate in hertz. */
        public Builder sampleRate(@Nullable Integer sampleRate) {
            this.sampleRate = sampleRate;
            return this;
        }

        /** Sets the bit rate in bits per second. */
        public Builder bitrate(@Nullable Integer bitrate) {
            this.bitrate = bitrate;
            return this;
        }

        /** Sets the bits per sample. */
        public Builder bitDepth(@Nullable Integer bitDepth) {
            this.bitDepth = bitDepth;
            return this;
        }

        /**
         * Returns the properties.
         *
         * @throws IllegalArgumentException if a value is out of range
         */
        public AudioProperties build() {
            return new AudioProperties(format, codec, duration, channels, sampleRate, bitrate, bitDepth);
        }
    }
}
