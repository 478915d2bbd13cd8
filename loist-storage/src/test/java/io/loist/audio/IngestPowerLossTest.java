package io.loist.audio;

import static org.assertj.core.api.Assertions.assertThat;

import io.loist.DatabaseException;
import io.loist.LoistException;
import io.loist.audio.testing.AudioFixtures;
import io.loist.ingest.IngestOutcome;
import io.loist.ingest.IngestPipeline;
import io.loist.ingest.LibraryCheck;
import io.loist.ingest.spi.IngestDatabase;
import io.loist.object.ObjectStore;
import io.loist.storage.FileSystemObjectStore;
import io.loist.storage.testing.FaultyFiles;
import io.loist.storage.testing.FileSteps;
import io.loist.storage.testing.FileSteps.Death;
import io.loist.storage.testing.FileSteps.Fault;
import io.loist.storage.testing.UnsyncedChanges.Loss;
import io.loist.testing.Integration;
import io.loist.testing.Intercepted;
import io.loist.testkit.SettableClock;
import io.loist.testkit.memory.InMemoryDatabase;
import io.loist.track.DuplicatePolicy;
import io.loist.track.Track;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A process that ingests and deletes, and dies at each step that it takes in the file system; the power fails with it, and the disk
 * forgets what it was not forced to keep. After recovery, database and store agree, and what was acknowledged is whole. Each loss has
 * every fifth step, together all; {@code -Dloist.kills} gives each loss every step.
 */
@Integration
class IngestPowerLossTest {

    private static final String BUCKET = "music";

    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource(Loss.class)
    void recover_powerFailedAtAnyStep_leavesWhatWasAcknowledgedAndNothingElse(Loss loss) throws IOException {
        byte[] wav = AudioFixtures.bytes(AudioFixtures.sample("fifty-hertz.wav"));
        Path small = Files.write(folder.resolve("small.wav"), wav);
        Path large = Files.write(folder.resolve("large.wav"), Arrays.copyOf(wav, 1_200_000));
        boolean died = true;
        int stride = Integer.getInteger("loist.kills", 0) > 0 ? 1 : Loss.values().length;
        for (int step = 1 + List.of(Loss.values()).indexOf(loss); died; step += stride) {
            Round round = new Round(Files.createDirectory(folder.resolve("round" + step)));
            died = round.run(step, small, large);
            round.files.unsynced().lose(loss, round.root);
            round.check(loss + " at step " + step + " of " + round.steps.taken());
            assertThat(step).isLessThan(1_000);
        }
    }

    /** A library that is used until a step. */
    private static final class Round {

        private final Path root;
        private final SettableClock clock = new SettableClock(Instant.now());
        private final InMemoryDatabase database = new InMemoryDatabase(clock);
        private final FileSteps steps = new FileSteps(() -> {});
        private final FaultyFiles files = new FaultyFiles(steps);
        private @Nullable Track kept;
        private @Nullable Path keptFile;
        private @Nullable Track deleted;

        Round(Path root) {
            this.root = root;
            FileSystemObjectStore.create(root).createBucket(BUCKET);
        }

        /** Returns whether the process died. */
        boolean run(int step, Path small, Path large) {
            FileSystemObjectStore store = FileSystemObjectStore.create(files.wrap(root));
            IngestDatabase mortal = Intercepted.journal(database, call -> {
                if (steps.isDead()) {
                    throw new DatabaseException("GONE", true, "The process is gone.", null, null);
                }
            });
            IngestPipeline pipeline = pipeline(mortal, store);
            steps.plan(Fault.DEATH, step);
            try {
                Track first = ((IngestOutcome.Stored) pipeline.ingest(small)).track();
                kept = first;
                keptFile = small;
                Track second = ((IngestOutcome.Stored) pipeline.ingest(large)).track();
                kept = second;
                keptFile = large;
                pipeline.delete(first.id());
                deleted = first;
            } catch (LoistException | Death e) {
                // It died
            }
            return steps.isDead();
        }

        void check(String story) throws IOException {
            steps.plan(Fault.DEATH, Integer.MAX_VALUE);
            FileSystemObjectStore store = FileSystemObjectStore.create(root);
            clock.advance(IngestPipeline.DEFAULT_LEASE.plus(Duration.ofSeconds(1)));
            pipeline(database, store).recover();

            assertThat(LibraryCheck.create(database, store, BUCKET)
                            .clock(clock)
                            .find(LibraryCheck.Listener.NONE)
                            .faults())
                    .as(story)
                    .isEmpty();
            if (kept != null && keptFile != null) {
                Optional<Track> track = database.tracks().findById(kept.id());
                assertThat(track).as(story).isPresent();
                try (InputStream in =
                        store.read(track.orElseThrow().audioObject().ref())) {
                    assertThat(in.readAllBytes()).as(story).isEqualTo(Files.readAllBytes(keptFile));
                }
            }
            if (deleted != null) {
                assertThat(database.tracks().findById(deleted.id())).as(story).isEmpty();
            }
        }

        private IngestPipeline pipeline(IngestDatabase rows, ObjectStore store) {
            return IngestPipeline.builder(rows, store, AudioFileReader.create())
                    .bucket(BUCKET)
                    .clock(clock)
                    .duplicates(DuplicatePolicy.ALLOW) // both files have the same sound
                    .build();
        }
    }
}
