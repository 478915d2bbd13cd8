package io.loist.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.loist.AudioReadException;
import io.loist.audio.AudioFileReader;
import io.loist.db.LoistDatabase;
import io.loist.ingest.IngestListener;
import io.loist.ingest.IngestOutcome;
import io.loist.ingest.IngestPipeline;
import io.loist.ingest.IngestSource;
import io.loist.ingest.IngestSummary;
import io.loist.ingest.IngestWorker;
import io.loist.ingest.LibraryCheck;
import io.loist.ingest.LibraryCheck.Fault;
import io.loist.media.ObjectRef;
import io.loist.media.StoredObject;
import io.loist.media.Upload;
import io.loist.storage.FileSystemObjectStore;
import io.loist.track.AudioProperties;
import io.loist.track.NewTrack;
import io.loist.track.RetryPolicy;
import io.loist.track.Track;
import io.loist.track.TrackFilter;
import io.loist.track.TrackMetadata;
import io.loist.track.TrackStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sources, duplicates, deletions, re-runs, the check and the worker, with their real parts. */
class IngestLibraryTest {

    private static final String BUCKET = IngestChildMain.BUCKET;

    @TempDir
    private static Path server;

    private static EmbeddedDatabase postgres;
    private static LoistDatabase database;

    @TempDir
    private Path folder;

    private Path samples;
    private FileSystemObjectStore objects;
    private IngestPipeline pipeline;

    @BeforeAll
    static void startDatabase() {
        postgres = EmbeddedDatabase.start(server);
        database = LoistDatabase.create(postgres.dataSource());
        database.migrate();
    }

    @AfterAll
    static void stopDatabase() {
        database.close();
        postgres.close();
    }

    @BeforeEach
    void open() throws IOException {
        samples = Samples.copyTo(Files.createDirectory(folder.resolve("samples")));
        objects = FileSystemObjectStore.create(folder.resolve("objects"));
        objects.createBucket(BUCKET);
        pipeline = IngestPipeline.builder(database, objects, AudioFileReader.create())
                .bucket(BUCKET)
                .build();
    }

    @AfterEach
    void empty() {
        try (Stream<Track> all = database.tracks().stream(TrackFilter.all())) {
            all.toList().forEach(track -> database.tracks().delete(track.id()));
        }
        objects.close();
    }

    @Test
    void ingest_stream_isStoredUnderItsName() throws IOException {
        Path file = samples.resolve("tenshi.flac");

        Track track = stored(pipeline.ingest(IngestSource.content("a/b/天使.flac", () -> Files.newInputStream(file))));

        assertThat(objects.read(track.audioObject().ref())).hasBinaryContent(Files.readAllBytes(file));
        assertThat(names()).allMatch(name -> name.startsWith("audio/"));
    }

    @Test
    void ingest_objectInPlace_isNotCopiedAndStaysWhenItsTrackIsDeleted() {
        ObjectRef ref = new ObjectRef(BUCKET, "host/ping.mp3");
        StoredObject there = put(ref, "ping.mp3");

        Track track = stored(pipeline.ingest(IngestSource.object(ref)));

        assertThat(track.audioObject()).isEqualTo(there);
        assertThat(pipeline.ingest(IngestSource.object(ref))).isInstanceOf(IngestOutcome.AlreadyStored.class);
        assertThat(pipeline.delete(track.id())).isTrue();
        assertThat(names()).containsExactly("host/ping.mp3");
    }

    @Test
    void ingest_upload_isCopiedAndItsTemporaryObjectIsGone() throws IOException {
        ObjectRef upload = pipeline.uploadTarget();
        put(upload, "ping.mp3");

        Track track = stored(pipeline.ingest(IngestSource.upload(upload)));

        assertThat(track.audioObject().ref().name()).isEqualTo("audio/" + track.id() + "/audio.mp3");
        assertThat(objects.read(track.audioObject().ref()))
                .hasBinaryContent(Files.readAllBytes(samples.resolve("ping.mp3")));
        assertThat(objects.exists(upload)).isFalse();
        assertClean();
    }

