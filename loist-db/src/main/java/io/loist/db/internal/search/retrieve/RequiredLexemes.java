package io.loist.db.internal.search.retrieve;

import io.loist.db.internal.jdbc.Scope;
import io.loist.db.internal.search.query.ParsedQuery;
import io.loist.db.internal.text.Fold;
import io.loist.db.internal.text.SearchWords;
import io.loist.db.internal.text.UnspacedScripts;
import java.util.Arrays;
import java.util.List;

/** Restricts every {@code tsquery} of a search to its namespace, its quoted words, and without its excluded words. */
final class RequiredLexemes {

    /** Marks the lexeme of a namespace; tracks of the default namespace have none. */
    private static final String NAMESPACE = "N";

    private final String suffix;

    RequiredLexemes(String namespace, ParsedQuery query) {
        StringBuilder and = new StringBuilder();
        if (!namespace.equals(Scope.DEFAULT_NAMESPACE)) {
            and.append('&').append(CandidateQuery.lexeme(NAMESPACE + namespace));
        }
        query.terms().stream()
                .filter(term ->
                        term.exact() && !term.unspaced() && term.alternatives().isEmpty())
                .forEach(term -> and.append('&').append(CandidateQuery.lexeme(term.word())));
        query.exclusions().stream()
                .map(RequiredLexemes::spacedWords)
                .filter(words -> words.size() == 1)
                .forEach(words -> and.append("&!").append(CandidateQuery.lexeme(words.get(0))));
        suffix = and.toString();
    }

    String restrict(String tsquery) {
        return suffix.isEmpty() ? tsquery : "(" + tsquery + ")" + suffix;
    }

    private static List<String> spacedWords(String exclusion) {
        return Arrays.stream(exclusion.split(" ", -1))
                .filter(word -> !UnspacedScripts.is(word.codePointAt(0)))
                .map(word -> Fold.firstChars(word, SearchWords.MAX_LEXEME))
                .toList();
    }
}
