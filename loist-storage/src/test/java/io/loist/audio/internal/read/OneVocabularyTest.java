package io.loist.audio.internal.read;

import static org.assertj.core.api.Assertions.assertThat;

import io.loist.audio.AudioFileReader;
import io.loist.audio.internal.model.TagNames;
import io.loist.audio.internal.tag.Id3Tag;
import io.loist.audio.testing.AudioFixtures;
import io.loist.audio.testing.Id3Bytes;
import io.loist.ingest.spi.AudioFile;
import io.loist.track.MusicBrainzEntity;
import io.loist.track.TrackMetadata;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The same tag has the same name, whatever each format calls it. */
class OneVocabularyTest {

    private static final String ID = "0a5c6f7e-1d2b-4c3a-9e8f-7a6b5c4d3e2f";

    private final AudioFileReader reader = AudioFileReader.create();

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({
        "BPM, bpm",
        "TBPM, bpm",
        "tmpo, bpm",
        "WM/BeatsPerMinute, bpm",
        "ALBUM ARTIST, albumartist",
        "albumartist, albumartist",
        "TPE2, albumartist",
        "aART, albumartist",
        "MUSICBRAINZ_TRACKID, musicbrainz_recordingid",
        "MusicBrainz Track Id, musicbrainz_recordingid",
        "MUSICBRAINZ_RELEASETRACKID, musicbrainz_trackid",
        "MusicBrainz/Album Id, musicbrainz_albumid",
        "PUBLISHER, label",
        "TPUB, label",
        "UNSYNCEDLYRICS, lyrics",
        "USLT, lyrics",
        "TCMP, compilation",
        "cpil, compilation",
        "WM/IsCompilation, compilation",
        "COMPILATION, compilation",
        "TSOP, artistsort",
        "soar, artistsort",
        "ARTISTSORT, artistsort",
        "TSO2, albumartistsort",
        "soaa, albumartistsort",
        "TSOA, albumsort",
        "TSOC, composersort",
        "MusicBrainz Album Type, releasetype",
        "REPLAYGAIN_TRACK_GAIN, replaygain_track_gain",
        "R128_TRACK_GAIN, r128_track_gain",
        "Özel, özel",
        "IART, artist",
    })
    void canonical_nameOfAnyFormat_isOneName(String raw, String canonical) {
        assertThat(TagNames.canonical(raw)).isEqualTo(canonical);
    }

    @Test
    void read_vorbisComments_keepAllValues() throws IOException {
        TrackMetadata metadata = reader.read(flac(
                        "TITLE=Eins",
                        "artist=Ana",
                        "ARTIST=Bée",
                        "GENRE=Rock",
                        "genre=Jazz",
                        "TRACKNUMBER=03",
                        "TOTALTRACKS=12",
                        "DISCNUMBER=1/2",
                        "ISRC=AAA",
                        "ISRC=BBB",
                        "MUSICBRAINZ_TRACKID=" + ID,
                        "MUSICBRAINZ_ARTISTID=" + ID,
                        "MUSICBRAINZ_ARTISTID=" + ID.replace('0', '1'),
                        "ORGANIZATION=Label",
                        "PERFORMER=One (drums)",
                        "PERFORMER=Two (voice)",
                        "=nameless",
                        "valueless="))
                .metadata();

        assertThat(metadata.title()).isEqualTo("Eins");
        assertThat(metadata.credits()).extracting("name").containsExactly("Ana", "Bée");
        assertThat(metadata.credits()).extracting("musicBrainzId").doesNotContainNull();
        assertThat(metadata.genres()).containsExactly("Rock", "Jazz");
        assertThat(metadata.position().track()).isEqualTo(3);
        assertThat(metadata.position().trackTotal()).isEqualTo(12);
        assertThat(metadata.position().discTotal()).isEqualTo(2);
        assertThat(metadata.isrcs()).containsExactly("AAA", "BBB");
        assertThat(metadata.label()).isEqualTo("Label");
        assertThat(metadata.musicBrainz()).containsOnlyKeys(MusicBrainzEntity.RECORDING);
        assertThat(metadata.tags()).containsOnlyKeys("performer");
        assertThat(metadata.tags()).containsEntry("performer", List.of("One (drums)", "Two (voice)"));
    }

