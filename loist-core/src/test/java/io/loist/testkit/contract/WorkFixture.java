package io.loist.testkit.contract;

import io.loist.testkit.SampleTracks;
import io.loist.track.RetryPolicy;
import io.loist.track.StatusFeed;
import io.loist.track.Track;
import io.loist.track.TrackFilter;
import io.loist.track.TrackQuery;
import io.loist.track.TrackQueue;
import io.loist.track.TrackStatus;
import io.loist.track.TrackStatuses;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;

/** A queue, the statuses and the feed of a repository without tracks, for each test anew. */
abstract class WorkFixture extends TrackFixture {

    static final Duration LEASE = Duration.ofMinutes(10);
    static final RetryPolicy AT_ONCE = new RetryPolicy(2, Duration.ZERO, Duration.ZERO);

    TrackQueue queue;
    TrackStatuses statuses;
    StatusFeed feed;

    /** Returns the queue of the repository that was made last. */
    protected abstract TrackQueue queue();

    /** Returns the statuses of the repository that was made last. */
    protected abstract TrackStatuses statuses();

    /** Returns the feed of the repository that was made last. */
    protected abstract StatusFeed feed();

    /** Ends the leases of all tracks, as if their time had passed. */
    protected abstract void endLeases();

    @BeforeEach
    final void makeWork() {
        queue = queue().withRetry(AT_ONCE);
        statuses = statuses().withRetry(AT_ONCE);
        feed = feed();
    }

    final Track saved(TrackStatus status) {
        return tracks.save(SampleTracks.builder("Song", "Band").status(status).build());
    }

    final Track read(Track track) {
        return tracks.findById(track.id()).orElseThrow();
    }

    final List<UUID> listed(TrackStatus status) {
        TrackFilter filter = TrackFilter.builder().status(status).build();
        return tracks.list(TrackQuery.builder().filter(filter).build()).items().stream()
                .map(Track::id)
                .toList();
    }
}
