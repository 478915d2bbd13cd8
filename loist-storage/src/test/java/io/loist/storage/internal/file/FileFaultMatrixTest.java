package io.loist.storage.internal.file;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.loist.ObjectStoreException;
import io.loist.ObjectStoreException.Reason;
import io.loist.object.ObjectRef;
import io.loist.object.ObjectStore;
import io.loist.object.StoredObject;
import io.loist.object.Upload;
import io.loist.storage.FileSystemObjectStore;
import io.loist.storage.testing.FaultyFiles;
import io.loist.storage.testing.FileSteps;
import io.loist.storage.testing.FileSteps.Death;
import io.loist.storage.testing.FileSteps.Fault;
import io.loist.storage.testing.StoreCalls;
import io.loist.storage.testing.UnsyncedChanges.Loss;
import io.loist.testing.Integration;
import io.loist.testkit.TestContent;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each operation of the store, with each fault at each step that it takes in the file system. It ends in success or in one clear
 * error, or the process dies; what is there afterwards is what was there before or what was asked for, whole; the same call done
 * again brings about what was asked for; and a day later nothing half-written is left.
 */
@Integration
final class FileFaultMatrixTest {

    private static final String BUCKET = "matrix";
    private static final String ELSEWHERE = "matrix-too";
    private static final byte[] OLD = "old".getBytes(UTF_8);
    private static final byte[] NEW = TestContent.random(600_000);

    @TempDir
    Path temp;

    /** What the store can do, and what is to be there afterwards; "a/from" is there before. */
    @SuppressWarnings("ImmutableEnumChecker") // its fields are never changed
    enum Operation {
        PUT(
                Map.of("a/from", OLD, "b/to", NEW),
                (store, from) -> store.put(upload("b/to").build())),
        PUT_OVER_ANY(
                Map.of("a/from", NEW),
                (store, from) -> store.put(
                        upload("a/from").precondition(Upload.Precondition.NONE).build())),
        PUT_OVER_ONE(
                Map.of("a/from", NEW),
                (store, from) ->
                        store.put(upload("a/from").replacing(from.generation()).build())),
        READ(Map.of("a/from", OLD), StoreCalls::read),
        READ_RANGE(Map.of("a/from", OLD), StoreCalls::readRange),
        STAT(Map.of("a/from", OLD), StoreCalls::stat),
        STAT_MISSING(Map.of("a/from", OLD), StoreCalls::statMissing),
        DETAILS(Map.of("a/from", OLD), StoreCalls::details),
        UPDATE(Map.of("a/from", OLD), StoreCalls::update),
        LIST(Map.of("a/from", OLD), StoreCalls::list),
        LIST_LEVEL(Map.of("a/from", OLD), StoreCalls::listLevel),
        COPY(Map.of("a/from", OLD, "b/to", OLD), (store, from) -> store.copy(from.ref(), ref("b/to"))),
        MOVE(Map.of("b/to", OLD), (store, from) -> store.move(from, ref("b/to"))),
        MOVE_ELSEWHERE(
                Map.of("c/elsewhere", OLD), (store, from) -> store.move(from, new ObjectRef(ELSEWHERE, "c/elsewhere"))),
        DELETE(Map.of(), StoreCalls::delete),
        DELETE_ALL(Map.of(), StoreCalls::deleteAll);

        private final Map<String, byte[]> after;
        private final BiConsumer<ObjectStore, StoredObject> run;

        Operation(Map<String, byte[]> after, BiConsumer<ObjectStore, StoredObject> run) {
            this.after = after;
            this.run = run;
        }

        private boolean isMove() {
            return this == MOVE || this == MOVE_ELSEWHERE;
        }
    }

    record Case(Operation operation, Fault fault) {}

    static List<Case> cases() {
        List<Case> cases = new ArrayList<>();
        for (Operation operation : Operation.values()) {
            Stream.of(Fault.values()).forEach(fault -> cases.add(new Case(operation, fault)));
        }
        return cases;
    }

