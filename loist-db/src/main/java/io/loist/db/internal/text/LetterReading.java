package io.loist.db.internal.text;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** How the letters of alphabets are written in Latin: of those without vowels, and of Thai, the consonants. */
final class LetterReading {

    /** Entries {@code letter=latin} or {@code letter=latin/other} between white space; '-' for nothing. */
    private static final String RESOURCE = "latin.txt";

    private static final Map<Integer, String[]> LETTERS = load();

    private LetterReading() {}

    /** Returns how a letter is written; null for a letter of another script. */
    static @Nullable String of(int letter, Choice choice) {
        String[] ways = LETTERS.get(letter);
        return ways == null ? null : ways[choice == Choice.OTHER ? ways.length - 1 : 0];
    }

    /** Of letters that are written in two ways, which one. */
    enum Choice {
        USUAL,
        OTHER,
        /** Korean syllables without the assimilation of their consonants; other letters as usual. */
        SPELT
    }

    private static Map<Integer, String[]> load() {
        Map<Integer, String[]> letters = new HashMap<>();
        try (InputStream file = LetterReading.class.getResourceAsStream(RESOURCE)) {
            byte[] bytes = Objects.requireNonNull(file, RESOURCE).readAllBytes();
            for (String entry :
                    new String(bytes, StandardCharsets.UTF_8).strip().split("\\s+", -1)) {
                int equals = entry.indexOf('=');
                letters.put(
                        entry.codePointAt(0),
                        entry.substring(equals + 1).replace("-", "").split("/", -1));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "The table " + RESOURCE + " in loist-db's jar cannot be read; check that the jar is whole.", e);
        }
        return letters;
    }
}
