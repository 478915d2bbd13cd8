package io.loist.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.loist.AudioReadException;
import io.loist.audio.testing.AudioFixtures;
import io.loist.ingest.IngestOutcome;
import io.loist.ingest.IngestPipeline;
import io.loist.testing.Integration;
import io.loist.testkit.SettableClock;
import io.loist.testkit.memory.InMemoryDatabase;
import io.loist.testkit.memory.InMemoryObjectStore;
import io.loist.track.Track;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.Arrays;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A path that leads to audio and to a secret of the same length in turn, while it is ingested. {@code -Dloist.flips=100000} sets how
 * often it is ingested; otherwise it is for some seconds.
 */
@Integration
class FlippingLinkTest {

    private static final long TRIES = Long.getLong("loist.flips", 0);
    private static final long SECONDS = 2;

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(ints = {4_000, 1_500_000})
    void ingest_linkThatFlips_neverStoresTheOtherFile(int size) throws Exception {
        byte[] mp3 = AudioFixtures.bytes(AudioFixtures.sample("ping.mp3"));
        byte[] song = Arrays.copyOf(mp3, Math.max(size, mp3.length));
        byte[] secret = new byte[song.length];
        Arrays.fill(secret, (byte) 'S');
        Path songFile = Files.write(folder.resolve("song.mp3"), song);
        Path secretFile = Files.write(folder.resolve("secret"), secret);
        Files.setLastModifiedTime(secretFile, Files.getLastModifiedTime(songFile));
        Path link = Files.createSymbolicLink(folder.resolve("drop.mp3"), songFile);
        SettableClock clock = new SettableClock(Instant.now());
        InMemoryObjectStore objects = new InMemoryObjectStore("music");
        IngestPipeline pipeline = IngestPipeline.builder(new InMemoryDatabase(clock), objects, AudioFileReader.create())
                .bucket("music")
                .clock(clock)
                .build();
        var threads = Executors.newSingleThreadExecutor();
        AtomicBoolean over = new AtomicBoolean();
        try {
            Future<Long> flips = threads.submit(() -> flip(link, secretFile, songFile, over));
            long end = System.nanoTime() + SECONDS * 1_000_000_000;
            int stored = 0;
            int hits = 0;
            for (long tries = 0; TRIES == 0 ? System.nanoTime() < end : tries < TRIES; tries++) {
                try {
                    Track track = ((IngestOutcome.Stored) pipeline.ingest(link)).track();
                    stored++;
                    try (InputStream in = objects.read(track.audioObject().ref())) {
                        hits += in.read() == 'S' ? 1 : 0;
                    }
                    pipeline.delete(track.id());
                } catch (AudioReadException e) {
                    // It was the secret when it was read, or the link flipped meanwhile
                }
            }
            over.set(true);
            assertThat(flips.get()).isPositive();
            assertThat(stored).isPositive();
            assertThat(hits).isZero();
        } finally {
            over.set(true);
            threads.shutdownNow();
        }
    }

    /** Whether it is a pipe may show only when it is opened, which would wait for ever. */
    @Test
    @Timeout(120)
    void ingest_linkThatFlipsToAPipe_ends() throws Exception {
        Path song = Files.write(folder.resolve("song.mp3"), AudioFixtures.bytes(AudioFixtures.sample("ping.mp3")));
        Path pipe = folder.resolve("pipe");
        assumeTrue(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor() == 0, "mkfifo is needed");
        Path link = Files.createSymbolicLink(folder.resolve("drop.mp3"), song);
        SettableClock clock = new SettableClock(Instant.now());
        IngestPipeline pipeline = IngestPipeline.builder(
                        new InMemoryDatabase(clock), new InMemoryObjectStore("music"), AudioFileReader.create())
                .bucket("music")
                .clock(clock)
                .build();
        AtomicBoolean over = new AtomicBoolean();
        var threads = Executors.newSingleThreadExecutor();
        try {
            Future<Long> flips = threads.submit(() -> flip(link, pipe, song, over));
            long end = System.nanoTime() + SECONDS * 1_000_000_000;
            int refused = 0;
            while (System.nanoTime() < end) {
                try {
                    pipeline.ingest(link);
                } catch (AudioReadException e) {
                    refused++;
                }
            }
            over.set(true);
            assertThat(flips.get()).isPositive();
            assertThat(refused).isPositive();
        } finally {
            over.set(true);
            threads.shutdownNow();
        }
    }

    private static long flip(Path link, Path secret, Path song, AtomicBoolean over) throws IOException {
        Path next = link.resolveSibling("next");
        long flips = 0;
        while (!over.get()) {
            Files.createSymbolicLink(next, flips++ % 2 == 0 ? secret : song);
            Files.move(next, link, StandardCopyOption.ATOMIC_MOVE);
            Thread.onSpinWait();
        }
        return flips;
    }
}
