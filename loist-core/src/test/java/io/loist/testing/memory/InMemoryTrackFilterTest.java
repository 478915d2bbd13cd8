package io.loist.testing.memory;

import io.loist.testing.TrackFilterContract;
import io.loist.track.TrackRepository;
import java.time.Clock;

class InMemoryTrackFilterTest extends TrackFilterContract {

    @Override
    protected TrackRepository emptyRepository() {
        return new InMemoryDatabase(Clock.systemUTC()).tracks();
    }
}
