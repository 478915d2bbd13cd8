package io.loist.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.loist.DatabaseException;
import io.loist.ObjectStoreException;
import io.loist.ObjectStoreException.Reason;
import io.loist.object.StoredObject;
import io.loist.testing.Intercepted;
import io.loist.track.Track;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class RecoveryTest extends IngestFixture {

    private static final Duration LONG = IngestPipeline.DEFAULT_LEASE.plusSeconds(1);

    @Test
    void recover_processDied_deletesItsTrackAndItsObjects() {
        die();

        assertThat(pipeline.recover()).isEqualTo(new RecoverySummary(0, 0));
        assertThat(names()).hasSize(4);
        pass(LONG);
        assertThat(pipeline.recover()).isEqualTo(new RecoverySummary(4, 0));

        assertThat(names()).isEmpty();
        assertThat(tracks()).isEmpty();
        assertThat(pipeline.recover()).isEqualTo(new RecoverySummary(0, 0));
    }

    @Test
    void recover_storeDoesNotAnswer_leavesItToTheNext() {
        die();
        pass(LONG);
        IngestPipeline cutOff = pipeline(database, Intercepted.store(objects, call -> {
                    if (call.equals("delete")) {
                        pass(LONG);
                        throw new ObjectStoreException(Reason.UNAVAILABLE, "gs://music", "no answer", null);
                    }
                }))
                .build();

        assertThat(cutOff.recover().left()).isPositive();
        pass(LONG);
        pipeline.recover();

        assertThat(names()).isEmpty();
        assertThat(tracks()).isEmpty();
    }

    @Test
    void recover_uploads_areDeletedAfterADay() {
        StoredObject upload = upload(Song.of("a"));
        Track pending = database.tracks()
                .save(io.loist.testkit.SampleTracks.builder("Pending", "Band").build());
        put(
                pending.audioObject().ref().bucket().equals(BUCKET)
                        ? pending.audioObject().ref()
                        : pipeline.uploadTarget(),
                new byte[1]);

        clock.advance(Duration.ofHours(23));
        pipeline.recover();
        assertThat(objects.exists(upload.ref())).isTrue();
        clock.advance(Duration.ofHours(2));
        pipeline.recover();

        assertThat(names()).isEmpty();
    }

    @Test
    void recover_livingProcess_isNotTouched() {
        IngestPipeline slow = pipeline(database, Intercepted.store(objects, call -> {
                    if (call.equals("put")) {
                        pass(Duration.ofSeconds(30));
                        pipeline.recover();
                    }
                }))
                .build();

        Track track = stored(slow.ingest(file("a", Song.of("a"))));

        assertThat(tracks()).containsExactly(track);
        assertConsistent("after recovery");
    }

    @Test
    void recoverEvery_processDied_undoesWhatItLeft() throws Exception {
        die();
        pass(LONG);
        CountDownLatch listed = new CountDownLatch(1);
        IngestPipeline other = pipeline(database, Intercepted.store(objects, new Intercepted.Interceptor() {
                    @Override
                    public void before(String method) {}

                    @Override
                    public void after(String method) {
                        if (method.equals("list")) {
                            listed.countDown();
                        }
                    }
                }))
                .build();

        try (RecoverySchedule schedule = other.recoverEvery(Duration.ofSeconds(1))) {
            assertThat(schedule).isNotNull();
            assertThat(listed.await(1, TimeUnit.MINUTES)).isTrue();
        }

        assertThat(names()).isEmpty();
        assertThat(tracks()).isEmpty();
    }

    @Test
    void recoverEvery_shortPause_isRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> pipeline.recoverEvery(Duration.ofMillis(999)))
                .withMessageContaining("a second or more");
    }

    /** Ingests in a process that can neither commit nor give up, as if it had died. */
    private void die() {
        IngestPipeline dying = pipeline(
                        Intercepted.journal(database, call -> {
                            if (List.of("commit", "abandon", "renew").contains(call)) {
                                throw new DatabaseException("GONE", true, "The process is gone.", null, null);
                            }
                        }),
                        objects)
                .build();
        assertThatThrownBy(() -> dying.ingest(file("dying", Song.withCover("dying"))))
                .isInstanceOf(DatabaseException.class);
    }
}