    @ParameterizedTest
    @MethodSource("cases")
    void operation_faultAtAnyStep_endsWell(Case chosen) throws IOException {
        int steps = new Round(Files.createDirectory(temp.resolve("sound")), chosen).countSteps();
        assertThat(steps).as("the store uses the files it is given").isBetween(2, 500);
        for (int step = 1; step <= steps; step++) {
            new Round(Files.createDirectory(temp.resolve("step" + step)), chosen).check(step);
        }
    }

    @ParameterizedTest
    @EnumSource(
            mode = EnumSource.Mode.EXCLUDE,
            names = {"READ", "READ_RANGE", "STAT", "STAT_MISSING", "DETAILS", "LIST", "LIST_LEVEL"})
    void operation_powerFailsAtAnyStep_endsWell(Operation operation) throws IOException {
        Case chosen = new Case(operation, Fault.DEATH);
        int steps = new Round(Files.createDirectory(temp.resolve("sound")), chosen).countSteps();
        for (Loss loss : Loss.values()) {
            int stride = loss == Loss.NAMES ? 1 : 3;
            for (int step = stride; step <= steps; step += stride) {
                losing(loss, chosen).check(step);
            }
            losing(loss, chosen).check(steps + 1); // after it was done
        }
    }

    private Round losing(Loss loss, Case chosen) throws IOException {
        Round round = new Round(Files.createTempDirectory(temp, "round"), chosen);
        round.loss = loss;
        return round;
    }

    /** One operation with one fault at one step, in a root of its own. */
    private static final class Round {

        private final Path root;
        private final Case chosen;
        private final FileSystemObjectStore sound;
        private final FileSystemObjectStore store;
        private final FileSteps steps;
        private final FaultyFiles files;
        private final StoredObject from;
        private @Nullable Loss loss; // if the power fails with the process

        Round(Path root, Case chosen) {
            this.root = root;
            this.chosen = chosen;
            this.sound = FileSystemObjectStore.create(new FaultyFiles(new FileSteps(() -> {})).wrap(root));
            sound.createBucket(BUCKET);
            sound.createBucket(ELSEWHERE);
            this.from = sound.put(Upload.builder(ref("a/from"), OLD).build());
            this.steps = new FileSteps(this::vanish);
            this.files = new FaultyFiles(steps);
            this.store = FileSystemObjectStore.create(files.wrap(root));
        }

