package io.loist.db.internal.text;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The consonants that a word of a European language and its kana have in common: <i>illumination</i> and イルミネーション, <i>girl</i>
 * and ガール. Kana write what is said, with one sign for l and r, for b and v, for s, z and th, and no r that is not said.
 */
final class LoanWord {

    /** Spellings and what replaces them, in order. */
    private static final List<Rule> ENGLISH = rules("""
            ([a-z])\\1>$1 ti(?=[oa])>si ch(?=[lr])>k tch|ch>t sch|sh|th|dge>s ph>f ^kn>n ^ps>s ^wr>r ck>k st(?=[lm])>s
            t[sz]>t gn>n (?<=.)gh> c(?=[eiy])|[zj]|^x>s [cq]>k x>ks h(?![aeiouy])|(?<=[^aeiouy])h>
            (?<=[^aeiouy])w|w(?![aeiouy])> r(?![aeiouy])|re$> f>h v>b l>r mb$>m m(?=[pb])>n
            """);

    private static final List<Rule> SOFT_G = rules("g(?=[eiy])>s");
    private static final List<Rule> NO_VOWELS = rules("[^a-z0-9]|[aeiouy]> (.)\\1>$1");
    private static final List<Rule> KANA = rules("^u(?=[eio])>w ch>t sh>s ts>t [zj]>s f>h v>b nm>m");

    private LoanWord() {}

    private record Rule(Pattern spelling, String replacement) {}

    /** Returns the consonants of words that are spelt as in English, in one or two ways. */
    static Set<String> ofEnglish(List<String> words) {
        StringBuilder hard = new StringBuilder();
        StringBuilder soft = new StringBuilder();
        for (String word : words) {
            hard.append(applied(NO_VOWELS, applied(ENGLISH, word)));
            soft.append(applied(NO_VOWELS, applied(ENGLISH, applied(SOFT_G, word))));
        }
        return new LinkedHashSet<>(List.of(hard.toString(), soft.toString()));
    }

    /** Returns the consonants of kana that are written in Latin letters. */
    static String ofKana(String latin) {
        return applied(NO_VOWELS, applied(KANA, latin));
    }

    private static String applied(List<Rule> rules, String text) {
        String result = text;
        for (Rule rule : rules) {
            result = rule.spelling.matcher(result).replaceAll(rule.replacement);
        }
        return result;
    }

    private static List<Rule> rules(String table) {
        return Stream.of(table.strip().split("\\s+", -1))
                .map(rule -> rule.split(">", -1))
                .map(sides -> new Rule(Pattern.compile(sides[0]), sides[1]))
                .toList();
    }
}
