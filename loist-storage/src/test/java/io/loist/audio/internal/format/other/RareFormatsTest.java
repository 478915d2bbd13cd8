package io.loist.audio.internal.format.other;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.loist.AudioReadException;
import io.loist.audio.AudioFileReader;
import io.loist.audio.internal.tag.Id3v1Tag;
import io.loist.audio.testing.AudioFixtures;
import io.loist.audio.testing.Id3Bytes;
import io.loist.audio.testing.PngBytes;
import io.loist.audio.testing.RareBytes;
import io.loist.ingest.spi.AudioFile;
import io.loist.track.ArtistCredit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Formats that few people have and those have in thousands, and the tags that they brought along. */
class RareFormatsTest {

    private final AudioFileReader reader = AudioFileReader.create();

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({
        "rare.ape, ape, 500, 44100, audio/x-ape",
        "old.ape, ape, 500, 44100, audio/x-ape",
        "rare.mpc, mpc, 500, 44100, audio/x-musepack",
        "old.mpc, mpc, 500, 44100, audio/x-musepack",
        "rare.dff, dff, 500, 2822400, audio/x-dff",
    })
    void read_rareFormat_hasTagsAndSound(String name, String format, long millis, int rate, String contentType)
            throws IOException {
        AudioFile file = read(name, bytes(name));

        assertThat(file.metadata().title()).isEqualTo("Tóner");
        assertThat(file.metadata().credits()).extracting(ArtistCredit::name).containsExactly("Prüfstand", "Zweite");
        assertThat(file.metadata().releaseDate()).hasToString("2020-02-29");
        assertThat(file.metadata().position().track()).isEqualTo(2);
        assertThat(file.metadata().position().trackTotal()).isEqualTo(3);
        assertThat(file.properties().format()).isEqualTo(format);
        assertThat(file.properties().duration()).hasMillis(millis);
        assertThat(file.properties().channels()).isEqualTo(2);
        assertThat(file.properties().sampleRate()).isEqualTo(rate);
        assertThat(file.contentType()).isEqualTo(contentType);
        assertThat(file.audioHash()).hasSize(64);
    }

    @Test
    void read_apeCutOff_isCorrupt() throws IOException {
        byte[] cut = Arrays.copyOf(bytes("rare.ape"), 500);

        assertThatThrownBy(() -> read("cut.ape", cut))
                .isInstanceOfSatisfying(
                        AudioReadException.class,
                        e -> assertThat(e.reason()).isEqualTo(AudioReadException.Reason.CORRUPT));
    }

    @Test
    void read_mp3WithApeAndId3v1_prefersWhatHoldsMore() throws IOException {
        byte[] mp3 = AudioFixtures.bytes(AudioFixtures.other("tone.mp2"));
        byte[] id3v1 = Arrays.copyOf(Id3Bytes.latin1("TAGShort title"), Id3v1Tag.LENGTH);
        byte[] ape = RareBytes.apeTag("Title", "A title of more than thirty characters", "Mp3gain_Minmax", "1,2");

        AudioFile file = read("both.mp3", Id3Bytes.concat(Id3Bytes.concat(mp3, ape), id3v1));
        AudioFile plain = read("plain.mp3", mp3);

        assertThat(file.metadata().title()).isEqualTo("A title of more than thirty characters");
        assertThat(file.properties()).isEqualTo(plain.properties());
        assertThat(file.audioHash()).isEqualTo(plain.audioHash());
    }

    @Test
    void read_apeTagWithCover_takesTheFrontOne() throws IOException {
        byte[] back = Id3Bytes.concat(Id3Bytes.latin1("b.png\0"), PngBytes.png(30, 30));
        byte[] front = Id3Bytes.concat(Id3Bytes.latin1("f.png\0"), PngBytes.png(40, 40));
        byte[] items = Id3Bytes.concat(
                RareBytes.apeItem("Cover Art (Back)", 2, back), RareBytes.apeItem("Cover Art (Front)", 2, front));
        byte[] mp3 = AudioFixtures.bytes(AudioFixtures.other("no-xing.mp3"));

        AudioFile file = read("cover.mp3", Id3Bytes.concat(mp3, RareBytes.apeTag(items, 2)));

        assertThat(file.artwork()).isNotNull().satisfies(artwork -> {
            assertThat(artwork.bytes()).isEqualTo(PngBytes.png(40, 40));
            assertThat(artwork.contentType()).isEqualTo("image/png");
        });
    }

    @Test
    void read_apeTagThatClaimsTooMuch_hasFinding() throws IOException {
        byte[] tag = RareBytes.apeTag("Title", "x");
        tag[tag.length - 17] = 0x7F; // the size's highest byte

        AudioFile file = read("claims.mp3", Id3Bytes.concat(AudioFixtures.bytes(AudioFixtures.other("tone.mp2")), tag));

        assertThat(file.findings()).anyMatch(finding -> finding.contains("APE tag was left out"));
    }

    private static byte[] bytes(String name) {
        byte[] bytes = RareBytes.files().get(name);
        assertThat(bytes).as(name).isNotNull();
        return bytes == null ? new byte[0] : bytes;
    }

    private AudioFile read(String name, byte[] bytes) throws IOException {
        return reader.read(Files.write(folder.resolve(name), bytes));
    }
}
