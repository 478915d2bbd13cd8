package io.loist.storage.internal.gcs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.loist.ObjectStoreException;
import io.loist.ObjectStoreException.Reason;
import io.loist.object.ObjectRef;
import io.loist.object.ObjectStore;
import io.loist.object.StoredObject;
import io.loist.object.Upload;
import io.loist.storage.GcsObjectStore;
import io.loist.storage.testing.gcs.GcsFaults.Fault;
import io.loist.storage.testing.gcs.GcsOperation;
import io.loist.storage.testing.gcs.GcsTestObject;
import io.loist.storage.testing.gcs.GcsTestServer;
import io.loist.testing.Integration;
import io.loist.testkit.TestContent;
import io.loist.testkit.contract.ObjectStoreFixture;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whatever goes wrong on the way, a call ends in success or in one clear error, and nothing is lost, doubled or half there. */
@Integration
final class GcsFaultsTest extends ObjectStoreFixture {

    private static final String BUCKET = "faulty";
    private static final String OTHER_BUCKET = "faulty-too";
    private static final int LARGE = 3 * GcsUpload.CHUNK_BYTES + 1_234;

    private static GcsTestServer server;
    private static GcsObjectStore store;
    private static GcsObjectStore impatient;

    @BeforeAll
    static void start() throws IOException {
        server = GcsTestServer.start();
        server.createBucket(BUCKET);
        server.createBucket(OTHER_BUCKET);
        store = GcsObjectStoreTest.open(server.endpoint(), Duration.ofSeconds(5));
        impatient = GcsObjectStoreTest.open(server.endpoint(), Duration.ofMillis(200));
    }

    @AfterAll
    static void stop() {
        store.close();
        impatient.close();
        server.close();
    }

    @BeforeEach
    @AfterEach
    void renewFaults() {
        server.renewFaults();
    }

    @Override
    protected ObjectStore store() {
        return store;
    }

    @Override
    protected String bucket() {
        return BUCKET;
    }

    @ParameterizedTest
    @EnumSource(names = {"UNAVAILABLE", "TOO_MANY_REQUESTS", "RESET", "LOST_ANSWER"})
    void put_small_succeedsAfterAFault(Fault fault) {
        server.faults().plan(GcsOperation.INSERT, fault, fault);

        StoredObject stored = put("a", "bytes");

        assertThat(stored.sha256()).isEqualTo(TestContent.sha256("bytes".getBytes(UTF_8)));
        assertIsStored(stored, "bytes".getBytes(UTF_8));
    }

    @ParameterizedTest
    @EnumSource(names = {"UNAVAILABLE", "TOO_MANY_REQUESTS", "RESET", "LOST_ANSWER"})
    void put_large_succeedsAfterAFaultInTheStart(Fault fault) {
        server.faults().plan(GcsOperation.START, fault);
        byte[] bytes = TestContent.random(LARGE);

        assertIsStored(put("a", bytes), bytes);
    }

    @ParameterizedTest
    @EnumSource(names = {"UNAVAILABLE", "TOO_MANY_REQUESTS", "RESET", "LOST_ANSWER", "BROKEN_STREAM"})
    void put_large_succeedsAfterAFaultInAnyRequest(Fault fault) {
        byte[] bytes = TestContent.random(LARGE);
        for (int request = 0; request < 2; request++) {
            planInChunk(request, fault);

            assertIsStored(put("a", bytes), bytes);

            assertThat(server.faults().allHappened()).isTrue();
            store.delete(ref("a"));
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"UNAVAILABLE", "TOO_MANY_REQUESTS", "RESET", "LOST_ANSWER", "BROKEN_STREAM"})
    void put_largeOfUnknownLength_succeedsAfterAFaultInAnyChunk(Fault fault) {
        byte[] bytes = TestContent.random(LARGE);
        for (int chunk = 0; chunk < 4; chunk++) {
            planInChunk(chunk, fault);

            assertIsStored(
                    store.put(Upload.builder(ref("a"), () -> new ByteArrayInputStream(bytes))
                            .build()),
                    bytes);

            assertThat(server.faults().allHappened()).isTrue();
            store.delete(ref("a"));
        }
    }

