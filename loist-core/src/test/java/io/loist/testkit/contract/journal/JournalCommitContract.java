package io.loist.testkit.contract.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.loist.DuplicateTrackException;
import io.loist.ingest.spi.FileFingerprint;
import io.loist.ingest.spi.IngestCommit;
import io.loist.ingest.spi.IngestLease;
import io.loist.ingest.spi.IngestStart;
import io.loist.ingest.spi.PendingDeletion;
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
        IngestLease lease = begin("a", "a-64");
        FileFingerprint file = fingerprint("f", 7);
        StoredObject thumbnail = object("a-64", null);
        StoredObject spent = object("upload", null);
        NewTrack track = finished(lease, "a", BYTES);

        SaveOutcome saved = commit(new IngestCommit(
                lease, track, DuplicatePolicy.REJECT, new TreeMap<>(Map.of(64, thumbnail)), file, spent));

        Track stored = track(saved);
        assertThat(stored.status()).isEqualTo(TrackStatus.COMPLETED);
        assertThat(stored.audioObject()).isEqualTo(track.audioObject());
        assertThat(database.tracks().findById(lease.track())).contains(stored);
        assertThat(thumbnails(lease)).containsOnlyKeys(64);
        assertThat(remembered(file).track()).isEqualTo(stored);
        assertThat(journal.claimDeletions(10, LEASE))
                .extracting(PendingDeletion::ref, PendingDeletion::generation)
                .containsExactly(tuple(spent.ref(), spent.generation()));
    }

    @Test
    protected void commit_several_completesEachWithAllThatBelongsToIt() {
        List<IngestLease> leases = journal.begin(
                Stream.of("a", "b")
                        .map(name -> new IngestStart(announced(name), List.of(ref(name), ref(name + "-64"))))
                        .toList(),
                LEASE);
        FileFingerprint file = fingerprint("f", 7);
        IngestCommit first = new IngestCommit(
                leases.get(0),
                finished(leases.get(0), "a", BYTES),
                DuplicatePolicy.REJECT,
                new TreeMap<>(Map.of(64, object("a-64", null))),
                file,
                null);
        IngestCommit second = completion(leases.get(1), "b", "cd".repeat(32));

        Map<UUID, SaveOutcome> done = journal.commit(List.of(first, second));

        assertThat(done).containsOnlyKeys(leases.get(0).track(), leases.get(1).track());
        done.forEach((id, outcome) -> assertThat(database.tracks().findById(id)).contains(track(outcome)));
        assertThat(done.values())
                .extracting(outcome -> track(outcome).audioObject())
                .contains(object("a", BYTES));
        assertThat(thumbnails(leases.get(0))).containsOnlyKeys(64);
        assertThat(thumbnails(leases.get(1))).isEmpty();
        assertThat(journal.knownFiles(List.of(file)).files().values())
                .extracting(known -> known.track().id())
                .containsExactly(leases.get(0).track());
        assertThat(journal.renew(leases, LEASE)).isEmpty();
        endLeases();
        assertThat(journal.claimDeletions(10, LEASE)).isEmpty();
    }

    @Test
    protected void commit_severalOfWhichSomeMayNot_leavesThoseAsTheyWere() {
        commit(completion(begin("there"), "there", BYTES));
        IngestLease same = begin("same");
        IngestLease taken = begin("taken");
        IngestLease good = begin("good");
        journal.abandon(taken, LEASE);

        Map<UUID, SaveOutcome> done = journal.commit(List.of(
                completion(same, "same", BYTES),
                completion(taken, "taken", "cd".repeat(32)),
                completion(good, "good", "ef".repeat(32))));

        assertThat(done).containsOnlyKeys(same.track(), good.track());
        assertThat(done.get(same.track())).isInstanceOf(SaveOutcome.Refused.class);
        assertThat(done.get(good.track())).isInstanceOf(SaveOutcome.Created.class);
        assertThat(status(same)).isEqualTo(TrackStatus.PROCESSING);
        assertThat(status(taken)).isNull();
        assertThat(journal.renew(List.of(same), LEASE)).containsExactly(same.id());
    }

    @Test
    protected void commit_twice_isLostTheSecondTime() {
        IngestLease lease = begin("a");
        commit(completion(lease, "a", BYTES));

        assertThat(journal.commit(List.of(completion(lease, "a", BYTES)))).isEmpty();

        assertThat(status(lease)).isEqualTo(TrackStatus.COMPLETED);
    }

    @Test
    protected void commit_taken_isLostAndTheTrackStaysGone() {
        IngestLease lease = begin("a");
        endLeases();
        journal.claimDeletions(10, LEASE);

        assertThat(journal.commit(List.of(completion(lease, "a", BYTES)))).isEmpty();

        assertThat(status(lease)).isNull();
    }

    @Test
    protected void commit_claimed_endsTheClaim() {
        Claim claim = claimed();
        IngestLease lease = journal.beginClaimed(claim, refs("a"), LEASE);

        assertThat(commit(completion(lease, "a", BYTES))).isInstanceOf(SaveOutcome.Created.class);

        assertThat(status(lease)).isEqualTo(TrackStatus.COMPLETED);
        assertThat(database.queue().fail(List.of(claim), "late")).isEmpty();
    }

    @Test
    protected void commit_claimLost_isLostAndChangesNothing() {
        IngestLease lease = journal.beginClaimed(claimed(), refs("a"), LEASE);
        endLeases();
        Claim other = claim();

        assertThat(journal.commit(List.of(completion(lease, "a", BYTES)))).isEmpty();

        assertThat(status(lease)).isEqualTo(TrackStatus.PROCESSING);
        assertThat(database.queue().complete(List.of(other))).hasSize(1);
    }

    @Test
    protected void commit_contentIsThere_isAsThePolicySays() {
        IngestLease first = begin("a");
        commit(completion(first, "a", BYTES));
        IngestLease second = begin("b");

        SaveOutcome existing = commit(completion(second, "b", BYTES, DuplicatePolicy.RETURN_EXISTING));
        SaveOutcome refused = commit(completion(second, "b", BYTES, DuplicatePolicy.REJECT));

        assertThat(((SaveOutcome.Existing) existing).track().id()).isEqualTo(first.track());
        assertThat(((SaveOutcome.Refused) refused).reason()).isInstanceOf(DuplicateTrackException.class);
        assertThat(status(second)).isEqualTo(TrackStatus.PROCESSING);
        assertThat(commit(completion(second, "b", BYTES, DuplicatePolicy.ALLOW)))
                .isInstanceOf(SaveOutcome.Created.class);
    }

    @Test
    protected void commit_claimedContentIsThere_endsClaimAndRecordsTheUploadTogether() {
        commit(completion(begin("a"), "a", BYTES));
        Claim claim = claimed();
        IngestLease lease = journal.beginClaimed(claim, refs("b"), LEASE);
        StoredObject upload =
                StoredObject.builder(refs("upload").get(0)).generation(7).build();
        IngestCommit plain = completion(lease, "b", BYTES, DuplicatePolicy.RETURN_EXISTING);

        SaveOutcome outcome = commit(
                new IngestCommit(lease, plain.track(), plain.policy(), plain.thumbnails(), plain.file(), upload));

        Track existing = ((SaveOutcome.Existing) outcome).track();
        Track dead = database.tracks().findById(lease.track()).orElseThrow();
        assertThat(dead.status()).isEqualTo(TrackStatus.DEAD);
        assertThat(dead.error()).contains(existing.id().toString());
        assertThat(database.queue().fail(List.of(claim), "late")).isEmpty();
        assertThat(journal.claimDeletions(10, LEASE)).anySatisfy(due -> {
            assertThat(due.ref()).isEqualTo(upload.ref());
            assertThat(due.generation()).isEqualTo(7);
        });
    }

    @Test
    protected void commit_sameContentAtOnce_oneWins() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            String sha256 = String.format("%064x", round);
            DuplicatePolicy policy = DuplicatePolicy.RETURN_EXISTING;
            IngestCommit first = completion(begin("a" + round), "a" + round, sha256, policy);
            IngestCommit second = completion(begin("b" + round), "b" + round, sha256, policy);

            List<SaveOutcome> outcomes = atOnce(() -> commit(first), () -> commit(second));

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
            IngestLease lease = begin(name, name + "-64");
            endLeases();

            List<Boolean> done = atOnce(() -> !takeAll().isEmpty(), () -> isCommitted(lease, name));

            assertThat(done).as("taken or committed").containsExactlyInAnyOrder(true, false);
            assertThat(status(lease)).isEqualTo(done.get(0) ? null : TrackStatus.COMPLETED);
        }
    }

    @Test
    protected void commit_whileItIsRenewed_leavesNothingToDelete() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            String name = "a" + round;
            IngestLease lease = begin(name, name + "-1", name + "-2", name + "-3", name + "-4");

            atOnce(
                    () -> {
                        for (int i = 0; i < 5; i++) {
                            journal.renew(List.of(lease), LEASE);
                        }
                        return true;
                    },
                    () -> isCommitted(lease, name));

            assertThat(status(lease)).isEqualTo(TrackStatus.COMPLETED);
            endLeases();
            assertThat(takeAll()).isEmpty();
        }
    }

    private static Track track(SaveOutcome outcome) {
        return ((SaveOutcome.Created) outcome).track();
    }
}
