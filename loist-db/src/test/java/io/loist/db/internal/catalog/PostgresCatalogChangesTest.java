package io.loist.db.internal.catalog;

import io.loist.catalog.Catalog;
import io.loist.db.LoistDatabase;
import io.loist.db.testing.PostgresExtension;
import io.loist.testing.Integration;
import io.loist.testkit.contract.catalog.CatalogChangesContract;
import io.loist.track.TrackRepository;
import io.loist.track.TrackStatuses;
import java.sql.SQLException;
import org.junit.jupiter.api.extension.RegisterExtension;

@Integration
class PostgresCatalogChangesTest extends CatalogChangesContract {

    @RegisterExtension
    static final PostgresExtension POSTGRES = new PostgresExtension();

    private LoistDatabase database = POSTGRES.emptyDatabase();

    @Override
    protected TrackRepository emptyRepository() {
        try {
            POSTGRES.execute("TRUNCATE audio_tracks CASCADE");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        database = POSTGRES.emptyDatabase();
        return database.tracks();
    }

    @Override
    protected TrackStatuses statuses() {
        return database.statuses();
    }

    @Override
    protected Catalog catalog() {
        return database.catalog();
    }
}
