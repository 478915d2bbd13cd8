package io.loist.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.loist.AudioReadException;
import io.loist.AudioReadException.Reason;
import io.loist.audio.internal.model.SourceFile;
import io.loist.audio.internal.tag.Id3Tag;
import io.loist.audio.testing.AudioFixtures;
import io.loist.ingest.spi.AudioFile;
import io.loist.testing.Integration;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Broken files, made from good ones: each gives one clear exception or what can still be read, and nothing else. */
@Integration
class BrokenAudioTest {

    private final AudioFileReader reader = AudioFileReader.create();

    @TempDir
    Path folder;

    private Path file = Path.of("");

    @BeforeEach
    void nameFile() {
        file = folder.resolve("broken.mp3");
    }

    @Test
    void read_missing_isUnreadable() {
        assertRefused(Reason.UNREADABLE, "does not exist");
    }

    @Test
    void read_device_isUnreadable() {
        file = Path.of("/dev/zero");
        assumeTrue(Files.exists(file), "a Unix system is needed");
        assertRefused(Reason.UNREADABLE, "not a regular file");
    }

    @Test
    void requireUnchanged_fileGrew_isUnreadable() throws IOException {
        write(sample("ping.mp3"));
        try (SourceFile source = SourceFile.open(file)) {
            Files.write(file, new byte[100], StandardOpenOption.APPEND);

            assertThatThrownBy(source::requireUnchanged)
                    .isInstanceOfSatisfying(
                            AudioReadException.class,
                            e -> assertThat(e.reason()).isEqualTo(Reason.UNREADABLE))
                    .hasMessageContaining("changed while it was read");
        }
    }

    @Test
    void at_moreThanAFileIsGranted_isOverBudget() {
        write(new byte[1024 * 1024]);
        try (SourceFile source = SourceFile.open(file)) {
            assertThatThrownBy(() -> {
                        for (int i = 0; i < 1_000; i++) {
                            source.at(0, 1024 * 1024);
                        }
                    })
                    .isInstanceOfSatisfying(
                            AudioReadException.class,
                            e -> assertThat(e.reason()).isEqualTo(Reason.OVER_BUDGET));
        }
    }

    @Test
    void read_directory_isUnreadable() throws IOException {
        Files.createDirectory(file);
        assertRefused(Reason.UNREADABLE, "is a directory");
    }

    @Test
    void read_pipe_isUnreadable() throws Exception {
        assumeTrue(new ProcessBuilder("mkfifo", file.toString()).start().waitFor() == 0, "mkfifo is needed");
        assertRefused(Reason.UNREADABLE, "not a regular file");
    }

