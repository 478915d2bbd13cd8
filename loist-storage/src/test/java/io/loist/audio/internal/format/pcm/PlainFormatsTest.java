package io.loist.audio.internal.format.pcm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.loist.AudioReadException;
import io.loist.AudioReadException.Reason;
import io.loist.audio.AudioFileReader;
import io.loist.audio.testing.PlainBytes;
import io.loist.ingest.spi.AudioFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Containers of bare samples: what a studio keeps. */
class PlainFormatsTest {

    private final AudioFileReader reader = AudioFileReader.create();

    @TempDir
    Path folder;

    static Stream<Arguments> files() {
        return Stream.of(
                Arguments.of("au", "audio/basic", PlainBytes.au(PlainBytes.SOUND)),
                Arguments.of("au", "audio/basic", PlainBytes.au(-1)),
                Arguments.of("caf", "audio/x-caf", PlainBytes.caf(4 + PlainBytes.SOUND)),
                Arguments.of("caf", "audio/x-caf", PlainBytes.caf(-1)),
                Arguments.of("w64", "audio/x-w64", PlainBytes.wave64()),
                Arguments.of("wav", "audio/wav", PlainBytes.rifx()),
                Arguments.of("wav", "audio/wav", PlainBytes.rf64()));
    }

    @ParameterizedTest
    @MethodSource("files")
    void read_bareSamples_areDescribed(String format, String contentType, byte[] bytes) throws IOException {
        AudioFile file = read(bytes);

        assertThat(file.properties().format()).isEqualTo(format);
        assertThat(file.properties().codec()).isEqualTo("pcm");
        assertThat(file.properties().duration()).hasMillis(500);
        assertThat(file.properties().channels()).isEqualTo(2);
        assertThat(file.properties().sampleRate()).isEqualTo(8_000);
        assertThat(file.properties().bitDepth()).isEqualTo(16);
        assertThat(file.properties().bitrate()).isEqualTo(256_000);
        assertThat(file.contentType()).isEqualTo(contentType);
        assertThat(file.audioHash()).hasSize(64);
    }

    @Test
    void read_tags_areFoundWhereverTheyStand() throws IOException {
        assertThat(read(PlainBytes.au(-1)).metadata().title()).isEqualTo("Tóner");
        assertThat(read(PlainBytes.caf(-1)).metadata().title()).isEqualTo("Tóner");
        assertThat(read(PlainBytes.rf64()).metadata().title()).isEqualTo("Tóner");
    }

    @Test
    void read_soundMissing_isCorrupt() {
        assertCorrupt(Arrays.copyOf(PlainBytes.au(PlainBytes.SOUND), 9_000), "it ends too early");
        assertCorrupt(Arrays.copyOf(PlainBytes.caf(4 + PlainBytes.SOUND), 9_000), "it ends too early");
        assertCorrupt(Arrays.copyOf(PlainBytes.wave64(), 9_000), "it ends too early");
        assertCorrupt(Arrays.copyOf(PlainBytes.caf(-1), 70), "no data chunk");
    }

    @Test
    void read_auWithSamplesBehindItsEnd_isCorrupt() {
        byte[] bytes = PlainBytes.au(-1);
        bytes[4] = 0x7F;

        assertCorrupt(bytes, "where there are none");
    }

    private void assertCorrupt(byte[] bytes, String why) {
        assertThatThrownBy(() -> read(bytes))
                .isInstanceOfSatisfying(
                        AudioReadException.class, e -> assertThat(e.reason()).isEqualTo(Reason.CORRUPT))
                .hasMessageContaining(why);
    }

    private AudioFile read(byte[] bytes) throws IOException {
        return reader.read(Files.write(folder.resolve("file"), bytes));
    }
}
