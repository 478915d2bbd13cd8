package io.loist.ingest.internal.lease;

import io.loist.DatabaseException;
import io.loist.DuplicateTrackException;
import io.loist.ingest.spi.IngestJournal;
import io.loist.ingest.spi.IngestLease;
import io.loist.ingest.spi.IngestStart;
import io.loist.internal.Ticker;
import io.loist.object.ObjectRef;
import io.loist.track.Claim;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/**
 * Holds the leases of the tracks that this process ingests, and renews them until they are closed. A lease counts as lost once it
 * has expired by this machine's own clock, whether or not the database can be reached. Safe for use by many threads.
 */
public final class Leases {

    private final IngestJournal journal;
    private final Duration duration;
    private final Ticker ticker;
    private final LeaseKeeper<Lease> keeper;

    /** Creates an empty set of leases. */
    public Leases(IngestJournal journal, Duration duration, Ticker ticker) {
        this.journal = journal;
        this.duration = duration;
        this.ticker = ticker;
        this.keeper = new LeaseKeeper<>("loist-ingest-leases", duration, ticker, this::renew);
    }

    /**
     * Begins new tracks together.
     *
     * @return one lease for each, in the same order
     * @throws DuplicateTrackException if one of them exists; none is begun then
     */
    public List<Lease> begin(List<IngestStart> starts) {
        long before = ticker.nanos();
        return held(journal.begin(starts, duration), before);
    }

    /** Begins to write the objects of a claimed track. */
    public Lease beginClaimed(Claim claim, List<ObjectRef> objects) {
        long before = ticker.nanos();
        return held(List.of(journal.beginClaimed(claim, objects, duration)), before)
                .get(0);
    }

    private List<Lease> held(List<IngestLease> begun, long before) {
        List<Lease> leases = begun.stream()
                .map(each -> new Lease(each, before + duration.toNanos()))
                .toList();
        leases.forEach(each -> keeper.keep(each.lease.id(), each));
        return leases;
    }

    /** The right to write the objects of one track for a while. */
    public final class Lease implements AutoCloseable {

        private final IngestLease lease;
        private volatile long end;

        private Lease(IngestLease lease, long end) {
            this.lease = lease;
            this.end = end;
        }

        /** Returns the lease as the journal knows it. */
        public IngestLease entry() {
            return lease;
        }

        /**
         * Checks that the lease has not expired.
         *
         * @throws DatabaseException with the code {@code INGEST_LEASE_LOST} if it is
         */
        public void require() {
            if (end - ticker.nanos() <= 0) {
                throw lost();
            }
        }

        /**
         * Renews the lease now.
         *
         * @throws DatabaseException with the code {@code INGEST_LEASE_LOST} if it is lost, or another code if the database does
         *     not answer
         */
        public void confirm() {
            renew(List.of(this));
            require();
        }

        /** Returns the exception of a lost lease. */
        public DatabaseException lost() {
            return new DatabaseException(
                    "INGEST_LEASE_LOST",
                    true,
                    "The lease on the track " + lease.track()
                            + " ended while its objects were written, because the database did not answer in time or this"
                            + " process stood still; nothing of it is kept. Try again, or configure a longer lease.",
                    null,
                    null);
        }

        /** Stops renewing the lease, so that it expires. */
        @Override
        public void close() {
            keeper.release(lease.id());
        }
    }

    private void renew(List<Lease> leases) {
        long before = ticker.nanos();
        Set<UUID> good = journal.renew(leases.stream().map(Lease::entry).toList(), duration);
        leases.forEach(each -> each.end = good.contains(each.lease.id()) ? before + duration.toNanos() : before);
    }
}
