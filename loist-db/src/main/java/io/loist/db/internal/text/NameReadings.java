package io.loist.db.internal.text;

import io.loist.db.internal.text.LetterReading.Choice;
import io.loist.internal.names.SortKey;
import io.loist.search.NameReader;
import java.lang.Character.UnicodeScript;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Reads folded names in other scripts, each of their parts: letters by rule, in the usual way and, where they have another one, in
 * that; characters that are no letters by the readers of the host.
 */
public final class NameReadings {

    /** Reads letters alone. */
    public static final NameReadings OF_LETTERS = new NameReadings(List.of());

    private static final String PART = " , ";
    private static final int MAX_PARTS = 4;
    private static final int MAX_READINGS = 12;
    private static final int MIN_LOAN = 3;
    private static final int NOTHING_TO_READ = 1;
    private static final int NOT_READ = 0;

    private final List<NameReader> readers;
    private final int version;

    /**
     * Creates readings.
     *
     * @param readers what reads characters that are no letters; may be empty
     */
    public NameReadings(List<NameReader> readers) {
        this.readers = List.copyOf(readers);
        String versions = readers.stream().map(NameReader::version).sorted().collect(Collectors.joining(", "));
        this.version = readers.isEmpty() ? NOT_READ : NOTHING_TO_READ + 1 + Math.floorMod(versions.hashCode(), 0xFFF0);
    }

    /** Returns whether names can be read that are not written in letters. */
    public boolean hasReaders() {
        return !readers.isEmpty();
    }

    /**
     * Returns 16 bits that say what has read a track: 0 for one whose names nothing has read although they are not written in letters.
     */
    public int version(String title, @Nullable String artist) {
        return hasCharacters(title) || (artist != null && hasCharacters(artist)) ? version : NOTHING_TO_READ;
    }

    private static boolean hasCharacters(String name) {
        return !SortKey.isAscii(name) && name.codePoints().anyMatch(Character::isIdeographic);
    }

    /** Returns readings as they are stored: words with spaces between, readings with a comma between; empty if there is none. */
    String of(String folded) {
        if (SortKey.isAscii(folded)) {
            return "";
        }
        Set<String> readings = new LinkedHashSet<>();
        String[] parts = folded.split(PART, -1);
        for (int i = 0; i < Math.min(MAX_PARTS, parts.length); i++) {
            for (Choice choice : SortKey.isAscii(parts[i]) ? new Choice[0] : Choice.values()) {
                readings.add(stored(parts[i], choice));
            }
            if (parts[i].codePoints().anyMatch(KanaReading::isKana)) {
                readings.add(loan(parts[i]));
            }
            if (hasCharacters(parts[i])) {
                for (NameReader reader : readers) {
                    reader.read(parts[i]).forEach(reading -> readings.add(stored(Fold.fold(reading), Choice.USUAL)));
                }
            }
        }
        readings.remove("");
        return readings.stream().limit(MAX_READINGS).collect(Collectors.joining(PART));
    }

    /** Returns a name of kana and Latin words as the loan words that it may consist of; empty for another one, or one that is too short. */
    private static String loan(String part) {
        StringBuilder loan = new StringBuilder();
        for (String word : part.split("[ .,]+", -1)) {
            if (SortKey.isAscii(word)) {
                loan.append(LoanWord.ofEnglish(List.of(word)).iterator().next());
            } else if (word.codePoints().allMatch(KanaReading::isKana)) {
                loan.append(LoanWord.ofKana(KanaReading.of(word, "ha")));
            } else {
                return "";
            }
        }
        return loan.length() < MIN_LOAN ? "" : Fold.firstChars(Reading.LOAN + loan.toString(), SearchWords.MAX_LEXEME);
    }

    private static String stored(String part, Choice choice) {
        List<String> words = new ArrayList<>();
        char mark = 0;
        for (String word : part.split("[ .,]+", -1)) {
            Word read = read(word, choice);
            if (read == null || (mark != 0 && read.mark != 0 && read.mark != mark)) {
                return "";
            }
            mark = read.mark == 0 ? mark : read.mark;
            words.add(read.latin);
        }
        boolean isLatin = mark == 0;
        return isLatin ? stored(words, Reading.SOUNDS) : stored(words, mark);
    }

    private static String stored(List<String> latin, char mark) {
        List<String> stored = new ArrayList<>();
        for (String word : latin) {
            String loose = switch (mark) {
                case Reading.SOUNDS -> LooseLatin.sounds(word);
                case Reading.CONSONANTS -> LooseLatin.consonants(word);
                default -> LooseLatin.thaiConsonants(word);
            };
            if (!loose.isEmpty()) {
                stored.add(mark == Reading.THAI ? loose : mark + loose);
            }
        }
        return mark == Reading.THAI && !stored.isEmpty() ? mark + String.join("", stored) : String.join(" ", stored);
    }

    /** A word in Latin letters, with the mark of its kind of script; 0 for Latin itself. */
    private record Word(String latin, char mark) {}

    private static @Nullable Word read(String word, Choice choice) {
        if (SortKey.isAscii(word)) {
            return new Word(word, (char) 0);
        }
        if (word.codePoints().allMatch(KanaReading::isKana)) {
            return new Word(KanaReading.of(word, choice == Choice.OTHER ? "wa" : "ha"), Reading.SOUNDS);
        }
        if (word.codePoints().allMatch(Hangul::isSyllable)) {
            String usual = choice == Choice.SPELT ? HangulReading.spelt(word) : HangulReading.of(word);
            return new Word(choice == Choice.OTHER ? usual.replace("j", "ch") : usual, Reading.SOUNDS);
        }
        char mark = mark(word);
        StringBuilder latin = new StringBuilder();
        for (int c : word.codePoints().toArray()) {
            String letter = c < 0x80 ? Character.toString(c) : LetterReading.of(c, choice);
            if (letter == null) {
                return null;
            }
            // Between consonants of which the vowel is not written, one keeps them apart
            latin.append(letter).append(mark == Reading.SOUNDS ? "" : "a");
        }
        return new Word(
                switch (UnicodeScript.of(word.codePointBefore(word.length()))) {
                    case GREEK -> greek(latin.toString(), choice);
                    case ARMENIAN -> latin.toString().replace("ow", "u");
                    default -> latin.toString();
                },
                mark);
    }

    /** Letters that are one sound together. */
    private static String greek(String letters, Choice choice) {
        String latin = letters.replace("oy", "ou");
        return choice != Choice.OTHER
                ? latin.replace("ay", "av").replace("ey", "ev")
                : latin.replace("ay", "af")
                        .replace("ey", "ef")
                        .replace("mp", "b")
                        .replace("nt", "d")
                        .replace("gk", "g");
    }

    private static char mark(String word) {
        int c = word.codePoints().filter(letter -> letter >= 0x80).findFirst().orElse(0);
        return switch (UnicodeScript.of(c)) {
            case THAI -> Reading.THAI;
            case HEBREW, ARABIC -> Reading.CONSONANTS;
            default -> Reading.SOUNDS;
        };
    }
}
