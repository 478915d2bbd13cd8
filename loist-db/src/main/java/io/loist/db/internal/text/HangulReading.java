package io.loist.db.internal.text;

import java.util.stream.Collectors;

/** How Korean is said, in Latin letters: the revised romanisation, with the assimilation of neighbouring consonants. */
final class HangulReading {

    private static final String[] INITIALS =
            "g kk n d tt r m b pp s ss - j jj ch k t p h".replace("-", "").split(" ", -1);
    private static final String[] VOWELS =
            "a ae ya yae eo e yeo ye o wa wae oe yo u wo we wi yu eu ui i".split(" ", -1);
    /** What a final consonant is before a consonant or at the end. */
    private static final String[] FINALS = "- k k k n n n t l k m l l l p l m p p t t ng t t k t p t"
            .replace("-", "")
            .split(" ", -1);
    /** What a final consonant is before a vowel: what stays, and after the slash what begins the next syllable. */
    private static final String[] BEFORE_VOWEL =
            "- g kk k/s n n/j n d r l/g l/m l/b l/s l/t l/p r m b p/s s ss ng j ch k t p -"
                    .replace("-", "")
                    .split(" ", -1);

    private static final int SILENT = 11;
    private static final int R = 5;
    private static final int H = 18;

    private HangulReading() {}

    /** Returns a run of syllables as they are written, each by itself. */
    static String spelt(CharSequence syllables) {
        return syllables.codePoints().mapToObj(c -> of(Character.toString(c))).collect(Collectors.joining());
    }

    /** Returns the reading of a run of syllables. */
    static String of(CharSequence syllables) {
        StringBuilder latin = new StringBuilder();
        int before = 0;
        for (int i = 0; i < syllables.length(); i++) {
            int c = syllables.charAt(i);
            if (!Hangul.isSyllable(c)) {
                continue;
            }
            appendBoundary(before, Hangul.initial(c), latin);
            latin.append(VOWELS[Hangul.vowel(c)]);
            before = Hangul.last(c);
        }
        return latin.append(FINALS[before]).toString();
    }

    private static void appendBoundary(int last, int initial, StringBuilder latin) {
        if (initial == SILENT) {
            latin.append(BEFORE_VOWEL[last].replace("/", ""));
            return;
        }
        String end = FINALS[last];
        String start = INITIALS[initial];
        boolean nasal = start.equals("n")
                || start.equals("m")
                || (initial == R && !end.isEmpty() && !end.equals("l") && !end.equals("n"));
        if (nasal) {
            end = switch (end) {
                case "k" -> "ng";
                case "t" -> "n";
                case "p" -> "m";
                default -> end;
            };
            start = initial == R ? "n" : start;
        }
        if ((end.equals("n") && initial == R) || (end.equals("l") && (initial == R || start.equals("n")))) {
            end = "l";
            start = "l";
        }
        // A final h, alone or after another consonant, makes the next consonant breathy
        if (last == 27 && !nasal) {
            end = "";
            start = start.equals("g") ? "k" : start.equals("d") ? "t" : start.equals("j") ? "ch" : start;
        }
        if (initial == H && (end.equals("k") || end.equals("t") || end.equals("p"))) {
            start = "";
        }
        latin.append(end).append(start);
    }
}
