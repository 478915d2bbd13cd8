package io.loist.track;

import java.time.Duration;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The technical properties of the audio of a track. Made by {@link #builder}.
 *
 * @param format the format of the file in lower case, by its usual extension: {@code mp3}, {@code flac}, {@code ogg},
 *     {@code m4a}, {@code wav}, {@code aiff}; never blank, at most 20 characters
 * @param codec the codec in lower case, such as {@code vorbis} or {@code alac}, or null if unknown or the same
 *     as the format
 * @param duration the playing time, more than zero and at most 9,999,999 seconds, stored in milliseconds, or null if unknown
 * @param channels the number of channels, from 1 to 16, or null if unknown
 * @param sampleRate the sample rate in hertz, from 1, or null if unknown
 * @param bitrate the bit rate in bits per second, from 1, the mean if it varies, or null if unknown
 * @param bitDepth the bits per sample, from 1 to 64, or null if unknown or without meaning for the codec
 */
public record AudioProperties(
        String format,
        @Nullable String codec,
        @Nullable Duration duration,
        @Nullable Integer channels,
        @Nullable Integer sampleRate,
        @Nullable Integer bitrate,
        @Nullable Integer bitDepth) {

    /** Maximum number of channels: 16. */
    public static final int MAX_CHANNELS = 16;

    private static final Duration MAX_DURATION = Duration.ofSeconds(9_999_999);
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9.+-]{0,19}");

    /**
     * Checks the values.
     *
     * @throws IllegalArgumentException if the format or codec is not 1 to 20 characters of a-z, 0-9, '.', '+' and '-', a
     *     number or the duration is not positive, or a value is greater than its maximum
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
     * Creates a builder of the properties of a file.
     *
     * @param format the format of the file in lower case
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

    private static void requireWithin(String what, @Nullable Integer number, int max) {
        if (number != null && (number < 1 || number > max)) {
            throw new IllegalArgumentException(
                    what + " must be from 1 to " + max + ", but is " + number + "; use null if unknown");
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

        /** Sets the codec, in lower case. */
        public Builder codec(@Nullable String codec) {
            this.codec = codec;
            return this;
        }

        /** Sets the playing time. */
        public Builder duration(@Nullable Duration duration) {
            this.duration = duration;
            return this;
        }

        /** Sets the number of channels, from 1 to 16. */
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
