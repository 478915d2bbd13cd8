package io.loist.db.internal.search.retrieve;

import io.loist.db.internal.search.query.ParsedQuery;
import io.loist.db.internal.search.query.QueryTerm;
import io.loist.db.internal.search.query.QueryTerm.Reading;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Words of a question as a {@code tsquery}. */
final class TsQueryBuilder {

    /** So many of the likeliest endings stand in for an unfinished word. */
    static final int MAX_ENDINGS = 8;

    private static final int MAX_READINGS = 12;
    private static final int MAX_PAIRS = 20;

    private final ParsedQuery question;

    TsQueryBuilder(ParsedQuery question) {
        this.question = question;
    }

    /** All of these words; if literally, as they were typed. */
    String and(int[] slots, boolean literal) {
        return IntStream.of(slots)
                .mapToObj(i -> "(" + any(question.slots.get(i), literal) + ")")
                .collect(Collectors.joining("&"));
    }

    /** Any reading of a word; if literally, as it was typed. */
    String any(QueryTerm slot, boolean literal) {
        if (slot.unspaced) {
            return pairs(slot.word);
        }
        return Stream.concat(
                        slot.readings.stream()
                                .limit(literal ? slot.literals : Math.max(MAX_READINGS, slot.literals))
                                .map(TsQueryBuilder::all),
                        slot.endings.stream()
                                .limit(!literal && slot.onlyStarts() ? MAX_ENDINGS : 0)
                                .map(CandidateQuery::lexeme))
                .collect(Collectors.joining("|"));
    }

    /** All words of a reading. */
    static String all(Reading reading) {
        String terms = reading.terms().stream().map(CandidateQuery::lexeme).collect(Collectors.joining("&"));
        return reading.terms().size() > 1 ? "(" + terms + ")" : terms;
    }

    private static String pairs(String word) {
        int[] chars = word.codePoints().toArray();
        if (chars.length == 1) {
            return CandidateQuery.lexeme(word);
        }
        return IntStream.range(0, Math.min(chars.length - 1, MAX_PAIRS))
                .mapToObj(i -> CandidateQuery.lexeme(new String(chars, i, 2)))
                .collect(Collectors.joining("&"));
    }
}