    @Test
    void delete_track_takesItsObjectsWithIt() {
        Track track = stored(pipeline.ingest(samples.resolve("tenshi.flac")));

        assertThat(pipeline.delete(track.id())).isTrue();

        assertThat(names()).isEmpty();
        assertThat(pipeline.delete(track.id())).isFalse();
    }

    @Test
    void ingestAll_again_readsNothing() throws IOException {
        try (Stream<Path> all = Files.list(samples)) {
            for (Path file : all.toList()) {
                Files.setLastModifiedTime(file, FileTime.from(Instant.now().minusSeconds(60)));
            }
        }
        int count = Samples.names().size();
        assertThat(pipeline.ingestAll(samples, IngestListener.NONE)).isEqualTo(new IngestSummary(count, 0, 0));
        IngestPipeline blind = IngestPipeline.builder(
                        database,
                        Wrapped.store(objects, call -> assertThat(call).isNull(), call -> {}),
                        file -> {
                            throw new AssertionError("nothing is read");
                        })
                .bucket(BUCKET)
                .build();

        assertThat(blind.ingestAll(samples, IngestListener.NONE)).isEqualTo(new IngestSummary(0, count, 0));
    }

    @Test
    void ingest_sameFileByManyAtOnce_isOneTrack() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(6);
        try {
            List<Future<IngestOutcome>> running = new ArrayList<>();
            for (int i = 0; i < 6; i++) {
                Path copy = Files.copy(samples.resolve("ping.mp3"), folder.resolve("copy-" + i + ".mp3"));
                IngestPipeline another = IngestPipeline.builder(database, objects, AudioFileReader.create())
                        .bucket(BUCKET)
                        .build();
                running.add(threads.submit(() -> another.ingest(copy)));
            }
            int stored = 0;
            for (Future<IngestOutcome> outcome : running) {
                stored += outcome.get() instanceof IngestOutcome.Stored ? 1 : 0;
            }
            assertThat(stored).isEqualTo(1);
            assertThat(names()).hasSize(1);
            assertClean();
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void ingest_fileChangesMeanwhile_throwsAndLeavesNothing() {
        Path file = samples.resolve("ping.mp3");
        AudioFileReader reader = AudioFileReader.create();
        IngestPipeline late = IngestPipeline.builder(database, objects, path -> {
                    var audio = reader.read(path);
                    append(path);
                    return audio;
                })
                .bucket(BUCKET)
                .build();

        assertThatThrownBy(() -> late.ingest(file))
                .isInstanceOf(AudioReadException.class)
                .hasMessageContaining("changed");
        assertThat(names()).isEmpty();
        assertThat(count()).isZero();
    }

    @Test
    void ingestAll_pipe_isRefusedWithoutBeingOpened() throws Exception {
        Path pipe = samples.resolve("pipe.mp3");
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor())
                .isZero();

        IngestSummary summary = pipeline.ingestAll(samples, IngestListener.NONE);

        assertThat(summary).isEqualTo(new IngestSummary(Samples.names().size(), 0, 1));
    }

