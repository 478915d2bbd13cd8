package io.loist.audio.internal.format.mpeg;

import static org.assertj.core.api.Assertions.assertThat;

import io.loist.audio.AudioFileReader;
import io.loist.audio.internal.format.other.WavPackFile;
import io.loist.audio.internal.tag.Id3v1Tag;
import io.loist.audio.testing.Id3Bytes;
import io.loist.ingest.spi.AudioFile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files of frames that say less of themselves than they should, or say it wrong. */
class FrameFormatsTest {

    private final AudioFileReader reader = AudioFileReader.create();

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void read_freeFormat_hasLengthOfFramesBetweenHeaders(boolean padded) throws IOException {
        ByteArrayOutputStream mp3 = new ByteArrayOutputStream();
        for (int frame = 0; frame < 100; frame++) {
            boolean longer = padded && frame % 3 == 1;
            byte[] bytes = new byte[longer ? 1_001 : 1_000];
            ByteBuffer.wrap(bytes).putInt(longer ? 0xFFFB0200 : 0xFFFB0000);
            mp3.writeBytes(bytes);
        }

        AudioFile file = read(mp3.toByteArray());

        assertThat(file.properties().format()).isEqualTo("mp3");
        assertThat(file.properties().duration()).hasMillis(Math.round(100 * 1152 / 44.1));
        assertThat(file.properties().bitrate()).isBetween(306_000, 306_500);
        assertThat(file.properties().channels()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(ints = {4_096, 1_024})
    void read_flacThatEndsInSilence_isWhole(int declaredBlockSize) throws IOException {
        byte[] info = ByteBuffer.allocate(38)
                .putInt(0x80000022)
                .putShort((short) declaredBlockSize)
                .putShort((short) declaredBlockSize)
                .putLong(14, 44_100L << 44 | 15L << 36 | 3 * 4_096 + 314)
                .array();
        ByteArrayOutputStream flac = new ByteArrayOutputStream();
        flac.writeBytes(Id3Bytes.latin1("fLaC"));
        flac.writeBytes(info);
        for (int number = 0; number < 3; number++) {
            flac.writeBytes(silence(0xC9, number, new byte[0]));
        }
        flac.writeBytes(silence(0x79, 3, new byte[] {1, 0x39}));

        AudioFile file = read(flac.toByteArray());

        assertThat(file.properties().duration()).hasMillis(286);
        assertThat(file.findings()).noneMatch(finding -> finding.contains("cut off"));
    }

    /** A frame of mono silence in as few bytes as it takes. */
    private static byte[] silence(int sizes, int number, byte[] size) {
        byte[] header = ByteBuffer.allocate(5 + size.length)
                .putInt(0xFFF80008 | sizes << 8)
                .put((byte) number)
                .put(size)
                .array();
        int crc = 0;
        for (byte each : header) {
            crc ^= each & 0xFF;
            for (int bit = 0; bit < 8; bit++) {
                crc = (crc & 0x80) != 0 ? (crc << 1 ^ 0x07) & 0xFF : crc << 1;
            }
        }
        return ByteBuffer.allocate(header.length + 6)
                .put(header)
                .put((byte) crc)
                .array();
    }

    @Test
    void read_aacBetweenTags_isFound() throws IOException {
        byte[] frame = new byte[64];
        ByteBuffer.wrap(frame).putLong(0xFFF150400800FC00L | 64L << 21);
        byte[] timed = Id3Bytes.latin1("ID3\4\0\0\0\0\0\4\0\0\0\0");
        byte[] junk = Id3Bytes.latin1("    ");
        ByteArrayOutputStream aac = new ByteArrayOutputStream();
        for (byte[] piece : new byte[][] {timed, junk, frame, timed, frame}) {
            aac.writeBytes(piece);
        }
        aac.writeBytes(Arrays.copyOf(Id3Bytes.latin1("TAGTitle"), Id3v1Tag.LENGTH));

        AudioFile file = read(aac.toByteArray());

        assertThat(file.properties().format()).isEqualTo("aac");
        assertThat(file.properties().duration()).hasMillis(Math.round(2 * 1024 / 44.1));
        assertThat(file.metadata().title()).isEqualTo("Title");
    }

    @Test
    void read_wavPackOfDsd_hasItsRate() throws IOException {
        byte[] block = ByteBuffer.allocate(32 + 8)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(Id3Bytes.latin1(WavPackFile.MAGIC))
                .putInt(32)
                .putShort((short) 0x410)
                .putShort((short) 0)
                .putInt(70_560)
                .putInt(0)
                .putInt(70_560)
                .putInt(1 << 31 | 12 << 23 | 1 << 12)
                .putInt(0)
                .put(new byte[] {0x0E, 1, 2, 0})
                .array();

        AudioFile file = read(block);

        assertThat(file.properties().codec()).isEqualTo("dsd");
        assertThat(file.properties().sampleRate()).isEqualTo(2_822_400);
        assertThat(file.properties().duration()).hasMillis(200);
    }

    @Test
    void read_aiffOfPackets_countsSamples() throws IOException {
        byte[] aiff = ByteBuffer.allocate(12 + 8 + 24 + 8 + 8 + 330)
                .put(Id3Bytes.latin1("FORM\0\0\0\0AIFC"))
                .put(Id3Bytes.latin1("COMM\0\0\0\30"))
                .putShort((short) 1)
                .putInt(10)
                .putShort((short) 16)
                .putShort((short) 0x400B)
                .putLong(8_000L << 51)
                .put(Id3Bytes.latin1("GSM \0\0"))
                .put(Id3Bytes.latin1("SSND\0\0\1R"))
                .array();

        assertThat(read(aiff).properties().duration()).hasMillis(200);
    }

    private AudioFile read(byte[] bytes) throws IOException {
        return reader.read(Files.write(folder.resolve("file"), bytes));
    }
}
