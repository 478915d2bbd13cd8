package io.loist.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.tuple;

import io.loist.DatabaseException;
import io.loist.DuplicateTrackException;
import io.loist.ingest.IngestDatabase;
import io.loist.ingest.IngestJournal;
import io.loist.ingest.IngestJournal.Announcement;
import io.loist.ingest.IngestJournal.Completion;
import io.loist.ingest.IngestJournal.Deletion;
import io.loist.ingest.IngestJournal.Doomed;
import io.loist.ingest.IngestJournal.Expected;
import io.loist.ingest.IngestJournal.FileNote;
import io.loist.ingest.IngestJournal.Memory;
import io.loist.ingest.IngestJournal.Part;
import io.loist.ingest.IngestJournal.Writing;
import io.loist.media.ObjectRef;
import io.loist.media.StoredObject;
import io.loist.track.AudioProperties;
import io.loist.track.Claim;
import io.loist.track.DuplicatePolicy;
import io.loist.track.NewTrack;
import io.loist.track.SaveOutcome;
import io.loist.track.Track;
import io.loist.track.TrackMetadata;
import io.loist.track.TrackStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every {@link IngestJournal} must do. */
public abstract class IngestJournalContract {

    private static final Duration LEASE = Duration.ofMinutes(10);
    private static final String BYTES = "ab".repeat(32);
    private static final int ROUNDS = 20;

    private String bucket;
    private IngestDatabase database;
    private IngestJournal journal;

    /** Returns a database without tracks and notes. */
    protected abstract IngestDatabase emptyDatabase();

    /** Ends the leases of all notes and claims, as if their time had passed. */
    protected abstract void endLeases();

    @BeforeEach
    final void makeJournal() {
        bucket = "journal-" + UUID.randomUUID();
        database = emptyDatabase();
        journal = database.journal();
    }

    // begin

    @Test
    protected void begin_newTrack_isProcessingAndItsObjectsAreNoted() {
        Writing writing = begin("a", "b");

        assertThat(status(writing)).isEqualTo(TrackStatus.PROCESSING);
        assertThat(writing.claim()).isNull();
        assertThat(journal.known(List.of(ref("a"), ref("b"), ref("c")))).containsExactlyInAnyOrder(ref("a"), ref("b"));
        assertThat(journal.takeDue(10, LEASE)).isEmpty();
    }

    @Test
    protected void begin_objectOfAnotherTrack_throwsAndNotesNothing() {
        begin("a", "b");

        assertThatExceptionOfType(DuplicateTrackException.class).isThrownBy(() -> begin("a", "c"));

        assertThat(journal.known(List.of(ref("c")))).isEmpty();
    }

    @Test
    protected void begin_claimed_notesItsObjects() {
        Claim claim = claimed();

        Writing writing = journal.begin(claim, refs("a", "b"), LEASE);

        assertThat(writing.track()).isEqualTo(claim.id());
        assertThat(writing.claim()).isEqualTo(claim);
        assertThat(journal.known(refs("a", "b"))).hasSize(2);
    }

    @Test
    protected void begin_claimLost_throwsAndNotesNothing() {
        Claim lost = claimed();
        endLeases();
        Claim other = claim();

        assertLost(() -> journal.begin(lost, refs("a"), LEASE));

        assertThat(journal.known(refs("a"))).isEmpty();
        assertThat(journal.begin(other, refs("a"), LEASE).claim()).isEqualTo(other);
    }

    @Test
    protected void begin_otherAttemptNotOver_throwsAndLeavesIt() {
        Claim claim = claimed();
        Writing first = journal.begin(claim, refs("a"), LEASE);

        assertLost(() -> journal.begin(claim, refs("b", "a"), LEASE));

        assertThat(journal.known(refs("b"))).isEmpty();
        assertThat(journal.prolong(List.of(first), LEASE)).containsExactly(first.id());
    }

