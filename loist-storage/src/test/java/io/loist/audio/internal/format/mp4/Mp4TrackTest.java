package io.loist.audio.internal.format.mp4;

import static org.assertj.core.api.Assertions.assertThat;

import io.loist.audio.AudioFileReader;
import io.loist.audio.testing.Id3Bytes;
import io.loist.audio.testing.Mp4Bytes;
import io.loist.track.AudioProperties;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What an MP4's audio track says of its sound, and where it says it. */
class Mp4TrackTest {

    private final AudioFileReader reader = AudioFileReader.create();

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({
        "samr, amr-nb, 1, 48000",
        "sawb, amr-wb, 1, 48000",
        "fpcm, pcm-float, 2, 48000",
        "'raw ', pcm, 2, 48000",
        "mhm1, mpegh, 2, 48000",
        "Opus, opus, 2, 48000",
        "ulaw, mulaw, 2, 48000",
    })
    void read_codec_isNamedAndDescribed(String code, String codec, int channels, int rate) throws IOException {
        AudioProperties read = read(Mp4Bytes.file(Mp4Bytes.entry(code), 48_000));

        assertThat(read.codec()).isEqualTo(codec);
        assertThat(read.channels()).isEqualTo(channels);
        assertThat(read.sampleRate()).isEqualTo(rate);
        assertThat(read.duration()).hasMillis(1_000);
    }

    @Test
    void read_protected_hasItsOriginalCodec() throws IOException {
        byte[] original = Mp4Bytes.box("sinf", Mp4Bytes.box("frma", Id3Bytes.latin1("alac")));

        assertThat(read(Mp4Bytes.file(Mp4Bytes.entry("enca", original), 48_000)).codec())
                .isEqualTo("alac");
    }

    @ParameterizedTest
    @CsvSource({"0x0002, 2", "0x000F, 6", "0x084F, 10"})
    void read_dtsOfItsOwn_hasChannelsOfItsLayout(String layout, int channels) throws IOException {
        byte[] config = ByteBuffer.allocate(20)
                .putInt(0, 96_000)
                .putShort(17, Integer.decode(layout).shortValue())
                .array();

        AudioProperties read = read(Mp4Bytes.file(Mp4Bytes.entry("dtsh", Mp4Bytes.box("ddts", config)), 48_000));

        assertThat(read.codec()).isEqualTo("dts");
        assertThat(read.channels()).isEqualTo(channels);
        assertThat(read.sampleRate()).isEqualTo(96_000);
    }

    @Test
    void read_dtsAsStream_hasChannelsOfItsFrames() throws IOException {
        byte[] stream = Mp4Bytes.box(
                "esds",
                new byte[] {0, 0, 0, 0, 3, 18, 0, 0, 0, 4, 13, (byte) 0xA9, 21, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0});
        byte[] frame = ByteBuffer.allocate(64)
                .putInt(0x7FFE8001)
                .putShort(7, (short) (9 << 6)) // three in front, two behind
                .put(10, (byte) 4) // and low tones
                .array();

        AudioProperties read = read(Mp4Bytes.file(Mp4Bytes.entry("mp4a", stream), 48_000, Mp4Bytes.box("mdat", frame)));

        assertThat(read.codec()).isEqualTo("dts");
        assertThat(read.channels()).isEqualTo(6);
    }

    @Test
    void read_samplesInsideAndOutsideOfFragments_areAllCounted() throws IOException {
        byte[] bytes = Mp4Bytes.file(Mp4Bytes.entry("Opus"), 48_000, Mp4Bytes.fragment(50), Mp4Bytes.fragment(25));

        assertThat(read(bytes).duration()).hasMillis(2_600);
    }

    private AudioProperties read(byte[] bytes) throws IOException {
        return reader.read(Files.write(folder.resolve("file.m4a"), bytes)).properties();
    }
}
