package io.loist.storage.internal.gcs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.cloud.NoCredentials;
import io.loist.ObjectStoreException;
import io.loist.object.ObjectRef;
import io.loist.object.ObjectStore;
import io.loist.object.StoredObject;
import io.loist.object.Upload;
import io.loist.storage.GcsObjectStore;
import io.loist.storage.testing.StoreCalls;
import io.loist.storage.testing.gcs.GcsFaults.Fault;
import io.loist.storage.testing.gcs.GcsOperation;
import io.loist.storage.testing.gcs.GcsTestServer;
import io.loist.testing.Integration;
import io.loist.testkit.TestContent;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each operation of the store, with each fault in each call it makes: once, and for as long as the store tries. It ends in success
 * or in one clear error; what is there afterwards is what was there before or what was asked for, and the same call done again
 * without a fault brings about what was asked for.
 */
@Integration
final class GcsFaultMatrixTest {

    private static final String BUCKET = "matrix";
    private static final String ELSEWHERE = "matrix-too";
    private static final byte[] LARGE = TestContent.random(GcsUpload.CHUNK_BYTES + 99);
    private static final int FOR_EVER = 80;

    private static GcsTestServer server;
    private static GcsObjectStore store;

    /** Gives up soon: for calls that are never answered, in time or at all. A busy machine may make it give up sooner. */
    private static GcsObjectStore hasty;

    /** Gives up sooner: for faults that stay, of which a few tries show as much as many. */
    private static GcsObjectStore brief;

    @BeforeAll
    static void start() throws IOException {
        server = GcsTestServer.start();
        server.createBucket(BUCKET);
        server.createBucket(ELSEWHERE);
        store = GcsObjectStoreTest.open(server.endpoint(), Duration.ofSeconds(5));
        GcsObjectStore.Builder impatient = GcsObjectStore.builder()
                .credentials(NoCredentials.getInstance())
                .endpoint(server.endpoint())
                .readTimeout(Duration.ofMillis(250));
        hasty = impatient.retryFor(Duration.ofMillis(600)).build();
        brief = impatient.retryFor(Duration.ofMillis(150)).build();
    }

    @AfterAll
    static void stop() {
        store.close();
        hasty.close();
        brief.close();
        server.close();
    }

    @AfterEach
    void clear() {
        server.renewFaults();
        for (String bucket : List.of(BUCKET, ELSEWHERE)) {
            try (Stream<StoredObject> left = store.list(bucket, "")) {
                left.toList().forEach(object -> store.delete(object.ref()));
            }
        }
    }

    /** What the store can do, with the calls it makes for it and what is to be there afterwards; "from" is there before. */
    @SuppressWarnings("ImmutableEnumChecker") // its fields are never changed
    enum Operation {
        PUT(Set.of("from", "to"), (store, from) -> store.put(upload("to", "new".getBytes(UTF_8))), GcsOperation.INSERT),
        PUT_LARGE(
                Set.of("from", "to"),
                (store, from) -> store.put(upload("to", LARGE)),
                GcsOperation.START,
                GcsOperation.CHUNK),
        PUT_LARGE_OF_UNKNOWN_LENGTH(
                Set.of("from", "to"),
                (store, from) -> store.put(Upload.builder(ref("to"), () -> new ByteArrayInputStream(LARGE))
                        .build()),
                GcsOperation.START,
                GcsOperation.CHUNK),
        PUT_REPLACING(
                Set.of("from"),
                (store, from) -> store.put(Upload.builder(ref("from"), "new".getBytes(UTF_8))
                        .precondition(Upload.Precondition.NONE)
                        .build()),
                GcsOperation.GET,
                GcsOperation.INSERT),
        READ(Set.of("from"), StoreCalls::read, GcsOperation.MEDIA),
        READ_RANGE(Set.of("from"), StoreCalls::readRange, GcsOperation.MEDIA),
        STAT(Set.of("from"), StoreCalls::stat, GcsOperation.GET),
        STAT_MISSING(Set.of("from"), StoreCalls::statMissing, GcsOperation.GET),
        DETAILS(Set.of("from"), StoreCalls::details, GcsOperation.GET),
        UPDATE(Set.of("from"), StoreCalls::update, GcsOperation.GET, GcsOperation.PATCH),
        LIST(Set.of("from"), StoreCalls::list, GcsOperation.LIST),
        LIST_LEVEL(Set.of("from"), StoreCalls::listLevel, GcsOperation.LIST),
        COPY(
                Set.of("from", "to"),
                (store, from) -> store.copy(ref("from"), ref("to")),
                GcsOperation.GET,
                GcsOperation.REWRITE),
        MOVE(Set.of("to"), (store, from) -> store.move(from, ref("to")), GcsOperation.GET, GcsOperation.MOVE),
        MOVE_ELSEWHERE(
                Set.of("elsewhere"),
                (store, from) -> store.move(from, new ObjectRef(ELSEWHERE, "elsewhere")),
                GcsOperation.GET,
                GcsOperation.REWRITE,
                GcsOperation.DELETE),
        DELETE(Set.of(), StoreCalls::delete, GcsOperation.GET, GcsOperation.DELETE),
        DELETE_ALL(Set.of(), StoreCalls::deleteAll, GcsOperation.BATCH, GcsOperation.GET, GcsOperation.DELETE);

