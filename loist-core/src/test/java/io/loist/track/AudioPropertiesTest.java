package io.loist.track;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AudioPropertiesTest {

    @Test
    void build_extremesOfTheRanges_areAccepted() {
        AudioProperties properties = AudioProperties.builder("flac")
                .channels(AudioProperties.MAX_CHANNELS)
                .duration(Duration.ofMillis(1))
                .sampleRate(1)
                .bitrate(Integer.MAX_VALUE)
                .bitDepth(64)
                .build();

        assertThat(properties.channels()).isEqualTo(16);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "MP3", "a b", "abcdefghijklmnopqrstu"})
    void build_formatOfAnotherForm_throws(String format) {
        assertThatThrownBy(() -> AudioProperties.builder(format).build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("format");
    }

    @Test
    void build_numbersOutOfRange_throw() {
        assertRefused(AudioProperties.builder("mp3").channels(0), "channels");
        assertRefused(AudioProperties.builder("mp3").channels(17), "channels");
        assertRefused(AudioProperties.builder("mp3").sampleRate(0), "sampleRate");
        assertRefused(AudioProperties.builder("mp3").bitrate(-1), "bitrate");
        assertRefused(AudioProperties.builder("mp3").bitDepth(65), "bitDepth");
        assertRefused(AudioProperties.builder("mp3").duration(Duration.ZERO), "duration");
        assertRefused(AudioProperties.builder("mp3").duration(Duration.ofSeconds(-1)), "duration");
        assertRefused(AudioProperties.builder("mp3").duration(Duration.ofSeconds(10_000_000)), "duration");
        assertRefused(AudioProperties.builder("mp3").codec("MPEG Layer 3"), "codec");
    }

    private static void assertRefused(AudioProperties.Builder builder, String name) {
        assertThatThrownBy(builder::build)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(name);
    }
}
