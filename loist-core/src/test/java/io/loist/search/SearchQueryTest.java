package io.loist.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.loist.track.TrackFilter;
import io.loist.track.TrackStatus;
import org.junit.jupiter.api.Test;

class SearchQueryTest {

    @Test
    void of_text_searchesCompletedTracks() {
        SearchQuery query = SearchQuery.of("a  B ");

        assertThat(query.text()).isEqualTo("a  B ");
        assertThat(query.filter().statuses()).containsExactly(TrackStatus.COMPLETED);
        assertThat(query.limit()).isEqualTo(SearchQuery.DEFAULT_LIMIT);
        assertThat(query.after()).isNull();
    }

    @Test
    void filter_withoutStatus_searchesEveryStatus() {
        assertThat(SearchQuery.builder("x")
                        .filter(TrackFilter.all())
                        .build()
                        .filter()
                        .statuses())
                .isEmpty();
    }

    @Test
    void limit_outOfRange_throws() {
        assertThatThrownBy(() -> SearchQuery.builder("x").limit(0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> SearchQuery.builder("x").limit(201)).isInstanceOf(IllegalArgumentException.class);
    }
}
