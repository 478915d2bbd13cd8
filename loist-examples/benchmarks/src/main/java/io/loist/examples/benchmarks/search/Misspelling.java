package io.loist.examples.benchmarks.search;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** One edit in a word of five letters or more. */
enum Misspelling {
    SUBSTITUTION,
    DELETION,
    INSERTION,
    TRANSPOSITION;

    private static final int LETTERS = 26;

    static Misspelling any(Random random) {
        return values()[random.nextInt(values().length)];
    }

    /** Returns the text with one word misspelt; null if no word is long enough, or the edit changes nothing. */
    @Nullable
    String in(String text, Random random) {
        String[] words = text.split(" ", -1);
        List<Integer> fit = IntStream.range(0, words.length)
                .filter(i -> words[i].matches("[a-z]{5,}"))
                .boxed()
                .toList();
        if (fit.isEmpty()) {
            return null;
        }
        int chosen = fit.get(random.nextInt(fit.size()));
        String before = words[chosen];
        words[chosen] = edited(before, random);
        return words[chosen].equals(before) ? null : String.join(" ", words);
    }

    /** Returns a word of two letters or more with this edit, which may change nothing. */
    String edited(String word, Random random) {
        int at = random.nextInt(word.length());
        char letter = (char) ('a' + random.nextInt(LETTERS));
        return switch (this) {
            case SUBSTITUTION -> word.substring(0, at) + letter + word.substring(at + 1);
            case DELETION -> word.substring(0, at) + word.substring(at + 1);
            case INSERTION -> word.substring(0, at) + letter + word.substring(at);
            case TRANSPOSITION -> {
                int first = Math.min(at, word.length() - 2);
                yield word.substring(0, first)
                        + word.charAt(first + 1)
                        + word.charAt(first)
                        + word.substring(first + 2);
            }
        };
    }
}
