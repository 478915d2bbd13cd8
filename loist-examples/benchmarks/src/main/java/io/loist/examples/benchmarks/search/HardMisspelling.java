package io.loist.examples.benchmarks.search;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Misspellings of more than one letter, or that hide: each kind has a seed of its own. */
enum HardMisspelling {
    /** Between two words, one letter is on the wrong side of the space. */
    MOVED_SPACE {
        @Override
        @Nullable
        String in(List<String> words, Source source) {
            return moved(words, source.random());
        }
    },
    /** The same, with another edit somewhere. */
    MOVED_SPACE_AND_EDIT {
        @Override
        @Nullable
        String in(List<String> words, Source source) {
            return edited(moved(words, source.random()), source);
        }
    },
    /** A space is missing, with an edit somewhere. */
    JOINED_AND_EDIT {
        @Override
        @Nullable
        String in(List<String> words, Source source) {
            int first = source.random().nextInt(Math.max(1, words.size() - 1));
            return words.size() < 2
                    ? null
                    : edited(
                            String.join(" ", words.subList(0, first + 1))
                                    + String.join(" ", words.subList(first + 1, words.size())),
                            source);
        }
    },
    /** A word of six letters or more has a space inside, with an edit somewhere. */
    SPLIT_AND_EDIT {
        @Override
        @Nullable
        String in(List<String> words, Source source) {
            String split = replaced(words, source, word -> word.length() >= 6, word -> {
                int at = 2 + source.random().nextInt(word.length() - 3);
                return word.substring(0, at) + " " + word.substring(at);
            });
            return edited(split, source);
        }
    },
    /** One edit makes another word of the library. */
    REAL_WORD {
        @Override
        @Nullable
        String in(List<String> words, Source source) {
            return replaced(words, source, word -> word.length() >= 3, word -> {
                for (int tries = 0; tries < 200; tries++) {
                    String other = Misspelling.any(source.random()).edited(word, source.random());
                    if (!other.equals(word) && source.library().contains(other)) {
                        return other;
                    }
                }
                return word;
            });
        }
    },
    /** Two edits in one word of six letters or more, beside others. */
    TWO_EDITS {
        @Override
        @Nullable
        String in(List<String> words, Source source) {
            Random random = source.random();
            return words.size() < 2
                    ? null
                    : replaced(
                            words,
                            source,
                            word -> word.length() >= 6,
                            word -> Misspelling.any(random).edited(Misspelling.any(random).edited(word, random), random));
        }
    },
    /** One edit in a word of three or four letters, beside others. */
    SHORT_WORD {
        @Override
        @Nullable
        String in(List<String> words, Source source) {
            return words.size() < 2
                    ? null
                    : replaced(words, source, word -> word.length() == 3 || word.length() == 4, word ->
                            Misspelling.any(source.random()).edited(word, source.random()));
        }
    },
    /** One to three edits anywhere. */
    SEVERAL_EDITS {
        @Override
        @Nullable
        String in(List<String> words, Source source) {
            @Nullable String text = String.join(" ", words);
            for (int edits = 1 + source.random().nextInt(3); edits > 0; edits--) {
                text = edited(text, source);
            }
            return text;
        }
    };

    /**
     * Where a misspelling comes from.
     *
     * @param library all words of the library
     */
    record Source(Random random, Set<String> library) {}

    /** Returns a name misspelt; null if it cannot be, or if that changes nothing. */
    abstract @Nullable String in(List<String> words, Source source);

    String workload() {
        return "hard_" + name().toLowerCase(Locale.ROOT);
    }

    /** Returns the seed of this kind. */
    int seed() {
        return name().hashCode();
    }

    private static @Nullable String moved(List<String> words, Random random) {
        if (words.size() < 2) {
            return null;
        }
        int first = random.nextInt(words.size() - 1);
        String left = words.get(first);
        String right = words.get(first + 1);
        boolean toTheRight = random.nextBoolean();
        if ((toTheRight ? left : right).length() < 3) {
            return null;
        }
        String[] all = words.toArray(String[]::new);
        all[first] = toTheRight ? left.substring(0, left.length() - 1) : left + right.charAt(0);
        all[first + 1] = toTheRight ? left.charAt(left.length() - 1) + right : right.substring(1);
        return String.join(" ", all);
    }

    /** Returns a text with an edit in a word of four letters or more. */
    private static @Nullable String edited(@Nullable String text, Source source) {
        return text == null
                ? null
                : replaced(
                        Arrays.asList(text.split(" ", -1)),
                        source,
                        word -> word.length() >= 4,
                        word -> Misspelling.any(source.random()).edited(word, source.random()));
    }

    private static @Nullable String replaced(
            List<String> words,
            Source source,
            Predicate<String> fit,
            UnaryOperator<String> replacement) {
        List<Integer> possible = IntStream.range(0, words.size())
                .filter(i -> words.get(i).matches("[a-z]+") && fit.test(words.get(i)))
                .boxed()
                .toList();
        if (possible.isEmpty()) {
            return null;
        }
        String[] all = words.toArray(String[]::new);
        int chosen = possible.get(source.random().nextInt(possible.size()));
        all[chosen] = replacement.apply(all[chosen]);
        String text = String.join(" ", all);
        return text.equals(String.join(" ", words)) ? null : text;
    }
}
