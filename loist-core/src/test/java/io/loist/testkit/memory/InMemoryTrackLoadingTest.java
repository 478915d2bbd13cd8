package io.loist.testkit.memory;

import io.loist.testkit.contract.TrackLoadingContract;
import io.loist.track.TrackRepository;
import java.time.Clock;

class InMemoryTrackLoadingTest extends TrackLoadingContract {

    @Override
    protected TrackRepository emptyRepository() {
        return new InMemoryDatabase(Clock.systemUTC()).tracks();
    }
}
