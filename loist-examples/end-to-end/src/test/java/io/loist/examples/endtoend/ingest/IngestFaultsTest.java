package io.loist.examples.endtoend.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.loist.LoistException;
import io.loist.ObjectStoreException;
import io.loist.db.LoistDatabase;
import io.loist.ingest.IngestOutcome;
import io.loist.ingest.IngestPipeline;
import io.loist.object.ObjectRef;
import io.loist.object.ObjectStore;
import io.loist.storage.FileSystemObjectStore;
import io.loist.testing.Integration;
import io.loist.testing.Intercepted;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.ds.PGSimpleDataSource;

/** PostgreSQL that is killed, and a store that fails, is slow or answers late, while files are taken in. */
@Integration
class IngestFaultsTest {

    private static final int MOST_SERVER_KILLS = 20;
    private static final int SERVER_KILLS = Math.max(2, Integer.getInteger("loist.kills", 0) / 5);

    @TempDir
    private Path folder;

    @Test
    void ingest_storeFailsIsSlowOrAnswersLate_leavesWhatWasAcknowledgedAndNothingElse() throws Exception {
        Random random = new Random(7);
        try (TestDatabase server = TestDatabase.create();
                LoistDatabase database = LoistDatabase.create(server.dataSource());
                FileSystemObjectStore files = objects()) {
            ObjectStore broken = Intercepted.store(files, new Trouble(random));
            IngestPipeline pipeline = IngestChildMain.pipeline(database, broken);
            Library library = new Library(database, files).endingLeases(server.dataSource());
            int refused = 0;
            for (int round = 0; round < 6; round++) {
                Path music = MusicFolder.create(folder.resolve("music-" + round), random);
                refused += ingestEach(pipeline, library, music);
            }
            library.recoverAndCheck("a store in trouble");

            assertThat(refused).as("files that could not be taken in").isGreaterThan(0);
            assertThat(library.size()).as("files that could").isGreaterThan(0);
        }
    }

    /** One call in six fails, before or after it was carried out, and one in six is slow. */
    private record Trouble(Random random) implements Intercepted.Interceptor {

        @Override
        public void before(String call) {
            int chance;
            synchronized (random) {
                chance = random.nextInt(12);
            }
            if (chance == 0 && List.of("put", "move", "copy", "delete", "stat").contains(call)) {
                throw new ObjectStoreException(
                        ObjectStoreException.Reason.UNAVAILABLE,
                        "gs://music",
                        "The store is in trouble; try again.",
                        null);
            }
            if (chance == 1) {
                sleep(Duration.ofMillis(50));
            }
        }

        @Override
        public void after(String call) {
            before(call);
        }
    }

    @Test
    void ingest_serverKilled_leavesWhatWasAcknowledgedAndNothingElse() throws Exception {
        Random random = new Random(11);
        Path data = folder.resolve("data");
        int port = freePort();
        EmbeddedPostgres server = start(data, port);
        String url = "jdbc:postgresql://127.0.0.1:" + port + "/postgres?user=postgres&password=postgres";
        try (LoistDatabase database = LoistDatabase.builder()
                        .jdbcUrl(url)
                        .connectionTimeout(Duration.ofMillis(500)) // each file after the kill waits as long
                        .build();
                FileSystemObjectStore files = objects()) {
            database.migrate();
            IngestPipeline pipeline = IngestChildMain.pipeline(database, files);
            PGSimpleDataSource connections = new PGSimpleDataSource();
            connections.setUrl(url);
            Library library = new Library(database, files).endingLeases(connections);
            // A machine may be so busy that nothing is done before the server is killed
            for (int kill = 0; kill < SERVER_KILLS || (library.size() == 0 && kill < MOST_SERVER_KILLS); kill++) {
                Path music = MusicFolder.create(folder.resolve("music-" + kill), random);
                Thread killer = later(Duration.ofMillis(random.nextInt(300 * (kill + 1))), () -> kill(data));
                ingestEach(pipeline, library, music);
                killer.join();
                server.close();
                server = start(data, port);
                awaitAnswer(database);
                library.recoverAndCheck("kill " + kill + " of the server");
            }
            assertThat(library.size()).isGreaterThan(0);
        } finally {
            server.close();
        }
    }

    /** A pool whose connections were refused tries again only after a pause. */
    private static void awaitAnswer(LoistDatabase database) {
        for (int tries = 1; ; tries++) {
            try {
                database.journal().knownObjects(List.of(new ObjectRef("music", "any")));
                return;
            } catch (LoistException e) {
                if (tries == 100) {
                    throw e;
                }
                sleep(Duration.ofMillis(200));
            }
        }
    }

    /** Takes in what can be; returns how many files could not be. */
    private static int ingestEach(IngestPipeline pipeline, Library library, Path music) throws IOException {
        int refused = 0;
        try (Stream<Path> all = Files.list(music)) {
            for (Path file : all.sorted().toList()) {
                try {
                    if (pipeline.ingest(file) instanceof IngestOutcome.Stored stored) {
                        library.acknowledgeStored(stored.track().id(), file);
                    }
                } catch (LoistException e) {
                    refused++;
                }
            }
        }
        return refused;
    }

    private FileSystemObjectStore objects() {
        FileSystemObjectStore objects = FileSystemObjectStore.create(folder.resolve("objects"));
        objects.createBucket(IngestChildMain.BUCKET);
        return objects;
    }

    private static EmbeddedPostgres start(Path data, int port) throws IOException {
        return EmbeddedPostgres.builder()
                .setDataDirectory(data)
                .setCleanDataDirectory(false)
                .setPort(port)
                .setLocaleConfig("locale", "C")
                .setLocaleConfig("encoding", "UTF-8")
                .setServerConfig("listen_addresses", "127.0.0.1")
                // The embedded server's own default forgets what it has just committed when it is killed
                .setServerConfig("synchronous_commit", "on")
                .setPGStartupWait(Duration.ofSeconds(60))
                .start();
    }

    /** Kills the server with all its processes, as a power cut would. */
    private static void kill(Path data) {
        try (Stream<String> lines = Files.lines(data.resolve("postmaster.pid"))) {
            ProcessHandle postmaster = ProcessHandle.of(
                            Long.parseLong(lines.findFirst().orElseThrow()))
                    .orElseThrow();
            // A server that runs on could start a process between the look and the kill, which would outlive it and write beside the next one
            new ProcessBuilder("kill", "-STOP", String.valueOf(postmaster.pid()))
                    .inheritIO()
                    .start()
                    .waitFor();
            List<ProcessHandle> all = postmaster.descendants().toList();
            postmaster.destroyForcibly();
            all.forEach(ProcessHandle::destroyForcibly);
            all.forEach(process -> process.onExit().join());
            postmaster.onExit().join();
            Files.deleteIfExists(data.resolve("postmaster.pid"));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Thread later(Duration pause, Runnable task) {
        Thread thread = new Thread(() -> {
            sleep(pause);
            task.run();
        });
        thread.start();
        return thread;
    }

    private static void sleep(Duration pause) {
        try {
            TimeUnit.NANOSECONDS.sleep(pause.toNanos());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
