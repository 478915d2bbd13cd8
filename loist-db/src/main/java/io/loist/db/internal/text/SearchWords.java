package io.loist.db.internal.text;

import java.util.LinkedHashSet;
import java.util.Set;

/** Splits folded text into the lexemes that it is indexed by. */
public final class SearchWords {

    /** Longer words are cut. */
    public static final int MAX_LEXEME = 60;

    /** Longer titles are not indexed as a whole, but only by their words. */
    public static final int MAX_TITLE_KEY = 12;

    /** Precedes the whole name of an artist. */
    public static final String ARTIST = "A";

    /** Precedes a short title. */
    public static final String TITLE = "T";

    /** Precedes the namespace, unless it is the default one. */
    public static final String NAMESPACE = "N";

    private static final int MAX_NAME_KEY = 40;
    private static final int MAX_INITIALS = 8;
    private static final String PART = " , ";

    private SearchWords() {}

    /**
     * Returns the lexemes of a track, each once, with a space between.
     *
     * @param words its folded fields with | between: title, artist, and any others
     */
    static String lexemes(String words) {
        Set<String> lexemes = new LinkedHashSet<>();
        int field = 0;
        for (int from = 0; from <= words.length(); field++) {
            int bar = words.indexOf('|', from);
            int to = bar < 0 ? words.length() : bar;
            String text = words.substring(from, to);
            addWords(text, lexemes);
            if (field == 0) {
                addTitleKeys(text, lexemes);
            } else if (field == 1 && !text.isEmpty()) {
                addArtistKeys(text, lexemes);
            }
            from = to + 1;
        }
        return String.join(" ", lexemes);
    }

    /** Adds every word, every chunk joined across its punctuation, and pairs of characters where no spaces are written. */
    private static void addWords(String folded, Set<String> lexemes) {
        for (int from = 0; from < folded.length(); ) {
            int space = folded.indexOf(' ', from);
            int to = space < 0 ? folded.length() : space;
            addChunk(folded.substring(from, to), lexemes);
            from = to + 1;
        }
    }

    private static void addChunk(String chunk, Set<String> lexemes) {
        if (chunk.isEmpty() || chunk.equals(",")) {
            return;
        }
        if (UnspacedScripts.is(chunk.codePointAt(0))) {
            addPairs(chunk, lexemes);
            return;
        }
        String joined = chunk;
        if (chunk.indexOf('.') >= 0) {
            for (String word : chunk.split("\\.", -1)) {
                lexemes.add(Fold.firstChars(word, MAX_LEXEME));
            }
            joined = chunk.replace(".", "");
        }
        lexemes.add(Fold.firstChars(joined, MAX_LEXEME));
    }

    private static void addPairs(String chunk, Set<String> lexemes) {
        int[] chars = chunk.codePoints().toArray();
        for (int i = 0; i < chars.length; i++) {
            lexemes.add(new String(chars, i, 1));
            if (i + 1 < chars.length) {
                lexemes.add(new String(chars, i, 2));
            }
        }
    }

    /** Adds the whole title, and the title without what follows a dash or bracket. */
    private static void addTitleKeys(String folded, Set<String> lexemes) {
        addTitleKey(folded, lexemes);
        int comma = folded.indexOf(PART);
        if (comma > 0) {
            addTitleKey(folded.substring(0, comma), lexemes);
        }
    }

    private static void addTitleKey(String title, Set<String> lexemes) {
        String key = key(title);
        if (!key.isEmpty() && key.codePointCount(0, key.length()) <= MAX_TITLE_KEY) {
            lexemes.add(TITLE + key);
        }
    }

    /** Adds the whole artist field, each name in it, and the initials of names of three words or more ("rhcp"). */
    private static void addArtistKeys(String folded, Set<String> lexemes) {
        addArtistKey(folded, lexemes);
        for (String name : folded.split(PART, -1)) {
            addArtistKey(name, lexemes);
            String initials = initials(name);
            if (initials.codePointCount(0, initials.length()) > 2) {
                lexemes.add(initials);
            }
        }
    }

    private static void addArtistKey(String name, Set<String> lexemes) {
        String key = key(name);
        if (!key.isEmpty()) {
            lexemes.add(ARTIST + key);
        }
    }

    private static String initials(String name) {
        var initials = new StringBuilder();
        for (String chunk : name.split(" ", -1)) {
            if (!chunk.isEmpty()) {
                initials.appendCodePoint(chunk.codePointAt(0));
            }
        }
        return Fold.firstChars(initials.toString(), MAX_INITIALS);
    }

    /** Returns a whole name as one word: without spaces and without a leading article. */
    public static String key(String name) {
        String bare = name;
        if (name.startsWith("the ")) {
            bare = name.substring(4);
        } else if (name.startsWith("a ")) {
            bare = name.substring(2);
        } else if (name.startsWith("an ")) {
            bare = name.substring(3);
        }
        return Fold.firstChars(bare.replace(" ", "").replace(".", "").replace(",", ""), MAX_NAME_KEY);
    }
}
