package io.loist.testkit.memory;

import io.loist.testkit.contract.TrackFilterContract;
import io.loist.track.TrackRepository;
import java.time.Clock;

class InMemoryTrackFilterTest extends TrackFilterContract {

    @Override
    protected TrackRepository emptyRepository() {
        return new InMemoryDatabase(Clock.systemUTC()).tracks();
    }
}
