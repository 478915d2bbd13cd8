package io.loist.audio.internal.tag;

import static org.assertj.core.api.Assertions.assertThat;

import io.loist.audio.AudioFileReader;
import io.loist.audio.testing.AudioFixtures;
import io.loist.audio.testing.Id3Bytes;
import io.loist.audio.testing.PlainBytes;
import io.loist.ingest.spi.AudioFile;
import io.loist.track.MusicBrainzEntity;
import io.loist.track.TrackMetadata;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.zip.DeflaterOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Id3TagTest {

    private static final byte[] PNG = Base64.getDecoder()
            .decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==");
    private static final String ID = "0a5c6f7e-1d2b-4c3a-9e8f-7a6b5c4d3e2f";

    private final AudioFileReader reader = AudioFileReader.create();

    @TempDir
    Path folder;

    @Test
    void read_version2_readsShortFrames() {
        TrackMetadata metadata = metadata(new Id3Bytes(2)
                .text("TT2", "Ö")
                .text("TP1", "Åsa")
                .text("TYE", "1998")
                .text("TRK", "4/9")
                .text("TCO", "(17)"));

        assertThat(metadata.title()).isEqualTo("Ö");
        assertThat(metadata.artist()).isEqualTo("Åsa");
        assertThat(metadata.year()).isEqualTo(1998);
        assertThat(metadata.position().track()).isEqualTo(4);
        assertThat(metadata.genres()).containsExactly("Rock");
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 4})
    void read_valuesSeparatedByZeros_areAllKept(int version) {
        TrackMetadata metadata = metadata(new Id3Bytes(version)
                .text("TPE1", "Ana", "Bée", "天使")
                .text("TCON", "Rock", "(18)", "Jazz; Funk")
                .text("TCOM", "X", "Y"));

        assertThat(metadata.artist()).isEqualTo("Ana, Bée, 天使");
        assertThat(metadata.credits()).extracting("name").containsExactly("Ana", "Bée", "天使");
        assertThat(metadata.genres()).containsExactly("Rock", "Techno", "Jazz", "Funk");
        assertThat(metadata.composer()).isEqualTo("X, Y");
        assertThat(metadata.tags()).containsEntry("composer", List.of("X", "Y"));
    }

    @Test
    void read_repeatedFrames_areAllKept() {
        assertThat(metadata(new Id3Bytes(3).text("TPE1", "Ana").text("TPE1", "Bée"))
                        .credits())
                .extracting("name")
                .containsExactly("Ana", "Bée");
    }

    @Test
    void read_slashInName_isNotTakenApart() {
        TrackMetadata metadata = metadata(new Id3Bytes(3).text("TPE1", "KV/HZ"));

        assertThat(metadata.artist()).isEqualTo("KV/HZ");
        assertThat(metadata.credits()).isEmpty();
    }

    @Test
    void read_yearAndDayInTwoFrames_isOneDate() {
        assertThat(metadata(new Id3Bytes(3).text("TYER", "1977").text("TDAT", "1410"))
                        .releaseDate())
                .hasToString("1977-10-14");
        assertThat(metadata(new Id3Bytes(3).text("TDAT", "1410").text("TYER", "1977"))
                        .releaseDate())
                .hasToString("1977-10-14");
        assertThat(metadata(new Id3Bytes(2).text("TDA", "1410").text("TYE", "1977"))
                        .releaseDate())
                .hasToString("1977-10-14");
    }

    @Test
    void read_dayThatIsNone_staysTag() {
        TrackMetadata metadata = metadata(new Id3Bytes(3).text("TYER", "1977").text("TDAT", "3113"));

        assertThat(metadata.releaseDate()).hasToString("1977");
        assertThat(metadata.tags()).containsEntry("tdat", List.of("3113"));
    }

    @Test
    void read_oldFrameIdsInYoungerTag_areUnderstood() {
        TrackMetadata metadata =
                metadata(new Id3Bytes(3).text("TT2\0", "Ö").text("TP1\0", "Åsa").text("TP2 ", "Viele"));

        assertThat(metadata.title()).isEqualTo("Ö");
        assertThat(metadata.artist()).isEqualTo("Åsa");
        assertThat(metadata.albumArtist()).isEqualTo("Viele");
    }

    @Test
    void read_extendedHeaderPromisedAndMissing_skipsNothing() {
        assertThat(metadata(new Id3Bytes(4).tagFlags(0x40).text("TIT2", "Titel"))
                        .title())
                .isEqualTo("Titel");
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-16LE", "UTF-16BE", "UTF-16"})
    void read_utf16WithoutMark_isUnderstood(String charset) {
        assertThat(metadata(new Id3Bytes(3).frame("TIT2", 0, utf16(charset, "Größe 天")))
                        .title())
                .isEqualTo("Größe 天");
    }

    @Test
    void read_latin1ThatIsNone_isWhatItLooksLike() {
        byte[] utf8 = "\0Größe 天".getBytes(StandardCharsets.UTF_8);

        assertThat(metadata(new Id3Bytes(3).frame("TIT2", 0, utf8)).title()).isEqualTo("Größe 天");
        assertThat(metadata(new Id3Bytes(3).frame("TIT2", 0, Id3Bytes.latin1("\0Gr\u00f6\u00dfe \u0096 9")))
                        .title())
                .isEqualTo("Größe – 9");
    }

    @Test
    void read_youngFramesInOlderTag_areUnderstood() {
        TrackMetadata metadata = metadata(
                new Id3Bytes(3).text("TDRC", "2003-05").text("TSOP", "Sort").text("TDRL", "2004"));

        assertThat(metadata.releaseDate()).hasToString("2003-05");
        assertThat(metadata.tags()).containsEntry("artistsort", List.of("Sort"));
    }

    private static byte[] utf16(String charset, String text) {
        return Id3Bytes.concat(new byte[] {1}, text.getBytes(Charset.forName(charset)));
    }

    @Test
    void read_lastFrameCutOff_isReadWithFinding() {
        byte[] cut = ByteBuffer.allocate(16)
                .put(Id3Bytes.latin1("TPE1"))
                .putInt(16)
                .putShort((short) 0)
                .put(Id3Bytes.latin1("\0Ana  "))
                .array();

        AudioFile file = read(new Id3Bytes(3).text("TIT2", "Titel").raw(cut));

        assertThat(file.metadata().artist()).isEqualTo("Ana");
        assertThat(file.findings()).contains("The ID3 frame TPE1 is cut off.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"räksmörgås", "サンプルのタイトル"})
    void read_utf8InId3v1_isUnderstood(String title) throws IOException {
        byte[] tag = Arrays.copyOf(Id3Bytes.latin1("TAG"), Id3v1Tag.LENGTH);
        byte[] utf8 = title.getBytes(StandardCharsets.UTF_8);
        System.arraycopy(utf8, 0, tag, 3, utf8.length);
        byte[] artist = "A天使天使天使天使天使".getBytes(StandardCharsets.UTF_8);
        System.arraycopy(artist, 0, tag, 33, 30);
        byte[] mp3 = AudioFixtures.bytes(AudioFixtures.other("tone.mp2"));

        TrackMetadata metadata = reader.read(Files.write(folder.resolve("v1.mp3"), Id3Bytes.concat(mp3, tag)))
                .metadata();

        assertThat(metadata.title()).isEqualTo(title);
        assertThat(metadata.artist()).isEqualTo("A天使天使天使天使天");
    }

    @Test
    void read_id3BeforeWave_isRead() throws IOException {
        byte[] tagged = new Id3Bytes(3).text("TIT2", "Titel").beforeSound();
        int end = 10 + Id3Tag.syncSafe(ByteBuffer.wrap(tagged).getInt(6));
        byte[] wave = Id3Bytes.concat(Arrays.copyOf(tagged, end), PlainBytes.rifx());

        assertThat(reader.read(Files.write(folder.resolve("tagged.wav"), wave))
                        .metadata()
                        .title())
                .isEqualTo("Titel");
    }

    @Test
    void read_dateInNoKnownForm_staysTagWithFinding() {
        AudioFile file = read(new Id3Bytes(4).text("TDRC", "14/10/77"));

        assertThat(file.metadata().year()).isNull();
        assertThat(file.metadata().tags()).containsEntry("date", List.of("14/10/77"));
        assertThat(file.findings()).anyMatch(finding -> finding.contains("14/10/77"));
    }

    @Test
    void read_userTextAndIds_haveTheirPlaces() {
        TrackMetadata metadata = metadata(new Id3Bytes(4)
                .text("TPE1", "Ana feat. Bée")
                .userText("ARTISTS", "Ana", "B\u00e9e")
                .userText("MusicBrainz Album Id", ID)
                .userText("MusicBrainz Release Group Id", "no id")
                .userText("Mood Of Mine", "odd")
                .frame("UFID", 0, Id3Bytes.latin1("http://musicbrainz.org\0" + ID)));

        assertThat(metadata.artist()).isEqualTo("Ana feat. Bée");
        assertThat(metadata.credits()).extracting("joinPhrase").containsExactly(" feat. ", "");
        assertThat(metadata.credits()).extracting("role").map(Object::toString).containsExactly("MAIN", "FEATURED");
        assertThat(metadata.musicBrainz())
                .containsEntry(MusicBrainzEntity.RELEASE, UUID.fromString(ID))
                .containsEntry(MusicBrainzEntity.RECORDING, UUID.fromString(ID))
                .hasSize(2);
        assertThat(metadata.tags())
                .containsEntry("mood of mine", List.of("odd"))
                .containsEntry("musicbrainz_releasegroupid", List.of("no id"));
    }

    @Test
    void read_commentsAndLyrics_areTags() {
        TrackMetadata metadata = metadata(new Id3Bytes(4)
                .frame("COMM", 0, Id3Bytes.latin1("\0eng\0plain"))
                .frame("COMM", 0, Id3Bytes.latin1("\0eng" + "Source\0vinyl"))
                .frame("USLT", 0, Id3Bytes.latin1("\0eng\0la la")));

        assertThat(metadata.tags())
                .containsEntry("comment", List.of("plain"))
                .containsEntry("comment:source", List.of("vinyl"))
                .containsEntry("lyrics", List.of("la la"));
    }

    @Test
    void read_frontCover_isPreferred() {
        byte[] other = Id3Bytes.concat(PNG, new byte[] {1});
        AudioFile file = read(new Id3Bytes(4)
                .frame("APIC", 0, picture("image/jpeg", 4, other))
                .frame("APIC", 0, picture("image/jpeg", 3, PNG)));

        assertThat(file.artwork()).isNotNull().hasToString("image/png, " + PNG.length + " bytes");
    }

    @Test
    void read_pictureOfUnknownKind_isLeftOut() {
        AudioFile file = read(new Id3Bytes(4).frame("APIC", 0, picture("image/jpeg", 3, new byte[100])));

        assertThat(file.artwork()).isNull();
        assertThat(file.findings()).anyMatch(finding -> finding.contains("not a JPEG"));
    }

    @Test
    void read_pictureTooLarge_isLeftOut() throws IOException {
        Path path =
                write(new Id3Bytes(4).frame("APIC", 0, picture("image/png", 3, Id3Bytes.concat(PNG, new byte[5_000]))));

        AudioFile file =
                AudioFileReader.builder().maxArtworkBytes(2_000).build().read(path);

        assertThat(file.artwork()).isNull();
        assertThat(file.findings()).anyMatch(finding -> finding.contains("the maximum is 2000 bytes"));
    }

    @Test
    void read_sizeOfFrameNotSyncSafe_isUnderstood() {
        byte[] title = Id3Bytes.latin1("\0" + "x".repeat(300));
        byte[] frame = ByteBuffer.allocate(10 + title.length)
                .put(Id3Bytes.latin1("TIT2"))
                .putInt(title.length)
                .putShort((short) 0)
                .put(title)
                .array();

        TrackMetadata metadata = metadata(new Id3Bytes(4).raw(frame).text("TALB", "behind"));

        assertThat(metadata.title()).hasSize(300);
        assertThat(metadata.album()).isEqualTo("behind");
    }

    @Test
    void read_unsynchronisedTag_isSynchronised() {
        byte[] body = {1, -1, 0, -2, 'H', 0, -1, 0, 0};
        TrackMetadata metadata = metadata(new Id3Bytes(3).tagFlags(0x80).raw(new byte[] {
            'T', 'I', 'T', '2', 0, 0, 0, 7, 0, 0, body[0], body[1], body[2], body[3], body[4], body[5], body[6],
            body[7], body[8]
        }));

        assertThat(metadata.title()).isEqualTo("Hÿ");
    }

    @Test
    void read_compressedFrame_isInflated() throws IOException {
        byte[] body = Id3Bytes.latin1("\0deep");
        byte[] size = ByteBuffer.allocate(4).putInt(body.length).array();

        assertThat(metadata(new Id3Bytes(3).frame("TIT2", 0x80, Id3Bytes.concat(size, deflated(body))))
                        .title())
                .isEqualTo("deep");
    }

    @Test
    void read_compressedBomb_isLeftOut() throws IOException {
        byte[] bomb = deflated(new byte[Id3Tag.MAX_BYTES + 1_000]);
        byte[] frame = Id3Bytes.concat(new byte[] {0, 0, 0, 9}, bomb);

        AudioFile file = read(new Id3Bytes(3).text("TIT2", "safe").frame("TXXX", 0x80, frame));

        assertThat(file.metadata().title()).isEqualTo("safe");
        assertThat(file.findings()).anyMatch(finding -> finding.contains("compressed ID3 frame"));
    }

    @Test
    void read_textThatCannotBeStored_isCleaned() {
        TrackMetadata metadata = metadata(new Id3Bytes(3)
                .frame("TIT2", 0, new byte[] {1, -1, -2, 'o', 0, 0, (byte) 0xDC, 'k', 0})
                .text("TALB", " \t ")
                .text("TPE1", "long".repeat(1_000)));

        assertThat(metadata.title()).isEqualTo("ok");
        assertThat(metadata.album()).isNull();
        assertThat(metadata.artist()).hasSize(1_000);
    }

    @Test
    void read_textNotInItsEncoding_isRepaired() {
        TrackMetadata metadata = metadata(new Id3Bytes(4)
                .frame("TIT2", 0, Id3Bytes.latin1("\3Fr\u00fchling"))
                .frame("TPE1", 0, Id3Bytes.latin1("\3Bj\u00f6rk")));

        assertThat(metadata.title()).isEqualTo("Frühling");
        assertThat(metadata.artist()).isEqualTo("Björk");
    }

    @Test
    void read_textTooLong_isCutWithFinding() {
        AudioFile file = read(new Id3Bytes(4).text("TIT2", "short").userText("novel", "x".repeat(2_000_000)));

        assertThat(file.metadata().tags().get("novel"))
                .singleElement()
                .asString()
                .hasSize(100_000);
        assertThat(file.findings()).anyMatch(finding -> finding.contains("novel was cut to 100000"));
    }

    @Test
    void read_manyFrames_isBounded() {
        Id3Bytes tag = new Id3Bytes(4).text("TIT2", "first");
        for (int i = 0; i < 30_000; i++) {
            tag.userText("name " + i, "value");
        }

        AudioFile file = read(tag);

        assertThat(file.metadata().title()).isEqualTo("first");
        assertThat(file.metadata().tags()).hasSizeLessThanOrEqualTo(1_000);
        assertThat(file.findings()).isNotEmpty().hasSizeLessThanOrEqualTo(50);
    }

    @Test
    void read_id3v1Only_isRead() throws IOException {
        byte[] sound = new Id3Bytes(4).beforeSound();
        byte[] tag = new byte[128];
        ByteBuffer.wrap(tag).put(Id3Bytes.latin1("TAGT\u00eftre")).put(33, Id3Bytes.latin1("Artiste"));
        ByteBuffer.wrap(tag).put(93, Id3Bytes.latin1("1984")).put(126, (byte) 7).put(127, (byte) 17);
        Path path = Files.write(folder.resolve("v1.mp3"), Id3Bytes.concat(sound, tag));

        TrackMetadata metadata = reader.read(path).metadata();

        assertThat(metadata.title()).isEqualTo("Tïtre");
        assertThat(metadata.artist()).isEqualTo("Artiste");
        assertThat(metadata.year()).isEqualTo(1984);
        assertThat(metadata.position().track()).isEqualTo(7);
        assertThat(metadata.genres()).containsExactly("Rock");
    }

    private static byte[] picture(String type, int kind, byte[] bytes) {
        return Id3Bytes.concat(Id3Bytes.latin1("\0" + type + "\0" + (char) kind + "\0"), bytes);
    }

    private static byte[] deflated(byte[] bytes) throws IOException {
        ByteArrayOutputStream deflated = new ByteArrayOutputStream();
        try (DeflaterOutputStream stream = new DeflaterOutputStream(deflated)) {
            stream.write(bytes);
        }
        return deflated.toByteArray();
    }

    private TrackMetadata metadata(Id3Bytes tag) {
        return read(tag).metadata();
    }

    private AudioFile read(Id3Bytes tag) {
        try {
            return reader.read(write(tag));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private Path write(Id3Bytes tag) throws IOException {
        return Files.write(folder.resolve("tagged.mp3"), tag.beforeSound());
    }
}
