package io.loist.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.loist.AudioReadException;
import io.loist.AudioReadException.Reason;
import io.loist.audio.testing.AudioFixtures;
import io.loist.ingest.spi.AudioFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AudioFileReaderTest {

    private final AudioFileReader reader = AudioFileReader.create();

    @TempDir
    Path folder;

    @Test
    void timeBudget_notPositive_throws() {
        assertThatThrownBy(() -> AudioFileReader.builder().timeBudget(Duration.ZERO))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("timeBudget");
    }

    @Test
    void maxArtworkBytes_outOfRange_throws() {
        assertThatThrownBy(() -> AudioFileReader.builder().maxArtworkBytes(-1))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> AudioFileReader.builder().maxArtworkBytes(Integer.MAX_VALUE))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void read_interrupted_isUnreadableAndStaysInterrupted() {
        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> reader.read(AudioFixtures.sample("ping.mp3")))
                .isInstanceOfSatisfying(
                        AudioReadException.class, e -> assertThat(e.reason()).isEqualTo(Reason.UNREADABLE));
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void read_byManyThreads_isTheSame() {
        Path sample = AudioFixtures.sample("jokulljos.mp3");
        AudioFile expected = reader.read(sample);

        assertThat(IntStream.range(0, 200).parallel().mapToObj(i -> reader.read(sample)))
                .allSatisfy(file -> assertThat(file).isEqualTo(expected));
    }

    @Test
    void read_title_fallsBackToFileName() throws IOException {
        byte[] untagged = AudioFixtures.bytes(AudioFixtures.sample("untagged-tone.wav"));

        assertThat(titleOf("01. Lied ohne Titel.final.wav", untagged)).isEqualTo("01. Lied ohne Titel.final");
        assertThat(titleOf(".wav", untagged)).isEqualTo(".wav");
        assertThat(titleOf("  .wav", untagged)).isEqualTo("untitled");
    }

    @Test
    void read_goodAndBroken_leavesNoFileOpen() throws IOException {
        Path open = Path.of("/proc/self/fd");
        assumeTrue(Files.isDirectory(open), "/proc is needed");
        Path broken = Files.write(
                folder.resolve("broken.wma"),
                java.util.Arrays.copyOf(AudioFixtures.bytes(AudioFixtures.other("tone.wma")), 3_000));

        for (Path file :
                Stream.concat(AudioFixtures.all().stream(), Stream.of(broken)).toList()) {
            try {
                reader.read(file);
            } catch (AudioReadException e) {
                assertThat(e.source()).isEqualTo(file.toString());
            }
        }

        assertThat(targets(open))
                .noneMatch(target -> target.contains("/samples/")
                        || target.endsWith("broken.wma")
                        || target.contains("/io/loist/audio/"));
    }

    @Test
    void read_damaged_logsNothing() throws IOException {
        List<LogRecord> logged = new ArrayList<>();
        Handler handler = new Handler() {
            @Override
            public void publish(LogRecord message) {
                logged.add(message);
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        Logger root = Logger.getLogger("");
        Level before = root.getLevel();
        root.addHandler(handler);
        try {
            Path file = folder.resolve("damaged");
            for (Path sample : AudioFixtures.all()) {
                byte[] bytes = AudioFixtures.bytes(sample);
                bytes[Math.min(80, bytes.length - 1)] ^= 0x55;
                bytes[Math.min(300, bytes.length - 1)] ^= 0x55;
                Files.write(file, bytes);
                try {
                    reader.read(file);
                } catch (AudioReadException e) {
                    assertThat(e.source()).isEqualTo(file.toString());
                }
            }
        } finally {
            root.removeHandler(handler);
        }
        assertThat(logged)
                .filteredOn(message -> message.getLoggerName().contains("jaudiot"))
                .isEmpty();
        assertThat(root.getLevel()).isEqualTo(before);
    }

    private String titleOf(String name, byte[] bytes) throws IOException {
        return reader.read(Files.write(folder.resolve(name), bytes)).metadata().title();
    }

    private static List<String> targets(Path open) throws IOException {
        List<String> targets = new ArrayList<>();
        try (Stream<Path> links = Files.list(open)) {
            for (Path link : links.toList()) {
                try {
                    targets.add(Files.readSymbolicLink(link).toString());
                } catch (IOException e) {
                    // Closed since it was listed
                }
            }
        }
        return targets;
    }
}