    @Test
    protected void begin_otherAttemptOver_takesItsObjectsOver() {
        Writing first = journal.begin(claimed(), refs("a", "b"), LEASE);
        endLeases();

        Writing second = journal.begin(claim(), refs("a"), LEASE);

        assertThat(journal.prolong(List.of(first, second), LEASE)).containsExactly(second.id());
        assertLost(() -> journal.commit(completion(first, "a", BYTES)));
        assertThat(journal.abandon(first, LEASE)).extracting(Doomed::ref).containsExactly(ref("b"));
        assertThat(journal.commit(completion(second, "a", BYTES))).isInstanceOf(SaveOutcome.Created.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT0S", "PT-1S", "P31D"})
    protected void begin_leaseOutOfRange_throws(Duration lease) {
        NewTrack track = announced("a");

        assertThatIllegalArgumentException().isThrownBy(() -> journal.begin(track, refs("a"), lease));
        assertThatIllegalArgumentException().isThrownBy(() -> journal.takeDue(1, lease));
        assertThatIllegalArgumentException().isThrownBy(() -> journal.prolong(List.of(), lease));
    }

    // prolong

    @Test
    protected void prolong_leaseOverButNotTaken_isGoodAgain() {
        Writing writing = begin("a");
        endLeases();

        assertThat(journal.prolong(List.of(writing), LEASE)).containsExactly(writing.id());

        assertThat(journal.takeDue(10, LEASE)).isEmpty();
    }

    @Test
    protected void prolong_takenOrEnded_isLost() {
        Writing taken = begin("a");
        endLeases();
        journal.takeDue(10, LEASE);
        Writing done = begin("b");
        journal.commit(completion(done, "b", BYTES));

        assertThat(journal.prolong(List.of(taken, done), LEASE)).isEmpty();
    }

    // commit

    @Test
    protected void commit_newTrack_isCompletedWithAllThatBelongsToIt() {
        Writing writing = begin("a", "a-64");
        FileNote file = note("f", 7);
        StoredObject thumbnail = object("a-64", null);
        StoredObject spent = object("upload", null);
        NewTrack track = finished(writing, "a", BYTES);

        SaveOutcome saved = journal.commit(new Completion(
                writing, track, DuplicatePolicy.REJECT, new TreeMap<>(Map.of(64, thumbnail)), file, spent));

        Track stored = ((SaveOutcome.Created) saved).track();
        assertThat(stored.status()).isEqualTo(TrackStatus.COMPLETED);
        assertThat(stored.audioObject()).isEqualTo(track.audioObject());
        assertThat(database.tracks().findById(writing.track())).contains(stored);
        assertThat(thumbnails(writing)).containsOnlyKeys(64);
        assertThat(remembered(file).track()).isEqualTo(stored);
        assertThat(journal.takeDue(10, LEASE))
                .extracting(Doomed::ref, Doomed::generation)
                .containsExactly(tuple(spent.ref(), spent.generation()));
    }

    @Test
    protected void begin_severalWithAnObjectOfAnotherTrack_throwsAndBeginsNone() {
        begin("a");
        List<Announcement> some = List.of(
                new Announcement(announced("b"), List.of(ref("b"))),
                new Announcement(announced("a"), List.of(ref("c"))));

        assertThatExceptionOfType(DuplicateTrackException.class).isThrownBy(() -> journal.begin(some, LEASE));

        assertThat(journal.known(List.of(ref("b"), ref("c")))).isEmpty();
        assertThat(database.tracks().findById(some.get(0).track().id())).isEmpty();
    }

    @Test
    protected void commit_several_completesEachWithAllThatBelongsToIt() {
        List<Writing> writings = journal.begin(
                Stream.of("a", "b")
                        .map(name -> new Announcement(announced(name), List.of(ref(name), ref(name + "-64"))))
                        .toList(),
                LEASE);
        FileNote file = note("f", 7);
        Completion first = new Completion(
                writings.get(0),
                finished(writings.get(0), "a", BYTES),
                DuplicatePolicy.REJECT,
                new TreeMap<>(Map.of(64, object("a-64", null))),
                file,
                null);
        Completion second = completion(writings.get(1), "b", "cd".repeat(32));

        Map<UUID, Track> done = journal.commit(List.of(first, second));

        assertThat(done)
                .containsOnlyKeys(writings.get(0).track(), writings.get(1).track());
        done.forEach((id, track) -> assertThat(database.tracks().findById(id)).contains(track));
        assertThat(done.values()).extracting(Track::audioObject).contains(object("a", BYTES));
        assertThat(thumbnails(writings.get(0))).containsOnlyKeys(64);
        assertThat(thumbnails(writings.get(1))).isEmpty();
        assertThat(journal.recall(List.of(file)).files().values())
                .extracting(known -> known.track().id())
                .containsExactly(writings.get(0).track());
        assertThat(journal.prolong(writings, LEASE)).isEmpty();
        endLeases();
        assertThat(journal.takeDue(10, LEASE)).isEmpty();
    }

    @Test
    protected void commit_severalOfWhichSomeMayNot_leavesThoseAsTheyWere() {
        journal.commit(completion(begin("there"), "there", BYTES));
        Writing same = begin("same");
        Writing taken = begin("taken");
        Writing good = begin("good");
        journal.abandon(taken, LEASE);

        Map<UUID, Track> done = journal.commit(List.of(
                completion(same, "same", BYTES),
                completion(taken, "taken", "cd".repeat(32)),
                completion(good, "good", "ef".repeat(32))));

        assertThat(done).containsOnlyKeys(good.track());
        assertThat(status(same)).isEqualTo(TrackStatus.PROCESSING);
        assertThat(status(taken)).isNull();
        assertThat(journal.commit(completion(same, "same", BYTES))).isInstanceOf(SaveOutcome.Refused.class);
        assertThat(journal.prolong(List.of(same), LEASE)).containsExactly(same.id());
    }

    @Test
    protected void withSound_oneIsDone_isFound() {
        Writing writing = begin("a");
        NewTrack track = NewTrack.builder(metadata(), audio(), object("a", BYTES))
                .id(writing.track())
                .essenceHash("12".repeat(32))
                .build();

        assertThat(journal.withSound(List.of("12".repeat(32)))).isEmpty();
        journal.commit(new Completion(writing, track, DuplicatePolicy.REJECT, new TreeMap<>(), null, null));

        assertThat(journal.withSound(List.of("12".repeat(32), "34".repeat(32))))
                .isEqualTo(Map.of(
                        "12".repeat(32),
                        database.tracks().findById(writing.track()).orElseThrow()));
    }

    @Test
    protected void commit_twice_throwsTheSecondTime() {
        Writing writing = begin("a");
        journal.commit(completion(writing, "a", BYTES));

        assertLost(() -> journal.commit(completion(writing, "a", BYTES)));

        assertThat(status(writing)).isEqualTo(TrackStatus.COMPLETED);
    }

    @Test
    protected void commit_taken_throwsAndTheTrackStaysGone() {
        Writing writing = begin("a");
        endLeases();
        journal.takeDue(10, LEASE);

        assertLost(() -> journal.commit(completion(writing, "a", BYTES)));

        assertThat(status(writing)).isNull();
    }

    @Test
    protected void commit_claimed_endsTheClaim() {
        Claim claim = claimed();
        Writing writing = journal.begin(claim, refs("a"), LEASE);

        assertThat(journal.commit(completion(writing, "a", BYTES))).isInstanceOf(SaveOutcome.Created.class);

        assertThat(status(writing)).isEqualTo(TrackStatus.COMPLETED);
        assertThat(database.work().fail(List.of(claim), "late")).isEmpty();
    }

    @Test
    protected void commit_claimLost_throwsAndChangesNothing() {
        Writing writing = journal.begin(claimed(), refs("a"), LEASE);
        endLeases();
        Claim other = claim();

        assertLost(() -> journal.commit(completion(writing, "a", BYTES)));

        assertThat(status(writing)).isEqualTo(TrackStatus.PROCESSING);
        assertThat(database.work().complete(List.of(other))).hasSize(1);
    }

    @Test
    protected void commit_contentIsThere_isAsThePolicySays() {
        Writing first = begin("a");
        journal.commit(completion(first, "a", BYTES));
        Writing second = begin("b");

        SaveOutcome existing = journal.commit(completion(second, "b", BYTES, DuplicatePolicy.RETURN_EXISTING));
        SaveOutcome refused = journal.commit(completion(second, "b", BYTES, DuplicatePolicy.REJECT));

        assertThat(((SaveOutcome.Existing) existing).track().id()).isEqualTo(first.track());
        assertThat(((SaveOutcome.Refused) refused).reason()).isInstanceOf(DuplicateTrackException.class);
        assertThat(status(second)).isEqualTo(TrackStatus.PROCESSING);
        assertThat(journal.commit(completion(second, "b", BYTES, DuplicatePolicy.ALLOW)))
                .isInstanceOf(SaveOutcome.Created.class);
    }

    @Test
    protected void commit_sameContentAtOnce_oneWins() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            String sha256 = String.format("%064x", round);
            DuplicatePolicy policy = DuplicatePolicy.RETURN_EXISTING;
            Completion first = completion(begin("a" + round), "a" + round, sha256, policy);
            Completion second = completion(begin("b" + round), "b" + round, sha256, policy);

            List<SaveOutcome> outcomes = atOnce(() -> journal.commit(first), () -> journal.commit(second));

            assertThat(outcomes)
                    .filteredOn(SaveOutcome.Created.class::isInstance)
                    .hasSize(1);
            assertThat(outcomes)
                    .filteredOn(SaveOutcome.Existing.class::isInstance)
                    .hasSize(1);
        }
    }

