package io.loist.testkit.contract.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.loist.ingest.spi.FileFingerprint;
import io.loist.ingest.spi.IngestCommit;
import io.loist.ingest.spi.IngestJournal;
import io.loist.ingest.spi.IngestLease;
import io.loist.ingest.spi.PendingDeletion;
import io.loist.ingest.spi.TrackDeletion;
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
        IngestLease lease = begin("a", "b");

        List<PendingDeletion> pending = journal.abandon(lease, LEASE);

        assertThat(pending).extracting(PendingDeletion::ref).containsExactly(ref("a"), ref("b"));
        assertThat(status(lease)).isNull();
        assertThat(journal.claimDeletions(10, LEASE)).isEmpty();
        assertThat(journal.abandon(lease, LEASE)).isEmpty();
        journal.confirmDeletions(pending);
        assertThat(journal.knownObjects(refs("a", "b"))).isEmpty();
    }

    @Test
    protected void abandon_committedOrTaken_isNothing() {
        IngestLease done = begin("a");
        commit(completion(done, "a", BYTES));
        IngestLease taken = begin("b");
        endLeases();
        journal.claimDeletions(10, LEASE);

        assertThat(journal.abandon(done, LEASE)).isEmpty();
        assertThat(journal.abandon(taken, LEASE)).isEmpty();
        assertThat(status(done)).isEqualTo(TrackStatus.COMPLETED);
    }

    @Test
    protected void abandon_committedWithASpentObject_isNothing() {
        IngestLease done = begin("a");
        StoredObject spent = object("upload", null);
        journal.commit(List.of(new IngestCommit(
                done, finished(done, "a", BYTES), DuplicatePolicy.REJECT, new TreeMap<>(), null, spent)));

        assertThat(journal.abandon(done, LEASE)).isEmpty();
        assertThat(status(done)).isEqualTo(TrackStatus.COMPLETED);
        journal.confirmDeletions(List.of(new PendingDeletion(spent.ref(), spent.generation(), done.track())));
        assertThat(journal.knownObjects(List.of(spent.ref()))).isEmpty();
    }

    @Test
    protected void abandon_claimed_leavesTheTrack() {
        IngestLease lease = journal.beginClaimed(claimed(), refs("a"), LEASE);

        assertThat(journal.abandon(lease, LEASE)).hasSize(1);

        assertThat(status(lease)).isEqualTo(TrackStatus.PROCESSING);
    }

    @Test
    protected void delete_track_notesItsOwnObjects() {
        IngestLease lease = begin("a", "cover", "a-64");
        NewTrack track = NewTrack.builder(metadata(), audio(), object("a", BYTES))
                .id(lease.track())
                .artworkObject(object("cover", null))
                .build();
        SortedMap<Integer, StoredObject> thumbnails = new TreeMap<>(Map.of(64, object("a-64", null)));
        commit(new IngestCommit(lease, track, DuplicatePolicy.ALLOW, thumbnails, null, null));

        TrackDeletion deletion = journal.delete(lease.track(), ref -> !ref.equals(ref("cover")), LEASE);

        assertThat(deletion.found()).isTrue();
        assertThat(deletion.objects())
                .extracting(PendingDeletion::ref)
                .containsExactlyInAnyOrder(ref("a"), ref("a-64"));
        assertThat(deletion.objects()).allMatch(each -> each.generation() == 5);
        assertThat(status(lease)).isNull();
        assertThat(journal.knownObjects(refs("a", "cover", "a-64"))).containsExactlyInAnyOrder(ref("a"), ref("a-64"));
        assertThat(journal.claimDeletions(10, LEASE)).isEmpty();
        endLeases();
        assertThat(journal.claimDeletions(10, LEASE)).hasSize(2);
    }

    @Test
    protected void delete_noTrack_isNotFound() {
        assertThat(journal.delete(NewTrack.nextId(), ref -> true, LEASE))
                .isEqualTo(new TrackDeletion(false, List.of()));
    }

    @Test
    protected void delete_objectThatIsBeingWritten_leavesItToItsWriter() {
        IngestLease lease = begin("a");

        TrackDeletion deletion = journal.delete(lease.track(), ref -> true, LEASE);

        assertThat(deletion).isEqualTo(new TrackDeletion(true, List.of()));
        assertThat(commit(completion(lease, "a", BYTES))).isInstanceOf(SaveOutcome.Refused.class);
        assertThat(journal.abandon(lease, LEASE)).hasSize(1);
    }

    @Test
    protected void claimDeletions_leaseOver_takesObjectsAndDeletesTheTrack() {
        IngestLease lease = begin("a", "b");
        IngestLease living = begin("c");
        endLeases();
        journal.renew(List.of(living), LEASE);

        List<PendingDeletion> taken = journal.claimDeletions(10, LEASE);

        assertThat(taken).extracting(PendingDeletion::ref).containsExactly(ref("a"), ref("b"));
        assertThat(status(lease)).isNull();
        assertThat(status(living)).isEqualTo(TrackStatus.PROCESSING);
        assertThat(journal.claimDeletions(10, LEASE)).isEmpty();
    }

    @Test
    protected void claimDeletions_fewerThanBelongTogether_takesThemWhole() {
        begin("a", "b", "c");
        begin("d", "e");
        endLeases();

        List<Integer> sizes = new ArrayList<>();
        for (List<PendingDeletion> taken = journal.claimDeletions(1, LEASE);
                !taken.isEmpty();
                taken = journal.claimDeletions(1, LEASE)) {
            sizes.add(taken.size());
        }

        assertThat(sizes).containsExactlyInAnyOrder(3, 2);
    }

    @Test
    protected void claimDeletions_manyAtOnce_eachObjectIsTakenOnce() throws Exception {
        for (int i = 0; i < 30; i++) {
            begin(i + "-a", i + "-b", i + "-c");
        }
        endLeases();

        List<List<PendingDeletion>> taken = atOnce(this::takeAll, this::takeAll, this::takeAll);
        taken.add(takeAll());

        assertThat(taken.stream().flatMap(List::stream).map(PendingDeletion::ref))
                .hasSize(90)
                .doesNotHaveDuplicates();
        for (List<PendingDeletion> each : taken) {
            assertThat(each.stream()
                            .map(pending -> pending.ref().name().split("-", 2)[0])
                            .collect(Collectors.groupingBy(name -> name, Collectors.counting()))
                            .values())
                    .as("what belongs together")
                    .allMatch(count -> count == 3);
        }
    }

    @Test
    protected void claimDeletions_takenBeforeAndNotForgotten_isTakenOver() {
        begin("a");
        endLeases();
        List<PendingDeletion> first = journal.claimDeletions(10, LEASE);
        endLeases();
        List<PendingDeletion> second = journal.claimDeletions(10, LEASE);

        assertThat(second).hasSize(1);
        assertThat(journal.renewDeletions(first, LEASE)).isEmpty();
        journal.confirmDeletions(first);
        assertThat(journal.knownObjects(refs("a"))).hasSize(1);
        assertThat(journal.renewDeletions(second, LEASE)).isEqualTo(second);
        journal.confirmDeletions(second);
        assertThat(journal.knownObjects(refs("a"))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, IngestJournal.MAX_BATCH + 1})
    protected void claimDeletions_numberOutOfRange_throws(int most) {
        assertThatIllegalArgumentException().isThrownBy(() -> journal.claimDeletions(most, LEASE));
    }

    @Test
    protected void renewDeletions_leaseOver_isNotDueAnyMore() {
        begin("a");
        endLeases();
        List<PendingDeletion> taken = journal.claimDeletions(10, LEASE);
        endLeases();

        assertThat(journal.renewDeletions(taken, LEASE)).isEqualTo(taken);

        assertThat(journal.claimDeletions(10, LEASE)).isEmpty();
    }

    @Test
    protected void renewDeletions_generationsFilledIn_returnsThemAsGiven() {
        begin("a", "b");
        endLeases();
        List<PendingDeletion> seen = journal.claimDeletions(10, LEASE).stream()
                .map(each -> new PendingDeletion(each.ref(), 77, each.holder()))
                .toList();

        assertThat(journal.renewDeletions(seen, LEASE)).isEqualTo(seen);
    }

    @Test
    protected void renewDeletions_takenOverByARetry_isLost() {
        journal.beginClaimed(claimed(), refs("a", "b"), LEASE);
        endLeases();
        List<PendingDeletion> taken = journal.claimDeletions(10, LEASE);
        endLeases();
        journal.beginClaimed(claim(), refs("a"), LEASE);

        assertThat(journal.renewDeletions(taken, LEASE))
                .extracting(PendingDeletion::ref)
                .containsExactly(ref("b"));
    }

    @Test
    protected void manyAtOnce_tooMany_throws() {
        List<ObjectRef> refs = Collections.nCopies(IngestJournal.MAX_BATCH + 1, ref("a"));
        List<PendingDeletion> pending = refs.stream()
                .map(ref -> new PendingDeletion(ref, 1, new UUID(0, 1)))
                .toList();
        List<FileFingerprint> files = Collections.nCopies(IngestJournal.MAX_BATCH + 1, fingerprint("f", 1));

        assertThatIllegalArgumentException().isThrownBy(() -> journal.knownObjects(refs));
        assertThatIllegalArgumentException().isThrownBy(() -> journal.confirmDeletions(pending));
        assertThatIllegalArgumentException().isThrownBy(() -> journal.renewDeletions(pending, LEASE));
        assertThatIllegalArgumentException().isThrownBy(() -> journal.knownFiles(files));
    }
}
