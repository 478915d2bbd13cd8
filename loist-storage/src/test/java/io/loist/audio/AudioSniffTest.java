package io.loist.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.loist.AudioReadException;
import io.loist.AudioReadException.Reason;
import io.loist.audio.testing.AudioFixtures;
import io.loist.ingest.IngestPipeline;
import io.loist.ingest.IngestSource;
import io.loist.testkit.SettableClock;
import io.loist.testkit.memory.InMemoryDatabase;
import io.loist.testkit.memory.InMemoryObjectStore;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the first bytes of a source say before the others have come. */
class AudioSniffTest {

    private static final int FIRST = 64 * 1024;

    @TempDir
    Path folder;

    @Test
    void sniff_beginningsOfAudio_areNeverRefused() throws IOException {
        AudioFileReader reader = AudioFileReader.create();
        for (Path sample : AudioFixtures.samples()) {
            for (int length : new int[] {16, 1_000, FIRST}) {
                byte[] bytes = Files.readAllBytes(sample);
                Path file =
                        Files.write(folder.resolve("beginning"), Arrays.copyOf(bytes, Math.min(length, bytes.length)));
                try (FileChannel beginning = FileChannel.open(file, StandardOpenOption.READ)) {
                    boolean decided = reader.sniff(beginning, "beginning");
                    assertThat(decided || length < FIRST)
                            .as("%s: %d bytes", sample, length)
                            .isTrue();
                }
            }
        }
    }

    @Test
    void ingest_manyZeros_readsFewOfThem() {
        byte[] zeros = new byte[20_000_000];
        assertThat(readUntilRefused(zeros, Reason.UNKNOWN_FORMAT)).isLessThan(1_100_000);
    }

    @Test
    void ingest_otherKindOfFile_readsItsBeginning() {
        byte[] pdf = Arrays.copyOf("%PDF-1.7".getBytes(java.nio.charset.StandardCharsets.UTF_8), 20_000_000);
        assertThat(readUntilRefused(pdf, Reason.UNKNOWN_FORMAT)).isLessThan(200_000);
    }

    @Test
    void ingest_noAudioBehindTag_readsLittleMoreThanTheTag() {
        byte[] tagged = new byte[20_000_000];
        ByteBuffer.wrap(tagged).putInt(0x49443304).putShort((short) 0).putInt(0x00200000); // ID3 of half a MiB
        assertThat(readUntilRefused(tagged, Reason.CORRUPT)).isLessThan(2_200_000);
    }

    private static long readUntilRefused(byte[] content, Reason reason) {
        SettableClock clock = new SettableClock(Instant.now());
        IngestPipeline pipeline = IngestPipeline.builder(
                        new InMemoryDatabase(clock), new InMemoryObjectStore("music"), AudioFileReader.create())
                .bucket("music")
                .build();
        AtomicLong read = new AtomicLong();
        InputStream counted = new FilterInputStream(new ByteArrayInputStream(content)) {
            @Override
            public int read(byte[] bytes, int offset, int length) throws IOException {
                int count = super.read(bytes, offset, length);
                read.addAndGet(Math.max(0, count));
                return count;
            }
        };
        assertThatThrownBy(() -> pipeline.ingest(IngestSource.content("sent", () -> counted)))
                .isInstanceOfSatisfying(
                        AudioReadException.class, e -> assertThat(e.reason()).isEqualTo(reason));
        return read.get();
    }
}
