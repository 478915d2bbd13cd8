package io.loist.testkit.memory;

import io.loist.testkit.contract.TrackRepositoryContract;
import io.loist.track.TrackRepository;
import java.time.Clock;

class InMemoryTrackRepositoryTest extends TrackRepositoryContract {

    @Override
    protected TrackRepository emptyRepository() {
        return new InMemoryDatabase(Clock.systemUTC()).tracks();
    }
}
