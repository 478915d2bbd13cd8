package io.loist.examples.endtoend.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.cloud.NoCredentials;
import io.loist.LoistException;
import io.loist.ingest.IngestOutcome;
import io.loist.ingest.IngestSource;
import io.loist.object.ObjectStore;
import io.loist.object.StoredObject;
import io.loist.object.Upload;
import io.loist.storage.GcsObjectStore;
import io.loist.storage.testing.gcs.GcsFaults.Fault;
import io.loist.storage.testing.gcs.GcsOperation;
import io.loist.storage.testing.gcs.GcsTestServer;
import io.loist.testing.Integration;
import io.loist.track.Track;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Ingest into Cloud Storage with each fault in each call it makes, once and for as long as the store tries: it ends well or in one
 * error, leaves nothing behind, and can be done again. {@code -Dloist.faults=all} plans every fault, once and for ever, not only the
 * worst ones; the store alone meets all of them in {@code GcsFaultMatrixTest}.
 */
@Integration
class GcsIngestTest extends IngestLibraryBase {

    private static final int FOR_EVER = 80;
    private static final Set<Fault> OF_SESSIONS = Set.of(Fault.NOT_FOUND, Fault.GONE, Fault.UNAUTHORIZED);
    private static final boolean ALL = "all".equals(System.getProperty("loist.faults"));

    private static GcsTestServer server;
    private static GcsObjectStore patient;
    private static GcsObjectStore impatient;

    private Library library;

    /** What is taken in, and the calls that makes. */
    @SuppressWarnings("ImmutableEnumChecker") // its list is never changed
    private enum Way {
        SMALL(GcsOperation.INSERT),
        LARGE(GcsOperation.START, GcsOperation.CHUNK, GcsOperation.GET, GcsOperation.MOVE),
        UPLOAD(GcsOperation.GET, GcsOperation.MEDIA, GcsOperation.REWRITE, GcsOperation.DELETE),
        DELETION(GcsOperation.DELETE);

        private final List<GcsOperation> calls;

        Way(GcsOperation... calls) {
            this.calls = List.of(calls);
        }
    }

    @BeforeAll
    static void startStore() throws IOException {
        server = GcsTestServer.start();
        server.createBucket(BUCKET);
        GcsObjectStore.Builder store = GcsObjectStore.builder()
                .credentials(NoCredentials.getInstance())
                .endpoint(server.endpoint());
        patient = store.build();
        impatient = store.retryFor(Duration.ofMillis(300))
                .readTimeout(GcsTestServer.STALL.dividedBy(2))
                .build();
    }

    @AfterAll
    static void stopStore() {
        patient.close();
        impatient.close();
        server.close();
    }

    @BeforeEach
    void openPipeline() {
        left().forEach(object -> patient.delete(object.ref()));
        pipeline = IngestChildMain.pipeline(database, impatient);
        library = new Library(database, patient).endingLeases(postgres.dataSource());
    }

    @AfterEach
    void clear() {
        server.renewFaults();
        server.awaitRest();
    }

    @Override
    protected ObjectStore store() {
        return patient;
    }

    static Stream<Arguments> faults() {
        List<Arguments> all = new ArrayList<>();
        for (Way way : Way.values()) {
            for (GcsOperation call : way.calls) {
                for (Fault fault : Fault.values()) {
                    if (call != GcsOperation.CHUNK && OF_SESSIONS.contains(fault)) {
                        continue; // such an answer says something about the object or the credentials
                    }
                    boolean ofBytes = fault == Fault.CHANGED_BYTE || fault == Fault.BROKEN_STREAM;
                    boolean worst = ALL || fault == Fault.UNAVAILABLE || fault == Fault.LOST_ANSWER;
                    if (fault != Fault.NONE && (!ofBytes || call == GcsOperation.MEDIA)) {
                        if (worst || ofBytes || OF_SESSIONS.contains(fault)) {
                            all.add(Arguments.of(way, call, fault, 1));
                        }
                        if (worst) {
                            all.add(Arguments.of(way, call, fault, FOR_EVER));
                        }
                    }
                }
            }
        }
        return all.stream();
    }

    @ParameterizedTest(name = "{0} {1} {2} {3}")
    @MethodSource("faults")
    void ingest_fault_endsWellOrInOneErrorAndLeavesNothing(Way way, GcsOperation call, Fault fault, int times)
            throws Exception {
        String circumstances = way + ", " + call + ": " + fault + " x" + times;
        Path file = file(way);
        IngestSource source = way == Way.UPLOAD ? uploaded(file) : IngestSource.file(file);
        if (way == Way.DELETION) {
            Track track = stored(pipeline.ingest(source));
            plan(call, fault, times);
            assertThat(pipeline.delete(track.id())).isTrue();
            rest();
        } else {
            plan(call, fault, times);
            IngestOutcome outcome = outcome(source);
            rest();
            library.acknowledgeStored(
                    stored(outcome == null ? pipeline.ingest(source) : outcome).id(), file);
        }

        library.recoverAndCheck(circumstances);
        assertThat(count()).as(circumstances).isEqualTo(way == Way.DELETION ? 0 : 1);
        assertThat(left().isEmpty()).as(circumstances).isEqualTo(way == Way.DELETION);
    }

    private @Nullable IngestOutcome outcome(IngestSource source) {
        try {
            return pipeline.ingest(source);
        } catch (LoistException e) {
            assertThat(e).hasMessageMatching("(?s).{20,}");
            return null;
        }
    }

    private static void plan(GcsOperation call, Fault fault, int times) {
        server.renewFaults();
        server.faults().plan(call, Collections.nCopies(times, fault).toArray(Fault[]::new));
    }

    private static void rest() {
        server.renewFaults();
        server.awaitRest();
    }

    private Path file(Way way) throws IOException {
        Path file = samples.resolve("tenshi.flac");
        if (way == Way.LARGE) {
            Files.write(file, new byte[1024 * 1024], StandardOpenOption.APPEND);
        }
        return file;
    }

    private IngestSource uploaded(Path file) {
        StoredObject object =
                patient.put(Upload.builder(pipeline.uploadTarget(), file).build());
        return IngestSource.upload(object.ref(), object.generation());
    }

    private static List<StoredObject> left() {
        try (Stream<StoredObject> all = patient.list(BUCKET, "")) {
            return all.toList();
        }
    }
}
