package io.loist.examples.endtoend.crash;

import static org.assertj.core.api.Assertions.assertThat;

import io.loist.db.LoistDatabase;
import io.loist.examples.endtoend.ingest.IngestChildMain;
import io.loist.examples.endtoend.ingest.Library;
import io.loist.examples.endtoend.ingest.MusicFolder;
import io.loist.examples.endtoend.ingest.TestDatabase;
import io.loist.storage.FileSystemObjectStore;
import io.loist.testing.Integration;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kills a process that takes files in, at each step in turn and at random moments, again and again in the same library.
 * {@code -Dloist.kills=100} says how often; by default once at each step, and twice at random.
 */
@Integration
class KillTest {

    private static final List<String> STEPS = List.of(
            "before begin",
            "after begin",
            "before put",
            "after put",
            "before move",
            "after move",
            "before commit",
            "after commit",
            "before delete",
            "after delete",
            "before confirmDeletions",
            "after confirmDeletions");

    private static final int KILLS = Integer.getInteger("loist.kills", 14);
    private static final long SEED = Long.getLong("loist.seed", 20_261_121L);

    /** 128 and the number of SIGKILL. */
    private static final int KILLED = 137;

    @TempDir
    private Path folder;

    private TestDatabase server;
    private LoistDatabase database;
    private FileSystemObjectStore objects;

    /** Whether the machine was so busy that a lease was lost, and the step perhaps not reached. */
    private boolean wasTooSlow;

    @BeforeEach
    void open() {
        server = TestDatabase.create();
        database = LoistDatabase.create(server.dataSource());
        objects = FileSystemObjectStore.create(folder.resolve("objects"));
        objects.createBucket(IngestChildMain.BUCKET);
    }

    @AfterEach
    void close() {
        objects.close();
        database.close();
        server.close();
    }

    @Test
    void recover_processKilledAnywhere_leavesWhatWasAcknowledgedAndNothingElse() throws Exception {
        Random random = new Random(SEED);
        Library library = new Library(database, objects).endingLeases(server.dataSource());
        int folders = 0;
        for (int kill = 0; kill < KILLS; kill++) {
            int turn = kill % (STEPS.size() + 2);
            String step = turn < STEPS.size() ? STEPS.get(turn) : "at random";
            boolean killed;
            do {
                Path music = MusicFolder.create(folder.resolve("music-" + folders++), random);
                killed = killed(library, music, step, random);
                library.recoverAndCheck("kill " + kill + " " + step + ", seed " + SEED);
                MusicFolder.delete(music);
                assertThat(killed || wasTooSlow || turn >= STEPS.size())
                        .as("kill %d %s", kill, step)
                        .isTrue();
            } while (!killed);
        }
        assertThat(library.size()).as("tracks that were acknowledged").isGreaterThan(0);
        System.out.println(KILLS + " kills, " + library.size() + " tracks acknowledged, none lost");
    }

    /** Returns whether the process was killed before it had come to its end. */
    private boolean killed(Library library, Path music, String step, Random random)
            throws IOException, InterruptedException {
        wasTooSlow = false;
        Process child = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        IngestChildMain.class.getName(),
                        server.jdbcUrl(),
                        music.toString(),
                        folder.resolve("objects").toString(),
                        step,
                        Integer.toString(step.endsWith("confirmDeletions") ? 1 : 1 + random.nextInt(2)))
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (BufferedReader lines = child.inputReader()) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                String[] words = line.split(" ", 3);
                switch (words[0]) {
                    case "READY" -> {
                        if (step.equals("at random")) {
                            killLater(child, random.nextInt(400));
                        }
                    }
                    case "AT" -> child.toHandle().destroyForcibly();
                    case "STORED" ->
                        library.acknowledgeStored(UUID.fromString(words[1]), MusicFolder.kept(Path.of(words[2])));
                    case "DELETING" -> library.deleting(UUID.fromString(words[1]));
                    case "DELETED" -> library.acknowledgeDeleted(UUID.fromString(words[1]));
                    case "REFUSED" -> {
                        assertThat(line).contains("lease");
                        wasTooSlow = true;
                    }
                    case "END" -> {}
                    default -> throw new AssertionError(line);
                }
            }
        }
        return child.waitFor() == KILLED;
    }

    private static void killLater(Process child, int millis) {
        Thread killer = new Thread(() -> {
            try {
                TimeUnit.MILLISECONDS.sleep(millis);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            child.toHandle().destroyForcibly();
        });
        killer.setDaemon(true);
        killer.start();
    }
}
