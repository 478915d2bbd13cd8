package io.loist.db.internal.search.retrieve;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class CandidateQueryTest {

    @Test
    void of_rareWord_startsWithAllTracks() {
        assertThat(CandidateQuery.of("'x'", 10, 200, CandidateQuery.UNBOUNDED).firstTier())
                .isEqualTo(4);
    }

    @Test
    void of_frequentWord_startsInASmallTier() {
        CandidateQuery query = CandidateQuery.of("'x'", 1_000_000, 200, CandidateQuery.UNBOUNDED);

        assertThat(query.firstTier()).isZero();
        assertThat(query.lastTier()).isEqualTo(4);
    }

    @Test
    void of_maximumOfMatches_endsBeforeATierWithMore() {
        assertThat(CandidateQuery.of("'x'", 1_000_000, 200, 20_000).lastTier()).isEqualTo(1);
    }

    @Test
    void of_unknownFrequency_endsWithAllTracks() {
        CandidateQuery query = CandidateQuery.of("'x'", CandidateQuery.UNKNOWN, 200, 2_000);

        assertThat(query.firstTier()).isZero();
        assertThat(query.lastTier()).isEqualTo(4);
    }

    @Test
    void within_superset_inheritsItsSupersets() {
        CandidateQuery all = CandidateQuery.of("'a'", 10, 40, 2_000);
        CandidateQuery some = all.within(1, all);

        assertThat(all.within(2, some).supersets()).isEqualTo(List.of(1, 2));
    }

    @Test
    void lexeme_quotesAndBackslashes_areEscaped() {
        assertThat(CandidateQuery.lexeme("a'b\\c")).isEqualTo("'\u0001a''b\\\\c'");
    }
}
