package io.loist.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.loist.DatabaseException;
import io.loist.ObjectStoreException;
import io.loist.ObjectStoreException.Reason;
import io.loist.object.ObjectRef;
import io.loist.object.ObjectStore;
import io.loist.object.StoredObject;
import io.loist.testing.Intercepted;
import io.loist.track.AudioProperties;
import io.loist.track.NewTrack;
import io.loist.track.RetryPolicy;
import io.loist.track.Track;
import io.loist.track.TrackMetadata;
import io.loist.track.TrackStatus;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class IngestWorkerTest extends IngestFixture {

    private static final Duration LONG = IngestPipeline.DEFAULT_LEASE.plusSeconds(1);
    private static final RetryPolicy AT_ONCE = new RetryPolicy(3, Duration.ZERO, Duration.ZERO);
    private static final RetryPolicy LATER = new RetryPolicy(3, Duration.ofDays(1), Duration.ofDays(1));

    private Track pending(StoredObject object) {
        return database.tracks()
                .save(NewTrack.builder(
                                TrackMetadata.builder("To come").build(),
                                AudioProperties.builder("song").build(),
                                object)
                        .status(TrackStatus.PENDING)
                        .build());
    }

    private Track now(Track track) {
        return database.tracks().findById(track.id()).orElseThrow();
    }

    private static IngestWorker worker(IngestPipeline pipeline, RetryPolicy policy) {
        return IngestWorker.builder(pipeline).retry(policy).build();
    }

    @Test
    void drain_pendingTracks_areIngestedOrEndWithTheirReason() {
        StoredObject upload = upload(Song.withCover("good"));
        Track good = pending(upload);
        Track bad = pending(upload(new byte[5000]));
        StoredObject gone = upload(Song.of("gone"));
        Track missing = pending(gone);
        objects.delete(gone.ref());
        Track inPlace = pending(put(new ObjectRef(BUCKET, "host/a.song"), Song.of("a")));

        try (IngestWorker worker = worker(pipeline, LATER)) {
            assertThat(worker.drain()).isEqualTo(4);
        }

        assertThat(now(good).status()).isEqualTo(TrackStatus.COMPLETED);
        assertThat(now(good).metadata().title()).isEqualTo("good");
        assertThat(now(good).audioObject().ref().name()).isEqualTo("audio/" + good.id() + "/audio.song");
        assertThat(bytes(now(good).audioObject())).isEqualTo(Song.withCover("good"));
        assertThat(objects.exists(upload.ref())).isFalse();
        assertThat(now(bad).status()).isEqualTo(TrackStatus.DEAD);
        assertThat(now(bad).error()).contains("not a song");
        assertThat(now(missing).status()).isEqualTo(TrackStatus.FAILED);
        assertThat(now(missing).error()).contains("There is no object");
        assertThat(now(inPlace).audioObject().ref().name()).isEqualTo("host/a.song");
        assertConsistent("after the worker");
    }

    @Test
    void drain_contentOfAnotherTrack_isDeadWithItsId() {
        Track first = stored(pipeline.ingest(file("a", Song.of("a"))));
        Track same = pending(upload(Song.of("a")));

        try (IngestWorker worker = worker(pipeline, AT_ONCE)) {
            worker.drain();
        }

        assertThat(now(same).status()).isEqualTo(TrackStatus.DEAD);
        assertThat(now(same).error()).contains(first.id().toString());
    }

    @Test
    void drain_contentOfAnotherTrackAndNoDeletionSucceeds_isDeadAndRecoveryDeletesTheUpload() {
        stored(pipeline.ingest(file("a", Song.of("a"))));
        StoredObject upload = upload(Song.of("a"));
        Track same = pending(upload);
        ObjectStore failing = Intercepted.store(objects, call -> {
            if (call.equals("delete")) {
                throw new ObjectStoreException(Reason.UNAVAILABLE, upload.ref().uri(), "No store today.", null);
            }
        });

        try (IngestWorker worker = worker(pipeline(database, failing).build(), LATER)) {
            worker.drain();
        }

        assertThat(now(same).status()).isEqualTo(TrackStatus.DEAD);
        assertThat(objects.exists(upload.ref())).isTrue();
        pass(LONG);
        pipeline.recover();
        assertThat(objects.exists(upload.ref())).isFalse();
        assertConsistent("after recovery");
    }

    @Test
    void drain_ownSources_areIngested() {
        Track track = pending(put(new ObjectRef(BUCKET, "note"), new byte[1]));
        IngestSource source = IngestSource.file(file("a", Song.of("a")));

        try (IngestWorker worker =
                IngestWorker.builder(pipeline).sources(any -> source).build()) {
            worker.drain();
        }

        assertThat(now(track).metadata().title()).isEqualTo("a");
    }

    @Test
    void drain_processDiesAtAnyStep_isDoneByTheNext() {
        int step = 1;
        boolean reached = true;
        while (reached) {
            open();
            Track track = pending(upload(Song.withCover("a")));
            boolean[] dead = {false};
            Steps steps = new Steps(step++, () -> dead[0] = true);
            Intercepted.Interceptor mortal = new Intercepted.Interceptor() {
                @Override
                public void before(String method) {
                    steps.before(method);
                    live();
                }

                @Override
                public void after(String method) {
                    steps.after(method);
                    live();
                }

                private void live() {
                    if (dead[0]) {
                        throw new DatabaseException("GONE", true, "The process is gone.", null, null);
                    }
                }
            };
            try (IngestWorker dying = IngestWorker.builder(
                            pipeline(Intercepted.journal(database, mortal), Intercepted.store(objects, mortal))
                                    .build())
                    .retry(AT_ONCE)
                    .build()) {
                dying.drain();
            }
            reached = !steps.name().equals("never");
            pass(LONG);
            try (IngestWorker next = worker(pipeline, AT_ONCE)) {
                next.drain();
            }
            pass(LONG);
            pipeline.recover();
            clock.advance(IngestPipeline.MAX_UPLOAD_AGE.plusHours(1));
            pipeline.recover();

            assertThat(now(track).status()).as(steps.name()).isEqualTo(TrackStatus.COMPLETED);
            assertThat(names()).as(steps.name()).hasSize(4).allMatch(name -> name.startsWith("audio/"));
            assertConsistent(steps.name());
        }
        assertThat(step).isGreaterThan(10);
    }

    @Test
    void start_trackArrives_isIngested() throws Exception {
        CountDownLatch committed = new CountDownLatch(1);
        IngestPipeline reporting = pipeline(
                        Intercepted.journal(database, new Intercepted.Interceptor() {
                            @Override
                            public void before(String method) {}

                            @Override
                            public void after(String method) {
                                if (method.equals("commit")) {
                                    committed.countDown();
                                }
                            }
                        }),
                        objects)
                .build();
        Track track = pending(upload(Song.of("a")));

        try (IngestWorker worker = IngestWorker.builder(reporting)
                .pause(Duration.ofMillis(10))
                .name("worker-1")
                .build()) {
            worker.start();
            worker.start();
            assertThat(committed.await(1, TimeUnit.MINUTES)).isTrue();
        }

        assertThat(now(track).status()).isEqualTo(TrackStatus.COMPLETED);
    }

    @Test
    void close_workerIsClosed_worksNoMore() {
        IngestWorker worker = IngestWorker.builder(pipeline).build();
        worker.close();
        worker.close();

        assertThatIllegalStateException().isThrownBy(worker::start);
        assertThatIllegalStateException().isThrownBy(worker::drain);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> IngestWorker.builder(pipeline).pause(Duration.ofMillis(9)));
    }
}
