package io.loist.testkit.memory;

import io.loist.testkit.contract.TrackWritingContract;
import io.loist.track.TrackRepository;
import java.time.Clock;

class InMemoryTrackWritingTest extends TrackWritingContract {

    @Override
    protected TrackRepository emptyRepository() {
        return new InMemoryDatabase(Clock.systemUTC()).tracks();
    }
}
