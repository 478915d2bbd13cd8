package io.loist.examples.endtoend.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.loist.DuplicateTrackException;
import io.loist.audio.AudioFileReader;
import io.loist.ingest.IngestOutcome;
import io.loist.ingest.IngestPipeline;
import io.loist.ingest.IngestSource;
import io.loist.ingest.IngestWorker;
import io.loist.object.ObjectRef;
import io.loist.object.StoredObject;
import io.loist.object.Upload;
import io.loist.testing.Integration;
import io.loist.track.DuplicatePolicy;
import io.loist.track.RetryPolicy;
import io.loist.track.Track;
import io.loist.track.TrackStatus;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** Sources, duplicates, deletions, re-runs and the worker, with their real parts. */
@Integration
class IngestLibraryTest extends IngestLibraryBase {

    @Test
    void ingest_stream_isStoredUnderItsName() throws IOException {
        Path file = samples.resolve("tenshi.flac");

        Track track = stored(pipeline.ingest(IngestSource.content("a/b/天使.flac", () -> Files.newInputStream(file))));

        assertThat(objects.read(track.audioObject().ref())).hasBinaryContent(Files.readAllBytes(file));
        assertThat(names()).allMatch(name -> name.startsWith("audio/"));
    }

    @Test
    void ingest_upload_isCopiedAndItsTemporaryObjectIsGone() throws IOException {
        ObjectRef upload = pipeline.uploadTarget();
        StoredObject object = put(upload, "ping.mp3");

        Track track = stored(pipeline.ingest(IngestSource.upload(upload, object.generation())));

        assertThat(track.audioObject().ref().name()).isEqualTo("audio/" + track.id() + "/audio.mp3");
        assertThat(objects.read(track.audioObject().ref()))
                .hasBinaryContent(Files.readAllBytes(samples.resolve("ping.mp3")));
        assertThat(objects.exists(upload)).isFalse();
        assertClean();
    }

    @Test
    void ingest_coverWithThumbnails_storesThemAndTheyGoWithTheTrack() {
        IngestPipeline pictured = pictured();

        Track track = stored(pictured.ingest(samples.resolve("tenshi.flac")));

        SortedMap<Integer, StoredObject> thumbnails = thumbnails(track);
        assertThat(thumbnails).containsOnlyKeys(64, 300);
        thumbnails.forEach((size, object) -> {
            assertThat(object.ref().name()).startsWith("audio/" + track.id() + "/artwork-" + size + ".");
            assertThat(objects.stat(object.ref()).orElseThrow().crc32c()).isEqualTo(object.crc32c());
        });
        assertThat(names()).hasSize(4);
        assertClean();
        assertThat(pictured.delete(track.id())).isTrue();
        assertThat(names()).isEmpty();
        assertThat(thumbnails(track)).isEmpty();
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
    void ingest_sameSoundUnderOtherTags_endsByThePolicy() throws IOException {
        Track first = stored(pipeline.ingest(samples.resolve("ping.mp3")));
        Path other = retagged("other");

        assertThat(pipeline.ingest(other)).isEqualTo(new IngestOutcome.AlreadyStored(IngestSource.file(other), first));
        assertThat(names()).hasSize(1);
        assertThatThrownBy(() -> deciding(DuplicatePolicy.REJECT).ingest(other))
                .isInstanceOf(DuplicateTrackException.class)
                .hasMessageContaining(first.id().toString());
        assertThat(names()).hasSize(1);
        Track second = stored(deciding(DuplicatePolicy.ALLOW).ingest(other));
        assertThat(second.audioHash()).isNotNull().isEqualTo(first.audioHash());
        assertThat(second.audioObject().sha256())
                .isNotEqualTo(first.audioObject().sha256());
        assertThat(count()).isEqualTo(2);
        assertClean();
    }

    @Test
    void ingest_sameSoundUnderOtherTagsByManyAtOnce_isOneTrack() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(6);
        try {
            List<Future<IngestOutcome>> running = new ArrayList<>();
            for (int i = 0; i < 6; i++) {
                Path copy = retagged("copy " + i);
                running.add(threads.submit(
                        () -> deciding(DuplicatePolicy.RETURN_EXISTING).ingest(copy)));
            }
            int stored = 0;
            for (Future<IngestOutcome> outcome : running) {
                stored += outcome.get() instanceof IngestOutcome.Stored ? 1 : 0;
            }
            assertThat(stored).isEqualTo(1);
            assertThat(count()).isEqualTo(1);
            assertThat(names()).hasSize(1);
            assertClean();
        } finally {
            threads.shutdownNow();
        }
    }

    /** Returns a file of the same sound, with an ID3v1 tag of its own behind it. */
    private Path retagged(String title) throws IOException {
        Path file = Files.copy(samples.resolve("ping.mp3"), folder.resolve(title + ".mp3"));
        byte[] tag = new byte[128];
        byte[] text = ("TAG" + title).getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(text, 0, tag, 0, text.length);
        Files.write(file, tag, StandardOpenOption.APPEND);
        return file;
    }

    private IngestPipeline deciding(DuplicatePolicy policy) {
        return IngestPipeline.builder(database, objects, AudioFileReader.create())
                .bucket(BUCKET)
                .duplicates(policy)
                .build();
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
                .retry(new RetryPolicy(3, Duration.ofHours(1), Duration.ofHours(1)))
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
}
