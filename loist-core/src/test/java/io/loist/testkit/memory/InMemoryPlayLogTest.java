package io.loist.testkit.memory;

import io.loist.play.PlayLog;
import io.loist.testkit.contract.play.PlayLogContract;
import io.loist.track.TrackRepository;
import java.time.Clock;

class InMemoryPlayLogTest extends PlayLogContract {

    private InMemoryDatabase database = new InMemoryDatabase(Clock.systemUTC());

    @Override
    protected TrackRepository emptyRepository() {
        database = new InMemoryDatabase(Clock.systemUTC());
        return database.tracks();
    }

    @Override
    protected PlayLog plays() {
        return database.plays();
    }

    @Override
    protected void rollUp() {
        database.plays.rollUp(KEPT_DAYS);
    }
}
