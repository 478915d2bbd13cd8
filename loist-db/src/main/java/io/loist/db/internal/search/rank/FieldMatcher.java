package io.loist.db.internal.search.rank;

import io.loist.db.internal.search.rank.TermIndex.TermMatch;
import io.loist.db.internal.search.rank.TokenizedField.Part;
import io.loist.db.internal.search.rank.TokenizedField.Token;
import io.loist.db.internal.search.vocabulary.InterpretedQuery;
import io.loist.db.internal.search.vocabulary.InterpretedTerm;
import io.loist.db.internal.text.Reading;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Matches the terms of a query with the words of one field of a track. */
public final class FieldMatcher {

    /** The quality of a match with the beginning of a word. */
    static final double UNFINISHED_QUALITY = 0.7;

    private static final double READING_QUALITY = 0.85;
    private static final double INITIALS_QUALITY = 0.85;
    private static final double MIN_INITIALS_MATCH = 0.9;
    private static final double ONE_OF_SEVERAL_PARTS = 0.97;
    private static final double ARTICLE_LENGTH = 0.3;
    private static final int MAX_COUNTED_LENGTH = 4;
    private static final int NO_TERM = -9;

    private final TermIndex index;
    private final TokenizedField field;
    /** For each term, how well it matches; 0 if it does not. */
    private final double[] qualities;
    /** For each term, what it matches. */
    private final @Nullable String[] matched;
    /** For each word of the field, how well it is matched. */
    private final double[] covered;
    /** How completely the query names a whole reading, joined. */
    private double wholeName;
    /** For each word of the field, the term that matches it. */
    private final int[] coveredBy;
    /** For each term of a script without spaces, its match by other spellings or by some of its characters. */
    private final Map<Integer, UnspacedMatch> unspaced = new HashMap<>();

    public FieldMatcher(TermIndex index, String folded) {
        this.index = index;
        field = new TokenizedField(folded);
        qualities = new double[index.size()];
        matched = new @Nullable String[qualities.length];
        covered = new double[field.words().size()];
        coveredBy = new int[covered.length];
        Arrays.fill(coveredBy, NO_TERM);
        int[] partsSeen = new int[qualities.length];
        for (Token token : field.tokens()) {
            for (TermMatch match : index.matches(token.text())) {
                if (isWhole(match, partsSeen)) {
                    matchTerms(match.from(), match.to(), token, match.quality());
                } else {
                    cover(match.from(), token, match.quality());
                }
            }
            matchUnspaced(token);
            matchUnfinished(token);
        }
        if (index.unspaced().length > 0) {
            matchOtherSpellings();
        }
    }

    /** Returns the matches with readings of a name, separated as the names of a list are. */
    static FieldMatcher ofReadings(TermIndex index, String readings) {
        index.addReadings();
        FieldMatcher matcher = new FieldMatcher(index, readings);
        matcher.field.parts().forEach(matcher::matchWholeReading);
        return matcher;
    }

    /** Matches a reading as one word, for people put spaces elsewhere. */
    private void matchWholeReading(Part reading) {
        List<String> words = field.words().subList(reading.from(), reading.to());
        for (int i = 0; i < words.size(); i++) {
            Token word = new Token(words.get(i), reading.from() + i, 1);
            if (index.unfinishedReadings().stream().anyMatch(word.text()::startsWith)) {
                matchTerms(qualities.length - 1, qualities.length - 1, word, UNFINISHED_QUALITY * READING_QUALITY);
            }
        }
        String joined = Reading.joined(words);
        Token whole = new Token(joined.isEmpty() ? words.get(0) : joined, reading.from(), words.size());
        for (TermMatch match : index.matches(whole.text())) {
            matchWhole(whole, match);
        }
        for (String beginning : index.unfinishedNames()) {
            if (beginsWith(whole.text(), beginning)) {
                double share = (double) beginning.length() / whole.text().length();
                matchWhole(whole, new TermMatch(0, qualities.length - 1, UNFINISHED_QUALITY * share, 0, 1));
            }
        }
    }

    private void matchWhole(Token whole, TermMatch match) {
        double weight = 0;
        for (int term = match.from(); term <= match.to(); term++) {
            weight += index.weight(term);
            if (match.quality() > qualities[term]) {
                qualities[term] = match.quality();
                matched[term] = whole.text();
            }
        }
        wholeName = Math.max(wholeName, match.quality() * weight / index.totalWeight());
    }

    /** Returns how well a term matches in this field, from 0 (not at all) to 1. */
    double quality(int term) {
        return qualities[term];
    }

    /** Returns the lexeme of this field that a term matches best; null if there is none. */
    @Nullable
    String matched(int term) {
        return matched[term];
    }

    /** Returns whether every term matches in this field. */
    public boolean matchesAll() {
        return Arrays.stream(qualities).allMatch(quality -> quality > 0);
    }

    /** Returns how completely the query names the title: the weight of the terms that do, as a share of the query's. */
    double titleCompleteness() {
        double best = completeness(0, field.words().size());
        if (field.parts().size() > 1) {
            Part first = field.parts().get(0);
            best = Math.max(best, ONE_OF_SEVERAL_PARTS * completeness(first.from(), first.to()));
        }
        return best;
    }