    @Test
    void find_everyFault_isFoundAndRepaired() throws IOException {
        Track lost = stored(pipeline.ingest(samples.resolve("ping.mp3")));
        Track changed = stored(pipeline.ingest(samples.resolve("tenshi.flac")));
        Track again = stored(pipeline.ingest(samples.resolve("fifty-hertz.wav")));
        objects.delete(lost.audioObject().ref());
        replace(changed.audioObject().ref(), new byte[] {1, 2, 3});
        replace(again.audioObject().ref(), Files.readAllBytes(samples.resolve("fifty-hertz.wav")));
        put(new ObjectRef(BUCKET, "audio/stray.mp3"), "ping.mp3");
        put(pipeline.uploadTarget(), "ping.mp3");
        LibraryCheck check = LibraryCheck.create(database, objects, BUCKET);

        LibraryCheck.Report found = check.find(LibraryCheck.Listener.NONE);
        LibraryCheck.Report repaired = check.repair(EnumSet.allOf(Fault.class), LibraryCheck.Listener.NONE);
        LibraryCheck.Report after = check.find(LibraryCheck.Listener.NONE);

        Map<Fault, Long> faults = Map.of(Fault.MISSING, 1L, Fault.SIZE, 1L, Fault.GENERATION, 1L, Fault.ORPHANED, 1L);
        assertThat(found.faults()).isEqualTo(faults);
        assertThat(found.repaired()).isZero();
        assertThat(repaired.faults()).isEqualTo(faults);
        assertThat(repaired.repaired()).isEqualTo(3);
        assertThat(after.faults()).isEqualTo(Map.of(Fault.SIZE, 1L));
        assertThat(database.tracks().findById(lost.id())).isEmpty();
    }

    @Test
    void drain_pendingTracks_areTakenInOrEndWithTheirReason() throws IOException {
        ObjectRef upload = pipeline.uploadTarget();
        Track good = pending(put(upload, "ping.mp3"));
        ObjectRef noise = pipeline.uploadTarget();
        Track bad = pending(objects.put(Upload.builder(noise, new byte[5000]).build()));
        StoredObject gone = put(pipeline.uploadTarget(), "tenshi.flac");
        Track missing = pending(gone);
        objects.delete(gone.ref());

        try (IngestWorker worker = IngestWorker.builder(pipeline)
                .work(database.work().retrying(new RetryPolicy(3, Duration.ofHours(1), Duration.ofHours(1))))
                .build()) {
            assertThat(worker.drain()).isEqualTo(3);
        }

        Track done = database.tracks().findById(good.id()).orElseThrow();
        assertThat(done.status()).isEqualTo(TrackStatus.COMPLETED);
        assertThat(done.audioObject().ref().name()).isEqualTo("audio/" + good.id() + "/audio.mp3");
        assertThat(objects.read(done.audioObject().ref()))
                .hasBinaryContent(Files.readAllBytes(samples.resolve("ping.mp3")));
        assertThat(objects.exists(upload)).isFalse();
        Track dead = database.tracks().findById(bad.id()).orElseThrow();
        assertThat(dead.status()).isEqualTo(TrackStatus.DEAD);
        assertThat(dead.error()).isNotBlank();
        Track failed = database.tracks().findById(missing.id()).orElseThrow();
        assertThat(failed.status()).isEqualTo(TrackStatus.FAILED);
        assertThat(failed.error()).contains("There is no object");
    }

    private Track pending(StoredObject object) {
        NewTrack track = NewTrack.builder(
                        TrackMetadata.builder("To come").build(),
                        AudioProperties.builder("mp3").build(),
                        object)
                .status(TrackStatus.PENDING)
                .build();
        return database.tracks().save(track);
    }

    private StoredObject put(ObjectRef ref, String sample) {
        return objects.put(Upload.builder(ref, samples.resolve(sample))
                .contentType("audio/mpeg")
                .build());
    }

    private void replace(ObjectRef ref, byte[] bytes) {
        objects.put(Upload.builder(ref, bytes)
                .precondition(Upload.Precondition.NONE)
                .build());
    }

    private static void append(Path file) {
        try {
            Files.write(file, new byte[] {0}, java.nio.file.StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private void assertClean() {
        assertThat(LibraryCheck.create(database, objects, BUCKET)
                        .find(LibraryCheck.Listener.NONE)
                        .faults())
                .isEmpty();
    }

    private long count() {
        try (Stream<Track> all = database.tracks().stream(TrackFilter.all())) {
            return all.count();
        }
    }

    private List<String> names() {
        try (Stream<StoredObject> all = objects.list(BUCKET, "")) {
            return all.map(object -> object.ref().name()).toList();
        }
    }

    private static Track stored(IngestOutcome outcome) {
        return ((IngestOutcome.Stored) outcome).track();
    }
}
