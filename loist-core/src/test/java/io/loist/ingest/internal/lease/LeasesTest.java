package io.loist.ingest.internal.lease;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.loist.DatabaseException;
import io.loist.ingest.internal.lease.Leases.Lease;
import io.loist.ingest.spi.IngestDatabase;
import io.loist.ingest.spi.IngestStart;
import io.loist.testing.Intercepted;
import io.loist.testing.ManualTicker;
import io.loist.testkit.SampleTracks;
import io.loist.testkit.SettableClock;
import io.loist.testkit.memory.InMemoryDatabase;
import io.loist.track.NewTrack;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class LeasesTest {

    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final ManualTicker ticker = new ManualTicker();
    private final SettableClock clock = new SettableClock(Instant.parse("2026-01-01T00:00:00Z"));
    private final Semaphore renewals = new Semaphore(0);
    private final IngestDatabase database =
            Intercepted.journal(new InMemoryDatabase(clock), new Intercepted.Interceptor() {
                @Override
                public void before(String method) {}

                @Override
                public void after(String method) {
                    if (method.equals("renew")) {
                        renewals.release();
                    }
                }
            });
    private final Leases leases = new Leases(database.journal(), MINUTE, ticker);

    private Lease begin() {
        NewTrack track = SampleTracks.track("Song", "Band");
        return leases.begin(List.of(
                        new IngestStart(track, List.of(track.audioObject().ref()))))
                .get(0);
    }

    @Test
    void require_withinTheLease_doesNothing() {
        Lease lease = begin();
        lease.close();
        ticker.advance(MINUTE.minusNanos(1));

        assertThatCode(lease::require).doesNotThrowAnyException();
    }

    @Test
    void require_leaseOver_throws() {
        Lease lease = begin();
        lease.close();
        ticker.advance(MINUTE);

        assertThatExceptionOfType(DatabaseException.class)
                .isThrownBy(lease::require)
                .matches(e -> e.code().equals("INGEST_LEASE_LOST"));
    }

    @Test
    void keep_leaseHeld_isRenewedInThirds() throws InterruptedException {
        try (Lease lease = begin()) {
            for (int third = 0; third < 9; third++) {
                ticker.awaitSleeper();
                ticker.advance(MINUTE.dividedBy(3));
                assertThat(renewals.tryAcquire(1, TimeUnit.MINUTES)).isTrue();
            }

            assertThatCode(lease::require).doesNotThrowAnyException();
        }
    }

    @Test
    void confirm_takenByAnother_throws() {
        Lease lease = begin();
        clock.advance(MINUTE);
        database.journal().claimDeletions(10, MINUTE);

        assertThatExceptionOfType(DatabaseException.class)
                .isThrownBy(lease::confirm)
                .matches(e -> e.code().equals("INGEST_LEASE_LOST"));
        lease.close();
    }
}
