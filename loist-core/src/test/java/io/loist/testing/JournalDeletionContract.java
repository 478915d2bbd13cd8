package io.loist.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.loist.ingest.spi.IngestJournal;
import io.loist.ingest.spi.IngestJournal.Completion;
import io.loist.ingest.spi.IngestJournal.Deletion;
import io.loist.ingest.spi.IngestJournal.Doomed;
import io.loist.ingest.spi.IngestJournal.FileNote;
import io.loist.ingest.spi.IngestJournal.Writing;
import io.loist.object.ObjectRef;
import io.loist.object.StoredObject;
import io.loist.track.DuplicatePolicy;
import io.loist.track.NewTrack;
import io.loist.track.SaveOutcome;
import io.loist.track.TrackStatus;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every journal has deleted: what an attempt that failed or died has left, and what belonged to a deleted track. */
abstract class JournalDeletionContract extends JournalCommitContract {

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
}
