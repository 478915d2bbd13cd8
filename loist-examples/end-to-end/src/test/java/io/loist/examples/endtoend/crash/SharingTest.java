package io.loist.examples.endtoend.crash;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.loist.db.LoistDatabase;
import io.loist.examples.demo.Samples;
import io.loist.examples.endtoend.ingest.IngestChildMain;
import io.loist.examples.endtoend.ingest.Library;
import io.loist.examples.endtoend.ingest.MusicFolder;
import io.loist.examples.endtoend.ingest.TestDatabase;
import io.loist.ingest.IngestListener;
import io.loist.ingest.IngestOutcome;
import io.loist.ingest.IngestPipeline;
import io.loist.object.Upload;
import io.loist.storage.FileSystemObjectStore;
import io.loist.testing.Integration;
import io.loist.track.AudioProperties;
import io.loist.track.NewTrack;
import io.loist.track.Track;
import io.loist.track.TrackFilter;
import io.loist.track.TrackMetadata;
import io.loist.track.TrackStatus;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Processes that share a database and a store. {@code -Dloist.rounds=20} says how often; by default once. */
@Integration
class SharingTest {

    private static final int ROUNDS = Integer.getInteger("loist.rounds", 1);
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final int COPIES = 3;
    private static final int TRACKS = 24;

    @TempDir
    private Path folder;

    private TestDatabase server;
    private LoistDatabase database;
    private FileSystemObjectStore objects;
    private final List<Process> children = new ArrayList<>();

    @BeforeEach
    void open() {
        server = TestDatabase.create();
        database = LoistDatabase.create(server.dataSource());
        objects = FileSystemObjectStore.create(folder.resolve("objects"));
        objects.createBucket(IngestChildMain.BUCKET);
    }

    @AfterEach
    void close() {
        children.forEach(Process::destroyForcibly);
        objects.close();
        database.close();
        server.close();
    }

    static Stream<Integer> processes() {
        return Stream.generate(() -> List.of(2, 4)).limit(ROUNDS).flatMap(List::stream);
    }

    @ParameterizedTest
    @MethodSource("processes")
    void ingestAll_sameFolderInManyProcesses_storesEachSoundOnce(int processes) throws Exception {
        Path music = folder.resolve("music");
        Random random = new Random();
        Samples.copyTo(Files.createDirectories(music.resolve("samples")));
        for (int copy = 0; copy < COPIES; copy++) {
            MusicFolder.create(music.resolve("copy-" + copy), random);
        }
        for (int i = 0; i < processes; i++) {
            start(music.toString());
        }
        for (Process child : children) {
            go(child);
        }

        Library library = new Library(database, objects).endingLeases(server.dataSource());
        for (Process child : children) {
            for (String line : child.inputReader(UTF_8).lines().toList()) {
                String[] words = line.split(" ", 3);
                // A machine as busy as that
                assertThat(line).matches("STORED .*|REFUSED .*lease.*");
                if (words[0].equals("STORED")) {
                    library.acknowledgeStored(UUID.fromString(words[1]), Path.of(words[2]));
                }
            }
            assertThat(child.waitFor()).isZero();
        }
        IngestPipeline pipeline = IngestPipeline.builder(database, objects, IngestChildMain.reader())
                .bucket(IngestChildMain.BUCKET)
                .build();
        pipeline.ingestAll(music, new IngestListener() {
            @Override
            public void finished(IngestOutcome outcome) {
                if (outcome instanceof IngestOutcome.Stored stored) {
                    library.acknowledgeStored(
                            stored.track().id(), Path.of(stored.source().name()));
                }
            }
        });

        library.recoverAndCheck(processes + " processes");
        List<Track> tracks = tracks();
        assertThat(tracks).hasSize(library.size()).hasSizeGreaterThan(8);
        assertThat(tracks.stream().map(track -> track.audioObject().sha256())).doesNotHaveDuplicates();
        assertThat(tracks.stream().map(Track::audioHash).filter(hash -> hash != null))
                .doesNotHaveDuplicates();
    }

    @Test
    void work_oneProcessKilledAndOneStopped_theOtherFinishesEverything() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            Map<UUID, Path> pending = pending(folder.resolve("round-" + round));
            Process killed = start();
            Process stopped = start();
            Process living = start();
            await("some are done", pending, TRACKS / 4);
            killed.destroyForcibly().waitFor();
            signal(stopped, "STOP");

            await("all are done", pending, TRACKS);
            signal(stopped, "CONT");
            for (Process child : List.of(stopped, living)) {
                go(child);
                assertThat(child.waitFor()).isZero();
            }

            Library library = new Library(database, objects).endingLeases(server.dataSource());
            pending.forEach(library::acknowledgeStored);
            library.recoverAndCheck("round " + round);
            assertThat(tracks()).hasSize(TRACKS * (round + 1));
        }
    }

    /** Saves tracks whose bytes are uploaded. */
    private Map<UUID, Path> pending(Path music) throws IOException {
        Map<UUID, Path> pending = new LinkedHashMap<>();
        Random random = new Random();
        IngestPipeline pipeline = IngestChildMain.pipeline(database, objects);
        for (int part = 0; pending.size() < TRACKS; part++) {
            Path some = MusicFolder.create(music.resolve("part-" + part), random);
            try (Stream<Path> files = Files.list(some)) {
                for (Path file : files.limit(TRACKS - pending.size()).toList()) {
                    Upload upload =
                            Upload.builder(pipeline.uploadTarget(), file).build();
                    NewTrack track = NewTrack.builder(
                                    TrackMetadata.builder("To come").build(),
                                    AudioProperties.builder("mp3").build(),
                                    objects.put(upload))
                            .status(TrackStatus.PENDING)
                            .build();
                    pending.put(database.tracks().save(track).id(), file);
                }
            }
        }
        return pending;
    }

    private void await(String what, Map<UUID, Path> tracks, int done) throws InterruptedException {
        IngestPipeline pipeline = IngestChildMain.pipeline(database, objects);
        Instant end = Instant.now().plus(PATIENCE);
        while (tracks().stream()
                        .filter(track -> tracks.containsKey(track.id()) && track.status() == TrackStatus.COMPLETED)
                        .count()
                < done) {
            assertThat(Instant.now()).as(what).isBefore(end);
            pipeline.recover();
            TimeUnit.MILLISECONDS.sleep(50);
        }
    }

    private List<Track> tracks() {
        try (Stream<Track> all = database.tracks().stream(TrackFilter.all())) {
            return all.toList();
        }
    }

    /** Starts a process, and waits until it is ready. */
    private Process start(String... folderOrNothing) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                SharingChildMain.class.getName(),
                server.jdbcUrl(),
                folder.resolve("objects").toString()));
        command.addAll(List.of(folderOrNothing));
        Process child = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        children.add(child);
        BufferedReader lines = child.inputReader(UTF_8);
        assertThat(lines.readLine()).isEqualTo("READY");
        return child;
    }

    private static void go(Process child) throws IOException {
        child.getOutputStream().write('\n');
        child.getOutputStream().flush();
    }

    /** Stops a process as it stands, or lets it go on, where the system can do that. */
    private static void signal(Process child, String signal) throws InterruptedException {
        try {
            assertThat(new ProcessBuilder("kill", "-" + signal, Long.toString(child.pid()))
                            .start()
                            .waitFor())
                    .isZero();
        } catch (IOException e) {
            throw new UncheckedIOException("this system has no command kill", e);
        }
    }
}
