package io.loist.track;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class TrackQueryTest {

    @Test
    void newest_isTheLastSavedFirst() {
        TrackQuery query = TrackQuery.newest();

        assertThat(query.sort()).isEqualTo(TrackSort.CREATED);
        assertThat(query.descending()).isTrue();
        assertThat(query.limit()).isEqualTo(TrackQuery.DEFAULT_LIMIT);
    }

    @Test
    void limit_outOfRange_throws() {
        assertThatThrownBy(() -> TrackQuery.builder().limit(0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> TrackQuery.builder().limit(1_001))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("1000");
    }

    @Test
    void filter_formats_areLowerCaseInAnyLocale() {
        assertThat(TrackFilter.builder().format("AIFF").build().formats()).containsExactly("aiff");
    }

    @Test
    void filter_yearsInTheWrongOrder_throw() {
        assertThatThrownBy(() -> TrackFilter.builder().years(1980, 1970)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> TrackFilter.builder().years(1700, 1970)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void filter_hashOfAnotherForm_throws() {
        assertThatThrownBy(() -> TrackFilter.builder().sha256("abc")).isInstanceOf(IllegalArgumentException.class);
    }
}
