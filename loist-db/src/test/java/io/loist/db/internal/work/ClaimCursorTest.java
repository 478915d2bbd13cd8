package io.loist.db.internal.work;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ClaimCursorTest {

    private static final OffsetDateTime NOON = OffsetDateTime.parse("2026-06-01T12:00:00Z");
    private static final UUID HIGH = UUID.fromString("f0000000-0000-7000-8000-000000000000");
    private static final UUID LOW = UUID.fromString("10000000-0000-7000-8000-000000000000");

    private final ClaimCursor start = new ClaimCursor();

    @Test
    void next_neverLooked_isTheBeginning() {
        start.passed(new ClaimCursor.Place(NOON, HIGH));

        assertThat(start.next()).isEqualTo(ClaimCursor.BEGINNING);
    }

    @Test
    void next_justLooked_isAfterTheLastRow() {
        start.looked(0, 0);
        start.passed(new ClaimCursor.Place(NOON, LOW));
        start.passed(new ClaimCursor.Place(NOON, HIGH));
        start.passed(new ClaimCursor.Place(NOON.minusDays(1), HIGH));

        assertThat(start.next()).isEqualTo(new ClaimCursor.Place(NOON, HIGH));
    }

    @Test
    void mayLookAgain_lookIsCheap_atOnce() {
        start.looked(Duration.ofMillis(5).toNanos(), 0);

        assertThat(start.mayLookAgain()).isTrue();
    }

    @Test
    void mayLookAgain_lookIsExpensive_later() {
        start.looked(Duration.ofMinutes(5).toNanos(), 0);

        assertThat(start.mayLookAgain()).isFalse();
    }
}
