package io.loist.play;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.loist.play.PlayQuery.Order;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class PlayQueryTest {

    private static final LocalDate DAY = LocalDate.of(2024, 1, 1);

    @Test
    void build_nothingSet_isFirstPageOfAll() {
        PlayQuery query = PlayQuery.builder(Order.RECENT).build();

        assertThat(query.listener()).isNull();
        assertThat(query.firstDay()).isNull();
        assertThat(query.limit()).isEqualTo(PlayQuery.DEFAULT_LIMIT);
        assertThat(query.after()).isNull();
    }

    @Test
    void builder_outOfRange_isRefusedByName() {
        PlayQuery.Builder query = PlayQuery.builder(Order.MOST_PLAYED);

        assertThatIllegalArgumentException().isThrownBy(() -> query.limit(0)).withMessageContaining("limit");
        assertThatIllegalArgumentException().isThrownBy(() -> query.limit(1_001));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> query.days(DAY, DAY.minusDays(1)))
                .withMessageContaining("period");
        assertThatIllegalArgumentException().isThrownBy(() -> query.days(DAY, DAY.plusDays(366)));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> query.listener(" "))
                .withMessageContaining("listener");
        assertThat(query.days(DAY, DAY.plusDays(365)).build().lastDay()).isEqualTo(LocalDate.of(2024, 12, 31));
    }

    @Test
    void play_outOfRange_isRefusedByName() {
        UUID track = UUID.randomUUID();
        Instant now = Instant.parse("2024-01-01T00:00:00.123456789Z");
        Duration second = Duration.ofSeconds(1);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> Play.completed(track, "x", now, second.negated()))
                .withMessageContaining("heard");
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> Play.completed(track, "x", now, Duration.ofDays(7).plusMillis(1)))
                .withMessageContaining("heard");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Play.completed(track, "x", Instant.MAX, second))
                .withMessageContaining("startedAt");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Play.completed(track, "x", Instant.ofEpochMilli(-1), second))
                .withMessageContaining("startedAt");
        assertThat(Play.skipped(track, "x", now, second).startedAt())
                .isEqualTo(Instant.parse("2024-01-01T00:00:00.123456Z"));
    }
}
