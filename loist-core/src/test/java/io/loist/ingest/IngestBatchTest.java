package io.loist.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.loist.AudioReadException;
import io.loist.DatabaseException;
import io.loist.ObjectStoreException;
import io.loist.ObjectStoreException.Reason;
import io.loist.object.StoredObject;
import io.loist.testing.Integration;
import io.loist.testing.Intercepted;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

@Integration
class IngestBatchTest extends IngestFixture {

    @Test
    void ingestAll_folder_storesEveryFile() {
        for (int i = 0; i < 100; i++) {
            file(i % 3 + "/" + i, i % 10 == 0 ? Song.withCover("" + i) : Song.of("" + i));
        }
        file("large", Song.large("large"));

        IngestSummary summary = pipeline.ingestAll(folder, IngestListener.NONE);

        assertThat(summary).isEqualTo(new IngestSummary(101, 0, 0));
        assertThat(tracks()).hasSize(101);
        assertConsistent("after the batch");
    }

    @Test
    void ingestAll_again_readsNothing() {
        for (int i = 0; i < 20; i++) {
            file("" + i, Song.of("" + i));
        }
        pipeline.ingestAll(folder, IngestListener.NONE);
        IngestPipeline blind = IngestPipeline.builder(
                        database,
                        Intercepted.store(objects, call -> assertThat(call).isNull()),
                        (open, name) -> {
                            throw new AssertionError("nothing is read");
                        })
                .bucket(BUCKET)
                .clock(clock)
                .build();

        assertThat(blind.ingestAll(folder, IngestListener.NONE)).isEqualTo(new IngestSummary(0, 20, 0));
    }

    @Test
    void ingestAll_someNotAudio_reportsThemAndStoresTheOthers() {
        for (int i = 0; i < 20; i++) {
            file("" + i, i % 4 == 0 ? new byte[i] : Song.of("" + i));
        }
        Outcomes outcomes = new Outcomes();

        IngestSummary summary = pipeline.ingestAll(folder, outcomes);

        assertThat(summary).isEqualTo(new IngestSummary(15, 0, 5));
        assertThat(outcomes.all).hasSize(20);
        assertConsistent("after the batch");
    }

    @Test
    void ingestAll_sameContentInOneGroup_isStoredOnce() {
        for (int i = 0; i < 40; i++) {
            file("" + i, i % 2 == 0 ? Song.of("x", "-") : Song.of("title" + i, "sound"));
        }

        IngestSummary summary = pipeline.ingestAll(folder, IngestListener.NONE);

        assertThat(summary).isEqualTo(new IngestSummary(2, 38, 0));
        assertThat(tracks()).hasSize(2);
        assertConsistent("after the batch");
    }

    @Test
    void ingestAll_streamOfSources_storesEach() {
        StoredObject upload = upload(Song.of("upload"));
        Stream<IngestSource> sources = Stream.of(
                IngestSource.file(file("a", Song.of("a"))),
                IngestSource.upload(upload.ref(), upload.generation()),
                IngestSource.file(folder.resolve("missing")),
                IngestSource.content("b", () -> new java.io.ByteArrayInputStream(Song.of("b"))));
        Outcomes outcomes = new Outcomes();

        IngestSummary summary = pipeline.ingestAll(sources, outcomes);

        assertThat(summary).isEqualTo(new IngestSummary(3, 0, 1));
        assertThat(outcomes.all).hasSize(4);
        assertConsistent("after the batch");
    }

    @Test
    void ingestAll_linkToItsOwnFolder_isReportedOnceAndEndsThere() throws IOException {
        file("a", Song.of("a"));
        Files.createSymbolicLink(folder.resolve("again"), folder);
        Outcomes outcomes = new Outcomes();

        IngestSummary summary = pipeline.ingestAll(folder, outcomes);

        assertThat(summary).isEqualTo(new IngestSummary(1, 0, 1));
        assertThat(outcomes.all)
                .filteredOn(IngestOutcome.Refused.class::isInstance)
                .singleElement()
                .satisfies(refused ->
                        assertThat(((IngestOutcome.Refused) refused).cause()).hasMessageContaining("leads back"));
    }

    @Test
    void ingestAll_noFolder_throws() {
        assertThatThrownBy(() -> pipeline.ingestAll(folder.resolve("none"), IngestListener.NONE))
                .isInstanceOf(AudioReadException.class);
    }

    @Test
    void ingestAll_bucketMissing_stopsAndSavesNothing() {
        manyFiles();
        IngestPipeline homeless =
                pipeline(database, objects).bucket("no-such-bucket").build();

        assertThatThrownBy(() -> homeless.ingestAll(folder, IngestListener.NONE))
                .isInstanceOfSatisfying(
                        ObjectStoreException.class, e -> assertThat(e.reason()).isEqualTo(Reason.NOT_FOUND));
        assertThat(tracks()).isEmpty();
    }

    @Test
    void ingestAll_databaseFails_stopsSoonAndKeepsNothing() {
        manyFiles();
        AtomicInteger commits = new AtomicInteger();
        IngestPipeline broken = pipeline(
                        Intercepted.journal(database, call -> {
                            if (call.equals("commit")) {
                                commits.incrementAndGet();
                                throw new DatabaseException("DATABASE_UNAVAILABLE", true, "gone", "08006", null);
                            }
                        }),
                        objects)
                .build();

        assertThatThrownBy(() -> broken.ingestAll(folder, IngestListener.NONE)).isInstanceOf(DatabaseException.class);
        assertThat(commits.get()).isLessThan(10);
        pass(IngestPipeline.DEFAULT_LEASE.plusSeconds(1));
        pipeline.recover();
        assertThat(names()).isEmpty();
        assertThat(tracks()).isEmpty();
    }

    private void manyFiles() {
        for (int i = 0; i < 64; i++) {
            file("" + i, Song.of("" + i));
        }
    }

    @Test
    void ingestAll_interrupted_finishesWhatWasBegunAndCanBeMadeAgain() {
        manyFiles();
        IngestSummary some;
        try {
            some = pipeline.ingestAll(folder, new IngestListener() {
                @Override
                public void finished(IngestOutcome outcome) {
                    Thread.currentThread().interrupt();
                }
            });
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }

        // Four groups of up to 8 files
        assertThat(some.stored()).isBetween(1L, 32L);
        assertThat(tracks()).hasSize((int) some.stored());
        assertConsistent("after the interrupt");
        assertThat(pipeline.ingestAll(folder, IngestListener.NONE))
                .isEqualTo(new IngestSummary(64 - some.stored(), some.stored(), 0));
    }

    @Test
    void ingestAll_listenerThrows_finishesWhatWasBegunAndThrows() {
        manyFiles();
        IngestListener cancelling = new IngestListener() {
            @Override
            public void finished(IngestOutcome outcome) {
                throw new IllegalStateException("cancelled");
            }
        };

        assertThatIllegalStateException()
                .isThrownBy(() -> pipeline.ingestAll(folder, cancelling))
                .withMessage("cancelled");

        assertThat(tracks()).isNotEmpty();
        assertConsistent("after the exception");
    }

    @Test
    void ingestAll_pipe_isRefusedWithoutBeingOpened() throws Exception {
        Path pipe = folder.resolve("pipe.mp3");
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor())
                .isZero();

        assertThat(pipeline.ingestAll(folder, IngestListener.NONE)).isEqualTo(new IngestSummary(0, 0, 1));
    }
}
