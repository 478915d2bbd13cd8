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
    void filter_withoutStatus_searchesCompletedTracks() {
        TrackFilter flac = TrackFilter.builder().format("flac").build();

        TrackFilter searched = SearchQuery.builder("x").filter(flac).build().filter();

        assertThat(searched.statuses()).containsExactly(TrackStatus.COMPLETED);
        assertThat(searched.formats()).containsExactly("flac");
    }

    @Test
    void filter_anyOrNamedStatus_searchesThat() {
        TrackFilter any = TrackFilter.builder().anyStatus().build();
        TrackFilter dead = TrackFilter.builder().status(TrackStatus.DEAD).build();

        assertThat(SearchQuery.builder("x").filter(any).build().filter()).isEqualTo(any);
        assertThat(SearchQuery.builder("x").filter(dead).build().filter()).isEqualTo(dead);
    }

    @Test
    void limit_outOfRange_throws() {
        assertThatThrownBy(() -> SearchQuery.builder("x").limit(0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> SearchQuery.builder("x").limit(201)).isInstanceOf(IllegalArgumentException.class);
    }
}
