package io.loist.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.loist.DuplicateTrackException;
import io.loist.ingest.spi.IngestJournal.Announcement;
import io.loist.ingest.spi.IngestJournal.Completion;
import io.loist.ingest.spi.IngestJournal.Doomed;
import io.loist.ingest.spi.IngestJournal.FileNote;
import io.loist.ingest.spi.IngestJournal.Writing;
import io.loist.object.StoredObject;
import io.loist.track.Claim;
import io.loist.track.DuplicatePolicy;
import io.loist.track.NewTrack;
import io.loist.track.SaveOutcome;
import io.loist.track.Track;
import io.loist.track.TrackStatus;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** How every journal lets an attempt end well: all of it at once, and only while it has the right to. */
abstract class JournalCommitContract extends JournalBeginContract {

    private static final int ROUNDS = 20;

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
        assertThat(database.queue().fail(List.of(claim), "late")).isEmpty();
    }

    @Test
    protected void commit_claimLost_throwsAndChangesNothing() {
        Writing writing = journal.begin(claimed(), refs("a"), LEASE);
        endLeases();
        Claim other = claim();

        assertLost(() -> journal.commit(completion(writing, "a", BYTES)));

        assertThat(status(writing)).isEqualTo(TrackStatus.PROCESSING);
        assertThat(database.queue().complete(List.of(other))).hasSize(1);
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
}
