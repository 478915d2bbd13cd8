package io.loist.audio.internal.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.loist.AudioReadException;
import io.loist.AudioReadException.Reason;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

class TimeBudgetTest {

    private static final String FILE = "some.mp3";

    @Test
    void spend_tooLong_isOverBudget() {
        TimeBudget budget = new TimeBudget(Duration.ofMillis(20));

        assertThatThrownBy(() -> budget.spend(FILE, length -> {
                    LockSupport.parkNanos(Duration.ofMinutes(1).toNanos()); // until it is interrupted
                    return "never";
                }))
                .isInstanceOfSatisfying(
                        AudioReadException.class, e -> assertThat(e.reason()).isEqualTo(Reason.OVER_BUDGET))
                .hasMessageContaining("some.mp3")
                .hasMessageContaining("20 ms");
    }

    @Test
    void spend_manyReadsThatDoNotEnd_beginsNoMore() throws InterruptedException {
        TimeBudget budget = new TimeBudget(Duration.ofMillis(20));
        CountDownLatch end = new CountDownLatch(1);
        AtomicInteger begun = new AtomicInteger();
        for (int i = 0; i < 10; i++) {
            assertThatThrownBy(() -> budget.spend(FILE, length -> {
                        begun.incrementAndGet();
                        while (end.getCount() > 0) {
                            Thread.interrupted();
                            LockSupport.parkNanos(Duration.ofMillis(1).toNanos()); // as if in native code
                        }
                        return "late";
                    }))
                    .isInstanceOf(AudioReadException.class);
        }
        assertThat(begun).hasValue(8);

        end.countDown();
        assertThat(readAfterwards(budget)).isEqualTo("read");
    }

    private static String readAfterwards(TimeBudget budget) throws InterruptedException {
        for (int i = 0; i < 500; i++) {
            try {
                return budget.spend(FILE, length -> "read");
            } catch (AudioReadException e) {
                Thread.sleep(10);
            }
        }
        return "refused";
    }

    @Test
    void spend_noMemory_isOverBudget() {
        assertReason(Reason.OVER_BUDGET, new OutOfMemoryError("absurd length"));
    }

    @Test
    void spend_parserThrowsWhatItShouldNot_isCorrupt() {
        assertReason(Reason.CORRUPT, new NullPointerException("somewhere"));
        assertReason(Reason.CORRUPT, new StackOverflowError());
        assertReason(Reason.CORRUPT, new NegativeArraySizeException("-5"));
        assertReason(Reason.CORRUPT, new AssertionError());
    }

    @Test
    void spend_libraryMissing_isPassedOn() {
        TimeBudget budget = new TimeBudget(Duration.ofSeconds(10));

        assertThatThrownBy(() -> budget.spend(FILE, length -> {
                    throw new NoClassDefFoundError("org/jaudiotagger");
                }))
                .isInstanceOf(NoClassDefFoundError.class);
    }

    private static void assertReason(Reason reason, Throwable thrown) {
        TimeBudget budget = new TimeBudget(Duration.ofSeconds(10));
        assertThatThrownBy(() -> budget.spend(FILE, length -> {
                    if (thrown instanceof Error error) {
                        throw error;
                    }
                    throw (RuntimeException) thrown;
                }))
                .isInstanceOfSatisfying(
                        AudioReadException.class, e -> assertThat(e.reason()).isEqualTo(reason))
                .hasMessageContaining("some.mp3")
                .hasCause(thrown);
    }
}
