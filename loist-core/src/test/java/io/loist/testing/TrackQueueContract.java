package io.loist.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.tuple;

import io.loist.IllegalStatusTransitionException;
import io.loist.TrackNotFoundException;
import io.loist.track.Claim;
import io.loist.track.NewTrack;
import io.loist.track.RetryPolicy;
import io.loist.track.StatusChange;
import io.loist.track.Track;
import io.loist.track.TrackFilter;
import io.loist.track.TrackQuery;
import io.loist.track.TrackQueue;
import io.loist.track.TrackStatus;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What every {@link TrackQueue} must do. */
public abstract class TrackQueueContract extends TrackFixture {

    private static final Duration LEASE = Duration.ofMinutes(10);
    private static final RetryPolicy AT_ONCE = new RetryPolicy(2, Duration.ZERO, Duration.ZERO);
    private static final RetryPolicy LATER = new RetryPolicy(2, Duration.ofDays(300), Duration.ofDays(300));

    private TrackQueue work;

    /** Returns the work on the tracks of the repository that was made last. */
    protected abstract TrackQueue work();

    /** Ends the leases of all tracks, as if their time had passed. */
    protected abstract void endLeases();

    @BeforeEach
    final void makeWork() {
        work = work().retrying(AT_ONCE);
    }

    // claim

    @Test
    protected void claim_pending_makesThemProcessing() {
        Track track = saved(TrackStatus.PENDING);

        List<Claim> claims = work.claim(10, "worker-1", LEASE);

        assertThat(claims).hasSize(1);
        assertThat(claims.get(0).id()).isEqualTo(track.id());
        assertThat(claims.get(0).worker()).isEqualTo("worker-1");
        assertThat(claims.get(0).retryCount()).isZero();
        assertThat(read(track).status()).isEqualTo(TrackStatus.PROCESSING);
        assertThat(read(track).version()).isEqualTo(track.version());
    }

    @Test
    protected void claim_moreThanAsked_takesTheOldestFirst() {
        List<UUID> ids = IntStream.range(0, 7)
                .mapToObj(i -> saved(TrackStatus.PENDING).id())
                .toList();

        List<UUID> claimed = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            work.claim(2, "worker-1", LEASE).forEach(claim -> claimed.add(claim.id()));
        }