        private void vanish() {
            try {
                Files.deleteIfExists(root.resolve(BUCKET).resolve("a.d").resolve("from"));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        /** Returns how many steps the operation takes when nothing goes wrong. */
        int countSteps() {
            steps.plan(Fault.DEATH, Integer.MAX_VALUE);
            assertThat(run(store)).isNull();
            return steps.taken().size();
        }

        void check(int step) throws IOException {
            steps.plan(chosen.fault, step);
            Throwable failure = run(store);
            if (loss != null) {
                files.unsynced().lose(loss, root);
            }
            String story = chosen + " at step " + step + " of " + steps.taken() + ", lost: " + loss + ": " + failure;
            steps.plan(Fault.DEATH, Integer.MAX_VALUE);

            if (failure == null) {
                assertThatAllIsWhole(story);
                if (chosen.fault != Fault.VANISHING) {
                    assertThat(state().keySet()).as(story).isEqualTo(chosen.operation.after.keySet());
                } else {
                    assertThat(state().keySet()).as(story).containsAll(made());
                }
            } else {
                assertThatOneErrorIsClear(failure, story);
                assertThatAllIsWhole(story);
                assertThatNothingIsLostOrDoubled(story);
            }
            if (chosen.fault != Fault.VANISHING) {
                assertThatItCanBeDoneAgain(story);
            }
            assertThatNothingIsLeftADayLater(story);
        }

        private @Nullable Throwable run(ObjectStore with) {
            try {
                chosen.operation.run.accept(with, from);
                return null;
            } catch (ObjectStoreException | UncheckedIOException | Death | AssertionError e) {
                return e;
            }
        }

        /** Returns the names that only the operation can have made. */
        private Set<String> made() {
            Map<String, byte[]> made = new TreeMap<>(chosen.operation.after);
            made.remove("a/from");
            return made.keySet();
        }

        private void assertThatOneErrorIsClear(Throwable failure, String story) {
            if (chosen.fault == Fault.DEATH) {
                assertThat(failure).as(story).isInstanceOf(Death.class);
                return;
            }
            if (chosen.fault == Fault.VANISHING && failure instanceof AssertionError) {
                return; // what was read is what is there
            }
            Throwable clear = failure instanceof UncheckedIOException broken
                    ? Objects.requireNonNull(broken.getCause())
                    : failure;
            assertThat(clear).as(story).isInstanceOfAny(ObjectStoreException.class, IOException.class);
            assertThat(clear.getMessage()).as(story).isNotBlank();
            if (clear instanceof ObjectStoreException e) {
                assertThat(e.getMessage()).as(story).contains("gs://" + BUCKET);
                assertThat(e.reason())
                        .as(story)
                        .isIn(
                                switch (chosen.fault) {
                                    case DENIED -> Set.of(Reason.PERMISSION_DENIED);
                                    case VANISHING -> Set.of(Reason.NOT_FOUND, Reason.PRECONDITION_FAILED);
                                    default -> Set.of(Reason.UNAVAILABLE);
                                });
            }
        }

        private void assertThatNothingIsLostOrDoubled(String story) throws IOException {
            Set<String> names = state().keySet();
            if (chosen.fault == Fault.VANISHING) {
                return;
            }
            if (chosen.operation.isMove()) {
                Set<String> both = new TreeSet<>(chosen.operation.after.keySet());
                both.add("a/from");
                assertThat(names).as(story).isIn(Set.of("a/from"), chosen.operation.after.keySet(), both);
            } else {
                assertThat(names).as(story).isIn(Set.of("a/from"), chosen.operation.after.keySet());
            }
        }

        private void assertThatItCanBeDoneAgain(String story) throws IOException {
            Throwable again = run(sound);
            assertThat(StoreCalls.isDone(again))
                    .as("%s; done again: %s", story, again)
                    .isTrue();
            Map<String, byte[]> state = state();
            assertThat(state.keySet()).as(story).isEqualTo(chosen.operation.after.keySet());
            chosen.operation.after.forEach(
                    (name, bytes) -> assertThat(state.get(name)).as(story).isEqualTo(bytes));
        }

        private void assertThatAllIsWhole(String story) throws IOException {
            state().forEach((name, bytes) -> {
                byte[] expected = bytes.length == NEW.length ? NEW : OLD;
                assertThat(bytes).as(story + ": " + name).isEqualTo(expected);
            });
        }

        private void assertThatNothingIsLeftADayLater(String story) throws IOException {
            Map<String, byte[]> before = state();
            Clock later = Clock.fixed(Instant.now().plus(Duration.ofHours(25)), ZoneOffset.UTC);
            FileSystemObjectStore.builder(root).clock(later).build();
            for (String bucket : List.of(BUCKET, ELSEWHERE)) {
                Path incoming = root.resolve(bucket).resolve(".incoming");
                if (Files.exists(incoming)) {
                    assertThat(incoming).as(story).isDirectoryNotContaining("glob:**.part");
                }
            }
            assertThat(state().keySet()).as(story).isEqualTo(before.keySet());
        }

        /** Reads every object; reading all of an object checks it. */
        private Map<String, byte[]> state() throws IOException {
            Map<String, byte[]> state = new TreeMap<>();
            for (String bucket : List.of(BUCKET, ELSEWHERE)) {
                try (Stream<StoredObject> objects = sound.list(bucket, "")) {
                    for (StoredObject object : objects.toList()) {
                        try (InputStream in = sound.read(object.ref())) {
                            state.put(object.ref().name(), in.readAllBytes());
                        }
                    }
                }
            }
            return state;
        }
    }

    private static ObjectRef ref(String name) {
        return new ObjectRef(BUCKET, name);
    }

    private static Upload.Builder upload(String name) {
        return Upload.builder(ref(name), NEW);
    }
}