    /** Returns how completely the query names the artist that it names best; matching initials count, too. */
    double artistCompleteness() {
        double best = Math.max(wholeName, completeness(0, field.words().size()));
        double share = field.parts().size() > 1 ? ONE_OF_SEVERAL_PARTS : 1;
        for (Part part : field.parts()) {
            best = Math.max(best, share * Math.max(matchInitials(part), completeness(part.from(), part.to())));
        }
        return best;
    }

    /** Returns whether a match is of a whole term: of a term that was not split, or of the last missing part. */
    private static boolean isWhole(TermMatch match, int[] partsSeen) {
        if (match.parts() == 1) {
            return true;
        }
        partsSeen[match.from()] |= 1 << match.part();
        return partsSeen[match.from()] == (1 << match.parts()) - 1;
    }

    private void matchTerms(int from, int to, Token token, double quality) {
        for (int term = from; term <= to; term++) {
            if (quality > qualities[term]) {
                qualities[term] = quality;
                matched[term] = token.text();
            }
        }
        cover(from, token, quality);
        if (to > from) {
            coveredBy[token.start()] = to;
        }
    }

    private void cover(int term, Token token, double quality) {
        for (int word = token.start(); word < token.start() + token.length(); word++) {
            boolean follows = word > 0 && coveredBy[word - 1] == term - 1;
            if (quality > covered[word] || (quality == covered[word] && follows)) {
                covered[word] = quality;
                coveredBy[word] = term;
            }
        }
    }

    private void matchUnspaced(Token token) {
        String text = token.text();
        for (int i : index.unspaced()) {
            InterpretedTerm term = index.query().terms().get(i);
            if (text.contains(term.word())) {
                boolean whole = term.word().length() == text.length();
                matchTerms(i, i, token, whole ? 1 : 0.5 + 0.4 * term.word().length() / text.length());
            }
        }
    }

    /** Terms of scripts without spaces that this field has in another spelling, across its spaces, or only in part. */
    private void matchOtherSpellings() {
        UnspacedText text = UnspacedText.of(field.words());
        if (text.isEmpty()) {
            return;
        }
        for (int i : index.unspaced()) {
            UnspacedMatch match =
                    qualities[i] < 1 ? UnspacedMatch.of(index.query().terms().get(i), text, field.words()) : null;
            if (match == null || match.quality() < qualities[i]) {
                continue;
            }
            if (match.quality() > 0) {
                qualities[i] = match.quality();
                matched[i] = index.query().terms().get(i).word();
            } else {
                unspaced.put(i, match);
            }
            for (int word = 0; word < covered.length; word++) {
                double share = match.shareOfWord(word);
                if (share > covered[word]) {
                    covered[word] = share * UnspacedMatch.OTHER_SPELLING;
                    coveredBy[word] = i;
                }
            }
        }
    }

    /** Returns the match of a term of which this field has some characters; null if it has the whole term, or nothing of it. */
    @Nullable
    UnspacedMatch partial(int term) {
        return qualities[term] > 0 ? null : unspaced.get(term);
    }

    private void matchUnfinished(Token token) {
        InterpretedQuery query = index.query();
        if (query.unfinished() && beginsWith(token.text(), query.last().word())) {
            matchTerms(qualities.length - 1, qualities.length - 1, token, UNFINISHED_QUALITY);
        }
    }

    /** Returns whether a text is longer than a word and begins with it. */
    static boolean beginsWith(String text, String word) {
        return text.length() > word.length() && text.startsWith(word);
    }

    private double matchInitials(Part part) {
        List<TermMatch> matches = part.initials().isEmpty() ? List.of() : index.matches(part.initials());
        if (matches.isEmpty() || matches.get(0).quality() < MIN_INITIALS_MATCH) {
            return 0;
        }
        int term = matches.get(0).from();
        if (qualities[term] < INITIALS_QUALITY) {
            qualities[term] = INITIALS_QUALITY;
            matched[term] = part.initials();
        }
        return INITIALS_QUALITY * matches.get(0).quality() * index.weight(term) / index.totalWeight();
    }

    /** Returns the weight of the terms that match some words of the field, as far as these match completely and in order. */
    private double completeness(int from, int to) {
        double matchedLength = 0;
        double length = 0;
        double weight = 0;
        int inOrder = 0;
        long counted = 0;
        for (int i = from; i < to; i++) {
            String word = field.words().get(i);
            double size = i == from && isArticle(word) ? ARTICLE_LENGTH : Math.min(MAX_COUNTED_LENGTH, word.length());
            int term = coveredBy[i];
            length += size;
            matchedLength += size * covered[i];
            if (term >= 0) {
                UnspacedMatch part = unspaced.get(term);
                double share = part == null ? 1 : part.shareOfTerm();
                weight += (counted & 1L << term) == 0 ? index.weight(term) * covered[i] * share : 0;
                counted |= 1L << term;
                inOrder += i > from && coveredBy[i - 1] >= 0 && term == coveredBy[i - 1] + 1 ? 1 : 0;
            }
        }
        if (matchedLength == 0) {
            return 0;
        }
        double complete = matchedLength / length;
        double ordered = to - from < 2 ? 1 : 0.5 + 0.5 * inOrder / (to - from - 1);
        return complete * complete * complete * ordered * weight / index.totalWeight();
    }

    private static boolean isArticle(String word) {
        return word.equals("the") || word.equals("a") || word.equals("an");
    }
}
