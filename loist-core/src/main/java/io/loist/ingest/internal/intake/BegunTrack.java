package io.loist.ingest.internal.intake;

import io.loist.ingest.internal.lease.Leases;
import io.loist.ingest.internal.objects.IdempotentStore;
import io.loist.ingest.spi.IngestLease;

/**
 * A track that is being written, under a lease.
 *
 * @param plan what is written
 * @param lease the right to write it
 * @param store writes its objects
 */
record BegunTrack(IngestPlan plan, Leases.Lease lease, IdempotentStore store) implements GroupMember {

    @Override
    public int index() {
        return plan.source().index();
    }

    /** Returns the lease as the journal knows it. */
    IngestLease entry() {
        return lease.entry();
    }
}
