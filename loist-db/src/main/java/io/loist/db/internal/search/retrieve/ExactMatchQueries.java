package io.loist.db.internal.search.retrieve;

import io.loist.db.internal.search.query.ParsedQuery;
import io.loist.db.internal.search.query.ParsedQuery.Join;
import io.loist.db.internal.search.query.QueryTerm;
import io.loist.db.internal.text.SearchWords;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Requests for tracks that have all words of an interpreted question. */
public final class ExactMatchQueries {
    /** Beginnings of so many letters are looked up in the index, shorter ones by the words they are likely to become. */
    private static final int LONG_BEGINNING = 4;

    private static final int MAX_BEGINNINGS = 20_000;
    private static final int MAX_MATCHES = 2_000;
    private static final int MAX_ENDINGS = 32;
    /** Fewer words are looked for at once. */
    private static final int LEAST_CERTAIN = 2;
    /** In about one of so many tracks with a word in it, the word is the whole title. */
    private static final int WORDS_PER_TITLE = 10;

    private final ParsedQuery question;
    private final TsQueryBuilder wording;
    private final CandidateQueries asks;

    private ExactMatchQueries(ParsedQuery question, CandidateQueries asks) {
        this.question = question;
        this.wording = new TsQueryBuilder(question);
        this.asks = asks;
    }

    /** All words, as typed, as corrected, and joined; whole names. */
    public static List<CandidateQuery> of(ParsedQuery question, CandidateLimits breadth) {
        return new ExactMatchQueries(question, new CandidateQueries(question, CandidateQuery.UNBOUNDED, breadth.fill()))
                .all();
    }

    private List<CandidateQuery> all() {
        int n = question.slots.size();
        int[] all = IntStream.range(0, n).toArray();
        if (!question.titleKey.isEmpty()) {
            asks.addName(SearchWords.ARTIST + question.titleKey, 40);
            if (question.titleKey.length() <= SearchWords.MAX_TITLE_KEY) {
                int expected = question.counted ? asks.expected(all) / WORDS_PER_TITLE : CandidateQuery.EVERYWHERE;
                asks.add(CandidateQuery.lexeme(SearchWords.TITLE + question.titleKey), expected, 40);
            }
        }
        int[] possible = IntStream.range(0, n)
                .filter(i -> !question.slots.get(i).matchesNothing())
                .toArray();
        int core = asks.core(certain(possible));
        int corrected = possible.length > 0
                ? asks.addInside(core, wording.and(possible, false), asks.expected(possible), CandidateQueries.FILL)
                : CandidateQueries.NONE;
        asks.addInside(corrected, wording.and(all, true), asks.expected(all), CandidateQueries.FILL);
        for (Join join : question.joins) {
            joined(join);
        }
        withoutAnd(all, core);
        if (question.open) {
            unfinished(all, possible, core);
        }
        return asks.all();
    }

    /** Words that are in each request for all words, however it is read; none if they are too few to be looked for alone. */
    private int[] certain(int[] possible) {
        int[] certain = IntStream.of(possible)
                .filter(i -> !question.open || i < question.slots.size() - 1)
                .filter(i -> !question.slots.get(i).word.equals("and"))
                .toArray();
        return certain.length < LEAST_CERTAIN ? new int[0] : certain;
    }

    private void joined(Join join) {
        var parts = new ArrayList<String>();
        for (int i = 0; i < question.slots.size(); i++) {
            if (i == join.from()) {
                parts.add(CandidateQuery.lexeme(join.term()));
            }
            if ((i < join.from() || i > join.to()) && !question.slots.get(i).matchesNothing()) {
                parts.add("(" + wording.any(question.slots.get(i), false) + ")");
            }
        }
        asks.add(String.join("&", parts), 0, 60);
    }

    /** "Salt & Pepa" is also "Salt-N-Pepa". */
    private void withoutAnd(int[] all, int core) {
        int[] spoken = IntStream.of(all)
                .filter(i -> !question.slots.get(i).word.equals("and"))
                .toArray();
        if (spoken.length > 0 && spoken.length < all.length) {
            asks.addInside(core, wording.and(spoken, true), asks.expected(spoken), 40);
        }
    }

    /**
     * The last word as a beginning: of any word when it is long or nothing is known, else of the likeliest words; and all words
     * before it, so that tracks with rarer endings are seen if they are few.
     */
    private void unfinished(int[] all, int[] possible, int core) {
        QueryTerm last = question.last();
        if (!question.counted || possible.length < all.length || last.word.length() >= LONG_BEGINNING) {
            int[] before = IntStream.of(all).filter(i -> i < all.length - 1).toArray();
            String beginning = CandidateQuery.lexeme(last.word) + ":*";
            String query = before.length == 0 ? beginning : wording.and(before, !question.counted) + "&" + beginning;
            int expected = question.counted ? last.endingTracks : CandidateQuery.UNKNOWN;
            asks.addInside(core, query, expected, CandidateQueries.FILL, MAX_BEGINNINGS);
        }
        if (last.endings.isEmpty() || last.word.length() >= LONG_BEGINNING) {
            return;
        }
        String endings = last.endings.stream()
                .limit(possible.length == 1 ? MAX_ENDINGS : TsQueryBuilder.MAX_ENDINGS)
                .map(CandidateQuery::lexeme)
                .collect(Collectors.joining("|"));
        int[] before = IntStream.of(possible)
                .filter(i -> i < question.slots.size() - 1)
                .toArray();
        if (before.length == 0) {
            asks.add(endings, last.endingTracks, CandidateQueries.FILL);
            return;
        }
        asks.addInside(core, wording.and(before, false) + "&(" + endings + ")", asks.expected(possible), 60);
        asks.addInside(core, wording.and(before, false), asks.expected(before), 60, MAX_MATCHES);
    }
}
