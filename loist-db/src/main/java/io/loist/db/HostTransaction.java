package io.loist.db;

import io.loist.catalog.Catalog;
import io.loist.db.internal.jdbc.Jdbc;
import io.loist.play.PlayLog;
import io.loist.search.SearchService;
import io.loist.track.StatusFeed;
import io.loist.track.TrackQueue;
import io.loist.track.TrackRepository;
import io.loist.track.TrackStatuses;

/**
 * loist's parts working on a connection of the host, inside the transaction that is open there; made by
 * {@link LoistDatabase#within}.
 *
 * <p>They neither commit, roll back nor close the connection, and leave its mode and the settings of its transaction as they were. A
 * call that fails has changed nothing, and the transaction continues, unless the connection itself is lost, or a stream failed while
 * it was read: that ends the transaction. With auto-commit on, each call is a transaction of its own. Use them in the thread that
 * uses the connection.
 */
public final class HostTransaction {

    private final TrackRepository tracks;
    private final SearchService search;
    private final Catalog catalog;
    private final TrackQueue queue;
    private final TrackStatuses statuses;
    private final StatusFeed statusFeed;
    private final PlayLog plays;

    HostTransaction(DatabaseServices services, Jdbc host) {
        this.tracks = services.tracks(host);
        this.search = services.search(host);
        this.catalog = services.catalog(host);
        this.queue = services.queue(host);
        this.statuses = services.statuses(host);
        this.statusFeed = services.statusFeed(host);
        this.plays = services.plays(host);
    }

    /** Returns the repository of tracks. */
    public TrackRepository tracks() {
        return tracks;
    }

    /**
     * Returns the search, which finds what the open transaction has saved so far, too. A search that is cut short by a time-out
     * leaves the transaction as it was.
     */
    public SearchService search() {
        return search;
    }

    /** Returns the catalogue, which counts what the open transaction has saved so far, too. */
    public Catalog catalog() {
        return catalog;
    }

    /**
     * Returns the queue: that a track is completed is committed with the host's own rows, or rolled back with them.
     *
     * <p>Leases count from the beginning of the transaction. Until it ends, no one else can claim or change the tracks that it has
     * claimed or changed, and the feed of changes ends before it: keep it short. A claim that is rolled back was never made.
     */
    public TrackQueue queue() {
        return queue;
    }

    /** Returns what sets the status of tracks without a claim. */
    public TrackStatuses statuses() {
        return statuses;
    }

    /** Returns the history of tracks, which contains what the open transaction has done so far. */
    public StatusFeed statusFeed() {
        return statusFeed;
    }

    /** Returns what listeners have played, starred and rated, the open transaction included. */
    public PlayLog plays() {
        return plays;
    }
}
