package io.loist.examples.endtoend.crash;

import static org.assertj.core.api.Assertions.assertThat;

import io.loist.DatabaseException;
import io.loist.LoistException;
import io.loist.ObjectStoreException;
import io.loist.examples.endtoend.ingest.IngestChildMain;
import io.loist.examples.endtoend.ingest.IngestLibraryBase;
import io.loist.examples.endtoend.ingest.Library;
import io.loist.examples.endtoend.ingest.MusicFolder;
import io.loist.ingest.IngestOutcome;
import io.loist.ingest.IngestPipeline;
import io.loist.ingest.IngestWorker;
import io.loist.ingest.LibraryCheck;
import io.loist.object.ObjectRef;
import io.loist.object.ObjectStore;
import io.loist.testing.Integration;
import io.loist.testing.Intercepted;
import io.loist.track.RetryPolicy;
import io.loist.track.Track;
import io.loist.track.TrackStatus;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A process that stands still while others undo and redo its work, and wakes up late, does no harm at any step. */
@Integration
class ZombieTest extends IngestLibraryBase {

    static final RetryPolicy AT_ONCE = new RetryPolicy(1_000, Duration.ofMillis(1), Duration.ofMillis(1));

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    /** How often to try: on a busy machine a short lease may end before the step is reached. */
    private static final int TRIES = 20;

    private final List<Zombie> zombies = new ArrayList<>();
    private Library library;

    @BeforeEach
    void openLibrary() {
        library = new Library(database, objects);
    }

