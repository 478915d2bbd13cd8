package io.loist.db.internal.search.query;

import io.loist.db.internal.text.ScriptKey;
import io.loist.db.internal.text.SearchWords;
import io.loist.db.internal.text.UnspacedScripts;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One folded word of a query.
 *
 * @param word the word
 * @param alternatives words that match as well as it does, from {@code OR}
 * @param kind how it was typed
 * @param field the field that must contain it; null for any
 */
public record ParsedTerm(
        String word,
        List<String> alternatives,
        Kind kind,
        @Nullable Field field) {

    public ParsedTerm {
        alternatives = List.copyOf(alternatives);
    }

    /** How a word was typed. */
    public enum Kind {
        PLAIN,
        QUOTED,
        /** In brackets after other words: titles have there what tells versions apart, and whom they feature. */
        BRACKETED
    }

    /** Returns whether it was quoted: it is never corrected. */
    public boolean exact() {
        return kind == Kind.QUOTED;
    }

    /** Returns whether it was typed in brackets, so that it counts less than the words outside. */
    public boolean bracketed() {
        return kind == Kind.BRACKETED;
    }

    /** Returns whether the word is of a script without spaces, which is indexed by pairs of characters. */
    public boolean unspaced() {
        return UnspacedScripts.is(word.codePointAt(0));
    }

    /** Returns what all spellings of the word have in common. */
    public String key() {
        return ScriptKey.of(word);
    }

    /** Returns the pairs of characters that the index holds of a word of a script without spaces. */
    public List<String> pairs() {
        return SearchWords.pairs(key());
    }

    /** Returns whether a track without it is no hit. */
    public boolean required() {
        return exact() || field != null;
    }

    /** Returns whether a match in this field counts. */
    public boolean accepts(Field candidate) {
        return field == null || field == candidate;
    }

    ParsedTerm as(String other) {
        return new ParsedTerm(other, alternatives, kind, field);
    }

    ParsedTerm inBrackets() {
        return new ParsedTerm(word, alternatives, Kind.BRACKETED, field);
    }

    ParsedTerm or(String alternative) {
        List<String> more = new ArrayList<>(alternatives);
        more.add(alternative);
        return new ParsedTerm(word, more, kind, field);
    }
}