    @Test
    protected void commit_whileItIsTaken_oneOfBothHappensWhole() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            String name = "a" + round;
            Writing writing = begin(name, name + "-64");
            endLeases();

            List<Boolean> done = atOnce(() -> !takeAll().isEmpty(), () -> isCommitted(writing, name));

            assertThat(done).as("taken or committed").containsExactlyInAnyOrder(true, false);
            assertThat(status(writing)).isEqualTo(done.get(0) ? null : TrackStatus.COMPLETED);
        }
    }

    // abandon

    @Test
    protected void abandon_newTrack_isGoneAndItsObjectsAreTheCallers() {
        Writing writing = begin("a", "b");

        List<Doomed> doomed = journal.abandon(writing, LEASE);

        assertThat(doomed).extracting(Doomed::ref).containsExactly(ref("a"), ref("b"));
        assertThat(status(writing)).isNull();
        assertThat(journal.takeDue(10, LEASE)).isEmpty();
        assertThat(journal.abandon(writing, LEASE)).isEmpty();
        journal.forget(doomed);
        assertThat(journal.known(refs("a", "b"))).isEmpty();
    }

    @Test
    protected void abandon_committedOrTaken_isNothing() {
        Writing done = begin("a");
        journal.commit(completion(done, "a", BYTES));
        Writing taken = begin("b");
        endLeases();
        journal.takeDue(10, LEASE);

        assertThat(journal.abandon(done, LEASE)).isEmpty();
        assertThat(journal.abandon(taken, LEASE)).isEmpty();
        assertThat(status(done)).isEqualTo(TrackStatus.COMPLETED);
    }

    @Test
    protected void abandon_claimed_leavesTheTrack() {
        Writing writing = journal.begin(claimed(), refs("a"), LEASE);

        assertThat(journal.abandon(writing, LEASE)).hasSize(1);

        assertThat(status(writing)).isEqualTo(TrackStatus.PROCESSING);
    }

    // delete

    @Test
    protected void delete_track_notesItsOwnObjects() {
        Writing writing = begin("a", "cover", "a-64");
        NewTrack track = NewTrack.builder(metadata(), audio(), object("a", BYTES))
                .id(writing.track())
                .artworkObject(object("cover", null))
                .build();
        SortedMap<Integer, StoredObject> thumbnails = new TreeMap<>(Map.of(64, object("a-64", null)));
        journal.commit(new Completion(writing, track, DuplicatePolicy.ALLOW, thumbnails, null, null));

        Deletion deletion = journal.delete(writing.track(), ref -> !ref.equals(ref("cover")), LEASE);

        assertThat(deletion.found()).isTrue();
        assertThat(deletion.objects()).extracting(Doomed::ref).containsExactlyInAnyOrder(ref("a"), ref("a-64"));
        assertThat(deletion.objects()).allMatch(each -> each.generation() == 5);
        assertThat(status(writing)).isNull();
        assertThat(journal.known(refs("a", "cover", "a-64"))).containsExactlyInAnyOrder(ref("a"), ref("a-64"));
        assertThat(journal.takeDue(10, LEASE)).isEmpty();
        endLeases();
        assertThat(journal.takeDue(10, LEASE)).hasSize(2);
    }

    @Test
    protected void delete_noTrack_isNotFound() {
        assertThat(journal.delete(NewTrack.nextId(), ref -> true, LEASE)).isEqualTo(new Deletion(false, List.of()));
    }

    @Test
    protected void delete_objectThatIsBeingWritten_leavesItToItsWriter() {
        Writing writing = begin("a");

        Deletion deletion = journal.delete(writing.track(), ref -> true, LEASE);

        assertThat(deletion).isEqualTo(new Deletion(true, List.of()));
        assertThat(journal.commit(completion(writing, "a", BYTES))).isInstanceOf(SaveOutcome.Refused.class);
        assertThat(journal.abandon(writing, LEASE)).hasSize(1);
    }

    // takeDue, hold, forget

    @Test
    protected void takeDue_leaseOver_takesObjectsAndDeletesTheTrack() {
        Writing writing = begin("a", "b");
        Writing living = begin("c");
        endLeases();
        journal.prolong(List.of(living), LEASE);

        List<Doomed> taken = journal.takeDue(10, LEASE);

        assertThat(taken).extracting(Doomed::ref).containsExactly(ref("a"), ref("b"));
        assertThat(status(writing)).isNull();
        assertThat(status(living)).isEqualTo(TrackStatus.PROCESSING);
        assertThat(journal.takeDue(10, LEASE)).isEmpty();
    }

    @Test
    protected void takeDue_fewerThanBelongTogether_takesThemWhole() {
        begin("a", "b", "c");
        begin("d", "e");
        endLeases();

        List<Integer> sizes = new ArrayList<>();
        for (List<Doomed> taken = journal.takeDue(1, LEASE); !taken.isEmpty(); taken = journal.takeDue(1, LEASE)) {
            sizes.add(taken.size());
        }

        assertThat(sizes).containsExactlyInAnyOrder(3, 2);
    }

    @Test
    protected void takeDue_manyAtOnce_eachObjectIsTakenOnce() throws Exception {
        for (int i = 0; i < 30; i++) {
            begin(i + "-a", i + "-b", i + "-c");
        }
        endLeases();

        List<List<Doomed>> taken = atOnce(this::takeAll, this::takeAll, this::takeAll);
        taken.add(takeAll());

        assertThat(taken.stream().flatMap(List::stream).map(Doomed::ref))
                .hasSize(90)
                .doesNotHaveDuplicates();
        for (List<Doomed> each : taken) {
            assertThat(each.stream()
                            .map(doomed -> doomed.ref().name().split("-", 2)[0])
                            .collect(Collectors.groupingBy(name -> name, Collectors.counting()))
                            .values())
                    .as("what belongs together")
                    .allMatch(count -> count == 3);
        }
    }

    @Test
    protected void takeDue_takenBeforeAndNotForgotten_isTakenOver() {
        begin("a");
        endLeases();
        List<Doomed> first = journal.takeDue(10, LEASE);
        endLeases();
        List<Doomed> second = journal.takeDue(10, LEASE);

        assertThat(second).hasSize(1);
        assertThat(journal.hold(first, LEASE)).isEmpty();
        journal.forget(first);
        assertThat(journal.known(refs("a"))).hasSize(1);
        assertThat(journal.hold(second, LEASE)).isEqualTo(second);
        journal.forget(second);
        assertThat(journal.known(refs("a"))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, IngestJournal.MAX_BATCH + 1})
    protected void takeDue_numberOutOfRange_throws(int most) {
        assertThatIllegalArgumentException().isThrownBy(() -> journal.takeDue(most, LEASE));
    }

    @Test
    protected void hold_leaseOver_isNotDueAnyMore() {
        begin("a");
        endLeases();
        List<Doomed> taken = journal.takeDue(10, LEASE);
        endLeases();

        assertThat(journal.hold(taken, LEASE)).isEqualTo(taken);

        assertThat(journal.takeDue(10, LEASE)).isEmpty();
    }

    @Test
    protected void hold_generationsFilledIn_returnsThemAsGiven() {
        begin("a", "b");
        endLeases();
        List<Doomed> seen = journal.takeDue(10, LEASE).stream()
                .map(each -> new Doomed(each.ref(), 77, each.holder()))
                .toList();

        assertThat(journal.hold(seen, LEASE)).isEqualTo(seen);
    }

    @Test
    protected void hold_takenOverByARetry_isLost() {
        journal.begin(claimed(), refs("a", "b"), LEASE);
        endLeases();
        List<Doomed> taken = journal.takeDue(10, LEASE);
        endLeases();
        journal.begin(claim(), refs("a"), LEASE);

        assertThat(journal.hold(taken, LEASE)).extracting(Doomed::ref).containsExactly(ref("b"));
    }

    @Test
    protected void manyAtOnce_tooMany_throws() {
        List<ObjectRef> refs = Collections.nCopies(IngestJournal.MAX_BATCH + 1, ref("a"));
        List<Doomed> doomed =
                refs.stream().map(ref -> new Doomed(ref, 1, new UUID(0, 1))).toList();
        List<FileNote> files = Collections.nCopies(IngestJournal.MAX_BATCH + 1, note("f", 1));

        assertThatIllegalArgumentException().isThrownBy(() -> journal.known(refs));
        assertThatIllegalArgumentException().isThrownBy(() -> journal.forget(doomed));
        assertThatIllegalArgumentException().isThrownBy(() -> journal.hold(doomed, LEASE));
        assertThatIllegalArgumentException().isThrownBy(() -> journal.recall(files));
    }

    // files

    @Test
    protected void recall_unknown_isEmpty() {
        assertThat(journal.recall(List.of(note("f", 7)))).isEqualTo(new Memory(Map.of(), Set.of()));
    }

    @Test
    protected void remember_again_replacesWhatWasNoted() {
        Writing writing = done("a");
        journal.remember(note("f", 7), writing.track());
        journal.remember(new FileNote(note("f", 7).key(), 8, null), writing.track());

        Memory memory = journal.recall(List.of(note("f", 7), note("g", 8), note("h", 7)));

        assertThat(memory.files()).containsOnlyKeys(note("f", 7).key());
        assertThat(remembered(note("f", 7)).note())
                .isEqualTo(new FileNote(note("f", 7).key(), 8, null));
        assertThat(memory.sizes()).containsExactly(8L);
    }

    @Test
    protected void recall_trackDeletedOrNotDone_knowsNoFile() {
        Writing deleted = done("a");
        Writing open = begin("b");
        journal.remember(note("f", 7), deleted.track());
        journal.remember(note("g", 7), open.track());
        journal.delete(deleted.track(), ref -> true, LEASE);

        assertThat(journal.recall(List.of(note("f", 7), note("g", 7))).files()).isEmpty();
    }

    @Test
    protected void remember_noTrack_doesNothing() {
        journal.remember(note("f", 7), NewTrack.nextId());

        assertThat(journal.recall(List.of(note("f", 7))).files()).isEmpty();
    }

    // objects

    @Test
    protected void objects_ofABucket_comeInTheOrderOfTheirNames() {
        Writing done = done("b");
        begin("\u00e9", "a", "Z");
        String other = bucket;
        bucket = "journal-" + UUID.randomUUID();
        done("elsewhere");

        List<Expected> objects;
        try (Stream<Expected> all = journal.objects(other)) {
            objects = all.toList();
        }

        assertThat(objects)
                .extracting(each -> each.object().ref().name())
                .containsExactly("Z", "a", "b", "\u00e9", "\u00e9");
        assertThat(objects.get(2).track()).isEqualTo(done.track());
        assertThat(objects.get(2).part()).isEqualTo(Part.AUDIO);
        assertThat(objects).filteredOn(each -> each.track() != null).hasSize(1);
    }

    @Test
    protected void correctThumbnail_asNoted_isChangedOrDropped() {
        Writing writing = begin("a", "a-64");
        StoredObject noted = object("a-64", null);
        journal.commit(new Completion(
                writing,
                finished(writing, "a", BYTES),
                DuplicatePolicy.ALLOW,
                new TreeMap<>(Map.of(64, noted)),
                null,
                null));
        StoredObject found = new StoredObject(noted.ref(), 6, 9, "AAAAAA==", "", null);

        assertThat(journal.correctThumbnail(found, noted)).isFalse();
        assertThat(journal.correctThumbnail(noted, found)).isTrue();
        assertThat(Objects.requireNonNull(thumbnails(writing).get(64)).generation())
                .isEqualTo(6);
        assertThat(journal.correctThumbnail(noted, null)).isFalse();
        assertThat(journal.correctThumbnail(found, null)).isTrue();
        assertThat(thumbnails(writing)).isEmpty();
    }

    // What the tests are written in

    private Writing begin(String... names) {
        return journal.begin(announced(names[0]), refs(names), LEASE);
    }

    private Writing done(String name) {
        Writing writing = begin(name);
        journal.commit(completion(writing, name, BYTES, DuplicatePolicy.ALLOW));
        return writing;
    }

    private Claim claimed() {
        StoredObject upload = object("upload-" + UUID.randomUUID(), null);
        database.tracks()
                .save(NewTrack.builder(metadata(), audio(), upload)
                        .status(TrackStatus.PENDING)
                        .build());
        return claim();
    }

    private Claim claim() {
        return database.work().claim(1, "worker", LEASE).get(0);
    }

    private NewTrack announced(String name) {
        return NewTrack.builder(metadata(), audio(), new StoredObject(ref(name), 0, 9, null, "audio/mpeg", null))
                .id(NewTrack.nextId())
                .status(TrackStatus.PROCESSING)
                .build();
    }

    private NewTrack finished(Writing writing, String name, String sha256) {
        return NewTrack.builder(metadata(), audio(), object(name, sha256))
                .id(writing.track())
                .build();
    }

    private Completion completion(Writing writing, String name, String sha256) {
        return completion(writing, name, sha256, DuplicatePolicy.REJECT);
    }

    private Completion completion(Writing writing, String name, String sha256, DuplicatePolicy policy) {
        return new Completion(writing, finished(writing, name, sha256), policy, new TreeMap<>(), null, null);
    }

    private boolean isCommitted(Writing writing, String name) {
        try {
            return journal.commit(completion(writing, name, BYTES, DuplicatePolicy.ALLOW))
                    instanceof SaveOutcome.Created;
        } catch (DatabaseException e) {
            assertThat(e.code()).isEqualTo("INGEST_LEASE_LOST");
            return false;
        }
    }

    private List<Doomed> takeAll() {
        List<Doomed> all = new ArrayList<>();
        for (List<Doomed> some = journal.takeDue(4, LEASE); !some.isEmpty(); some = journal.takeDue(4, LEASE)) {
            all.addAll(some);
            journal.forget(some);
        }
        return all;
    }

    private @Nullable TrackStatus status(Writing writing) {
        return database.tracks().findById(writing.track()).map(Track::status).orElse(null);
    }

    private SortedMap<Integer, StoredObject> thumbnails(Writing writing) {
        return journal.thumbnails(List.of(writing.track())).getOrDefault(writing.track(), new TreeMap<>());
    }

    private StoredObject object(String name, @Nullable String sha256) {
        return new StoredObject(ref(name), 5, 9, "yZRlqg==", "audio/mpeg", sha256);
    }

    private ObjectRef ref(String name) {
        return new ObjectRef(bucket, name);
    }

    private List<ObjectRef> refs(String... names) {
        return Stream.of(names).map(this::ref).toList();
    }

    private IngestJournal.Remembered remembered(FileNote file) {
        return Objects.requireNonNull(journal.recall(List.of(file)).files().get(file.key()));
    }

    private static FileNote note(String name, long size) {
        return new FileNote(String.format("%064x", name.hashCode()), size, Instant.EPOCH);
    }

    private static TrackMetadata metadata() {
        return TrackMetadata.builder("A title").build();
    }

    private static AudioProperties audio() {
        return AudioProperties.builder("mp3").build();
    }

    private static void assertLost(ThrowingCallable call) {
        assertThatExceptionOfType(DatabaseException.class)
                .isThrownBy(call)
                .extracting(DatabaseException::code)
                .isEqualTo("INGEST_LEASE_LOST");
    }

    @SafeVarargs
    private static <T> List<T> atOnce(Callable<T>... calls) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(calls.length);
        try {
            List<Callable<T>> all = new ArrayList<>();
            for (Callable<T> call : calls) {
                all.add(call);
            }
            List<T> results = new ArrayList<>();
            for (Future<T> call : threads.invokeAll(all)) {
                results.add(call.get());
            }
            return results;
        } finally {
            threads.shutdown();
        }
    }
}
