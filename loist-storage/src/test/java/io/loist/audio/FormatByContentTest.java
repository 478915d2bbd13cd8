package io.loist.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.loist.AudioReadException;
import io.loist.AudioReadException.Reason;
import io.loist.audio.testing.AudioFixtures;
import io.loist.ingest.spi.AudioFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The content decides what a file is, and every format gives the same tags under the same names. */
class FormatByContentTest {

    private final AudioFileReader reader = AudioFileReader.create();

    @TempDir
    Path folder;

    static List<Path> samples() {
        return AudioFixtures.samples();
    }

    @ParameterizedTest
    @MethodSource("samples")
    void read_withAnyExtension_isTheSame(Path sample) throws IOException {
        String name = sample.getFileName().toString();
        String stem = name.substring(0, name.lastIndexOf('.'));
        AudioFile expected = reader.read(sample);

        for (String extension : List.of(".xyz", ".mp3", ".flac", ".ogg", ".M4A", ".wav", ".aiff", ".jpg", "")) {
            Path renamed = Files.copy(sample, folder.resolve(stem + extension));
            assertThat(reader.read(renamed)).isEqualTo(expected);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "tone.opus, ogg, opus, audio/ogg, 1000, 48000",
        "tone.oga, ogg, flac, audio/ogg, 1000, 48000",
        "tone.aac, aac, , audio/aac, 1024, 48000",
        "tone.wma, wma, wma, audio/x-ms-wma, 1025, 48000",
        "no-xing.mp3, mp3, , audio/mpeg, 1152, 8000",
        "float.wav, wav, pcm-float, audio/wav, 1000, 8000",
        "streamed.wav, wav, pcm, audio/wav, 1000, 48000",
        "tone.spx, ogg, speex, audio/ogg, 991, 16000",
        "tone.wv, wv, , audio/x-wavpack, 1000, 8000",
        "tone.tta, tta, , audio/x-tta, 1000, 8000",
        "tone.mka, mka, flac, audio/matroska, 1000, 8000",
        "tone.webm, webm, opus, audio/webm, 1008, 48000",
        "long.wav, wav, pcm, audio/wav, 500, 8000",
        "video.mp4, mp4, aac, video/mp4, 1000, 48000",
    })
    void read_otherFormats_haveTheSameTags(
            String name, String format, String codec, String contentType, long millis, int rate) {
        AudioFile file = reader.read(AudioFixtures.other(name));

        assertThat(file.metadata().title()).isEqualTo("Tóner");
        assertThat(file.metadata().artist()).isEqualTo("Prüfstand");
        assertThat(file.metadata().album()).isEqualTo("Testsignale");
        assertThat(file.metadata().genres()).containsExactly("Test");
        assertThat(file.metadata().releaseDate()).hasToString("2020-02-29");
        assertThat(file.metadata().position().track()).isEqualTo(2);
        assertThat(file.properties().format()).isEqualTo(format);
        assertThat(file.properties().codec()).isEqualTo(codec);
        assertThat(file.properties().duration()).isEqualTo(Duration.ofMillis(millis));
        assertThat(file.properties().channels()).isEqualTo(1);
        assertThat(file.properties().sampleRate()).isEqualTo(rate);
        assertThat(file.contentType()).isEqualTo(contentType);
    }

    @Test
    void read_layerTwo_isNamedSo() {
        AudioFile file = reader.read(AudioFixtures.other("tone.mp2"));

        assertThat(file.properties().format()).isEqualTo("mp2");
        assertThat(file.properties().duration()).isEqualTo(Duration.ofMillis(1008));
        assertThat(file.properties().bitrate()).isEqualTo(48_000);
    }

    @Test
    void read_fragmentedMp4WithoutLength_addsUpItsFragments() {
        AudioFile file = reader.read(AudioFixtures.other("fragmented.m4a"));

        assertThat(file.metadata().title()).isEqualTo("Tóner");
        assertThat(file.properties().duration()).hasMillis(1_021);
        assertThat(file.findings()).containsExactly("The file has no cover.");
    }

    @Test
    void read_quickTimeTexts_areTags() {
        AudioFile file = reader.read(AudioFixtures.other("tone.mov"));

        assertThat(file.metadata().title()).isEqualTo("Tóner");
        assertThat(file.metadata().artist()).isEqualTo("Prüfstand");
        assertThat(file.metadata().releaseDate()).hasToString("2020-02-29");
        assertThat(file.properties().codec()).isEqualTo("pcm");
        assertThat(file.properties().duration()).hasMillis(500);
    }

    @Test
    void read_streamedWav_hasFinding() {
        assertThat(reader.read(AudioFixtures.other("streamed.wav")).findings())
                .containsExactly(
                        "The file does not declare how much sound it has; everything up to its end counts as sound.",
                        "The file has no cover.");
    }

    @ParameterizedTest
    @CsvSource({
        "silent-video.mp4, UNKNOWN_FORMAT, video without sound",
        "video.avi, UNKNOWN_FORMAT, AVI",
    })
    void read_whatIsNotReadYetOrNoAudio_isNamed(String name, Reason reason, String named) {
        assertThatThrownBy(() -> reader.read(AudioFixtures.other(name)))
                .isInstanceOfSatisfying(
                        AudioReadException.class, e -> assertThat(e.reason()).isEqualTo(reason))
                .hasMessageContaining(name)
                .hasMessageContaining(named);
    }

    static Stream<String> unsupportedMagics() {
        return Stream.of(
                "#!AMR", "tBaK", "ajkg", "IMPM", "MThd", "ADIF", "\u000bw", "FLV\u0001", "Creative Voice File");
    }

    @ParameterizedTest
    @MethodSource("unsupportedMagics")
    void read_knownButUnsupportedMagic_isUnsupported(String magic) throws IOException {
        Path file = Files.writeString(folder.resolve("file.mp3"), magic + "\0".repeat(500));

        assertThatThrownBy(() -> reader.read(file))
                .isInstanceOfSatisfying(
                        AudioReadException.class, e -> assertThat(e.reason()).isEqualTo(Reason.UNSUPPORTED));
    }
}
