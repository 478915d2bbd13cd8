package io.loist.db.internal.repository;

import io.loist.db.testing.PostgresExtension;
import io.loist.testing.Integration;
import io.loist.testkit.contract.TrackFilterContract;
import io.loist.track.TrackRepository;
import org.junit.jupiter.api.extension.RegisterExtension;

@Integration
class PostgresTrackFilterTest extends TrackFilterContract {

    @RegisterExtension
    static final PostgresExtension POSTGRES = new PostgresExtension();

    @Override
    protected TrackRepository emptyRepository() {
        return POSTGRES.emptyDatabase().tracks();
    }
}
