package io.loist.testkit.memory;

import io.loist.catalog.Catalog;
import io.loist.testkit.contract.catalog.CatalogContract;
import io.loist.track.TrackRepository;
import io.loist.track.TrackStatuses;
import java.time.Clock;

class InMemoryCatalogTest extends CatalogContract {

    private InMemoryDatabase database = new InMemoryDatabase(Clock.systemUTC());

    @Override
    protected TrackRepository emptyRepository() {
        database = new InMemoryDatabase(Clock.systemUTC());
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
