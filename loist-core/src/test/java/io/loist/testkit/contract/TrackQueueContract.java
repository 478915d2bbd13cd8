package io.loist.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.tuple;

import io.loist.track.Claim;
import io.loist.track.RetryPolicy;
import io.loist.track.StatusChange;
import io.loist.track.Track;
import io.loist.track.TrackQueue;
import io.loist.track.TrackStatus;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What every {@link TrackQueue}, with its {@link io.loist.track.TrackStatuses} and its {@link io.loist.track.StatusFeed}, must do. The
 * tests are in a line of classes by topic: the feed, transitions by id, and here the claims.
 */
public abstract class TrackQueueContract extends TrackStatusesContract {

    private static final RetryPolicy LATER = new RetryPolicy(2, Duration.ofDays(300), Duration.ofDays(300));

    // claim

    @Test
    protected void claim_pending_makesThemProcessing() {
        Track track = saved(TrackStatus.PENDING);

        List<Claim> claims = queue.claim(10, "worker-1", LEASE);

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
            queue.claim(2, "worker-1", LEASE).forEach(claim -> claimed.add(claim.id()));
        }

        assertThat(claimed).isEqualTo(ids);
        assertThat(queue.claim(2, "worker-1", LEASE)).isEmpty();
    }

    @Test
    protected void claim_nothingPending_isEmpty() {
        saved(TrackStatus.COMPLETED);
        saved(TrackStatus.PROCESSING);
        saved(TrackStatus.DEAD);

        assertThat(queue.claim(10, "worker-1", LEASE)).isEmpty();
    }

    @Test
    protected void claim_leaseEnded_takesTheTrackOver() {
        Track track = saved(TrackStatus.PENDING);
        List<Claim> lost = queue.claim(1, "dead", LEASE);
        assertThat(queue.claim(1, "worker-2", LEASE)).isEmpty();
        endLeases();

        List<Claim> claims = queue.claim(1, "worker-2", LEASE);

        assertThat(claims).extracting(Claim::id).containsExactly(track.id());
        assertThat(claims.get(0).retryCount()).isEqualTo(1);
        assertThat(queue.complete(lost)).isEmpty();
        assertThat(queue.fail(lost, "late")).isEmpty();
        assertThat(queue.failPermanently(lost, "late")).isEmpty();
        assertThat(queue.release(lost)).isEmpty();
        assertThat(queue.heartbeat(lost, LEASE)).isEmpty();
        assertThat(queue.complete(claims)).isEqualTo(claims);
        assertThat(feed.history(track.id())).extracting(StatusChange::reason).contains("The lease of dead has ended");
    }

    @Test
    protected void claim_leaseEndedAfterTheLastRetry_isDead() {
        Track track = saved(TrackStatus.PENDING);
        for (int i = 0; i <= AT_ONCE.retries(); i++) {
            assertThat(queue.claim(1, "dead", LEASE)).hasSize(1);
            endLeases();
        }

        assertThat(queue.claim(1, "worker-2", LEASE)).isEmpty();

        assertThat(read(track).status()).isEqualTo(TrackStatus.DEAD);
        assertThat(read(track).error()).contains("dead").contains("last retry");
        assertThat(read(track).processing().retryCount()).isEqualTo(AT_ONCE.retries());
        assertThat(queue.claim(1, "worker-2", LEASE)).isEmpty();
    }

    @Test
    protected void claim_failedAndStillWaiting_isEmpty() {
        saved(TrackStatus.PENDING);
        TrackQueue patient = queue.withRetry(LATER);
        patient.fail(patient.claim(1, "worker-1", LEASE), "broken");

        assertThat(patient.claim(1, "worker-1", LEASE)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, TrackQueue.MAX_BATCH + 1})
    protected void claim_countOutOfRange_throws(int max) {
        assertThatIllegalArgumentException().isThrownBy(() -> queue.claim(max, "worker-1", LEASE));
    }

    @Test
    protected void claim_leaseOutOfRange_throws() {
        for (Duration lease : List.of(Duration.ZERO, Duration.ofSeconds(-1), TrackQueue.MAX_LEASE.plusNanos(1))) {
            assertThatIllegalArgumentException().isThrownBy(() -> queue.claim(1, "worker-1", lease));
            assertThatIllegalArgumentException().isThrownBy(() -> queue.heartbeat(List.of(), lease));
        }
    }

    @Test
    protected void claim_workerWithoutName_throws() {
        for (String worker : List.of("", " ", "x".repeat(201), "a\0b")) {
            assertThatIllegalArgumentException().isThrownBy(() -> queue.claim(1, worker, LEASE));
        }
    }

    // heartbeat and release

    @Test
    protected void heartbeat_leaseHeld_prolongsIt() {
        saved(TrackStatus.PENDING);
        List<Claim> claims = queue.claim(1, "worker-1", Duration.ofMillis(1));

        List<Claim> prolonged = queue.heartbeat(claims, LEASE);

        assertThat(prolonged).hasSize(1);
        assertThat(prolonged.get(0).leaseEnd()).isAfter(claims.get(0).leaseEnd());
        assertThat(prolonged.get(0).number()).isEqualTo(claims.get(0).number());
        assertThat(queue.claim(1, "worker-2", LEASE)).isEmpty();
        assertThat(queue.complete(prolonged)).hasSize(1);
    }

    @Test
    protected void release_claimed_makesThemPendingAgain() {
        Track track = saved(TrackStatus.PENDING);
        List<Claim> claims = queue.claim(1, "worker-1", LEASE);

        assertThat(queue.release(claims)).isEqualTo(claims);

        assertThat(read(track)).isEqualTo(track);
        assertThat(queue.release(claims)).isEmpty();
        assertThat(queue.claim(1, "worker-2", LEASE))
                .extracting(Claim::retryCount)
                .containsExactly(0);
    }

    // complete and fail

    @Test
    protected void complete_claimed_makesThemCompleted() {
        Track track = saved(TrackStatus.PENDING);
        List<Claim> claims = queue.claim(1, "worker-1", LEASE);

        assertThat(queue.complete(claims)).isEqualTo(claims);

        Track after = read(track);
        assertThat(after.status()).isEqualTo(TrackStatus.COMPLETED);
        assertThat(after.processing().lastProcessedAt()).isNotNull();
        assertThat(after.version()).isEqualTo(track.version() + 1);
        assertThat(queue.complete(claims)).isEmpty();
        assertThat(queue.claim(1, "worker-1", LEASE)).isEmpty();
    }

    @Test
    protected void complete_someLost_completesTheOthers() {
        List<UUID> ids = IntStream.range(0, 5)
                .mapToObj(i -> saved(TrackStatus.PENDING).id())
                .toList();
        List<Claim> claims = queue.claim(5, "worker-1", LEASE);
        statuses.requeue(ids.subList(1, 3), "changed my mind", "operator");

        assertThat(queue.complete(claims)).extracting(Claim::id).containsExactly(ids.get(0), ids.get(3), ids.get(4));
    }

    @Test
    protected void fail_againAndAgain_isDeadAfterTheLastRetry() {
        Track track = saved(TrackStatus.PENDING);
        for (int i = 0; i < AT_ONCE.retries(); i++) {
            queue.fail(queue.claim(1, "worker-1", LEASE), "broken " + i);
            assertThat(read(track).status()).isEqualTo(TrackStatus.FAILED);
            assertThat(read(track).processing().error()).isEqualTo("broken " + i);
            assertThat(read(track).processing().retryCount()).isEqualTo(i);
            assertThat(read(track).processing().lastProcessedAt()).isNotNull();
        }

        List<Claim> last = queue.claim(1, "worker-1", LEASE);
        assertThat(last).extracting(Claim::retryCount).containsExactly(AT_ONCE.retries());
        queue.fail(last, "broken for good");

        assertThat(read(track).status()).isEqualTo(TrackStatus.DEAD);
        assertThat(read(track).error()).isEqualTo("broken for good");
        assertThat(queue.claim(1, "worker-1", LEASE)).isEmpty();
    }

    @Test
    protected void fail_thenComplete_forgetsTheError() {
        Track track = saved(TrackStatus.PENDING);
        queue.fail(queue.claim(1, "worker-1", LEASE), "broken");
        queue.complete(queue.claim(1, "worker-1", LEASE));

        assertThat(read(track).error()).isNull();
        assertThat(read(track).processing().retryCount()).isEqualTo(1);
    }

    @Test
    protected void failPermanently_claimed_isDeadAtOnce() {
        Track track = saved(TrackStatus.PENDING);

        queue.failPermanently(queue.claim(1, "worker-1", LEASE), "not audio");

        assertThat(read(track).status()).isEqualTo(TrackStatus.DEAD);
    }

    @Test
    protected void fail_blankError_throws() {
        for (String error : List.of("", " \n")) {
            assertThatIllegalArgumentException().isThrownBy(() -> queue.fail(List.of(), error));
            assertThatIllegalArgumentException().isThrownBy(() -> queue.failPermanently(List.of(), error));
        }
    }

    @Test
    protected void fail_errorThatCannotBeStoredWhole_isCut() {
        Track dead = saved(TrackStatus.PENDING);
        queue.failPermanently(queue.claim(1, "worker-1", LEASE), "a\0b" + "y".repeat(1_000_000));
        Track failed = saved(TrackStatus.PENDING);
        queue.fail(queue.claim(1, "worker-1", LEASE), "x".repeat(1_000_000));

        assertThat(read(failed).error()).isEqualTo("x".repeat(10_000));
        assertThat(read(dead).error()).hasSize(10_000).startsWith("a byy");
    }

    @Test
    protected void calls_tooMany_throw() {
        saved(TrackStatus.PENDING);
        List<Claim> claims = Collections.nCopies(
                TrackQueue.MAX_BATCH + 1, queue.claim(1, "worker-1", LEASE).get(0));

        assertThatIllegalArgumentException().isThrownBy(() -> queue.complete(claims));
        assertThatIllegalArgumentException().isThrownBy(() -> queue.heartbeat(claims, LEASE));
    }

    // what others see

    @Test
    protected void list_byStatus_seesLeases() {
        Track waiting = saved(TrackStatus.PENDING);
        Track leased = saved(TrackStatus.PENDING);
        queue.release(queue.claim(1, "worker-1", LEASE));
        queue.claim(1, "worker-1", LEASE);
        List<UUID> processing = listed(TrackStatus.PROCESSING);

        assertThat(processing).hasSize(1).containsAnyOf(waiting.id(), leased.id());
        assertThat(listed(TrackStatus.PENDING)).hasSize(1).doesNotContainAnyElementsOf(processing);
        assertThat(listed(TrackStatus.COMPLETED)).isEmpty();
    }

    @Test
    protected void delete_claimed_losesTheClaimAndAddsToTheHistory() {
        Track track = saved(TrackStatus.PENDING);
        List<Claim> claims = queue.claim(1, "worker-1", LEASE);

        assertThat(tracks.deleteRow(track.id())).isTrue();

        assertThat(queue.complete(claims)).isEmpty();
        assertThat(feed.history(track.id()))
                .extracting(StatusChange::from, StatusChange::to)
                .containsExactly(
                        tuple(null, TrackStatus.PENDING),
                        tuple(TrackStatus.PENDING, TrackStatus.PROCESSING),
                        tuple(TrackStatus.PROCESSING, null));
    }
}