    private static void planInChunk(int chunk, Fault fault) {
        server.renewFaults();
        Collections.nCopies(chunk, Fault.NONE).forEach(none -> server.faults().plan(GcsOperation.CHUNK, none));
        server.faults().plan(GcsOperation.CHUNK, fault);
    }

    @Test
    void put_largeBreaksTwice_sendsOnlyWhatIsMissing() {
        byte[] bytes = TestContent.random(LARGE);
        server.faults().plan(GcsOperation.CHUNK, Fault.BROKEN_STREAM, Fault.NONE, Fault.BROKEN_STREAM);

        StoredObject stored = put("a", bytes);

        assertIsStored(stored, bytes);
        assertThat(stored.sha256()).isEqualTo(TestContent.sha256(bytes));
        assertThat(server.faults().calls(GcsOperation.CHUNK))
                .as("the first chunk in three pieces, a question after each of two breaks, and three more chunks")
                .isEqualTo(8);
    }

    @ParameterizedTest
    @EnumSource(names = {"NOT_FOUND", "GONE", "UNAUTHORIZED"})
    void put_largeAndItsSessionIsLost_beginsAnewOnce(Fault fault) {
        byte[] bytes = TestContent.random(LARGE);
        for (int chunk = 0; chunk < 4; chunk++) {
            planInChunk(chunk, fault);

            StoredObject stored = put("a", bytes);

            assertIsStored(stored, bytes);
            assertThat(stored.sha256()).isEqualTo(TestContent.sha256(bytes));
            assertThat(server.faults().allHappened()).isTrue();
            assertThat(server.faults().calls(GcsOperation.START)).isEqualTo(2);
            store.delete(ref("a"));
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"NOT_FOUND", "GONE"})
    void put_largeAndEverySessionIsLost_throwsUnavailable(Fault fault) {
        server.faults().plan(GcsOperation.CHUNK, always(fault));

        assertFails(Reason.UNAVAILABLE, ref("a").uri(), () -> put("a", TestContent.random(LARGE)));

        assertThat(server.faults().calls(GcsOperation.START)).isEqualTo(2);
    }

    @Test
    void put_largeIntoMissingBucket_throwsNotFound() {
        ObjectRef nowhere = new ObjectRef("no-such-bucket", "a");

        assertFails(
                Reason.NOT_FOUND,
                null,
                () -> store.put(
                        Upload.builder(nowhere, TestContent.random(LARGE)).build()));
    }

