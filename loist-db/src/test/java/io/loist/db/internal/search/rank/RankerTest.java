package io.loist.db.internal.search.rank;

import static org.assertj.core.api.Assertions.assertThat;

import io.loist.db.internal.search.query.Field;
import io.loist.db.internal.search.query.QueryParser;
import io.loist.db.internal.search.retrieve.Candidate;
import io.loist.db.internal.search.vocabulary.InterpretedQuery;
import io.loist.db.internal.search.vocabulary.Library;
import io.loist.search.SearchWeights;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** How candidates are scored, without a database. */
class RankerTest {

    private final Library library = Library.of(
            "Creep | Radiohead | Pablo Honey | Rock",
            "Creep (Acoustic) | Somebody | Covers | Pop",
            "Radiohead | Talking Heads | True Stories | Rock",
            "Blue Monday | New Order",
            "Monday Morning | Blue Band | New | Order",
            "Under the Bridge | Red Hot Chili Peppers",
            "The Who | Somebody",
            "残酷な天使のテーゼ | 高橋洋子",
            "Anthem | Orchestra | Hits | Classical | john smith");

    @Test
    void rank_titleAndArtist_isFirst() {
        assertThat(titles("radiohead creep ")).startsWith("creep");
    }

    @Test
    void rank_wholeTitle_isBeforePartOfOne() {
        assertThat(titles("creep ")).startsWith("creep", "creep , acoustic");
    }

    @Test
    void rank_wordsInOneName_isBeforeWordsScatteredOverFields() {
        assertThat(titles("blue monday ")).startsWith("blue monday", "monday morning");
    }

    @Test
    void rank_misspelling_findsTheCorrectionWithALowerScore() {
        ScoredCandidate exact = rank("radiohead creep ").get(0);
        ScoredCandidate corrected = rank("raidohead creep ").get(0);

        assertThat(corrected.candidate()).isEqualTo(exact.candidate());
        assertThat(corrected.score()).isLessThan(exact.score());
        assertThat(corrected.isComplete()).isTrue();
    }

    @Test
    void rank_unfinishedWord_matchesItsBeginning() {
        assertThat(titles("radiohead cre")).startsWith("creep");
    }

    @Test
    void rank_initials_matchTheArtist() {
        assertThat(titles("rhcp under the bridge ")).startsWith("under the bridge");
    }

    @Test
    void rank_leadingArticle_hardlyMatters() {
        assertThat(titles("who ")).startsWith("the who");
    }

    @Test
    void rank_unspacedScript_matchesPartsOfAWord() {
        assertThat(titles("天使 ")).containsExactly("残酷な天使のテーゼ");
    }

    @Test
    void rank_requiredField_excludesOtherFields() {
        assertThat(titles("artist:radiohead ")).containsExactly("creep");
        assertThat(titles("title:radiohead ")).containsExactly("radiohead");
    }

    @Test
    void rank_phrase_excludesOtherOrders() {
        assertThat(titles("\"blue monday\"")).containsExactly("blue monday");
        assertThat(titles("\"monday blue\"")).isEmpty();
    }

    @Test
    void rank_exclusion_excludes() {
        assertThat(titles("creep -somebody ")).containsExactly("creep");
    }

    @Test
    void rank_otherNames_countLessThanGenre() {
        ScoredCandidate genre = rank("classical ").get(0);
        ScoredCandidate other = rank("smith ").get(0);

        assertThat(other.candidate()).isEqualTo(genre.candidate());
        assertThat(other.score()).isLessThan(genre.score());
    }

    @Test
    void rank_weights_changeTheOrder() {
        SearchWeights albums = new SearchWeights(0.1, 0.1, 1, 0.1);

        assertThat(rank(library.interpret("new "), albums).get(0).candidate().field(Field.ALBUM))
                .isEqualTo("new");
    }

    @Test
    void rank_equalScores_goByStaticRankThenId() {
        Candidate low = new Candidate(new UUID(0, 1), 0.1f, List.of("song", "band"));
        Candidate high = new Candidate(new UUID(0, 3), 0.9f, List.of("song", "band"));
        Candidate alsoLow = new Candidate(new UUID(0, 0), 0.1f, List.of("song", "band"));

        assertThat(new Ranker(library.interpret("song "), SearchWeights.DEFAULT).rank(List.of(low, high, alsoLow)))
                .extracting(ScoredCandidate::candidate)
                .containsExactly(high, alsoLow, low);
    }

    @Test
    void rank_anyQuery_scoresFromZeroToOne() {
        assertThat(rank("radiohead creep pablo honey rock "))
                .allSatisfy(scored -> assertThat(scored.score()).isBetween(1e-6, 1.0));
    }

    @Test
    void unscored_exclusion_excludes() {
        assertThat(Ranker.unscored(QueryParser.parse("year:1990 -creep"), library.tracks()))
                .hasSize(library.tracks().size() - 2)
                .allMatch(scored -> scored.score() == 1 && scored.details() == null);
    }

    @Test
    void details_misspelling_sayWhatWasMeant() {
        MatchDetails details =
                Objects.requireNonNull(rank("raidohead creep ").get(0).details());

        assertThat(details.asTyped()).isFalse();
        assertThat(details.correctedWords()).isEqualTo("radiohead creep");
    }

    @Test
    void details_asTyped_areNotCorrected() {
        MatchDetails details =
                Objects.requireNonNull(rank("radiohead cre").get(0).details());

        assertThat(details.asTyped()).isTrue();
    }

    @Test
    void explanation_hit_namesFieldsAndCompleteness() {
        InterpretedQuery query = library.interpret("raidohead creep xyzzy ");
        ScoredCandidate best = rank(query, SearchWeights.DEFAULT).get(0);

        assertThat(Explanation.of(query, best))
                .contains("\"raidohead\" as \"radiohead\"", "in artist", "\"creep\" in title", "\"xyzzy\" not found")
                .contains("title named to", "static rank 0.00");
    }

    private List<String> titles(String text) {
        return rank(text).stream()
                .map(scored -> scored.candidate().field(Field.TITLE))
                .toList();
    }

    private List<ScoredCandidate> rank(String text) {
        return rank(library.interpret(text), SearchWeights.DEFAULT);
    }

    private List<ScoredCandidate> rank(InterpretedQuery query, SearchWeights weights) {
        return new Ranker(query, weights)
                .rank(library.tracks()).stream()
                        .filter(scored -> scored.coverage() > 0)
                        .toList();
    }
}
