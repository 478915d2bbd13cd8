package io.loist.audio.internal.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.loist.audio.AudioFileReader;
import io.loist.audio.internal.codec.FlacStreamInfo;
import io.loist.audio.internal.tag.Id3v1Tag;
import io.loist.audio.testing.AudioFixtures;
import io.loist.audio.testing.Id3Bytes;
import io.loist.audio.testing.OggBytes;
import io.loist.audio.testing.RareBytes;
import io.loist.ingest.spi.AudioFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The hash of the sound stays when tags change, and changes when sound does. */
class AudioDigestTest {

    private final AudioFileReader reader = AudioFileReader.create();

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"jokulljos.mp3", "ping.mp3", "no-xing.mp3", "tone.mp2", "tone.aac", "tone.wv", "tone.tta"})
    void audioHash_tagsAroundTheSound_stays(String name) throws IOException {
        byte[] original = bytes(name);
        byte[] leading = Id3Bytes.latin1("ID3\u0004\0\0\0\0\u0001\u0000" + "\0".repeat(128));
        byte[] ape = RareBytes.apeTag("Title", "Quite another title", "Comment", "x".repeat(5_000));
        byte[] id3v1 = Arrays.copyOf(Id3Bytes.latin1("TAGAnother"), Id3v1Tag.LENGTH);

        byte[] retagged = Id3Bytes.concat(Id3Bytes.concat(leading, original), Id3Bytes.concat(ape, id3v1));

        assertSameSound(name, original, retagged);
    }

    @ParameterizedTest
    @ValueSource(strings = {"fifty-hertz.wav", "untagged-tone.wav", "float.wav"})
    void audioHash_wavWithAnotherChunk_stays(String name) throws IOException {
        byte[] original = bytes(name);
        byte[] list = little(28)
                .put(latin1("LIST"))
                .putInt(20)
                .put(latin1("INFOINAM"))
                .putInt(8)
                .put(latin1("Another\0"))
                .array();
        byte[] retagged = Id3Bytes.concat(original, list);
        ByteBuffer.wrap(retagged).order(ByteOrder.LITTLE_ENDIAN).putInt(4, retagged.length - 8);

        assertSameSound(name, original, retagged);
    }

    @Test
    void audioHash_aiffWithAnotherChunk_stays() throws IOException {
        byte[] original = bytes("kettenol.aiff");
        byte[] retagged = Id3Bytes.concat(
                original,
                ByteBuffer.allocate(16)
                        .put(latin1("ANNO"))
                        .putInt(8)
                        .put(latin1("Another!"))
                        .array());

        assertSameSound("kettenol.aiff", original, retagged);
    }

    @Test
    void audioHash_flacWithMoreTagsAndPadding_stays() throws IOException {
        byte[] original = bytes("tenshi.flac");
        byte[] comment = little(4 + 4 + 4 + 4 + 7)
                .order(ByteOrder.BIG_ENDIAN)
                .putInt(0x04000000 | 19)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(0)
                .putInt(1)
                .putInt(7)
                .put(latin1("TITLE=x"))
                .array();
        byte[] padding =
                ByteBuffer.allocate(4 + 3_000).putInt(0x01000000 | 3_000).array();
        int behindStreamInfo = 4 + 4 + FlacStreamInfo.LENGTH;
        byte[] start = Id3Bytes.concat(Arrays.copyOf(original, behindStreamInfo), Id3Bytes.concat(comment, padding));
        byte[] retagged = Id3Bytes.concat(start, Arrays.copyOfRange(original, behindStreamInfo, original.length));

        assertThat(assertSameSound("tenshi.flac", original, retagged).metadata().title())
                .isEqualTo("x");
    }

    @ParameterizedTest
    @ValueSource(strings = {"creme-brulee.ogg", "tone.opus", "tone.oga", "tone.spx"})
    void audioHash_oggCutIntoOtherPagesWithOtherTags_stays(String name) throws IOException {
        byte[] original = bytes(name);

        AudioFile file = assertSameSound(name, original, OggBytes.retagged(original, "TITLE=Another"));

        assertThat(file.metadata().title()).isEqualTo("Another");
    }

    @ParameterizedTest
    @ValueSource(strings = {"what-was-it.m4a", "ichos.m4a"})
    void audioHash_mp4WithMovedSound_stays(String name) throws IOException {
        byte[] original = bytes(name);
        int free = 1_000;
        int ftyp = ByteBuffer.wrap(original).getInt(0);
        byte[] box = ByteBuffer.allocate(free).putInt(free).put(latin1("free")).array();
        byte[] moved = Id3Bytes.concat(
                Id3Bytes.concat(Arrays.copyOf(original, ftyp), box),
                Arrays.copyOfRange(original, ftyp, original.length));
        String text = new String(moved, StandardCharsets.ISO_8859_1);
        for (int at = text.indexOf("stco"); at >= 0; at = text.indexOf("stco", at + 4)) {
            ByteBuffer table = ByteBuffer.wrap(moved);
            for (int i = 0; i < table.getInt(at + 8); i++) {
                int entry = at + 12 + 4 * i;
                table.putInt(entry, table.getInt(entry) + free);
            }
        }

        assertSameSound(name, original, moved);
    }

    @Test
    void audioHash_ofEveryFixture_isThereAndItsOwn() {
        Map<String, String> seen = new HashMap<>();
        for (Path file : AudioFixtures.all()) {
            String name = String.valueOf(file.getFileName());
            if (!Set.of("silent-video.mp4", "video.avi", "video.mp4").contains(name)) {
                String hash = reader.read(file).audioHash();
                assertThat(hash).as(name).isNotNull().matches("[0-9a-f]{64}");
                assertThat(seen.put(String.valueOf(hash), name)).as(name).isNull();
            }
        }
    }

    @Test
    void audioHash_sameSoundInFragmentsAndWithVideo_isTheSame() {
        assertThat(reader.read(AudioFixtures.other("fragmented.m4a")).audioHash())
                .isNotNull()
                .isEqualTo(reader.read(AudioFixtures.other("video.mp4")).audioHash());
    }

    @Test
    void audioHash_anotherByteInTheMiddle_changes() throws IOException {
        Set<String> unchanged = new HashSet<>();
        for (Path sample : AudioFixtures.samples()) {
            byte[] bytes = AudioFixtures.bytes(sample);
            bytes[bytes.length * 3 / 4] ^= 1;
            Path changed = Files.write(folder.resolve("changed"), bytes);
            if (String.valueOf(reader.read(sample).audioHash())
                    .equals(reader.read(changed).audioHash())) {
                unchanged.add(sample.toString());
            }
        }
        assertThat(unchanged).isEmpty();
    }

    @Test
    void audioHash_silenceAtAnotherRate_isAnother() throws IOException {
        byte[] wav = new byte[44 + 8_000];
        ByteBuffer header = little(44)
                .put(latin1("RIFF"))
                .putInt(36 + 8_000)
                .put(latin1("WAVEfmt "))
                .putInt(16)
                .putShort((short) 1)
                .putShort((short) 1)
                .putInt(8_000)
                .putInt(16_000)
                .putShort((short) 2)
                .putShort((short) 16)
                .put(latin1("data"))
                .putInt(8_000);
        header.get(0, wav, 0, 44);
        AudioFile slow = read("slow.wav", wav);
        ByteBuffer.wrap(wav).order(ByteOrder.LITTLE_ENDIAN).putInt(24, 16_000);

        assertThat(read("fast.wav", wav).audioHash()).isNotEqualTo(slow.audioHash());
    }

    @Test
    void add_moreThanTheFileHas_hasNoHash() {
        try (SourceFile file = SourceFile.open(AudioFixtures.sample("ping.mp3"))) {
            AudioDigest digest = new AudioDigest(file);
            for (int i = 0; i < 1_000_000; i++) { // at a time each, this would take an hour
                digest.add(0, file.length());
            }
            assertThat(digest.hash()).isNull();
        }
    }

    private AudioFile assertSameSound(String name, byte[] original, byte[] retagged) throws IOException {
        assertThat(retagged).isNotEqualTo(original);
        AudioFile file = read("retagged-" + name, retagged);
        assertThat(file.audioHash())
                .isNotNull()
                .isEqualTo(read("original-" + name, original).audioHash());
        return file;
    }

    private static byte[] bytes(String name) {
        Path sample = AudioFixtures.sample(name);
        return AudioFixtures.bytes(Files.exists(sample) ? sample : AudioFixtures.other(name));
    }

    private AudioFile read(String name, byte[] bytes) throws IOException {
        return reader.read(Files.write(folder.resolve(name), bytes));
    }

    private static byte[] latin1(String text) {
        return Id3Bytes.latin1(text);
    }

    private static ByteBuffer little(int capacity) {
        return ByteBuffer.allocate(capacity).order(ByteOrder.LITTLE_ENDIAN);
    }
}