    @AfterEach
    void end() throws Exception {
        for (Zombie zombie : zombies) {
            zombie.goOn();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "0tenshi.flac, before begin, 1",
        "0tenshi.flac, after begin, 1",
        "0tenshi.flac, before put, 1",
        "0tenshi.flac, after put, 1",
        "0tenshi.flac, before put, 3",
        "0tenshi.flac, after put, 3",
        "0tenshi.flac, before commit, 1",
        "0tenshi.flac, after commit, 1",
        "0saebyeok.ogg, before put, 1",
        "0saebyeok.ogg, after put, 1",
        "0saebyeok.ogg, before move, 1",
        "0saebyeok.ogg, after move, 1",
        "0saebyeok.ogg, before commit, 1",
        "0saebyeok.ogg, after commit, 1"
    })
    void ingest_wokenAfterRecovery_leavesNothingUnacknowledged(String name, String step, int pass) throws Exception {
        Path file = MusicFolder.create(folder.resolve("music"), new Random(17)).resolve(name);
        AtomicReference<@Nullable IngestOutcome> outcome = new AtomicReference<>();
        Zombie zombie = standing(
                () -> new Zombie(database, objects, step, pass),
                late -> outcome.set(late.pipeline().ingest(file)));

        library.recoverAndCheck(step);
        Throwable thrown = zombie.goOn();

        if (outcome.get() instanceof IngestOutcome.Stored stored) {
            library.acknowledgeStored(stored.track().id(), file);
        } else {
            assertLeaseLost(thrown);
        }
        library.recoverAndCheck(step + ", and later");
        assertThat(count()).isEqualTo(library.size());
        assertThat(names().isEmpty()).isEqualTo(library.size() == 0);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "before abandon",
                "after abandon",
                "before delete",
                "after delete",
                "before confirmDeletions",
                "after confirmDeletions"
            })
    void ingest_givesUpAndIsWokenAfterRecovery_leavesNothing(String step) throws Exception {
        Path file = samples.resolve("tenshi.flac");
        Zombie zombie = standing(
                () -> new Zombie(database, refusingPictures(2), step, 1),
                late -> late.pipeline().ingest(file));

        library.recoverAndCheck(step);
        Throwable thrown = zombie.goOn();

        // On a busy machine the lease may have ended before
        assertThat(thrown).isInstanceOf(LoistException.class).hasMessageFindingMatch("no pictures|lease");
        library.recoverAndCheck(step + ", and later");
        assertThat(names()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "after claimDeletions",
                "before stat",
                "after stat",
                "before renewDeletions",
                "after renewDeletions",
                "before delete",
                "after delete",
                "before confirmDeletions"
            })
    void recover_wokenAfterARetry_leavesTheRetrysObjects(String step) throws Exception {
        Track track = halfDone("tenshi.flac");
        // Each holds three objects: the audio, its cover, a small copy of that
        Zombie zombie = standing(
                () -> new Zombie(database, objects, step, 1),
                late -> late.pipeline().recover());

        finish(track, false);
        Throwable thrown = zombie.goOn();

        assertThat(thrown).isNull();
        assertDone(track, "tenshi.flac", step);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "after claim",
                "before beginClaimed",
                "after beginClaimed",
                "before renew",
                "before delete",
                "after delete",
                "before copy",
                "after copy",
                "before put",
                "after put",
                "before commit",
                "after commit"
            })
    void worker_wokenAfterARetry_leavesTheRetrysObjects(String step) throws Exception {
        Track track = halfDone("tenshi.flac");
        Zombie zombie = standing(() -> new Zombie(database, objects, step, 1), ZombieTest::drain);

        finish(track, true);
        Throwable thrown = zombie.goOn();

        assertThat(thrown).isNull();
        assertDone(track, "tenshi.flac", step);
    }

    @ParameterizedTest
    @ValueSource(strings = {"before fail", "after fail", "before abandon", "before delete"})
    void worker_givesUpAndIsWokenAfterARetry_leavesTheRetrysObjects(String step) throws Exception {
        Track track = pending(put(pipeline.uploadTarget(), "tenshi.flac"));
        Zombie zombie = standing(() -> new Zombie(database, refusingPictures(1), step, 1), ZombieTest::drain);

        finish(track, true);
        zombie.goOn();

        assertDone(track, "tenshi.flac", step);
    }

    @Test
    void repair_wokenAfterTheNameIsUsedAgain_leavesTheObject() throws Exception {
        Track track = pending(put(pipeline.uploadTarget(), "tenshi.flac"));
        ObjectRef target = new ObjectRef(BUCKET, "audio/" + track.id() + "/audio.flac");
        put(target, "ping.mp3");
        Zombie zombie = new Zombie(database, objects, "before delete", 1);
        assertThat(zombie.standsStillIn(() -> LibraryCheck.create(zombie, zombie.objects(), BUCKET)
                        .repair(Set.of(LibraryCheck.Fault.ORPHANED), LibraryCheck.Listener.NONE)))
                .isTrue();

        finish(track, false);

        assertThat(zombie.goOn()).isNull();
        assertDone(track, "tenshi.flac", "repair");
    }

    /** Saves a track whose first worker has died when all its objects had their names. */
    private Track halfDone(String sample) throws Exception {
        Track track = pending(put(pipeline.uploadTarget(), sample));
        standing(() -> new Zombie(database, objects, "before commit", 1), ZombieTest::drain);
        TimeUnit.NANOSECONDS.sleep(2 * Zombie.LEASE.toNanos());
        return track;
    }

    /** Works until the track is done, as another process would that lives. */
    private void finish(Track track, boolean recovering) throws InterruptedException {
        IngestPipeline living = IngestChildMain.pipeline(database, objects);
        Instant end = Instant.now().plus(PATIENCE);
        while (current(track).status() != TrackStatus.COMPLETED) {
            assertThat(Instant.now()).as("another process finishes").isBefore(end);
            if (recovering) {
                living.recover();
            }
            try (IngestWorker worker =
                    IngestWorker.builder(living).retry(AT_ONCE).build()) {
                worker.drain();
            }
            TimeUnit.MILLISECONDS.sleep(20);
        }
    }

    private void assertDone(Track track, String sample, String step) throws Exception {
        library.acknowledgeStored(track.id(), samples.resolve(sample));
        library.recoverAndCheck(step);
        assertThat(names()).as("the audio, its cover, a small copy of that").hasSize(3);
    }

    private Track current(Track track) {
        return database.tracks().findById(track.id()).orElseThrow();
    }

    private static void assertLeaseLost(@Nullable Throwable thrown) {
        assertThat(thrown).isInstanceOf(DatabaseException.class);
        assertThat(((DatabaseException) Objects.requireNonNull(thrown)).code()).isEqualTo("INGEST_LEASE_LOST");
    }

    private ObjectStore refusingPictures(int put) {
        AtomicInteger puts = new AtomicInteger();
        return Intercepted.store(objects, call -> {
            if (call.equals("put") && puts.incrementAndGet() == put) {
                throw new ObjectStoreException(
                        ObjectStoreException.Reason.REFUSED,
                        "gs://" + BUCKET,
                        "There is room for no pictures; try another store.",
                        null);
            }
        });
    }

    private Zombie standing(Supplier<Zombie> birth, Consumer<Zombie> work) throws InterruptedException {
        for (int tries = 0; tries < TRIES; tries++) {
            Zombie zombie = birth.get();
            if (zombie.standsStillIn(() -> work.accept(zombie))) {
                zombies.add(zombie);
                return zombie;
            }
            TimeUnit.NANOSECONDS.sleep(Zombie.LEASE.toNanos());
        }
        throw new AssertionError("it never comes as far as that");
    }

    private static void drain(Zombie zombie) {
        try (IngestWorker worker = IngestWorker.builder(zombie.pipeline()).build()) {
            worker.drain();
        }
    }
}