    @Test
    void put_largeMakesNoHeadway_throwsUnavailableAndStoresNothing() {
        for (int i = 0; i < 60; i++) {
            server.faults().plan(GcsOperation.CHUNK, Fault.UNAVAILABLE, Fault.NONE);
        }

        assertFails(
                Reason.UNAVAILABLE,
                ref("a").uri(),
                () -> impatient.put(upload("a", TestContent.random(LARGE)).build()));

        server.renewFaults();
        assertThat(names("")).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(names = {"UNAVAILABLE", "RESET", "LOST_ANSWER"})
    void put_replacing_succeedsAfterAFault(Fault fault) {
        put("a", "old");
        server.faults().plan(GcsOperation.INSERT, fault);

        StoredObject stored = replace("a", "new".getBytes(UTF_8));

        assertIsStored(stored, "new".getBytes(UTF_8));
    }

    @Test
    void put_existingAndAFault_stillThrowsPreconditionFailed() {
        put("a", "same");
        server.faults().plan(GcsOperation.INSERT, Fault.UNAVAILABLE, Fault.LOST_ANSWER);

        assertFails(Reason.PRECONDITION_FAILED, ref("a").uri(), () -> put("a", "same"));
    }

    @Test
    void put_serviceStaysAway_throwsUnavailableAndStoresNothing() {
        server.faults().plan(GcsOperation.INSERT, always(Fault.UNAVAILABLE));

        assertFails(
                Reason.UNAVAILABLE,
                ref("a").uri(),
                () -> impatient.put(upload("a", "bytes".getBytes(UTF_8)).build()));

        server.renewFaults();
        assertThat(names("")).isEmpty();
    }

    @Test
    void put_chunkNeverArrives_throwsUnavailableAndHidesTheUploadsAddress() {
        server.faults().plan(GcsOperation.CHUNK, Fault.NONE);
        server.faults().plan(GcsOperation.CHUNK, always(Fault.UNAVAILABLE));

        assertThatThrownBy(() ->
                        impatient.put(upload("a", TestContent.random(LARGE)).build()))
                .isInstanceOf(ObjectStoreException.class)
                .satisfies(thrown -> {
                    for (Throwable e = thrown; e != null; e = e.getCause()) {
                        assertThat(String.valueOf(e.getMessage())).doesNotContain("upload_id");
                    }
                });

        server.renewFaults();
        assertThat(names("")).isEmpty();
    }

    @Test
    void put_everyAnswerIsLost_findsItsOwnObject() {
        server.faults().plan(GcsOperation.INSERT, always(Fault.LOST_ANSWER));

        assertIsStored(impatient.put(upload("a", "bytes".getBytes(UTF_8)).build()), "bytes".getBytes(UTF_8));
    }

    @Test
    void put_byteChangesOnTheWay_throwsIntegrityAndStoresNothing() {
        server.faults().plan(GcsOperation.INSERT, Fault.CHANGED_BYTE);
        server.faults().plan(GcsOperation.CHUNK, Fault.NONE, Fault.CHANGED_BYTE);

        assertFails(Reason.INTEGRITY, ref("a").uri(), () -> put("a", "bytes"));
        assertFails(Reason.INTEGRITY, ref("b").uri(), () -> put("b", TestContent.random(LARGE)));

        assertThat(names("")).isEmpty();
        assertThat(server.faults().allHappened()).isTrue();
    }

    @ParameterizedTest
    @EnumSource(names = {"UNAVAILABLE", "TOO_MANY_REQUESTS", "RESET", "LOST_ANSWER"})
    void copy_succeedsAfterAFault(Fault fault) {
        byte[] bytes = TestContent.random(300_000);
        put("from", bytes);
        server.faults().plan(GcsOperation.REWRITE, fault, fault, fault);

        assertIsStored(store.copy(ref("from"), ref("a")), bytes);
    }

    @Test
    void copy_existingTargetAndAFault_stillThrowsPreconditionFailed() {
        put("from", "same");
        put("to", "same");
        server.faults().plan(GcsOperation.REWRITE, Fault.UNAVAILABLE);

        assertFails(Reason.PRECONDITION_FAILED, ref("to").uri(), () -> store.copy(ref("from"), ref("to")));
    }

    @ParameterizedTest
    @EnumSource(names = {"UNAVAILABLE", "TOO_MANY_REQUESTS", "RESET", "LOST_ANSWER"})
    void move_succeedsAfterAFault(Fault fault) {
        put("from", "bytes");
        server.faults().plan(GcsOperation.MOVE, fault, fault);

        assertIsStored(store.move(ref("from"), ref("a")), "bytes".getBytes(UTF_8));

        assertThat(names("")).containsExactly("a");
    }

    @Test
    void move_everyAnswerIsLost_findsItsOwnObject() {
        put("from", "bytes");
        server.faults().plan(GcsOperation.MOVE, always(Fault.LOST_ANSWER));

        assertIsStored(impatient.move(ref("from"), ref("a")), "bytes".getBytes(UTF_8));

        assertThat(names("")).containsExactly("a");
    }

    @Test
    void move_toAnotherBucketBrokenBeforeTheDeletion_isFinishedByTheNextTry() {
        ObjectRef elsewhere = new ObjectRef(OTHER_BUCKET, ref("a").name());
        StoredObject from = put("from", "bytes");
        server.faults().plan(GcsOperation.DELETE, always(Fault.UNAVAILABLE));
        assertFails(Reason.UNAVAILABLE, ref("from").uri(), () -> impatient.move(from, elsewhere));
        server.renewFaults();

        StoredObject moved = store.move(from, elsewhere);

        assertThat(moved.hasSameBytesAs(from)).isTrue();
        assertThat(names("")).isEmpty();
        assertThat(store.delete(elsewhere)).isTrue();
    }

    @ParameterizedTest
    @EnumSource(names = {"UNAVAILABLE", "TOO_MANY_REQUESTS", "RESET", "LOST_ANSWER"})
    void delete_succeedsAfterAFault(Fault fault) {
        put("a", "bytes");
        server.faults().plan(GcsOperation.DELETE, fault, fault);

        assertThat(store.delete(ref("a"))).isTrue();

        assertThat(names("")).isEmpty();
    }

    @Test
    void delete_serviceStaysAway_throwsUnavailableAndDeletesNothing() {
        put("a", "bytes");
        server.faults().plan(GcsOperation.DELETE, always(Fault.UNAVAILABLE));

        assertFails(Reason.UNAVAILABLE, ref("a").uri(), () -> impatient.delete(ref("a")));

        assertThat(names("")).containsExactly("a");
    }

    @ParameterizedTest
    @EnumSource(names = {"UNAVAILABLE", "TOO_MANY_REQUESTS", "RESET", "BROKEN_STREAM"})
    void read_succeedsAfterAFault(Fault fault) {
        byte[] bytes = TestContent.random(LARGE);
        put("a", bytes);
        server.faults().plan(GcsOperation.MEDIA, fault, fault);

        assertThat(Arrays.equals(contentOf("a"), bytes)).isTrue();
    }

    @Test
    void read_serviceStaysAway_throwsUnavailable() {
        put("a", "bytes");
        server.faults().plan(GcsOperation.MEDIA, always(Fault.UNAVAILABLE));

        assertFails(Reason.UNAVAILABLE, ref("a").uri(), () -> impatient.read(ref("a")));
    }

    @Test
    void read_serviceGoesAway_throwsIoException() throws IOException {
        put("a", TestContent.random(10_000));
        server.faults().plan(GcsOperation.MEDIA, Fault.BROKEN_STREAM);
        server.faults().plan(GcsOperation.MEDIA, always(Fault.UNAVAILABLE));

        try (InputStream in = impatient.read(ref("a"))) {
            assertThatThrownBy(in::readAllBytes)
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining(ref("a").uri())
                    .cause()
                    .isInstanceOfSatisfying(
                            ObjectStoreException.class,
                            cause -> assertThat(cause.reason()).isEqualTo(Reason.UNAVAILABLE));
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"UNAVAILABLE", "RESET", "LOST_ANSWER"})
    void list_succeedsAfterAFault(Fault fault) {
        for (int i = 0; i < 15; i++) {
            put("n" + (10 + i), "");
        }
        server.faults().plan(GcsOperation.LIST, fault, Fault.NONE, fault);

        try (Stream<StoredObject> listed = store.list(BUCKET, folder())) {
            assertThat(listed).hasSize(15);
        }
    }

    private void assertIsStored(StoredObject stored, byte[] bytes) {
        assertThat(server.faults().allHappened() || !names("").isEmpty()).isTrue();
        GcsTestObject object = server.object(BUCKET, ref("a").name());
        assertThat(stored.generation()).isEqualTo(object.generation());
        assertThat(Arrays.equals(object.bytes(), bytes)).isTrue();
        assertThat(statOf("a").withSha256(null)).isEqualTo(stored.withSha256(null));
    }

    /** As often as the client tries, and as a last look would. */
    private static Fault[] always(Fault fault) {
        return Collections.nCopies(60, fault).toArray(new Fault[0]);
    }
}
