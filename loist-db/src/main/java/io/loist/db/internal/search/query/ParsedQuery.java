package io.loist.db.internal.search.query;

import io.loist.db.internal.text.Fold;
import io.loist.db.internal.text.SearchWords;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A query text taken apart, without any knowledge of the library.
 *
 * @param terms its folded words, at most {@value #MAX_TERMS}
 * @param joins neighbouring terms that were typed as one word with punctuation inside, such as {@code ac/dc}
 * @param phrases words, separated by one space, that must follow one another
 * @param exclusions words, separated by one space, that must not follow one another
 * @param conditions the conditions that are not about words
 * @param unfinished whether the last term may be the beginning of a word
 * @param wholeName all words as {@link SearchWords#key} writes a whole name
 */
public record ParsedQuery(
        List<ParsedTerm> terms,
        List<TermSpan> joins,
        List<String> phrases,
        List<String> exclusions,
        QueryConditions conditions,
        boolean unfinished,
        String wholeName) {

    static final int MAX_TERMS = 32;

    private static final Pattern IN_BRACKETS = Pattern.compile("[(\\[（［【][^)\\]）］】]*[)\\]）］】]?");

    public ParsedQuery {
        terms = List.copyOf(terms);
        joins = List.copyOf(joins);
        phrases = List.copyOf(phrases);
        exclusions = List.copyOf(exclusions);
    }

    /** Returns the last term; only for a query that has one. */
    public ParsedTerm last() {
        return terms.get(terms.size() - 1);
    }

    /** Returns the words of the terms {@code from} to {@code to}, both inclusive, separated by spaces. */
    public String words(int from, int to) {
        return terms.subList(from, to + 1).stream().map(ParsedTerm::word).collect(Collectors.joining(" "));
    }

    /** Returns this query with some of its terms, by their indexes, as several words; without joins. */
    public ParsedQuery divided(Map<Integer, List<String>> words) {
        List<ParsedTerm> divided = new ArrayList<>();
        for (int i = 0; i < terms.size(); i++) {
            ParsedTerm term = terms.get(i);
            words.getOrDefault(i, List.of(term.word())).forEach(word -> divided.add(term.as(word)));
        }
        return new ParsedQuery(
                divided.subList(0, Math.min(MAX_TERMS, divided.size())),
                List.of(),
                phrases,
                exclusions,
                conditions,
                unfinished,
                wholeName);
    }

    /** Returns folded text as words separated by one space, the form in which phrases are compared. */
    public static String wordsOf(String folded) {
        return folded.replace('.', ' ').replace(" , ", " ");
    }

    /** Folds segments into terms. */
    static final class Builder {

        private final List<ParsedTerm> terms = new ArrayList<>();
        private final List<TermSpan> joins = new ArrayList<>();
        private final List<String> phrases = new ArrayList<>();
        private final StringBuilder whole = new StringBuilder();
        private String last = "";

        void add(Segment segment) {
            String folded = Fold.fold(segment.text());
            whole.append(whole.isEmpty() ? "" : " ").append(folded);
            last = segment.kind() == Segment.Kind.QUOTED ? "" : segment.text();
            int start = terms.size();
            for (String chunk : folded.split(" ", -1)) {
                if (!chunk.isEmpty() && !chunk.equals(",")) {
                    addChunk(chunk, segment);
                }
            }
            if (segment.kind() == Segment.Kind.PLAIN) {
                markBracketed(segment.text(), start);
            }
            if (segment.kind() == Segment.Kind.QUOTED && terms.size() - start > 1) {
                phrases.add(wordsOf(folded));
            }
            if (segment.kind() == Segment.Kind.ALTERNATIVE && start > 0 && terms.size() > start) {
                String alternative = terms.remove(start).word();
                terms.set(start - 1, terms.get(start - 1).or(alternative));
                joins.removeIf(join -> join.from() >= start);
            }
        }

        /** Marks words in brackets, unless the query begins with them. */
        private void markBracketed(String text, int start) {
            Matcher brackets = IN_BRACKETS.matcher(text);
            while (brackets.find()) {
                int from = start + countWords(text.substring(0, brackets.start()));
                int to = start + countWords(text.substring(0, brackets.end()));
                for (int i = from; from > 0 && i < Math.min(to, terms.size()); i++) {
                    terms.set(i, terms.get(i).inBrackets());
                }
            }
        }

        private static int countWords(String text) {
            String folded = wordsOf(Fold.fold(text));
            return folded.isEmpty() ? 0 : folded.split(" ", -1).length;
        }

        private void addChunk(String chunk, Segment segment) {
            int from = terms.size();
            for (String word : chunk.split("\\.", -1)) {
                if (terms.size() < MAX_TERMS) {
                    terms.add(new ParsedTerm(
                            Fold.firstChars(word, SearchWords.MAX_LEXEME),
                            List.of(),
                            segment.kind() == Segment.Kind.QUOTED ? ParsedTerm.Kind.QUOTED : ParsedTerm.Kind.PLAIN,
                            segment.field()));
                }
            }
            if (terms.size() - from > 1) {
                String joined = Fold.firstChars(chunk.replace(".", ""), SearchWords.MAX_LEXEME);
                joins.add(new TermSpan(from, terms.size() - 1, joined));
            }
        }

        ParsedQuery build(List<String> excluded, QueryConditions conditions) {
            List<String> exclusions = excluded.stream()
                    .map(text -> wordsOf(Fold.fold(text)))
                    .filter(text -> !text.isEmpty())
                    .toList();
            return new ParsedQuery(
                    terms, joins, phrases, exclusions, conditions, isUnfinished(), SearchWords.key(whole.toString()));
        }

        private boolean isUnfinished() {
            if (terms.isEmpty() || last.isEmpty()) {
                return false;
            }
            ParsedTerm term = terms.get(terms.size() - 1);
            return Character.isLetterOrDigit(last.codePointBefore(last.length())) && !term.unspaced() && !term.exact();
        }
    }
}