        private final Set<String> after;
        private final BiConsumer<ObjectStore, StoredObject> run;
        private final List<GcsOperation> calls;

        Operation(Set<String> after, BiConsumer<ObjectStore, StoredObject> run, GcsOperation... calls) {
            this.after = after;
            this.run = run;
            this.calls = List.of(calls);
        }

        private boolean canFail(GcsOperation call, Fault fault) {
            return switch (fault) {
                case NONE -> false;
                case BROKEN_STREAM -> call == GcsOperation.MEDIA || call == GcsOperation.CHUNK;
                // In other calls these are answers about the object or the credentials, which GcsObjectStoreTest checks
                case NOT_FOUND, GONE, UNAUTHORIZED -> call == GcsOperation.CHUNK;
                // The checksum that the service knows is that of the whole object.
                case CHANGED_BYTE ->
                    call == GcsOperation.INSERT
                            || call == GcsOperation.CHUNK
                            || (call == GcsOperation.MEDIA && this != READ_RANGE);
                default -> true;
            };
        }
    }

    record Case(Operation operation, GcsOperation call, Fault fault) {}

    static List<Case> cases() {
        List<Case> cases = new ArrayList<>();
        for (Operation operation : Operation.values()) {
            for (GcsOperation call : operation.calls) {
                Stream.of(Fault.values())
                        .filter(fault -> operation.canFail(call, fault))
                        .forEach(fault -> cases.add(new Case(operation, call, fault)));
            }
        }
        return cases;
    }

    @ParameterizedTest
    @MethodSource("cases")
    void operation_oneFault_endsWell(Case chosen) {
        check(chosen, 1, chosen.fault == Fault.STALL ? hasty : store);
    }

    static List<Case> casesThatStay() {
        Set<Fault> faults = Set.of(Fault.UNAVAILABLE, Fault.RESET, Fault.LOST_ANSWER);
        return cases().stream().filter(one -> faults.contains(one.fault)).toList();
    }

    @ParameterizedTest
    @MethodSource("casesThatStay")
    void operation_faultThatStays_endsWell(Case chosen) {
        check(chosen, FOR_EVER, brief);
    }

    private static void check(Case chosen, int times, ObjectStore tried) {
        StoredObject from = store.put(upload("from", "old".getBytes(UTF_8)));
        server.renewFaults();
        for (int i = 0; i < times; i++) {
            server.faults().plan(chosen.call, chosen.fault);
        }

        @Nullable Exception failure = run(chosen.operation, from, tried);
        assertThat(server.faults().calls(chosen.call)).as("the fault was met").isPositive();
        server.renewFaults();
        server.awaitRest();
        boolean isPassing = times == 1
                && chosen.fault != Fault.FORBIDDEN
                && chosen.fault != Fault.CHANGED_BYTE
                && chosen.fault != Fault.BROKEN_STREAM
                && chosen.fault != Fault.STALL;
        if (isPassing) {
            assertThat(failure).as("one fault that passes is overcome").isNull();
        }
        Set<String> names = state().keySet();
        if (failure == null) {
            assertThat(names).isEqualTo(chosen.operation.after);
        } else {
            assertThat(failure.getMessage()).isNotBlank().doesNotContain("upload_id");
            Set<String> halfMoved = Set.of("from", "elsewhere");
            assertThat(names).isIn(Set.of("from"), chosen.operation.after, halfMoved);
        }
        assertThatAllAreWhole();

        Exception again = run(chosen.operation, from, store);

        assertThat(StoreCalls.isDone(again)).as("done again: %s", again).isTrue();
        assertThat(state().keySet()).isEqualTo(chosen.operation.after);
        assertThatAllAreWhole();
    }

    private static @Nullable Exception run(Operation operation, StoredObject from, ObjectStore tried) {
        try {
            operation.run.accept(tried, from);
            return null;
        } catch (ObjectStoreException | UncheckedIOException e) {
            return e;
        }
    }

    private static void assertThatAllAreWhole() {
        state().forEach((name, bytes) -> {
            byte[] expected = name.equals("to") && bytes.length == LARGE.length
                    ? LARGE
                    : (bytes.length == 3 && bytes[0] == 'n' ? "new" : "old").getBytes(UTF_8);
            assertThat(bytes).as(name).isEqualTo(expected);
        });
    }

    private static Map<String, byte[]> state() {
        Map<String, byte[]> state = new TreeMap<>();
        for (String bucket : List.of(BUCKET, ELSEWHERE)) {
            try (Stream<StoredObject> objects = store.list(bucket, "")) {
                objects.forEach(object -> state.put(
                        object.ref().name(),
                        server.object(bucket, object.ref().name()).bytes()));
            }
        }
        return state;
    }

    private static ObjectRef ref(String name) {
        return new ObjectRef(BUCKET, name);
    }

    private static Upload upload(String name, byte[] bytes) {
        return Upload.builder(ref(name), bytes).build();
    }
}
