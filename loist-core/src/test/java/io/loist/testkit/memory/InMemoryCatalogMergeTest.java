package io.loist.testkit.memory;

import io.loist.catalog.Catalog;
import io.loist.testkit.contract.catalog.CatalogMergeContract;
import io.loist.track.TrackRepository;
import io.loist.track.TrackStatuses;
import java.time.Clock;

class InMemoryCatalogMergeTest extends CatalogMergeContract {

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