    @Test
    void read_isrcMuchTooLong_remainsATag() throws IOException {
        String junk = "x".repeat(501);
        TrackMetadata metadata =
                reader.read(flac("TITLE=A", "ISRC=AAA", "ISRC=" + junk)).metadata();

        assertThat(metadata.isrcs()).containsExactly("AAA");
        assertThat(metadata.tags()).containsEntry("isrc", List.of("AAA", junk));
    }

    @Test
    void read_artistIds_belongToCredits() throws IOException {
        TrackMetadata metadata =
                reader.read(flac("ARTIST=Ana", "MUSICBRAINZ_ARTISTID=" + ID)).metadata();

        assertThat(metadata.credits()).extracting("musicBrainzId").containsExactly(UUID.fromString(ID));
        assertThat(metadata.tags()).isEmpty();
    }

    @Test
    void read_mp4WithSeveralValuesInOneItem_keepsAll() throws IOException {
        byte[] artists = item("\u00a9ART", data(1, "Ana"), data(1, "Bée"));
        byte[] recording =
                item("----", named("mean", "com.apple.iTunes"), named("name", "MusicBrainz Track Id"), data(1, ID));
        byte[] label = item("----", named("mean", "com.apple.iTunes"), named("name", "LABEL"), data(1, "Etikett"));
        byte[] tempo = item("tmpo", data(21, "\0x"));
        Path file = mp4("ichos.m4a", artists, recording, label, tempo);

        TrackMetadata metadata = reader.read(file).metadata();

        assertThat(metadata.credits()).extracting("name").containsExactly("Νότες του Αιγαίου", "Ana", "Bée");
        assertThat(metadata.musicBrainz()).containsEntry(MusicBrainzEntity.RECORDING, UUID.fromString(ID));
        assertThat(metadata.label()).isEqualTo("Etikett");
        assertThat(metadata.tags()).containsEntry("bpm", List.of("120"));
    }

    /** What the catalogue and players read from the tags, in the names of three formats. */
    @Test
    void read_tagsOfPlayersAndCatalogues_haveTheNamesTheyAreReadBy() throws IOException {
        Path mp4 = mp4(
                "ichos.m4a",
                item("cpil", data(21, "\1")),
                item("rtng", data(21, "\4")),
                item("tmpo", data(21, "\0x")),
                item("\u00a9mvi", data(21, "\2")),
                item("\u00a9mvc", data(21, "\3")),
                item("soar", data(1, "Sort, A.")),
                item(
                        "----",
                        named("mean", "com.apple.iTunes"),
                        named("name", "replaygain_track_gain"),
                        data(1, "-6.5 dB")),
                item("\u00a9lyr", data(1, "[00:01.00]La")));
        Path flac = flac(
                "COMPILATION=1",
                "ARTISTSORT=Sort, A.",
                "REPLAYGAIN_TRACK_GAIN=-6.5 dB",
                "LYRICS=[00:01.00]La",
                "ITUNESADVISORY=1",
                "BPM=120",
                "MOVEMENT=2",
                "MOVEMENTNUMBER=2",
                "MOVEMENTTOTAL=3");
        Path mp3 = folder.resolve("tags.mp3");
        Files.write(
                mp3,
                new Id3Bytes(4)
                        .text("TCMP", "1")
                        .text("TSOP", "Sort, A.")
                        .text("TBPM", "120")
                        .text("MVIN", "2/3")
                        .text("TXXX", "ITUNESADVISORY\0001")
                        .text("TXXX", "REPLAYGAIN_TRACK_GAIN\0-6.5 dB")
                        .beforeSound());

        for (Path file : List.of(mp4, flac, mp3)) {
            TrackMetadata metadata = reader.read(file).metadata();
            assertThat(metadata.tags())
                    .as("%s", file)
                    .containsEntry("compilation", List.of("1"))
                    .containsEntry("artistsort", List.of("Sort, A."));
            assertThat(metadata.loudness().trackGain()).as("%s", file).isEqualTo(-6.5);
            assertThat(metadata.isCompilation()).as("%s", file).isTrue();
            assertThat(metadata.isExplicit()).as("%s", file).isTrue();
            assertThat(metadata.character().bpm()).as("%s", file).isEqualTo(120);
            assertThat(metadata.movement())
                    .as("%s", file)
                    .isNotNull()
                    .matches(movement -> Integer.valueOf(2).equals(movement.number()))
                    .matches(movement -> Integer.valueOf(3).equals(movement.total()));
            if (!file.equals(mp3)) {
                assertThat(metadata.lyrics())
                        .as("%s", file)
                        .isNotNull()
                        .matches(lyrics -> lyrics.lines().size() == 1);
            }
        }
    }

