package io.loist.testkit.memory;

import io.loist.testkit.SettableClock;
import io.loist.testkit.contract.TrackQueueContract;
import io.loist.track.StatusFeed;
import io.loist.track.TrackQueue;
import io.loist.track.TrackRepository;
import io.loist.track.TrackStatuses;
import java.time.Duration;
import java.time.Instant;

class InMemoryTrackQueueTest extends TrackQueueContract {

    private final SettableClock clock = new SettableClock(Instant.parse("2026-01-01T00:00:00Z"));
    private InMemoryDatabase database = new InMemoryDatabase(clock);

    @Override
    protected TrackRepository emptyRepository() {
        database = new InMemoryDatabase(clock);
        return database.tracks();
    }

    @Override
    protected TrackQueue queue() {
        return database.queue();
    }

    @Override
    protected TrackStatuses statuses() {
        return database.statuses();
    }

    @Override
    protected StatusFeed feed() {
        return database.statusFeed();
    }

    @Override
    protected void endLeases() {
        clock.advance(Duration.ofHours(1));
    }
}
