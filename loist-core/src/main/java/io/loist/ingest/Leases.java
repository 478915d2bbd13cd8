package io.loist.ingest;

import io.loist.DatabaseException;
import io.loist.ingest.spi.IngestJournal;
import io.loist.ingest.spi.IngestLease;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/**
 * Keeps the leases of what this process is writing good. A lease counts as lost once its time is over by this machine's own clock,
 * whether or not the database can be asked.
 */
final class Leases {

    private final IngestJournal journal;
    private final Duration lease;
    private final LeaseKeeper<Lease> keeper;

    Leases(IngestJournal journal, Duration lease) {
        this.journal = journal;
        this.lease = lease;
        this.keeper = new LeaseKeeper<>("loist-ingest-leases", lease, this::prolong);
    }

    /** Begins to write something, and keeps the right to it until it is closed. */
    interface Beginning {
        IngestLease begin(Duration lease);
    }

    Lease hold(Beginning beginning) {
        return holdAll(duration -> List.of(beginning.begin(duration))).get(0);
    }

    /** Begins to write several things together, and keeps the right to each until it is closed. */
    interface Beginnings {
        List<IngestLease> begin(Duration lease);
    }

    List<Lease> holdAll(Beginnings beginnings) {
        long before = System.nanoTime();
        List<Lease> started = beginnings.begin(lease).stream()
                .map(writing -> new Lease(writing, before + lease.toNanos()))
                .toList();
        started.forEach(each -> keeper.keep(each.writing.id(), each));
        return started;
    }

    /** The right to write something for a while. */
    final class Lease implements AutoCloseable {

        private final IngestLease writing;
        private volatile long end;

        private Lease(IngestLease writing, long end) {
            this.writing = writing;
            this.end = end;
        }

        IngestLease writing() {
            return writing;
        }

        /**
         * Makes sure that the lease is good.
         *
         * @throws DatabaseException with the code {@code INGEST_LEASE_LOST} if it is not
         */
        void require() {
            if (end - System.nanoTime() <= 0) {
                throw lost(writing);
            }
        }

        /**
         * Asks the database whether the lease is good, and prolongs it.
         *
         * @throws DatabaseException with the code {@code INGEST_LEASE_LOST} if it is not, or another one if it does not answer
         */
        void confirm() {
            prolong(List.of(this));
            require();
        }

        @Override
        public void close() {
            keeper.release(writing.id());
        }
    }

    static DatabaseException lost(IngestLease writing) {
        return new DatabaseException(
                "INGEST_LEASE_LOST",
                true,
                "The lease on the track " + writing.track()
                        + " ended while its objects were written, because the database could not be asked in time or this process"
                        + " stood still; nothing of it is kept. Try again, or choose a longer lease.",
                null,
                null);
    }

    private void prolong(List<Lease> some) {
        long before = System.nanoTime();
        Set<UUID> good = journal.renew(some.stream().map(Lease::writing).toList(), lease);
        some.forEach(each -> each.end = good.contains(each.writing.id()) ? before + lease.toNanos() : before);
    }
}
