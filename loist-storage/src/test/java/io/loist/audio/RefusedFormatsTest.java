package io.loist.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.loist.AudioReadException;
import io.loist.AudioReadException.Reason;
import io.loist.audio.testing.AudioFixtures;
import io.loist.audio.testing.Id3Bytes;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Sound that loist cannot read, though parts of such files look like what it can: it is named, and never half read. */
class RefusedFormatsTest {

    private static final int PCM_BYTES = 8_000;

    private final AudioFileReader reader = AudioFileReader.create();

    @TempDir
    Path folder;

    static Stream<Arguments> refused() {
        return Stream.of(
                arguments("old.wv", oldWavPack(), "WavPack before version 4"),
                arguments("old.wav", oldWavPack(), "WavPack before version 4"),
                arguments("song.xm", extendedModule(), "a tracker module"),
                arguments("song.it", impulseTracker(), "a tracker module"),
                arguments("song.mpg", programStream(), "an MPEG program stream"),
                arguments("song.mp2", programStream(), "an MPEG program stream"),
                arguments("song.la", losslessAudio(), "Lossless Audio (LA)"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("refused")
    void read_soundOfAnUnsupportedFormat_isRefusedByName(String name, byte[] bytes, String named) throws IOException {
        Path file = Files.write(folder.resolve(name), bytes);

        assertThatThrownBy(() -> reader.read(file))
                .isInstanceOfSatisfying(
                        AudioReadException.class, e -> assertThat(e.reason()).isEqualTo(Reason.UNSUPPORTED))
                .hasMessageContaining(name)
                .hasMessageContaining(named)
                .hasMessageContaining("convert it");
    }

    /** The header of the WAV it was made of, and in the place of its samples a WavPack header of version 3 with what follows. */
    private static byte[] oldWavPack() {
        byte[] packed = little(1_000)
                .put(Id3Bytes.latin1("wvpk"))
                .putInt(992)
                .putShort((short) 3)
                .putShort((short) 16)
                .array();
        return Id3Bytes.concat(waveHeader(), packed);
    }

    /** FastTracker 2: the song's name, the tracker's, version 1.04, an order of one pattern of 64 empty rows. */
    private static byte[] extendedModule() {
        byte[] header = little(336)
                .put(Id3Bytes.latin1("Extended Module: Tone                \u001aFastTracker v2.00   "))
                .putShort((short) 0x0104)
                .putInt(276)
                .putShort((short) 1)
                .putShort((short) 0)
                .putShort((short) 2)
                .putShort((short) 1)
                .putShort((short) 0)
                .putShort((short) 1)
                .putShort((short) 6)
                .putShort((short) 125)
                .array();
        byte[] pattern = little(9).putInt(9).put((byte) 0).putShort((short) 64).array();
        return Id3Bytes.concat(header, pattern);
    }

    /** Impulse Tracker: the song's name, an order that ends at once, and nothing played. */
    private static byte[] impulseTracker() {
        byte[] header = little(192).put(Id3Bytes.latin1("IMPMTone")).array();
        little(header, 0x20).putShort((short) 1);
        little(header, 0x28).putShort((short) 0x0214).putShort((short) 0x0200);
        return Id3Bytes.concat(header, new byte[] {-1});
    }

    /** A pack header of MPEG-2 and a packet with whole frames of MPEG audio, which a search for frames would find. */
    private static byte[] programStream() {
        byte[] frames = AudioFixtures.bytes(AudioFixtures.other("tone.mp2"));
        byte[] headers = ByteBuffer.allocate(23)
                .put(new byte[] {0, 0, 1, (byte) 0xBA, 0x44, 0, 4, 0, 4, 1, 0, 0, 3, (byte) 0xF8})
                .putInt(0x1C0)
                .putShort((short) (3 + frames.length))
                .put(new byte[] {(byte) 0x80, 0, 0})
                .array();
        return Id3Bytes.concat(headers, frames);
    }

    /** LA 0.4: how much sound it was made of, that sound's WAV header, and what is no frame of anything. */
    private static byte[] losslessAudio() {
        byte[] start = little(8).put(Id3Bytes.latin1("LA04")).putInt(PCM_BYTES).array();
        return Id3Bytes.concat(start, Arrays.copyOf(waveHeader(), 500));
    }

    private static byte[] waveHeader() {
        return little(44)
                .put(Id3Bytes.latin1("RIFF"))
                .putInt(36 + PCM_BYTES)
                .put(Id3Bytes.latin1("WAVEfmt "))
                .putInt(16)
                .putShort((short) 1)
                .putShort((short) 1)
                .putInt(8_000)
                .putInt(16_000)
                .putShort((short) 2)
                .putShort((short) 16)
                .put(Id3Bytes.latin1("data"))
                .putInt(PCM_BYTES)
                .array();
    }

    private static ByteBuffer little(int capacity) {
        return ByteBuffer.allocate(capacity).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static ByteBuffer little(byte[] bytes, int position) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).position(position);
    }
}
