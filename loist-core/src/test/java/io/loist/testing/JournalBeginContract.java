package io.loist.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.loist.DuplicateTrackException;
import io.loist.ingest.spi.IngestJournal.Announcement;
import io.loist.ingest.spi.IngestJournal.Doomed;
import io.loist.ingest.spi.IngestJournal.Writing;
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
}
