package io.loist.track;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How loud a track is, as its tags say. */
class LoudnessTest {

    @Test
    void loudness_replayGain_isReadAsNumbers() {
        Loudness loudness = read(Map.of(
                "replaygain_track_gain", List.of("-6.54 dB"),
                "replaygain_track_peak", List.of("0.988553"),
                "replaygain_album_gain", List.of("+1,25"),
                "replaygain_album_peak", List.of("1.0123"),
                "r128_track_gain", List.of("0")));

        assertThat(loudness).isEqualTo(new Loudness(-6.54, 0.988553, 1.25, 1.0123));
    }

    @Test
    void loudness_ofOpus_countsFromItsOwnReference() {
        assertThat(read(Map.of("r128_track_gain", List.of("-1280"), "r128_album_gain", List.of("384"))))
                .isEqualTo(new Loudness(0.0, null, 6.5, null));
    }

    @ParameterizedTest
    @CsvSource({"-18.00 LUFS, -6", "-14 LUFS, -10", "89.0 dB, -6", "89, -6"})
    void loudness_ofAnotherReference_isConverted(String reference, double gain) {
        assertThat(read(Map.of(
                                "replaygain_track_gain", List.of("-6.00 dB"),
                                "replaygain_reference_loudness", List.of(reference)))
                        .trackGain())
                .isEqualTo(gain);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "loud", "NaN", "Infinity", "1e5", "-6.5 LUFS", "6 6", "101 dB", "-100.1 dB", "--6", "0x10"})
    void loudness_valueThatIsNoGain_isUnknown(String value) {
        assertThat(read(Map.of("replaygain_track_gain", List.of(value), "replaygain_track_peak", List.of("-1"))))
                .isEqualTo(new Loudness(null, null, null, null));
        assertThat(read(Map.of("replaygain_track_gain", List.of("1".repeat(100_000))))
                        .trackGain())
                .isNull();
    }

    @Test
    void loudness_noTags_isUnknown() {
        assertThat(read(Map.of("replaygain_track_gain", List.of()))).isEqualTo(new Loudness(null, null, null, null));
    }

    @Test
    void constructor_outOfRange_throws() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Loudness(100.1, null, null, null));
        assertThatIllegalArgumentException().isThrownBy(() -> new Loudness(null, -0.1, null, null));
        assertThatIllegalArgumentException().isThrownBy(() -> new Loudness(null, null, Double.NaN, null));
        assertThatIllegalArgumentException().isThrownBy(() -> new Loudness(null, null, null, 101.0));
    }

    private static Loudness read(Map<String, List<String>> tags) {
        return TrackMetadata.builder("Song").tags(tags).build().loudness();
    }
}