        assertThat(claimed).isEqualTo(ids);
        assertThat(work.claim(2, "worker-1", LEASE)).isEmpty();
    }

    @Test
    protected void claim_nothingPending_isEmpty() {
        saved(TrackStatus.COMPLETED);
        saved(TrackStatus.PROCESSING);
        saved(TrackStatus.DEAD);

        assertThat(work.claim(10, "worker-1", LEASE)).isEmpty();
    }

    @Test
    protected void claim_leaseEnded_takesTheTrackOver() {
        Track track = saved(TrackStatus.PENDING);
        List<Claim> lost = work.claim(1, "dead", LEASE);
        assertThat(work.claim(1, "worker-2", LEASE)).isEmpty();
        endLeases();

        List<Claim> claims = work.claim(1, "worker-2", LEASE);

        assertThat(claims).extracting(Claim::id).containsExactly(track.id());
        assertThat(claims.get(0).retryCount()).isEqualTo(1);
        assertThat(work.complete(lost)).isEmpty();
        assertThat(work.fail(lost, "late")).isEmpty();
        assertThat(work.giveUp(lost, "late")).isEmpty();
        assertThat(work.release(lost)).isEmpty();
        assertThat(work.heartbeat(lost, LEASE)).isEmpty();
        assertThat(work.complete(claims)).isEqualTo(claims);
        assertThat(work.history(track.id())).extracting(StatusChange::reason).contains("The lease of dead has ended");
    }

    @Test
    protected void claim_leaseEndedAfterTheLastRetry_givesUp() {
        Track track = saved(TrackStatus.PENDING);
        for (int i = 0; i <= AT_ONCE.retries(); i++) {
            assertThat(work.claim(1, "dead", LEASE)).hasSize(1);
            endLeases();
        }

        assertThat(work.claim(1, "worker-2", LEASE)).isEmpty();

        assertThat(read(track).status()).isEqualTo(TrackStatus.DEAD);
        assertThat(read(track).error()).contains("dead").contains("last retry");
        assertThat(read(track).processing().retryCount()).isEqualTo(AT_ONCE.retries());
        assertThat(work.claim(1, "worker-2", LEASE)).isEmpty();
    }

    @Test
    protected void claim_failedAndStillWaiting_isEmpty() {
        saved(TrackStatus.PENDING);
        TrackQueue patient = work.retrying(LATER);
        patient.fail(patient.claim(1, "worker-1", LEASE), "broken");

        assertThat(patient.claim(1, "worker-1", LEASE)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, TrackQueue.MAX_BATCH + 1})
    protected void claim_countOutOfRange_throws(int most) {
        assertThatIllegalArgumentException().isThrownBy(() -> work.claim(most, "worker-1", LEASE));
    }

    @Test
    protected void claim_leaseOutOfRange_throws() {
        for (Duration lease : List.of(Duration.ZERO, Duration.ofSeconds(-1), TrackQueue.MAX_LEASE.plusNanos(1))) {
            assertThatIllegalArgumentException().isThrownBy(() -> work.claim(1, "worker-1", lease));
            assertThatIllegalArgumentException().isThrownBy(() -> work.heartbeat(List.of(), lease));
        }
    }

    @Test
    protected void claim_workerWithoutName_throws() {
        for (String worker : List.of("", " ", "x".repeat(201), "a\0b")) {
            assertThatIllegalArgumentException().isThrownBy(() -> work.claim(1, worker, LEASE));
        }
    }

    // heartbeat and release

    @Test
    protected void heartbeat_leaseHeld_prolongsIt() {
        saved(TrackStatus.PENDING);
        List<Claim> claims = work.claim(1, "worker-1", Duration.ofMillis(1));

        List<Claim> prolonged = work.heartbeat(claims, LEASE);

        assertThat(prolonged).hasSize(1);
        assertThat(prolonged.get(0).leaseEnd()).isAfter(claims.get(0).leaseEnd());
        assertThat(prolonged.get(0).number()).isEqualTo(claims.get(0).number());
        assertThat(work.claim(1, "worker-2", LEASE)).isEmpty();
        assertThat(work.complete(prolonged)).hasSize(1);
    }

    @Test
    protected void release_claimed_makesThemPendingAgain() {
        Track track = saved(TrackStatus.PENDING);
        List<Claim> claims = work.claim(1, "worker-1", LEASE);

        assertThat(work.release(claims)).isEqualTo(claims);

        assertThat(read(track)).isEqualTo(track);
        assertThat(work.release(claims)).isEmpty();
        assertThat(work.claim(1, "worker-2", LEASE))
                .extracting(Claim::retryCount)
                .containsExactly(0);
    }

    // complete, fail and give up

    @Test
    protected void complete_claimed_makesThemCompleted() {
        Track track = saved(TrackStatus.PENDING);
        List<Claim> claims = work.claim(1, "worker-1", LEASE);

        assertThat(work.complete(claims)).isEqualTo(claims);

        Track after = read(track);
        assertThat(after.status()).isEqualTo(TrackStatus.COMPLETED);
        assertThat(after.processing().lastProcessedAt()).isNotNull();
        assertThat(after.version()).isEqualTo(track.version() + 1);
        assertThat(work.complete(claims)).isEmpty();
        assertThat(work.claim(1, "worker-1", LEASE)).isEmpty();
    }

    @Test
    protected void complete_someLost_completesTheOthers() {
        List<UUID> ids = IntStream.range(0, 5)
                .mapToObj(i -> saved(TrackStatus.PENDING).id())
                .toList();
        List<Claim> claims = work.claim(5, "worker-1", LEASE);
        work.requeue(ids.subList(1, 3), "changed my mind", "operator");

        assertThat(work.complete(claims)).extracting(Claim::id).containsExactly(ids.get(0), ids.get(3), ids.get(4));
    }

    @Test
    protected void fail_againAndAgain_isDeadAfterTheLastRetry() {
        Track track = saved(TrackStatus.PENDING);
        for (int i = 0; i < AT_ONCE.retries(); i++) {
            work.fail(work.claim(1, "worker-1", LEASE), "broken " + i);
            assertThat(read(track).status()).isEqualTo(TrackStatus.FAILED);
            assertThat(read(track).processing().error()).isEqualTo("broken " + i);
            assertThat(read(track).processing().retryCount()).isEqualTo(i);
            assertThat(read(track).processing().lastProcessedAt()).isNotNull();
        }

        List<Claim> last = work.claim(1, "worker-1", LEASE);
        assertThat(last).extracting(Claim::retryCount).containsExactly(AT_ONCE.retries());
        work.fail(last, "broken for good");

        assertThat(read(track).status()).isEqualTo(TrackStatus.DEAD);
        assertThat(read(track).error()).isEqualTo("broken for good");
        assertThat(work.claim(1, "worker-1", LEASE)).isEmpty();
    }

    @Test
    protected void fail_thenComplete_forgetsTheError() {
        Track track = saved(TrackStatus.PENDING);
        work.fail(work.claim(1, "worker-1", LEASE), "broken");
        work.complete(work.claim(1, "worker-1", LEASE));

        assertThat(read(track).error()).isNull();
        assertThat(read(track).processing().retryCount()).isEqualTo(1);
    }

    @Test
    protected void giveUp_claimed_isDeadAtOnce() {
        Track track = saved(TrackStatus.PENDING);

        work.giveUp(work.claim(1, "worker-1", LEASE), "not audio");

        assertThat(read(track).status()).isEqualTo(TrackStatus.DEAD);
    }

    @Test
    protected void fail_errorOutOfRange_throws() {
        for (String error : List.of("", " \n", "x".repeat(10_001), "a\0b")) {
            assertThatIllegalArgumentException().isThrownBy(() -> work.fail(List.of(), error));
            assertThatIllegalArgumentException().isThrownBy(() -> work.giveUp(List.of(), error));
            assertThatIllegalArgumentException().isThrownBy(() -> work.markFailed(List.of(), error, "me"));
            assertThatIllegalArgumentException().isThrownBy(() -> work.requeue(List.of(), error, "me"));
        }
    }

    // marks

    @Test
    protected void marks_pendingToCompleted_areRecorded() {
        Track track = saved(TrackStatus.PENDING);
        List<UUID> ids = List.of(track.id());

        work.markProcessing(ids, "host");
        assertThat(read(track).status()).isEqualTo(TrackStatus.PROCESSING);
        assertThat(work.claim(1, "worker-1", LEASE)).isEmpty();
        work.markFailed(ids, "broken", "host");
        assertThat(read(track).status()).isEqualTo(TrackStatus.FAILED);
        work.requeue(ids, "mended", "operator");
        assertThat(read(track).status()).isEqualTo(TrackStatus.PENDING);
        work.markProcessing(ids, "host");
        work.markCompleted(ids, "host");

        assertThat(read(track).status()).isEqualTo(TrackStatus.COMPLETED);
        List<StatusChange> history = work.history(track.id());
        assertThat(history)
                .extracting(StatusChange::to)
                .containsExactly(
                        TrackStatus.PENDING,
                        TrackStatus.PROCESSING,
                        TrackStatus.FAILED,
                        TrackStatus.PENDING,
                        TrackStatus.PROCESSING,
                        TrackStatus.COMPLETED);
        assertThat(history)
                .extracting(StatusChange::from)
                .containsExactly(
                        null,
                        TrackStatus.PENDING,
                        TrackStatus.PROCESSING,
                        TrackStatus.FAILED,
                        TrackStatus.PENDING,
                        TrackStatus.PROCESSING);
        assertThat(history.subList(1, 4)).extracting(StatusChange::by).containsExactly("host", "host", "operator");
        assertThat(history).extracting(StatusChange::reason).contains("broken", "mended");
        assertThat(history).isSortedAccordingTo((a, b) -> Long.compare(a.position(), b.position()));
    }

    @ParameterizedTest
    @EnumSource(TrackStatus.class)
    protected void marks_illegal_throwAndChangeNothing(TrackStatus status) {
        Track track = saved(status);
        Track other = saved(TrackStatus.PENDING);
        for (TrackStatus wanted : TrackStatus.values()) {
            if (wanted == TrackStatus.DEAD || status.canBecome(wanted)) {
                continue;
            }
            assertThatExceptionOfType(IllegalStatusTransitionException.class)
                    .isThrownBy(() -> mark(List.of(other.id(), track.id()), wanted))
                    .matches(e -> e.id().equals(wanted == TrackStatus.PROCESSING ? track.id() : other.id()))
                    .matches(e -> e.wanted().equals(wanted.name()))
                    .matches(e -> e.current().equals(e.id().equals(track.id()) ? status.name() : "PENDING"));
            assertThat(read(track)).isEqualTo(track);
            assertThat(read(other)).isEqualTo(other);
        }
        assertThat(work.history(other.id())).hasSize(1);
    }

    @Test
    protected void marks_ofNobody_throw() {
        UUID nobody = NewTrack.nextId();
        for (TrackStatus wanted : TrackStatus.values()) {
            if (wanted != TrackStatus.DEAD) {
                assertThatExceptionOfType(TrackNotFoundException.class)
                        .isThrownBy(() -> mark(List.of(nobody), wanted))
                        .matches(e -> e.id().equals(nobody));
            }
        }
    }

    @Test
    protected void marks_severalTimesTheSame_countOnce() {
        Track track = saved(TrackStatus.PENDING);

        work.markProcessing(List.of(track.id(), track.id()), "host");

        assertThat(read(track).status()).isEqualTo(TrackStatus.PROCESSING);
    }

    @Test
    protected void markCompleted_claimed_losesTheClaim() {
        Track track = saved(TrackStatus.PENDING);
        List<Claim> claims = work.claim(1, "worker-1", LEASE);

        work.markCompleted(List.of(track.id()), "operator");

        assertThat(work.fail(claims, "late")).isEmpty();
        assertThat(read(track).status()).isEqualTo(TrackStatus.COMPLETED);
    }

    @Test
    protected void requeue_dead_hasAllRetriesBeforeIt() {
        Track track = saved(TrackStatus.PENDING);
        for (int i = 0; i <= AT_ONCE.retries(); i++) {
            work.fail(work.claim(1, "worker-1", LEASE), "broken");
        }
        assertThat(read(track).status()).isEqualTo(TrackStatus.DEAD);

        work.requeue(List.of(track.id()), "the disk is mended", "operator");

        assertThat(read(track).status()).isEqualTo(TrackStatus.PENDING);
        assertThat(work.claim(1, "worker-1", LEASE))
                .extracting(Claim::retryCount)
                .containsExactly(0);
    }

    @Test
    protected void calls_tooMany_throw() {
        List<UUID> ids = Collections.nCopies(TrackQueue.MAX_BATCH + 1, NewTrack.nextId());
        saved(TrackStatus.PENDING);
        List<Claim> claims = Collections.nCopies(
                TrackQueue.MAX_BATCH + 1, work.claim(1, "worker-1", LEASE).get(0));

        assertThatIllegalArgumentException().isThrownBy(() -> work.markProcessing(ids, "host"));
        assertThatIllegalArgumentException().isThrownBy(() -> work.complete(claims));
        assertThatIllegalArgumentException().isThrownBy(() -> work.heartbeat(claims, LEASE));
        assertThatIllegalArgumentException().isThrownBy(() -> work.changes(null, TrackQueue.MAX_BATCH + 1));
    }

    // what others see

    @Test
    protected void list_byStatus_seesLeases() {
        Track waiting = saved(TrackStatus.PENDING);
        Track leased = saved(TrackStatus.PENDING);
        work.release(work.claim(1, "worker-1", LEASE));
        work.claim(1, "worker-1", LEASE);
        List<UUID> processing = listed(TrackStatus.PROCESSING);

        assertThat(processing).hasSize(1).containsAnyOf(waiting.id(), leased.id());
        assertThat(listed(TrackStatus.PENDING)).hasSize(1).doesNotContainAnyElementsOf(processing);
        assertThat(listed(TrackStatus.COMPLETED)).isEmpty();
    }

    @Test
    protected void delete_claimed_losesTheClaimAndAddsToTheHistory() {
        Track track = saved(TrackStatus.PENDING);
        List<Claim> claims = work.claim(1, "worker-1", LEASE);

        assertThat(tracks.delete(track.id())).isTrue();

        assertThat(work.complete(claims)).isEmpty();
        assertThat(work.history(track.id()))
                .extracting(StatusChange::from, StatusChange::to)
                .containsExactly(
                        tuple(null, TrackStatus.PENDING),
                        tuple(TrackStatus.PENDING, TrackStatus.PROCESSING),
                        tuple(TrackStatus.PROCESSING, null));
    }

    // changes

    @Test
    protected void changes_pageByPage_givesEachOnce() {
        for (int i = 0; i < 5; i++) {
            saved(TrackStatus.PENDING);
        }
        work.complete(work.claim(3, "worker-1", LEASE));

        List<StatusChange> whole = changes(11);
        List<StatusChange> paged = new ArrayList<>();
        var page = work.changes(null, 2);
        while (!page.changes().isEmpty()) {
            paged.addAll(page.changes());
            page = work.changes(page.next(), 2);
        }

        assertThat(paged).isEqualTo(whole);
        assertThat(work.changes(page.next(), 2)).isEqualTo(page);
        saved(TrackStatus.PENDING);
        List<StatusChange> last = changes(12).subList(11, 12);
        assertThat(work.changes(page.next(), 20).changes()).isEqualTo(last);
    }

    @Test
    protected void changes_trackDeleted_sayWhatIsGone() {
        Track saved = saved(TrackStatus.COMPLETED);
        Track kept = saved(TrackStatus.PENDING);
        tracks.delete(saved.id());
        tracks.delete(saved.id());

        assertThat(changes(2))
                .extracting(StatusChange::id, StatusChange::from, StatusChange::to)
                .containsExactly(
                        tuple(kept.id(), null, TrackStatus.PENDING), tuple(saved.id(), TrackStatus.COMPLETED, null));
    }

    @Test
    protected void changes_cursorOfOtherCall_throws() {
        saved(TrackStatus.PENDING);
        saved(TrackStatus.PENDING);
        var cursor = tracks.list(TrackQuery.builder().limit(1).build()).next();

        assertThatIllegalArgumentException().isThrownBy(() -> work.changes(cursor, 1));
    }

    /** Reads the feed until it has so many changes: an older transaction, were it only the server's own, holds it up. */
    private List<StatusChange> changes(int expected) {
        long end = System.nanoTime() + Duration.ofMinutes(1).toNanos();
        List<StatusChange> changes = work.changes(null, 1_000).changes();
        while (changes.size() < expected && System.nanoTime() < end) {
            changes = work.changes(null, 1_000).changes();
        }
        assertThat(changes).hasSize(expected);
        return changes;
    }

    private void mark(List<UUID> ids, TrackStatus wanted) {
        switch (wanted) {
            case PENDING -> work.requeue(ids, "test", "me");
            case PROCESSING -> work.markProcessing(ids, "me");
            case COMPLETED -> work.markCompleted(ids, "me");
            case FAILED -> work.markFailed(ids, "test", "me");
            case DEAD -> throw new IllegalArgumentException("no mark makes a track " + wanted);
        }
    }

    private Track saved(TrackStatus status) {
        return tracks.save(SampleTracks.builder("Song", "Band").status(status).build());
    }

    private Track read(Track track) {
        return tracks.findById(track.id()).orElseThrow();
    }

    private List<UUID> listed(TrackStatus status) {
        TrackFilter filter = TrackFilter.builder().status(status).build();
        return tracks.list(TrackQuery.builder().filter(filter).build()).items().stream()
                .map(Track::id)
                .toList();
    }
}
