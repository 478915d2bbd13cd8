package io.loist.observe;

import io.loist.testkit.contract.TrackRepositoryContract;
import io.loist.testkit.memory.InMemoryDatabase;
import io.loist.track.TrackRepository;
import java.time.Clock;

/** A watched service behaves as the service does. */
class WatchedTrackRepositoryTest extends TrackRepositoryContract {

    @Override
    protected TrackRepository emptyRepository() {
        return new Recorded().watch(TrackRepository.class, new InMemoryDatabase(Clock.systemUTC()).tracks());
    }
}
