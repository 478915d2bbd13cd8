package io.loist.db.internal.text;

import java.util.Set;

/** Takes folded text apart into the lexemes it is indexed by. */
public final class SearchWords {
    public static final int MAX_LEXEME = 60;
    /** Longer titles are found by their words well enough. */
    public static final int MAX_TITLE_KEY = 12;

    public static final String ARTIST = "A";
    public static final String TITLE = "T";

    private SearchWords() {}

    /** Every word, every chunk joined across its punctuation, and pairs of characters where no spaces are written. */
    static void addLexemes(String folded, Set<String> lexemes) {
        for (String chunk : folded.split(" ", -1)) {
            if (chunk.isEmpty() || chunk.equals(",")) {
                continue;
            }
            if (UnspacedScripts.is(chunk.codePointAt(0))) {
                addPairs(chunk, lexemes);
                continue;
            }
            if (chunk.indexOf('.') >= 0) {
                for (String word : chunk.split("\\.", -1)) {
                    lexemes.add(Fold.firstChars(word, MAX_LEXEME));
                }
                chunk = chunk.replace(".", "");
            }
            lexemes.add(Fold.firstChars(chunk, MAX_LEXEME));
        }
    }

    private static void addPairs(String chunk, Set<String> lexemes) {
        int[] chars = chunk.codePoints().filter(c -> c != '.').toArray();
        for (int i = 0; i < chars.length; i++) {
            lexemes.add(new String(chars, i, 1));
            if (i + 1 < chars.length) {
                lexemes.add(new String(chars, i, 2));
            }
        }
    }

    /** The whole title, and the title without what follows a dash or bracket. */
    static void addTitleKeys(String folded, Set<String> lexemes) {
        addKey(TITLE, folded, lexemes);
        int comma = folded.indexOf(" , ");
        if (comma > 0) {
            addKey(TITLE, folded.substring(0, comma), lexemes);
        }
    }

    /** The whole artist field, each name in it, and the initials of names of three words or more ("rhcp"). */
    static void addArtistKeys(String folded, Set<String> lexemes) {
        addKey(ARTIST, folded, lexemes);
        for (String name : folded.split(" , ", -1)) {
            addKey(ARTIST, name, lexemes);
            String initials = initials(name);
            if (initials.codePointCount(0, initials.length()) > 2) {
                lexemes.add(initials);
            }
        }
    }

    static String initials(String name) {
        var initials = new StringBuilder();
        for (String chunk : name.split(" ", -1)) {
            if (!chunk.isEmpty()) {
                initials.appendCodePoint(chunk.codePointAt(0));
            }
        }
        return Fold.firstChars(initials.toString(), 8);
    }

    private static void addKey(String kind, String name, Set<String> lexemes) {
        String key = key(name);
        if (!key.isEmpty() && (kind.equals(ARTIST) || key.codePointCount(0, key.length()) <= MAX_TITLE_KEY)) {
            lexemes.add(kind + key);
        }
    }

    /** A whole name as one word: no spaces, no leading article. */
    public static String key(String name) {
        String bare = name.startsWith("the ")
                ? name.substring(4)
                : name.startsWith("a ") ? name.substring(2) : name.startsWith("an ") ? name.substring(3) : name;
        return Fold.firstChars(bare.replace(" ", "").replace(".", "").replace(",", ""), 40);
    }
}
