package io.loist.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.loist.DatabaseException;
import io.loist.LoistException;
import io.loist.ObjectStoreException;
import io.loist.ObjectStoreException.Reason;
import io.loist.object.StoredObject;
import io.loist.testing.Intercepted;
import io.loist.track.Track;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Ingest with a failure, a crash or a long pause at each of its steps in turn: whatever happens, what was acknowledged exists, and
 * after a recovery nothing else does.
 */
class IngestFaultsTest extends IngestFixture {

    private static final Duration LONG = IngestPipeline.DEFAULT_LEASE.plusSeconds(1);

    /** What is ingested. */
    enum Way {
        SMALL,
        PICTURED,
        LARGE,
        UPLOAD,
        IN_PLACE,
        GROUP
    }

    /** What happens at a step. */
    enum Fault {
        /** The store does not answer. */
        STORE_FAILS,
        /** The database does not answer. */
        DATABASE_FAILS,
        /** The process ends: no later call is carried out. */
        CRASH,
        /** The process stands still until another one has recovered. */
        PAUSE
    }

    /** Ends the work of a process that is to be dead. */
    private static final class Dead extends Error {
        private static final long serialVersionUID = 1L;
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    void ingest_storeFailsAtAnyStep_keepsWhatIsAcknowledgedAndNothingElse(Way way) {
        assertConsistentAtEachStep(way, Fault.STORE_FAILS);
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    void ingest_databaseFailsAtAnyStep_keepsWhatIsAcknowledgedAndNothingElse(Way way) {
        assertConsistentAtEachStep(way, Fault.DATABASE_FAILS);
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    void ingest_processDiesAtAnyStep_leavesNothingAfterRecovery(Way way) {
        assertConsistentAtEachStep(way, Fault.CRASH);
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    void ingest_processStandsStillAtAnyStep_keepsWhatIsAcknowledgedAndNothingElse(Way way) {
        assertConsistentAtEachStep(way, Fault.PAUSE);
    }

    private void assertConsistentAtEachStep(Way way, Fault fault) {
        int step = 1;
        boolean reached = true;
        while (reached) {
            open();
            Round round = new Round(way, fault, step++);
            round.run();
            reached = round.reached();
            round.check();
        }
        assertThat(step).as("steps of " + way).isGreaterThan(3);
    }

    /** One ingest with a fault at one step. */
    private final class Round {

        private final Way way;
        private final Fault fault;
        private final Steps steps;
        private final List<Track> acknowledged = new ArrayList<>();
        private volatile boolean dead;

        Round(Way way, Fault fault, int step) {
            this.way = way;
            this.fault = fault;
            this.steps = new Steps(step, this::happen);
        }

        private void happen() {
            switch (fault) {
                case STORE_FAILS -> throw new ObjectStoreException(Reason.UNAVAILABLE, "gs://music", "no answer", null);
                case DATABASE_FAILS ->
                    throw new DatabaseException("DATABASE_UNAVAILABLE", true, "no answer", "08006", null);
                case CRASH -> dead = true;
                case PAUSE -> {
                    pass(LONG);
                    pipeline.recover();
                }
            }
        }

        private final class Mortal implements Intercepted.Interceptor {

            private final boolean counted;

            Mortal(boolean counted) {
                this.counted = counted;
            }

            @Override
            public void before(String method) {
                if (counted) {
                    steps.before(method);
                }
                live();
            }

            @Override
            public void after(String method) {
                if (counted) {
                    steps.after(method);
                }
                live();
            }

            private void live() {
                if (dead) {
                    throw new Dead();
                }
            }
        }

        void run() {
            boolean both = fault == Fault.CRASH || fault == Fault.PAUSE;
            IngestPipeline faulty = pipeline(
                            Intercepted.journal(database, new Mortal(both || fault == Fault.DATABASE_FAILS)),
                            Intercepted.store(objects, new Mortal(both || fault == Fault.STORE_FAILS)))
                    .parallelism(1)
                    .build();
            try {
                ingest(faulty);
            } catch (LoistException | Dead e) {
                assertThat(e).as(name()).isNotNull();
            }
        }

        private void ingest(IngestPipeline faulty) {
            switch (way) {
                case SMALL -> acknowledge(() -> faulty.ingest(file("small", Song.of("small"))));
                case PICTURED -> acknowledge(() -> faulty.ingest(file("pictured", Song.withCover("pictured"))));
                case LARGE -> acknowledge(() -> faulty.ingest(file("large", Song.large("large"))));
                case UPLOAD -> {
                    StoredObject upload = upload(Song.of("upload"));
                    acknowledge(() -> faulty.ingest(IngestSource.upload(upload.ref(), upload.generation())));
                }
                case IN_PLACE -> {
                    StoredObject object = put(pipeline.uploadTarget(), Song.of("object"));
                    acknowledge(() -> faulty.ingest(IngestSource.object(object.ref())));
                }
                case GROUP -> {
                    for (int i = 0; i < 4; i++) {
                        file("group/" + i, Song.of("group " + i));
                    }
                    faulty.ingestAll(folder.resolve("group"), new IngestListener() {
                        @Override
                        public void finished(IngestOutcome outcome) {
                            if (outcome instanceof IngestOutcome.Ingested ingested) {
                                acknowledged.add(ingested.track());
                            }
                        }
                    });
                }
            }
        }

        private void acknowledge(Supplier<IngestOutcome.Ingested> ingest) {
            acknowledged.add(ingest.get().track());
        }

        boolean reached() {
            return !steps.name().equals("never");
        }

        private String name() {
            return way + ", " + fault + " at step " + steps.name();
        }

        void check() {
            assertConsistent(name() + ", before recovery");
            pass(LONG);
            pipeline.recover();
            clock.advance(IngestPipeline.MAX_UPLOAD_AGE.plusHours(1));
            pipeline.recover();

            assertConsistent(name());
            assertThat(tracks()).as(name()).containsAll(acknowledged);
            if (fault != Fault.CRASH && way != Way.GROUP && way != Way.IN_PLACE) {
                assertThat(tracks()).as(name()).hasSameSizeAs(acknowledged);
            }
            assertThat(tracks())
                    .as(name())
                    .allMatch(track -> objects.exists(track.audioObject().ref()));
            assertThat(names()).as(name()).noneMatch(name -> name.startsWith("temp/") && way != Way.IN_PLACE);
            assertThat(database.journal().claimDeletions(10, LONG)).as(name()).isEmpty();
        }
    }
}
