package io.loist.db.internal.search;

import static org.assertj.core.api.Assertions.assertThat;

import io.loist.search.SearchFacet;
import io.loist.search.SearchQuery;
import io.loist.search.SearchWeights;
import io.loist.track.MusicBrainzEntity;
import io.loist.track.TrackFilter;
import io.loist.track.TrackFilterBuilder;
import io.loist.track.TrackSort;
import io.loist.track.TrackStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class SearchFingerprintTest {

    private static final List<UnaryOperator<TrackFilterBuilder>> CONDITIONS = List.of(
            filter -> filter,
            filter -> filter.status(TrackStatus.FAILED),
            filter -> filter.anyStatus(),
            filter -> filter.format("flac"),
            filter -> filter.title("x"),
            filter -> filter.label("x"),
            filter -> filter.genre("x"),
            filter -> filter.isrc("x"),
            filter -> filter.musicBrainz(MusicBrainzEntity.RECORDING, new UUID(1, 1)),
            filter -> filter.attribute("x", "y"),
            filter -> filter.tag("x", "y"),
            filter -> filter.years(1990, 1991),
            filter -> filter.durations(Duration.ofMinutes(1), Duration.ofMinutes(2)),
            filter -> filter.popularities(1, 2),
            filter -> filter.created(Instant.EPOCH, Instant.EPOCH),
            filter -> filter.updated(Instant.EPOCH, Instant.EPOCH),
            filter -> filter.sizes(1, 2),
            filter -> filter.artwork(TrackFilter.Artwork.PRESENT),
            filter -> filter.sha256("0".repeat(64)),
            filter -> filter.audioHash("0".repeat(64)));

    private static final List<UnaryOperator<SearchQuery.Builder>> CHOICES = List.of(
            query -> query.ascending(TrackSort.YEAR),
            query -> query.descending(TrackSort.YEAR),
            query -> query.descending(TrackSort.TITLE),
            query -> query.minScore(0.5),
            query -> query.weights(new SearchWeights(1, 0.5, 0.5, 0.5)),
            query -> query.total());

    @Test
    void fingerprint_anotherConditionOrOrder_differs() {
        List<String> fingerprints = new ArrayList<>();
        for (UnaryOperator<TrackFilterBuilder> condition : CONDITIONS) {
            fingerprints.add(fingerprint(SearchQuery.builder("love")
                    .filter(condition.apply(TrackFilter.builder()).build())));
        }
        for (UnaryOperator<SearchQuery.Builder> choice : CHOICES) {
            fingerprints.add(
                    fingerprint(choice.apply(SearchQuery.builder("love").filter(TrackFilter.all()))));
        }

        assertThat(fingerprints).doesNotHaveDuplicates();
    }

    @Test
    void fingerprint_whatChangesNoOrder_isTheSame() {
        assertThat(fingerprint(SearchQuery.builder("love").limit(3).highlights().explanations()))
                .isEqualTo(fingerprint(SearchQuery.builder("love")));
        assertThat(fingerprint(SearchQuery.builder("love").total()))
                .isEqualTo(fingerprint(SearchQuery.builder("love").facets(SearchFacet.GENRE)));
    }

    private static String fingerprint(SearchQuery.Builder query) {
        return SearchFingerprint.of("love", query.build());
    }
}
