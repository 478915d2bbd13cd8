package io.loist.db.internal.play;

import io.loist.db.LoistDatabase;
import io.loist.db.testing.PostgresExtension;
import io.loist.play.PlayLog;
import io.loist.testing.Integration;
import io.loist.testkit.contract.play.PlayListContract;
import io.loist.track.TrackRepository;
import org.junit.jupiter.api.extension.RegisterExtension;

@Integration
class CountedPlayListTest extends PlayListContract {

    @RegisterExtension
    static final PostgresExtension POSTGRES = new PostgresExtension();

    private LoistDatabase database = POSTGRES.emptyDatabase();

    @Override
    protected TrackRepository emptyRepository() {
        database = POSTGRES.emptyDatabase();
        return database.tracks();
    }

    @Override
    protected PlayLog plays() {
        return database.plays();
    }

    @Override
    protected void maintain() {
        PlayDatabase.maintain(POSTGRES, 36_500, null);
    }

    @Override
    protected void rollUp() {
        PlayDatabase.rollUp(POSTGRES, KEPT_DAYS);
    }
}
