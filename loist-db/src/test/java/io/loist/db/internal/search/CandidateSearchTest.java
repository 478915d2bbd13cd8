package io.loist.db.internal.search;

import static org.assertj.core.api.Assertions.assertThat;

import io.loist.db.internal.search.query.Field;
import io.loist.db.internal.search.query.QueryParser;
import io.loist.db.internal.search.retrieve.Candidate;
import io.loist.db.internal.search.retrieve.CandidateLimits;
import io.loist.db.internal.search.retrieve.CandidateQuery;
import io.loist.db.internal.search.retrieve.CandidateSource;
import io.loist.db.internal.search.vocabulary.Library;
import io.loist.search.SearchQuery;
import io.loist.search.SearchWeights;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The stages of a search and what they lead to, without a database. */
class CandidateSearchTest {

    private final Library library = Library.of(Stream.concat(
                    Stream.of("Creep | Radiohead", "Crepe | Baker", "Blue Monday | New Order", "Play | Moby"),
                    IntStream.range(0, 12).mapToObj(i -> "Love " + i + " | Band"))
            .toArray(String[]::new));

    private Source source = new Source();

    @Test
    void find_enoughTracksWithAllWords_endsAfterOneStage() throws SQLException {
        assertThat(find("love ").scored()).hasSizeGreaterThanOrEqualTo(10);
        assertThat(source.stages).hasSize(1);
    }

    @Test
    void find_coherentTrack_looksForArtistsToo() throws SQLException {
        assertThat(titles(find("radiohead creep "))).startsWith("creep");
        assertThat(source.stages).hasSize(2);
        assertThat(source.stages.get(1)).allMatch(query -> query.tsquery().contains("Aradiohead"));
    }

    @Test
    void find_noTrackWithAllWords_relaxesTheQuery() throws SQLException {
        assertThat(titles(find("please play blue monday by new order now "))).startsWith("blue monday");
        assertThat(source.stages).hasSize(2);
        assertThat(source.stages.get(1)).hasSizeGreaterThan(5);
    }

    @Test
    void find_knownWordMisspelt_isCorrected() throws SQLException {
        assertThat(titles(find("creep baker "))).contains("crepe");
        assertThat(source.stages.get(1)).anyMatch(query -> query.tsquery().contains("crepe"));
    }

    @Test
    void didYouMean_misspelling_isCorrected() throws SQLException {
        assertThat(didYouMean("raidohead crep ")).isEqualTo("radiohead creep");
        assertThat(didYouMean("radiohead creep ")).isNull();
        assertThat(didYouMean("xyzzy ")).isNull();
    }

    @Test
    void select_minimumScore_excludesTheRest() throws SQLException {
        SearchQuery query = SearchQuery.builder("love").minScore(0.9999).build();

        assertThat(HitAssembler.select(find("love "), query).scored()).isEmpty();
    }

    @Test
    void suggestionOrder_names_beginWithTheTextFirstAndOccurOnce() throws SQLException {
        RankedCandidates found =
                new CandidateSearch(library, source, SearchWeights.DEFAULT).findExact(QueryParser.parseWords("love"));
        SuggestionOrder order = SuggestionOrder.of(
                Objects.requireNonNull(found.interpretation()).index(), found.scored(), "love");

        assertThat(order.titles())
                .hasSize(5)
                .allMatch(track -> track.field(Field.TITLE).startsWith("love"));
        assertThat(order.albums()).isEmpty();
        assertThat(order.artists(library.tracks().subList(4, 6))).hasSize(1);
    }

    private @Nullable String didYouMean(String text) throws SQLException {
        return new HitAssembler(find(text), SearchQuery.of(text)).didYouMean(QueryParser.parse(text));
    }

    private RankedCandidates find(String text) throws SQLException {
        source = new Source();
        return new CandidateSearch(library, source, SearchWeights.DEFAULT).find(QueryParser.parse(text));
    }

    private static List<String> titles(RankedCandidates found) {
        return found.scored().stream()
                .map(scored -> scored.candidate().field(Field.TITLE))
                .toList();
    }

    /** Takes all tracks for candidates of the first stage, and notes what was asked for. */
    private final class Source implements CandidateSource {

        private final List<List<CandidateQuery>> stages = new ArrayList<>();

        @Override
        public List<Candidate> fetch(List<CandidateQuery> queries) {
            stages.add(queries);
            return stages.size() == 1 ? library.tracks() : List.of();
        }

        @Override
        public CandidateLimits limits() {
            return CandidateLimits.BEST;
        }
    }
}
