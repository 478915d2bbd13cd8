package io.loist.db.internal.text;

import java.util.ArrayList;
import java.util.List;

/**
 * Lexemes of readings: a word or a whole name in Latin letters, loosely spelt, after a mark of how. A whole name is joined, because
 * people put spaces elsewhere.
 */
public final class Reading {

    /** Precedes a word as it sounds. */
    static final char SOUNDS = 'R';

    /** Precedes the consonants of a word. */
    static final char CONSONANTS = 'S';

    /** Precedes the consonants of a word in Thai, which is a whole name. */
    static final char THAI = 'H';

    /** Precedes the consonants of a whole name that may consist of loan words. */
    static final char LOAN = 'L';

    private static final char JOINED_SOUNDS = 'K';
    private static final char JOINED_CONSONANTS = 'Q';
    private static final int MIN_CONSONANTS = 2;
    private static final int MIN_JOINED = 3;
    private static final int MAX_JOINED = 40;

    private Reading() {}

    /** Returns a word of a query as words of readings are stored. */
    public static List<String> ofWord(String word) {
        List<String> all = new ArrayList<>();
        if (isLatin(word)) {
            String sounds = LooseLatin.sounds(word);
            if (!sounds.isEmpty()) {
                all.add(SOUNDS + sounds);
            }
            String consonants = LooseLatin.consonants(word);
            if (consonants.length() >= MIN_CONSONANTS) {
                all.add(CONSONANTS + consonants);
            }
        }
        return all;
    }

    /** Returns words of a query as whole names are stored; nothing if one of them is not Latin, or if they are too short. */
    public static List<String> ofName(List<String> words) {
        List<String> all = new ArrayList<>();
        if (words.stream().allMatch(Reading::isLatin)) {
            add(joinedSounds(words.stream().map(LooseLatin::sounds).toList()), all);
            add(joinedConsonants(words.stream().map(LooseLatin::consonants).toList()), all);
            add(
                    THAI
                            + String.join(
                                    "",
                                    words.stream()
                                            .map(LooseLatin::thaiConsonants)
                                            .toList()),
                    all);
        }
        return all;
    }

    /** Returns words of a query as whole names are stored that consist of loan words, in one or two ways. */
    public static List<String> ofLoanWords(List<String> words) {
        List<String> all = new ArrayList<>();
        if (words.stream().allMatch(Reading::isLatin)) {
            LoanWord.ofEnglish(words).forEach(loan -> add(LOAN + loan, all));
        }
        return all;
    }

    /** Returns the lexeme of a whole name that is stored as these words; empty if it is too short or already one lexeme. */
    public static String joined(List<String> storedWords) {
        char mark = storedWords.get(0).charAt(0);
        List<String> bare = storedWords.stream().map(word -> word.substring(1)).toList();
        String joined = switch (mark) {
            case SOUNDS -> joinedSounds(bare);
            case CONSONANTS -> joinedConsonants(bare);
            default -> "";
        };
        return joined.length() > MIN_JOINED ? joined : "";
    }

    private static String joinedSounds(List<String> words) {
        return cut(JOINED_SOUNDS + LooseLatin.sounds(String.join("", words)));
    }

    private static String joinedConsonants(List<String> words) {
        return cut(JOINED_CONSONANTS + String.join("", words));
    }

    private static String cut(String joined) {
        return Fold.firstChars(joined, MAX_JOINED);
    }

    private static void add(String joined, List<String> all) {
        if (joined.length() > MIN_JOINED) {
            all.add(cut(joined));
        }
    }

    private static boolean isLatin(String word) {
        return word.chars().allMatch(c -> (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'));
    }
}
