package io.loist.audio.internal.format.asf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.loist.AudioReadException;
import io.loist.AudioReadException.Reason;
import io.loist.audio.AudioFileReader;
import io.loist.audio.testing.AsfBytes;
import io.loist.audio.testing.PngBytes;
import io.loist.ingest.spi.AudioFile;
import io.loist.track.ArtistCredit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WindowsMediaTest {

    private final AudioFileReader reader = AudioFileReader.create();

    @TempDir
    Path folder;

    @Test
    void read_preroll_isNotPlayed() throws IOException {
        AudioFile file = read(sound().withSound(5_000, 5_000));

        assertThat(file.properties().duration()).hasMillis(2_000);
        assertThat(file.properties().channels()).isEqualTo(2);
        assertThat(file.properties().sampleRate()).isEqualTo(44_100);
        assertThat(file.properties().bitrate()).isEqualTo(128_000);
        assertThat(file.contentType()).isEqualTo("audio/x-ms-wma");
    }

    @ParameterizedTest
    @CsvSource({"0x160, wma", "0x161, wma", "0x162, wma-pro", "0x163, wma-lossless", "0xA, wma-voice", "0x55, mp3"})
    void read_codec_isNamed(String tag, String codec) throws IOException {
        byte[] bytes = new AsfBytes()
                .length(5_100, 3_100).stream(AsfBytes.AUDIO, Integer.decode(tag))
                        .withSound(5_000, 5_000);

        assertThat(read(bytes).properties().codec()).isEqualTo(codec);
    }

    @Test
    void read_valuesInSeveralObjects_areTogetherOldestFirst() throws IOException {
        AudioFile file = read(sound().value(AsfBytes.METADATA_LIBRARY, "Author", 0, AsfBytes.utf16("Bée"))
                .value(AsfBytes.EXTENDED_DESCRIPTION, "WM/TrackNumber", 3, new byte[] {7, 0, 0, 0})
                .value(AsfBytes.EXTENDED_DESCRIPTION, "WM/AlbumTitle", 0, AsfBytes.utf16("Album"))
                .description("Tóner", "Ana")
                .withSound(5_000, 5_000));

        assertThat(file.metadata().title()).isEqualTo("Tóner");
        assertThat(file.metadata().credits()).extracting(ArtistCredit::name).containsExactly("Ana", "Bée");
        assertThat(file.metadata().album()).isEqualTo("Album");
        assertThat(file.metadata().position().track()).isEqualTo(7);
    }

    @Test
    void read_pictureInLibrary_isCover() throws IOException {
        byte[] png = PngBytes.png(40, 40);

        AudioFile file = read(sound().value(AsfBytes.METADATA_LIBRARY, "WM/Picture", 1, AsfBytes.picture(png))
                .withSound(5_000, 5_000));

        assertThat(file.artwork())
                .isNotNull()
                .satisfies(artwork -> assertThat(artwork.bytes()).isEqualTo(png));
    }

    @Test
    void read_videoWithSound_isReadWithFinding() throws IOException {
        AudioFile file = read(sound().stream(AsfBytes.VIDEO, 0).withSound(5_000, 5_000));

        assertThat(file.contentType()).isEqualTo("video/x-ms-wmv");
        assertThat(file.findings()).contains("The file has a video track, too.");
    }

    @Test
    void read_videoWithoutSound_isUnknown() {
        byte[] bytes =
                new AsfBytes().length(5_100, 3_100).stream(AsfBytes.VIDEO, 0).withSound(5_000, 5_000);

        assertRefused(bytes, Reason.UNKNOWN_FORMAT, "video without sound");
    }

    @Test
    void read_muchSoundMissing_isCorrupt() {
        assertRefused(sound().withSound(5_000, 3_000), Reason.CORRUPT, "it ends too early");
    }

    @Test
    void read_tagsThatClaimTooMuch_areLeftOutWithFinding() throws IOException {
        AudioFile file = read(sound().description("Title", "Artist")
                .object(AsfBytes.EXTENDED_DESCRIPTION, new byte[] {9, 0, -1, -1})
                .withSound(5_000, 5_000));

        assertThat(file.metadata().title()).isEqualTo("Title");
        assertThat(file.findings()).anyMatch(finding -> finding.contains("Windows Media tags are damaged"));
    }

    private static AsfBytes sound() {
        return new AsfBytes().length(5_100, 3_100).stream(AsfBytes.AUDIO, 0x161);
    }

    private void assertRefused(byte[] bytes, Reason reason, String why) {
        assertThatThrownBy(() -> read(bytes))
                .isInstanceOfSatisfying(
                        AudioReadException.class, e -> assertThat(e.reason()).isEqualTo(reason))
                .hasMessageContaining(why);
    }

    private AudioFile read(byte[] bytes) throws IOException {
        return reader.read(Files.write(folder.resolve("file.wma"), bytes));
    }
}
