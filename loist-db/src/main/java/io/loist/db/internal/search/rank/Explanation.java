package io.loist.db.internal.search.rank;

import io.loist.db.internal.search.query.Field;
import io.loist.db.internal.search.vocabulary.InterpretedQuery;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Explains in English why a candidate has its score. */
public final class Explanation {

    private Explanation() {}

    /** Returns one line: the score, a reason for each word, the completeness of the names, and the static rank. */
    public static String of(InterpretedQuery query, ScoredCandidate scored) {
        MatchDetails details = scored.details();
        List<String> reasons = new ArrayList<>();
        if (details != null) {
            for (int i = 0; i < query.terms().size(); i++) {
                reasons.add(reason(query.terms().get(i).word(), i, details));
            }
            reasons.add(percent("artist named to %.0f %%", details.artistCompleteness()));
            reasons.add(percent("title named to %.0f %%", details.titleCompleteness()));
        }
        reasons.add(format("static rank %.2f", scored.candidate().rank()));
        return format("%.3f: %s", scored.score(), String.join("; ", reasons));
    }

    private static String reason(String word, int term, MatchDetails details) {
        String lexeme = details.lexeme(term);
        Field field = details.field(term);
        if (lexeme == null || field == null) {
            return "\"" + word + "\" not found";
        }
        String variant = lexeme.equals(word) ? "" : format(" as \"%s\" (%.2f)", lexeme, details.quality(term));
        return "\"" + word + "\"" + variant + " in " + field.label();
    }

    private static String percent(String format, double share) {
        return format(format, 100 * share);
    }

    private static String format(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
