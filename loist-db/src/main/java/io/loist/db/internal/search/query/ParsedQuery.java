package io.loist.db.internal.search.query;

import io.loist.db.internal.search.query.QueryParser.Kind;
import io.loist.db.internal.search.query.QueryParser.Segment;
import io.loist.db.internal.search.retrieve.Candidates.Candidate;
import io.loist.db.internal.text.Fold;
import io.loist.db.internal.text.SearchWords;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The folded words of a query, and the neighbouring words that may belong together. */
public final class ParsedQuery {

    static final int MAX_WORDS = 32;

    public final List<QueryTerm> slots = new ArrayList<>();
    public final List<Join> joins = new ArrayList<>();

    /** Names of artists among the words: the key is a lexeme. */
    public final List<Join> names = new ArrayList<>();

    /** Words that must follow one another. */
    final List<String> phrases = new ArrayList<>();

    /** Words, with spaces between, that must not follow one another. */
    public final List<String> excluded;

    public final QueryLimits limits;

    /** The last word may be unfinished. */
    public final boolean open;

    public final String titleKey;

    /** In how many tracks the words and names occur that were looked up and found. */
    public final Map<String, Integer> occurrences = new HashMap<>();

    /** How many tracks there are, roughly. */
    public int tracks;

    /** Whether the vocabulary has been counted; else only the words as they are typed can be looked for. */
    public boolean counted;

    public ParsedQuery(QueryParser syntax) {
        StringBuilder whole = new StringBuilder();
        String last = "";
        for (Segment segment : syntax.segments()) {
            String folded = Fold.fold(segment.text());
            whole.append(whole.isEmpty() ? "" : " ").append(folded);
            add(folded, segment);
            last = segment.kind() == Kind.QUOTED ? "" : segment.text();
        }
        excluded = syntax.excluded().stream()
                .map(text -> spoken(Fold.fold(text)))
                .filter(text -> !text.isEmpty())
                .toList();
        limits = syntax.limits();
        titleKey = SearchWords.key(whole.toString());
        open = !slots.isEmpty()
                && !last.isEmpty()
                && Character.isLetterOrDigit(last.codePointBefore(last.length()))
                && !last().unspaced
                && !last().exact;
    }

    /** Neighbouring words {@code from..to} written as one. */
    public record Join(int from, int to, String term) {}

    private void add(String folded, Segment segment) {
        int start = slots.size();
        for (String chunk : folded.split(" ", -1)) {
            if (chunk.isEmpty() || chunk.equals(",")) {
                continue;
            }
            int from = slots.size();
            for (String word : chunk.split("\\.", -1)) {
                if (slots.size() < MAX_WORDS) {
                    slots.add(new QueryTerm(Fold.firstChars(word, SearchWords.MAX_LEXEME), segment));
                }
            }
            if (slots.size() - from > 1) {
                joins.add(new Join(
                        from, slots.size() - 1, Fold.firstChars(chunk.replace(".", ""), SearchWords.MAX_LEXEME)));
            }
        }
        if (segment.kind() == Kind.QUOTED && slots.size() - start > 1) {
            phrases.add(spoken(folded));
        }
        if (segment.kind() == Kind.ALTERNATIVE && start > 0 && slots.size() > start) {
            slots.get(start - 1).orElse(slots.remove(start).word);
            joins.removeIf(join -> join.from() >= start);
        }
    }

    /** Folded text as words with one space between, of which the fields of a track can be searched. */
    static String spoken(String folded) {
        return folded.replace('.', ' ').replace(" , ", " ");
    }

    /** Whether a candidate has the phrases, and nothing that is to be left out. */
    public boolean allows(Candidate candidate) {
        if (phrases.isEmpty() && excluded.isEmpty()) {
            return true;
        }
        String words = " " + spoken(candidate.words()).replace("|", " | ") + " ";
        return phrases.stream().allMatch(phrase -> words.contains(" " + phrase + " "))
                && excluded.stream().noneMatch(text -> words.contains(" " + text + " "));
    }

    public QueryTerm last() {
        return slots.get(slots.size() - 1);
    }

    /** The words {@code from..to} with spaces between. */
    public String span(int from, int to) {
        StringBuilder span = new StringBuilder(slots.get(from).word);
        for (int i = from + 1; i <= to; i++) {
            span.append(' ').append(slots.get(i).word);
        }
        return span.toString();
    }

    /** How telling a word is: the rarer, the more. */
    public double weight(QueryTerm slot) {
        return Math.log(1 + (double) tracks / (slot.tracks + 1.0));
    }
}