    @Test
    void read_dsfWithId3_isRead() throws IOException {
        byte[] tagged = new Id3Bytes(4).text("TIT2", "Ein Bit").beforeSound();
        byte[] id3 = Arrays.copyOf(
                tagged, 10 + Id3Tag.syncSafe(ByteBuffer.wrap(tagged).getInt(6)));
        int sound = 4_096;
        ByteBuffer dsf = ByteBuffer.allocate(28 + 52 + 12 + sound + id3.length).order(ByteOrder.LITTLE_ENDIAN);
        dsf.put(Id3Bytes.latin1("DSD ")).putLong(28).putLong(dsf.capacity()).putLong(28 + 52 + 12 + sound);
        dsf.put(Id3Bytes.latin1("fmt "))
                .putLong(52)
                .putInt(1)
                .putInt(0)
                .putInt(2)
                .putInt(2);
        dsf.putInt(2_822_400).putInt(1).putLong(2_822_400 * 3L).putInt(4_096).putInt(0);
        dsf.put(Id3Bytes.latin1("data"))
                .putLong(12 + sound)
                .put(new byte[sound])
                .put(id3);
        Path file = Files.write(folder.resolve("one.dsf"), dsf.array());

        AudioFile read = reader.read(file);

        assertThat(read.metadata().title()).isEqualTo("Ein Bit");
        assertThat(read.properties().format()).isEqualTo("dsf");
        assertThat(read.properties().sampleRate()).isEqualTo(2_822_400);
        assertThat(read.properties().duration()).isEqualTo(java.time.Duration.ofSeconds(3));
    }

    /** A FLAC with these comments and no others. */
    private Path flac(String... comments) throws IOException {
        byte[] sample = AudioFixtures.bytes(AudioFixtures.sample("polyarnaya-noch.flac"));
        int sound = 4;
        boolean last = false;
        while (!last) {
            last = sample[sound] < 0;
            sound += 4 + (ByteBuffer.wrap(sample).getInt(sound) & 0xFFFFFF);
        }
        ByteArrayOutputStream block = new ByteArrayOutputStream();
        block.writeBytes(little(0));
        block.writeBytes(little(comments.length));
        for (String comment : comments) {
            byte[] bytes = comment.getBytes(StandardCharsets.UTF_8);
            block.writeBytes(little(bytes.length));
            block.writeBytes(bytes);
        }
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        file.write(sample, 0, 4 + 4 + 34);
        file.writeBytes(ByteBuffer.allocate(4).putInt(0x84000000 | block.size()).array());
        file.writeBytes(block.toByteArray());
        file.write(sample, sound, sample.length - sound);
        return Files.write(folder.resolve("comments.flac"), file.toByteArray());
    }

    /** The sample with more items at the end of its tag list. */
    private Path mp4(String sample, byte[]... items) throws IOException {
        byte[] bytes = AudioFixtures.bytes(AudioFixtures.sample(sample));
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        int list = text.indexOf("ilst") - 4;
        int end = list + ByteBuffer.wrap(bytes).getInt(list);
        int added = Arrays.stream(items).mapToInt(item -> item.length).sum();
        ByteBuffer changed = ByteBuffer.allocate(bytes.length + added).put(bytes, 0, end);
        for (byte[] item : items) {
            changed.put(item);
        }
        changed.put(bytes, end, bytes.length - end);
        for (String type : List.of("moov", "udta", "meta", "ilst")) {
            int at = text.indexOf(type) - 4;
            changed.putInt(at, changed.getInt(at) + added);
        }
        return Files.write(folder.resolve(sample), changed.array());
    }

    private static byte[] item(String type, byte[]... children) {
        byte[] content = new byte[0];
        for (byte[] child : children) {
            content = Id3Bytes.concat(content, child);
        }
        byte[] header = ByteBuffer.allocate(8)
                .putInt(8 + content.length)
                .put(Id3Bytes.latin1(type))
                .array();
        return Id3Bytes.concat(header, content);
    }

    private static byte[] data(int type, String text) {
        byte[] start = ByteBuffer.allocate(8).putInt(type).array();
        return item("data", start, text.getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] named(String type, String text) {
        return item(type, new byte[4], text.getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] little(int number) {
        return ByteBuffer.allocate(4)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(number)
                .array();
    }
}
