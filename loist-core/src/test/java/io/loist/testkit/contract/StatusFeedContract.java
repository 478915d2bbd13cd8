package io.loist.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.tuple;

import io.loist.track.StatusChange;
import io.loist.track.StatusFeed;
import io.loist.track.Track;
import io.loist.track.TrackQuery;
import io.loist.track.TrackStatus;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What every {@link StatusFeed} must do. */
abstract class StatusFeedContract extends WorkFixture {

    @Test
    protected void changes_pageByPage_givesEachOnce() {
        for (int i = 0; i < 5; i++) {
            saved(TrackStatus.PENDING);
        }
        queue.complete(queue.claim(3, "worker-1", LEASE));

        List<StatusChange> whole = changes(11);
        List<StatusChange> paged = new ArrayList<>();
        var page = feed.changes(null, 2);
        while (!page.items().isEmpty()) {
            paged.addAll(page.items());
            page = feed.changes(page.next(), 2);
        }

        assertThat(paged).isEqualTo(whole);
        assertThat(feed.changes(page.next(), 2)).isEqualTo(page);
        saved(TrackStatus.PENDING);
        List<StatusChange> last = changes(12).subList(11, 12);
        assertThat(feed.changes(page.next(), 20).items()).isEqualTo(last);
    }

    @Test
    protected void changes_trackDeleted_sayWhatIsGone() {
        Track saved = saved(TrackStatus.COMPLETED);
        Track kept = saved(TrackStatus.PENDING);
        tracks.deleteRow(saved.id());
        tracks.deleteRow(saved.id());

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

        assertThatIllegalArgumentException().isThrownBy(() -> feed.changes(cursor, 1));
    }

    @Test
    protected void changes_tooMany_throws() {
        assertThatIllegalArgumentException().isThrownBy(() -> feed.changes(null, StatusFeed.MAX_CHANGES + 1));
    }

    /** Reads the feed until it has the expected number of changes: an older transaction, even the server's own, holds it up. */
    private List<StatusChange> changes(int expected) {
        long end = System.nanoTime() + Duration.ofMinutes(1).toNanos();
        List<StatusChange> changes = feed.changes(null, 1_000).items();
        while (changes.size() < expected && System.nanoTime() < end) {
            changes = feed.changes(null, 1_000).items();
        }
        assertThat(changes).hasSize(expected);
        return changes;
    }
}
