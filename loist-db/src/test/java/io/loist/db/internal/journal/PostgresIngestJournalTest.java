package io.loist.db.internal.journal;

import io.loist.db.testing.PostgresExtension;
import io.loist.ingest.spi.IngestDatabase;
import io.loist.testing.Integration;
import io.loist.testkit.contract.journal.IngestJournalContract;
import java.sql.SQLException;
import org.junit.jupiter.api.extension.RegisterExtension;

@Integration
class PostgresIngestJournalTest extends IngestJournalContract {

    @RegisterExtension
    static final PostgresExtension POSTGRES = new PostgresExtension();

    @Override
    protected IngestDatabase emptyDatabase() {
        return POSTGRES.emptyDatabase();
    }

    @Override
    protected void endLeases() {
        try {
            POSTGRES.execute("UPDATE object_outbox SET due_at = now() - interval '1 hour'");
            POSTGRES.execute("UPDATE track_queue SET due_at = now() - interval '1 hour' WHERE worker IS NOT NULL");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
