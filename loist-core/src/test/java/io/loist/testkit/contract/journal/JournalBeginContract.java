package io.loist.testkit.contract.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.loist.DuplicateTrackException;
import io.loist.ingest.spi.IngestLease;
import io.loist.ingest.spi.IngestStart;
import io.loist.ingest.spi.PendingDeletion;
import io.loist.track.Claim;
import io.loist.track.NewTrack;
import io.loist.track.SaveOutcome;
import io.loist.track.TrackStatus;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How every journal lets an attempt begin and go on: what it notes, and for how long. */
abstract class JournalBeginContract extends JournalFixture {

    @Test
    protected void begin_newTrack_isProcessingAndItsObjectsAreNoted() {
        IngestLease lease = begin("a", "b");

        assertThat(status(lease)).isEqualTo(TrackStatus.PROCESSING);
        assertThat(lease.claim()).isNull();
        assertThat(journal.knownObjects(List.of(ref("a"), ref("b"), ref("c"))))
                .containsExactlyInAnyOrder(ref("a"), ref("b"));
        assertThat(journal.claimDeletions(10, LEASE)).isEmpty();
    }

    @Test
    protected void begin_objectOfAnotherTrack_throwsAndNotesNothing() {
        begin("a", "b");

        assertThatExceptionOfType(DuplicateTrackException.class).isThrownBy(() -> begin("a", "c"));

        assertThat(journal.knownObjects(List.of(ref("c")))).isEmpty();
    }

    @Test
    protected void begin_claimed_notesItsObjects() {
        Claim claim = claimed();

        IngestLease lease = journal.beginClaimed(claim, refs("a", "b"), LEASE);

        assertThat(lease.track()).isEqualTo(claim.id());
        assertThat(lease.claim()).isEqualTo(claim);
        assertThat(journal.knownObjects(refs("a", "b"))).hasSize(2);
    }

    @Test
    protected void begin_claimLost_throwsAndNotesNothing() {
        Claim lost = claimed();
        endLeases();
        Claim other = claim();

        assertLost(() -> journal.beginClaimed(lost, refs("a"), LEASE));

        assertThat(journal.knownObjects(refs("a"))).isEmpty();
        assertThat(journal.beginClaimed(other, refs("a"), LEASE).claim()).isEqualTo(other);
    }

    @Test
    protected void begin_otherAttemptNotOver_throwsAndLeavesIt() {
        Claim claim = claimed();
        IngestLease first = journal.beginClaimed(claim, refs("a"), LEASE);

        assertLost(() -> journal.beginClaimed(claim, refs("b", "a"), LEASE));

        assertThat(journal.knownObjects(refs("b"))).isEmpty();
        assertThat(journal.renew(List.of(first), LEASE)).containsExactly(first.id());
    }

    @Test
    protected void begin_otherAttemptOver_takesItsObjectsOver() {
        IngestLease first = journal.beginClaimed(claimed(), refs("a", "b"), LEASE);
        endLeases();

        IngestLease second = journal.beginClaimed(claim(), refs("a"), LEASE);

        assertThat(journal.renew(List.of(first, second), LEASE)).containsExactly(second.id());
        assertThat(journal.commit(List.of(completion(first, "a", BYTES)))).isEmpty();
        assertThat(journal.abandon(first, LEASE))
                .extracting(PendingDeletion::ref)
                .containsExactly(ref("b"));
        assertThat(commit(completion(second, "a", BYTES))).isInstanceOf(SaveOutcome.Created.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT0S", "PT-1S", "P31D"})
    protected void begin_leaseOutOfRange_throws(Duration lease) {
        NewTrack track = announced("a");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> journal.begin(List.of(new IngestStart(track, refs("a"))), lease));
        assertThatIllegalArgumentException().isThrownBy(() -> journal.claimDeletions(1, lease));
        assertThatIllegalArgumentException().isThrownBy(() -> journal.renew(List.of(), lease));
    }

    @Test
    protected void begin_severalWithAnObjectOfAnotherTrack_throwsAndBeginsNone() {
        begin("a");
        List<IngestStart> some = List.of(
                new IngestStart(announced("b"), List.of(ref("b"))), new IngestStart(announced("a"), List.of(ref("c"))));

        assertThatExceptionOfType(DuplicateTrackException.class).isThrownBy(() -> journal.begin(some, LEASE));

        assertThat(journal.knownObjects(List.of(ref("b"), ref("c")))).isEmpty();
        assertThat(database.tracks().findById(some.get(0).track().id())).isEmpty();
    }

    @Test
    protected void renew_leaseOverButNotTaken_isGoodAgain() {
        IngestLease lease = begin("a");
        endLeases();

        assertThat(journal.renew(List.of(lease), LEASE)).containsExactly(lease.id());

        assertThat(journal.claimDeletions(10, LEASE)).isEmpty();
    }

    @Test
    protected void renew_takenOrEnded_isLost() {
        IngestLease taken = begin("a");
        endLeases();
        journal.claimDeletions(10, LEASE);
        IngestLease done = begin("b");
        commit(completion(done, "b", BYTES));

        assertThat(journal.renew(List.of(taken, done), LEASE)).isEmpty();
    }
}
