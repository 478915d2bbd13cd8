package io.loist.db.internal.search.vocabulary;

import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The words and whole artist names of a library, with the number of tracks that contain each. */
public interface Vocabulary {

    /** Looks everything up in one round trip. */
    Entries lookUp(Lookup lookup) throws SQLException;

    /**
     * Returns whole artist names that begin with a prefix, the most frequent first.
     *
     * @param prefix a term that begins with the mark of artist names
     * @param max the maximum number of names
     */
    List<Term> artists(String prefix, int max) throws SQLException;

    /**
     * A word with the number of tracks that contain it.
     *
     * @param text the term; two terms with a space between them where a word was split
     */
    record Term(String text, int tracks) {}

    /**
     * What to look up.
     *
     * @param terms terms to look up as they are
     * @param misspellings words to find similar words for
     * @param scope which of the misspellings to find similar words for
     * @param prefix an unfinished word to complete; empty for none
     */
    record Lookup(Set<String> terms, List<Misspelling> misspellings, MisspellingScope scope, String prefix) {}

    /**
     * A word that may be misspelt.
     *
     * @param edits the number of edits that it may have
     * @param max the maximum number of words that it may stand for
     */
    record Misspelling(String word, int edits, int max) {

        private static final int MAX = 12;
        private static final int MAX_IN_COMPANY = 20;

        /** Returns a word that may be misspelt whatever the words beside it. */
        static Misspelling of(String word) {
            return new Misspelling(word, EditDistance.allowed(word), MAX);
        }

        /** Returns a word that other words help to read. */
        static Misspelling inCompany(String word) {
            return new Misspelling(word, EditDistance.allowedInCompany(word), MAX_IN_COMPANY);
        }

        /** Returns a part of a word, which may have one edit. */
        static Misspelling part(String word) {
            return new Misspelling(word, 1, MAX);
        }
    }

    /** Which words may be misspelt. */
    enum MisspellingScope {
        UNKNOWN_WORDS,
        ALL_WORDS
    }

    /**
     * What was found.
     *
     * @param stale whether the library has tracks that search has not indexed since they changed
     * @param trackCount the number of tracks when the vocabulary was counted; 0 if it never was
     * @param frequencies the number of tracks of each term that exists
     * @param similar for the index of a misspelling, terms that are the same without one or two letters
     * @param splits for the index of a misspelling, pairs of terms that it consists of
     * @param completions terms that begin with the prefix, the most frequent first
     */
    record Entries(
            boolean stale,
            int trackCount,
            Map<String, Integer> frequencies,
            Map<Integer, List<Term>> similar,
            Map<Integer, List<Term>> splits,
            List<Term> completions) {

        static final Entries NONE = new Entries(false, 0, Map.of(), Map.of(), Map.of(), List.of());
    }
}
