package io.loist.testkit.memory;

import io.loist.ingest.spi.IngestDatabase;
import io.loist.testkit.SettableClock;
import io.loist.testkit.contract.journal.IngestJournalContract;
import java.time.Duration;
import java.time.Instant;

class InMemoryJournalTest extends IngestJournalContract {

    private final SettableClock clock = new SettableClock(Instant.parse("2026-01-01T00:00:00Z"));

    @Override
    protected IngestDatabase emptyDatabase() {
        return new InMemoryDatabase(clock);
    }

    @Override
    protected void endLeases() {
        clock.advance(Duration.ofHours(1));
    }
}
