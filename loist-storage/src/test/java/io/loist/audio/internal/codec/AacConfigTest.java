package io.loist.audio.internal.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AacConfigTest {

    @ParameterizedTest
    @CsvSource({
        "1210, 2, 44100", // plain
        "2B1188, 2, 48000", // replication named first
        "138856E5A0, 1, 44100", // replication named behind what old players read
        "138856E5A54880, 2, 44100", // the same, and stereo made of one channel
        "138856E500, 1, 22050", // replication named and not there
    })
    void parse_lowComplexity_tellsWhatIsHeard(String config, int channels, int rate) {
        AacConfig parsed = parse(0x40, config);

        assertThat(parsed.codec()).isEqualTo("aac");
        assertThat(parsed.channels()).isEqualTo(channels);
        assertThat(parsed.sampleRate()).isEqualTo(rate);
        assertThat(parsed.bitrate()).isEqualTo(64_000);
    }

    @ParameterizedTest
    @CsvSource({"0x6B, mp3", "0xA9, dts", "0xA5, ac3", "0xDD, vorbis"})
    void parse_otherStream_isNamed(String type, String codec) {
        assertThat(parse(Integer.decode(type), "1210").codec()).isEqualTo(codec);
    }

    private static AacConfig parse(int type, String config) {
        byte[] specific = HexFormat.of().parseHex(config);
        AacConfig parsed = AacConfig.parse(ByteBuffer.allocate(40)
                .putInt(0)
                .put(new byte[] {3, 34, 0, 0, 0, 4, 29, (byte) type, 21, 0, 0, 0})
                .putInt(128_000)
                .putInt(64_000)
                .put((byte) 5)
                .put((byte) specific.length)
                .put(specific)
                .flip());
        assertThat(parsed).isNotNull();
        return parsed == null ? new AacConfig(0, 0, 0, "") : parsed;
    }
}
