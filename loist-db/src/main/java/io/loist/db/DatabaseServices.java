package io.loist.db;

import io.loist.catalog.Catalog;
import io.loist.db.internal.catalog.PostgresCatalog;
import io.loist.db.internal.jdbc.Jdbc;
import io.loist.db.internal.jdbc.Scope;
import io.loist.db.internal.journal.PostgresIngestJournal;
import io.loist.db.internal.play.PostgresPlayLog;
import io.loist.db.internal.repository.PostgresTrackRepository;
import io.loist.db.internal.search.PostgresSearchService;
import io.loist.db.internal.work.PostgresStatusFeed;
import io.loist.db.internal.work.PostgresTrackQueue;
import io.loist.db.internal.work.PostgresTrackStatuses;
import io.loist.ingest.spi.IngestJournal;
import io.loist.observe.LoistObserver;
import io.loist.play.PlayLog;
import io.loist.search.SearchService;
import io.loist.track.StatusFeed;
import io.loist.track.TrackQueue;
import io.loist.track.TrackRepository;
import io.loist.track.TrackStatuses;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Makes the services of a database on its own connections or on one of the host's, observed if there is an observer. */
record DatabaseServices(
        Scope scope, Duration searchTimeout, @Nullable LoistObserver observer) {

    TrackRepository tracks(Jdbc jdbc) {
        return observed(TrackRepository.class, new PostgresTrackRepository(jdbc, scope));
    }

    SearchService search(Jdbc jdbc) {
        return observed(SearchService.class, new PostgresSearchService(jdbc, scope, searchTimeout));
    }

    Catalog catalog(Jdbc jdbc) {
        return observed(Catalog.class, new PostgresCatalog(jdbc, scope));
    }

    TrackQueue queue(Jdbc jdbc) {
        return observed(TrackQueue.class, new PostgresTrackQueue(jdbc, scope));
    }

    TrackStatuses statuses(Jdbc jdbc) {
        return observed(TrackStatuses.class, new PostgresTrackStatuses(jdbc, scope));
    }

    StatusFeed statusFeed(Jdbc jdbc) {
        return observed(StatusFeed.class, new PostgresStatusFeed(jdbc, scope));
    }

    IngestJournal journal(Jdbc jdbc) {
        return observed(IngestJournal.class, new PostgresIngestJournal(jdbc, scope));
    }

    PlayLog plays(Jdbc jdbc) {
        return observed(PlayLog.class, new PostgresPlayLog(jdbc, scope));
    }

    private <T> T observed(Class<T> contract, T service) {
        return observer == null ? service : observer.watch(contract, service);
    }

    /** Does work of the database itself. */
    void call(String operation, Runnable work) {
        if (observer == null) {
            work.run();
        } else {
            observer.call(operation, () -> {
                work.run();
                return operation;
            });
        }
    }
}
