package io.loist.track;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReleaseDateTest {

    @ParameterizedTest
    @CsvSource({
        "1977, 1977",
        "1977-10, 1977-10",
        "1977-10-14, 1977-10-14",
        "1977-10-14T20:15:00Z, 1977-10-14",
        "' 1977 ', 1977",
        "1977-00-00, 1977",
        "1977-13-01, 1977",
        "1977-02-30, 1977-02",
        "1977/10/14, 1977-10-14",
        "1977.10.14, 1977-10-14",
        "1977:10:14 20:15, 1977-10-14",
        "1977/10/00, 1977-10"
    })
    void parse_asTagsHoldIt_isAsPreciseAsKnown(String text, String expected) {
        assertThat(ReleaseDate.parse(text)).get().hasToString(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "77", "19770", "0000", "1799", "2101", "circa 1977", "14.10.1977", "1977/10", "1977/10-14"})
    void parse_noYearInFront_isEmptyRatherThanGuessed(String text) {
        assertThat(ReleaseDate.parse(text)).isEmpty();
    }

    @Test
    void parse_longText_endsAtOnce() {
        long start = System.nanoTime();

        assertThat(ReleaseDate.parse("1977 " + " ".repeat(60_000) + "\nx")).isEmpty();
        assertThat(ReleaseDate.parse(" ".repeat(60_000) + "x")).isEmpty();

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(1));
    }

    @Test
    void new_impossibleDates_throw() {
        assertThatThrownBy(() -> new ReleaseDate(1799, null, null)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new ReleaseDate(1977, null, 14)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new ReleaseDate(1977, 13, null)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new ReleaseDate(1977, 2, 29)).isInstanceOf(IllegalArgumentException.class);
    }
}
