package io.loist.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.loist.IllegalStatusTransitionException;
import io.loist.TrackNotFoundException;
import io.loist.track.Claim;
import io.loist.track.NewTrack;
import io.loist.track.StatusChange;
import io.loist.track.Track;
import io.loist.track.TrackStatus;
import io.loist.track.TrackStatuses;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What all {@link TrackStatuses} must do. */
abstract class TrackStatusesContract extends StatusFeedContract {

    @Test
    protected void marks_pendingToCompleted_areRecorded() {
        Track track = saved(TrackStatus.PENDING);
        List<UUID> ids = List.of(track.id());

        statuses.markProcessing(ids, "host");
        assertThat(read(track).status()).isEqualTo(TrackStatus.PROCESSING);
        assertThat(queue.claim(1, "worker-1", LEASE)).isEmpty();
        statuses.markFailed(ids, "broken", "host");
        assertThat(read(track).status()).isEqualTo(TrackStatus.FAILED);
        statuses.requeue(ids, "mended", "operator");
        assertThat(read(track).status()).isEqualTo(TrackStatus.PENDING);
        statuses.markProcessing(ids, "host");
        statuses.markCompleted(ids, "host");

        assertThat(read(track).status()).isEqualTo(TrackStatus.COMPLETED);
        List<StatusChange> history = feed.history(track.id());
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
        assertThat(feed.history(other.id())).hasSize(1);
    }

    @Test
    protected void marks_idsWithoutTracks_throw() {
        UUID absent = NewTrack.nextId();
        for (TrackStatus wanted : TrackStatus.values()) {
            if (wanted != TrackStatus.DEAD) {
                assertThatExceptionOfType(TrackNotFoundException.class)
                        .isThrownBy(() -> mark(List.of(absent), wanted))
                        .matches(e -> e.id().equals(absent));
            }
        }
    }

    @Test
    protected void marks_severalTimesTheSame_countOnce() {
        Track track = saved(TrackStatus.PENDING);

        statuses.markProcessing(List.of(track.id(), track.id()), "host");

        assertThat(read(track).status()).isEqualTo(TrackStatus.PROCESSING);
    }

    @Test
    protected void markCompleted_claimed_losesTheClaim() {
        Track track = saved(TrackStatus.PENDING);
        List<Claim> claims = queue.claim(1, "worker-1", LEASE);

        statuses.markCompleted(List.of(track.id()), "operator");

        assertThat(queue.fail(claims, "late")).isEmpty();
        assertThat(read(track).status()).isEqualTo(TrackStatus.COMPLETED);
    }

    @Test
    protected void requeue_dead_hasAllRetriesBeforeIt() {
        Track track = saved(TrackStatus.PENDING);
        for (int i = 0; i <= AT_ONCE.retries(); i++) {
            queue.fail(queue.claim(1, "worker-1", LEASE), "broken");
        }
        assertThat(read(track).status()).isEqualTo(TrackStatus.DEAD);

        statuses.requeue(List.of(track.id()), "the disk is mended", "operator");

        assertThat(read(track).status()).isEqualTo(TrackStatus.PENDING);
        assertThat(queue.claim(1, "worker-1", LEASE))
                .extracting(Claim::retryCount)
                .containsExactly(0);
    }

    @Test
    protected void marks_reasonOutOfRange_throw() {
        for (String reason : List.of("", " \n", "x".repeat(10_001), "a\0b")) {
            assertThatIllegalArgumentException().isThrownBy(() -> statuses.requeue(List.of(), reason, "me"));
        }
        assertThatIllegalArgumentException().isThrownBy(() -> statuses.markFailed(List.of(), " \n", "me"));
    }

    @Test
    protected void markFailed_longError_isCut() {
        Track track = saved(TrackStatus.PENDING);
        statuses.markProcessing(List.of(track.id()), "me");

        statuses.markFailed(List.of(track.id()), "x".repeat(1_000_000), "me");

        assertThat(read(track).error()).isEqualTo("x".repeat(10_000));
    }

    @Test
    protected void marks_tooMany_throw() {
        List<UUID> ids = Collections.nCopies(TrackStatuses.MAX_BATCH + 1, NewTrack.nextId());

        assertThatIllegalArgumentException().isThrownBy(() -> statuses.markProcessing(ids, "host"));
    }

    private void mark(List<UUID> ids, TrackStatus wanted) {
        switch (wanted) {
            case PENDING -> statuses.requeue(ids, "test", "me");
            case PROCESSING -> statuses.markProcessing(ids, "me");
            case COMPLETED -> statuses.markCompleted(ids, "me");
            case FAILED -> statuses.markFailed(ids, "test", "me");
            case DEAD -> throw new IllegalArgumentException("no mark makes a track " + wanted);
        }
    }
}
