package io.loist.db.internal.search.vocabulary;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Finds the words of a library that an unknown word consists of, as a title and an artist typed without spaces do. */
final class WordDivision {

    /** Shorter words are misspellings rather than several words. */
    static final int MIN_LENGTH = 6;

    /** Longer words are not divided. */
    static final int MAX_LENGTH = 48;

    private static final int MAX_PART = 18;
    /** Nearly everything consists of words of one and two letters. */
    private static final double MIN_AVERAGE = 2.5;

    private final String word;
    private final Map<String, Integer> frequencies;

    WordDivision(String word, Map<String, Integer> frequencies) {
        this.word = word;
        this.frequencies = frequencies;
    }

    /** Returns everything that may be a part of a word. */
    static Set<String> parts(String word) {
        Set<String> parts = new LinkedHashSet<>();
        for (int from = 0; from < word.length(); from++) {
            for (int to = from + 1; to <= Math.min(word.length(), from + MAX_PART); to++) {
                parts.add(word.substring(from, to));
            }
        }
        parts.remove(word);
        return parts;
    }

    /**
     * Returns the likeliest words that the word consists of; empty if it does not consist of words of the library.
     *
     * @param tracks the number of tracks of the library
     */
    List<String> likeliest(int tracks) {
        double[] costs = new double[word.length() + 1];
        int[] starts = new int[costs.length];
        for (int to = 1; to < costs.length; to++) {
            costs[to] = Double.POSITIVE_INFINITY;
            for (int from = Math.max(0, to - MAX_PART); from < to; from++) {
                int found = frequencies.getOrDefault(word.substring(from, to), 0);
                double cost =
                        found == 0 ? Double.POSITIVE_INFINITY : costs[from] + Math.log(1 + (double) tracks / found);
                if (cost < costs[to]) {
                    costs[to] = cost;
                    starts[to] = from;
                }
            }
        }
        Deque<String> words = new ArrayDeque<>();
        for (int to = word.length(); to > 0 && costs[word.length()] < Double.POSITIVE_INFINITY; to = starts[to]) {
            words.addFirst(word.substring(starts[to], to));
        }
        return words.size() * MIN_AVERAGE > word.length() ? List.of() : List.copyOf(words);
    }
}