    @Test
    void read_withoutPermission_isUnreadable() throws IOException {
        Files.writeString(file, "secret");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("---------"));
        assumeTrue(!Files.isReadable(file), "root may read everything");
        assertRefused(Reason.UNREADABLE, "permissions");
    }

    @Test
    void read_linkToItself_isUnreadable() throws IOException {
        Files.createSymbolicLink(file, file);
        assertRefused(Reason.UNREADABLE, "cannot be opened");
    }

    @Test
    void read_noBytes_isEmpty() throws IOException {
        Files.createFile(file);
        assertRefused(Reason.EMPTY, "is empty");
    }

    @Test
    void read_oneByte_isUnknown() {
        write(new byte[] {(byte) 0xFF});
        assertRefused(Reason.UNKNOWN_FORMAT, "no known format");
    }

    @Test
    void read_zeros_isUnknown() {
        write(new byte[300_000]);
        assertRefused(Reason.UNKNOWN_FORMAT, "no known format");
    }

    @Test
    void read_noise_isUnknown() {
        byte[] noise = new byte[400_000];
        new Random(1).nextBytes(noise);
        write(noise);
        assertRefused(Reason.UNKNOWN_FORMAT, "no known format");
    }

    @Test
    void read_text_isUnknown() {
        write("This is no music at all. ".repeat(400).getBytes(StandardCharsets.UTF_8));
        assertRefused(Reason.UNKNOWN_FORMAT, "no known format");
    }

    @Test
    void read_jpeg_isUnknown() {
        byte[] mp3 = sample("jokulljos.mp3");
        int start = indexOf(mp3, "\u00ff\u00d8\u00ff");
        write(Arrays.copyOfRange(mp3, start, start + 2_995));
        assertRefused(Reason.UNKNOWN_FORMAT, "JPEG");
    }

    @Test
    void read_avi_isUnknown() {
        write(AudioFixtures.bytes(AudioFixtures.other("video.avi")));
        assertRefused(Reason.UNKNOWN_FORMAT, "AVI");
    }

    @Test
    void read_riffOfAnotherKind_isUnknown() {
        byte[] wav = sample("untagged-tone.wav");
        write(patched(wav, 8, "RMID".getBytes(StandardCharsets.US_ASCII)));
        assertRefused(Reason.UNKNOWN_FORMAT, "not WAVE");
    }

    @Test
    void read_onlyId3Tag_isCorrupt() {
        byte[] mp3 = sample("jokulljos.mp3");
        write(Arrays.copyOf(mp3, (int) tagEnd(mp3)));
        assertRefused(Reason.CORRUPT, "there is no audio after its ID3 tag");
    }

    @Test
    void read_id3TagLongerThanFile_isCorrupt() {
        write(patched(sample("jokulljos.mp3"), 6, new byte[] {0x7F, 0x7F, 0x7F, 0x7F}));
        assertRefused(Reason.CORRUPT, "more than the file contains");
    }

    @Test
    void read_id3FrameLongerThanTag_keepsWhatIsBefore() {
        byte[] mp3 = sample("jokulljos.mp3");
        write(patched(mp3, indexOf(mp3, "TALB") + 4, new byte[] {0x7F, 0x7F, 0x7F, 0x7F}));

        AudioFile read = reader.read(file);

        assertThat(read.metadata().title()).isEqualTo("Jökulljós");
        assertThat(read.metadata().album()).isNull();
        assertThat(read.findings()).anyMatch(finding -> finding.contains("ID3 tag is damaged"));
    }

    @Test
    void read_mp3CutInHalf_isShorter() {
        byte[] mp3 = sample("jokulljos.mp3");
        write(Arrays.copyOf(mp3, mp3.length / 2));

        AudioFile read = reader.read(file);

        assertThat(read.metadata().title()).isEqualTo("Jökulljós");
        assertThat(read.properties().duration())
                .isBetween(java.time.Duration.ofMillis(1800), java.time.Duration.ofMillis(2000));
        assertThat(read.findings()).anyMatch(finding -> finding.contains("cut off"));
    }

    static Stream<String> declaringLength() {
        return Stream.of("tenshi.flac", "fifty-hertz.wav", "kettenol.aiff", "what-was-it.m4a", "ichos.m4a");
    }

    @ParameterizedTest
    @MethodSource("declaringLength")
    void read_cutInHalf_isCorrupt(String name) {
        byte[] bytes = sample(name);
        write(Arrays.copyOf(bytes, bytes.length / 2));
        assertRefused(Reason.CORRUPT, "");
    }

    @ParameterizedTest
    @MethodSource("declaringLength")
    void read_withLittleMissing_hasFindingOrIsCorrupt(String name) {
        byte[] bytes = sample(name);
        write(Arrays.copyOf(bytes, bytes.length - 300));
        assertTagsOrRefused();
    }

    static Stream<Path> samples() {
        return AudioFixtures.all().stream();
    }

    @ParameterizedTest
    @MethodSource("samples")
    void read_cutAnywhere_givesTagsOrIsRefused(Path sample) {
        byte[] bytes = AudioFixtures.bytes(sample);
        IntStream.rangeClosed(1, 40)
                .map(i -> i * i * 2)
                .filter(i -> i < bytes.length)
                .forEach(length -> {
                    write(Arrays.copyOf(bytes, length));
                    assertTagsOrRefused();
                });
    }

    @Test
    void read_flacBlockLongerThanFile_isCorrupt() {
        write(patched(sample("tenshi.flac"), 5, new byte[] {(byte) 0xFF, (byte) 0xFF, (byte) 0xFF}));
        assertRefused(Reason.CORRUPT, "more than the file contains");
    }

    @Test
    void read_flacWithoutStreamInfo_isCorrupt() {
        write(patched(sample("tenshi.flac"), 4, new byte[] {1}));
        assertRefused(Reason.CORRUPT, "no FLAC stream info");
    }

    @Test
    void read_flacCommentsClaimTooMuch_hasFinding() {
        byte[] flac = sample("tenshi.flac");
        write(patched(flac, indexOf(flac, "title=") - 4, new byte[] {-1, -1, -1, 0x7F}));

        assertThat(reader.read(file).findings()).anyMatch(finding -> finding.contains("Vorbis comments are damaged"));
    }

    @Test
    void read_oggWithDamagedPage_isCorrupt() {
        byte[] ogg = sample("saebyeok.ogg");
        int second = indexOf(Arrays.copyOfRange(ogg, 4, ogg.length), "OggS") + 4;
        write(patched(ogg, second, "Oops".getBytes(StandardCharsets.US_ASCII)));
        assertRefused(Reason.CORRUPT, "Ogg");
    }

    @Test
    void read_oggCutOff_hasNoDurationOrLess() {
        byte[] ogg = sample("saebyeok.ogg");
        write(Arrays.copyOf(ogg, ogg.length / 2));
        assertTagsOrRefused();
    }

    @Test
    void read_wavDataOfUnknownSize_isReadToItsEnd() {
        byte[] wav = sample("untagged-tone.wav");
        write(patched(wav, indexOf(wav, "data") + 4, new byte[] {-1, -1, -1, -1}));

        AudioFile read = reader.read(file);

        assertThat(read.properties().duration()).isEqualTo(java.time.Duration.ofSeconds(1));
        assertThat(read.findings()).anyMatch(finding -> finding.contains("how much sound"));
    }

    @Test
    void read_wavWithoutFormat_isCorrupt() {
        byte[] wav = sample("untagged-tone.wav");
        write(patched(wav, indexOf(wav, "fmt "), "xxxx".getBytes(StandardCharsets.US_ASCII)));
        assertRefused(Reason.CORRUPT, "no fmt chunk");
    }

    @Test
    void read_wavWithImpossibleNumbers_leavesThemOut() {
        byte[] wav = sample("untagged-tone.wav");
        write(patched(wav, indexOf(wav, "fmt ") + 10, new byte[] {99, 0, 0, 0, 0, 0}));

        AudioFile read = reader.read(file);

        assertThat(read.properties().channels()).isNull();
        assertThat(read.properties().sampleRate()).isNull();
        assertThat(read.findings()).anyMatch(finding -> finding.contains("number of channels"));
    }

    @Test
    void read_aiffChunkBeyondEnd_isCorrupt() {
        byte[] aiff = sample("kettenol.aiff");
        write(patched(aiff, indexOf(aiff, "COMM") + 4, new byte[] {0x7F, 0, 0, 0}));
        assertRefused(Reason.CORRUPT, "chunk");
    }

    @Test
    void read_mp4WithBoxOfNoSize_isRefused() {
        byte[] mp4 = sample("what-was-it.m4a");
        write(patched(mp4, indexOf(mp4, "trak") - 4, new byte[] {0, 0, 0, 2}));
        assertRefused(Reason.UNKNOWN_FORMAT, "without an audio track");
    }

    @Test
    void read_mp4WithHugeBox_isCorrupt() {
        byte[] mp4 = sample("what-was-it.m4a");
        byte[] huge = ByteBuffer.allocate(16)
                .putInt(1)
                .put("moov".getBytes(StandardCharsets.US_ASCII))
                .putLong(Long.MAX_VALUE)
                .array();
        write(patched(mp4, indexOf(mp4, "moov") - 4, huge));
        assertRefused(Reason.CORRUPT, "moov");
    }

    @Test
    void read_mp4HeaderOnly_isCorrupt() {
        write(Arrays.copyOf(sample("what-was-it.m4a"), 28));
        assertRefused(Reason.CORRUPT, "no moov box");
    }

    @Test
    void read_heicPicture_isUnknown() {
        byte[] heic = Arrays.copyOf(sample("what-was-it.m4a"), 28);
        write(patched(heic, 8, "heic".getBytes(StandardCharsets.US_ASCII)));
        assertRefused(Reason.UNKNOWN_FORMAT, "picture");
    }

    @Test
    void read_asfHeaderClaimsTooMuch_isCorrupt() {
        byte[] wma = AudioFixtures.bytes(AudioFixtures.other("tone.wma"));
        write(patched(wma, 16, new byte[] {0, 0, 0, 0x7F}));
        assertRefused(Reason.CORRUPT, "Windows Media header declares");
    }

    @Test
    void read_asfObjectClaimsTooMuch_isCorrupt() {
        byte[] wma = AudioFixtures.bytes(AudioFixtures.other("tone.wma"));
        write(patched(wma, 46, new byte[] {-1, -1, -1, 0x7F}));
        assertRefused(Reason.CORRUPT, "an object in its Windows Media header");
    }

    private void assertRefused(Reason reason, String why) {
        assertThatThrownBy(() -> reader.read(file))
                .isInstanceOfSatisfying(AudioReadException.class, e -> {
                    assertThat(e.reason()).isEqualTo(reason);
                    assertThat(e.source()).isEqualTo(file.toString());
                })
                .hasMessageStartingWith(file.toString())
                .hasMessageContaining(why);
    }

    private void assertTagsOrRefused() {
        try {
            assertThat(reader.read(file).metadata().title()).isNotBlank();
        } catch (AudioReadException e) {
            assertThat(e.reason()).isIn(Reason.CORRUPT, Reason.UNKNOWN_FORMAT, Reason.UNSUPPORTED);
            assertThat(e).hasMessageStartingWith(file.toString());
        }
    }

    private void write(byte[] bytes) {
        try {
            Files.write(file, bytes);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static byte[] sample(String name) {
        return AudioFixtures.bytes(AudioFixtures.sample(name));
    }

    private static byte[] patched(byte[] bytes, int at, byte[] patch) {
        System.arraycopy(patch, 0, bytes, at, patch.length);
        return bytes;
    }

    private static int indexOf(byte[] bytes, String latin1) {
        int index = new String(bytes, StandardCharsets.ISO_8859_1).indexOf(latin1);
        assertThat(index).isNotNegative();
        return index;
    }

    private static long tagEnd(byte[] mp3) {
        return 10L + Id3Tag.syncSafe(ByteBuffer.wrap(mp3).getInt(6));
    }
}
