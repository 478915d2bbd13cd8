package io.loist.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.loist.AudioReadException;
import io.loist.AudioReadException.Reason;
import io.loist.audio.testing.AudioFixtures;
import io.loist.audio.testing.RareBytes;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Samples damaged at random, always in the same way. Whatever the damage, a read gives tags or an AudioReadException, soon.
 * More rounds: {@code -Dloist.mutations=10000}; the files of a
 * folder instead of the samples: {@code -Dloist.corpus=FOLDER}.
 */
class MutatedAudioTest {

    private static final int ROUNDS = Integer.getInteger("loist.mutations", 100);
    private static final long MOST_BYTES = 1024 * 1024;
    private static final int[] TELLING_NUMBERS = {0, 1, -1, Integer.MAX_VALUE, Integer.MIN_VALUE, 0xFFFF, 0x00FFFFFF, 7
    };

    private final AudioFileReader reader = AudioFileReader.builder()
            .timeBudget(Duration.ofSeconds(5))
            .thumbnails(32)
            .build();

    @TempDir
    Path folder;

    static List<Path> samples() throws IOException {
        String corpus = System.getProperty("loist.corpus");
        if (corpus == null) {
            return AudioFixtures.all();
        }
        try (Stream<Path> files = Files.walk(Path.of(corpus))) {
            return files.filter(file -> Files.isRegularFile(file)
                            && file.toFile().length() > 0
                            && file.toFile().length() <= MOST_BYTES)
                    .sorted()
                    .toList();
        }
    }

    static Set<String> rareNames() {
        return RareBytes.files().keySet();
    }

    @ParameterizedTest
    @MethodSource("samples")
    void read_mutated_givesTagsOrIsRefused(Path sample) throws IOException {
        assertTagsOrRefusedHoweverMutated(sample.getFileName().toString(), AudioFixtures.bytes(sample));
    }

    @ParameterizedTest
    @MethodSource("rareNames")
    void read_rareAndMutated_givesTagsOrIsRefused(String name) throws IOException {
        byte[] original = RareBytes.files().get(name);
        assertThat(original).isNotNull();
        assertTagsOrRefusedHoweverMutated(name, original == null ? new byte[0] : original);
    }

    private void assertTagsOrRefusedHoweverMutated(String name, byte[] original) throws IOException {
        Path file = folder.resolve(name);
        for (int round = 0; round < ROUNDS; round++) {
            Random random = new Random(name.hashCode() * 1_000_003L + round);
            Files.write(file, mutated(original, random));
            assertTagsOrRefused(file, round);
        }
    }

    private void assertTagsOrRefused(Path file, int round) {
        try {
            assertThat(reader.read(file).metadata().title()).isNotBlank();
        } catch (AudioReadException e) {
            assertThat(e.reason())
                    .as("round %s: %s", round, e)
                    .isNotIn(Reason.OVER_BUDGET, Reason.UNREADABLE, Reason.EMPTY);
            assertThat(e).hasMessageStartingWith(file.toString());
            assertThat(e.getMessage())
                    .as("round %s: what was thrown was foreseen", round)
                    .doesNotContain("its content cannot be parsed");
        } catch (RuntimeException | Error e) {
            fail("round " + round + " of " + file.getFileName(), e);
        }
    }

    private static byte[] mutated(byte[] original, Random random) {
        byte[] bytes = original.clone();
        int times = 1 + random.nextInt(8);
        for (int i = 0; i < times; i++) {
            // Most of what a parser reads is at the start
            int reach = random.nextBoolean() ? Math.min(bytes.length, 2_048) : bytes.length;
            int at = random.nextInt(reach);
            switch (random.nextInt(6)) {
                case 0 -> bytes[at] = (byte) random.nextInt();
                case 1 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
                case 2 -> {
                    if (at + 4 <= bytes.length) {
                        ByteBuffer.wrap(bytes).putInt(at, TELLING_NUMBERS[random.nextInt(TELLING_NUMBERS.length)]);
                    }
                }
                case 3 ->
                    Arrays.fill(bytes, at, Math.min(bytes.length, at + random.nextInt(64)), (byte) random.nextInt());
                case 4 -> {
                    int from = random.nextInt(reach);
                    int length = Math.min(random.nextInt(256), bytes.length - Math.max(at, from));
                    System.arraycopy(original, Math.min(from, original.length - length), bytes, at, length);
                }
                default -> {
                    if (random.nextInt(4) == 0) {
                        bytes = Arrays.copyOf(bytes, Math.max(1, at));
                    }
                }
            }
        }
        return bytes;
    }
}
