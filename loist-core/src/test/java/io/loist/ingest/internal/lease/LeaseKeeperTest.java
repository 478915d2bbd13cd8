package io.loist.ingest.internal.lease;

import static org.assertj.core.api.Assertions.assertThat;

import io.loist.testing.ManualTicker;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class LeaseKeeperTest {

    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final ManualTicker ticker = new ManualTicker();
    private final Semaphore renewals = new Semaphore(0);
    private boolean fails = true;

    @Test
    void keep_renewalThrowsAnError_isTriedAgain() throws InterruptedException {
        LeaseKeeper<String> keeper = new LeaseKeeper<>("test-leases", MINUTE, ticker, leases -> {
            renewals.release();
            if (fails) {
                fails = false;
                throw new OutOfMemoryError("thrown by the test");
            }
        });
        UUID id = UUID.randomUUID();

        keeper.keep(id, "lease");

        awaitRenewal();
        awaitRenewal();
        keeper.release(id);
    }

    @Test
    void keep_threadWasInterrupted_startsAnother() throws InterruptedException {
        LeaseKeeper<String> keeper = new LeaseKeeper<>("test-leases", MINUTE, ticker, leases -> {
            if (fails) {
                fails = false;
                Thread.currentThread().interrupt();
            }
            renewals.release();
        });
        UUID id = UUID.randomUUID();
        keeper.keep(id, "lease");
        awaitRenewal();

        // The thread ends at some moment from now on
        while (!isRenewedAgain(keeper, id)) {
            Thread.onSpinWait();
        }

        keeper.release(id);
    }

    private boolean isRenewedAgain(LeaseKeeper<String> keeper, UUID id) throws InterruptedException {
        keeper.keep(id, "lease");
        ticker.advance(MINUTE.dividedBy(3));
        return renewals.tryAcquire(10, TimeUnit.MILLISECONDS);
    }

    private void awaitRenewal() throws InterruptedException {
        ticker.awaitSleeper();
        ticker.advance(MINUTE.dividedBy(3));
        assertThat(renewals.tryAcquire(1, TimeUnit.MINUTES)).isTrue();
    }
}
