package io.loist.db.internal.text;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Splits folded text into the lexemes that it is indexed by. */
public final class SearchWords {

    /** Longer words are cut. */
    public static final int MAX_LEXEME = 60;

    /** Longer titles are not indexed as a whole, but only by their words. */
    public static final int MAX_TITLE_KEY = 12;

    /** Precedes the whole name of an artist. */
    public static final String ARTIST = "A";

    /** Longer names of artists, with what precedes them, are not in the vocabulary. */
    public static final int MAX_ARTIST_TERM = 27;

    /** Precedes a short title. */
    public static final String TITLE = "T";

    /** Precedes the initial consonants of Korean words from one word of a name on. */
    public static final String KOREAN_INITIALS = "C";

    /** The marks of lexemes that no vocabulary holds: of titles, initials, whole readings and loan words, and the namespace. */
    public static final String WHOLE_NAMES = "CHKLNQT";

    /** Precedes the namespace, unless it is the default one. */
    public static final String NAMESPACE = "N";

    private static final int MAX_NAME_KEY = 40;

    private static final int MAX_INITIALS = 8;
    private static final int MAX_KOREAN_WORDS = 4;
    private static final String PART = " , ";
    private static final int TITLE_READINGS = 5;

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
            if (field >= TITLE_READINGS) {
                addWholeReadings(text, lexemes);
            }
            if (field < 2) {
                addKoreanInitials(text, lexemes);
            }
            if (field == 0) {
                addTitleKeys(text, lexemes);
            } else if (field == 1 && !text.isEmpty()) {
                addArtistKeys(text, lexemes);
            }
            from = to + 1;
        }
        return String.join(" ", lexemes);
    }

    /**
     * Adds every word, every chunk joined across its punctuation, and where no spaces are written the characters and pairs of them,
     * pairs across a space, too.
     */
    private static void addWords(String folded, Set<String> lexemes) {
        String before = "";
        for (int from = 0; from < folded.length(); ) {
            int space = folded.indexOf(' ', from);
            int to = space < 0 ? folded.length() : space;
            String chunk = folded.substring(from, to);
            if (to > from && UnspacedScripts.is(chunk.codePointAt(0))) {
                String key = ScriptKey.of(chunk);
                addPairs(before + key, lexemes);
                before = key.substring(key.offsetByCodePoints(key.length(), -1));
            } else {
                addChunk(chunk, lexemes);
                before = "";
            }
            from = to + 1;
        }
    }

    private static void addChunk(String chunk, Set<String> lexemes) {
        if (chunk.isEmpty() || chunk.equals(",")) {
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

    private static void addPairs(String key, Set<String> lexemes) {
        int[] chars = key.codePoints().toArray();
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

    private static void addWholeReadings(String readings, Set<String> lexemes) {
        for (String reading : readings.isEmpty() ? new String[0] : readings.split(PART, -1)) {
            String joined = Reading.joined(List.of(reading.split(" ", -1)));
            if (!joined.isEmpty()) {
                lexemes.add(joined);
            }
        }
    }

    private static void addKoreanInitials(String folded, Set<String> lexemes) {
        int word = 0;
        for (int from = 0; from < folded.length() && word < MAX_KOREAN_WORDS; word++) {
            String initials = Hangul.initials(folded.substring(from));
            if (initials.length() > 1) {
                lexemes.add(KOREAN_INITIALS + Fold.firstChars(initials, MAX_TITLE_KEY));
            }
            int space = folded.indexOf(' ', from);
            from = space < 0 ? folded.length() : space + 1;
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

    /** Returns the pairs of neighbouring characters of a key, or its only character. */
    public static List<String> pairs(String key) {
        int[] chars = key.codePoints().toArray();
        return chars.length == 1
                ? List.of(key)
                : IntStream.range(0, chars.length - 1)
                        .mapToObj(i -> new String(chars, i, 2))
                        .toList();
    }

    /** Returns those lexemes of a track that its vocabulary holds: words, and whole names of artists unless they are very long. */
    public static List<String> terms(String lexemes) {
        return Stream.of(lexemes.split(" ", -1)).filter(SearchWords::isTerm).toList();
    }

    /** Returns whether a lexeme stands for something else than a word as it is written. */
    static boolean isMarked(String lexeme) {
        return lexeme.charAt(0) >= 'A' && lexeme.charAt(0) <= 'Z';
    }

    private static boolean isTerm(String lexeme) {
        return !lexeme.isEmpty()
                && WHOLE_NAMES.indexOf(lexeme.charAt(0)) < 0
                && !(lexeme.startsWith(ARTIST) && lexeme.codePointCount(0, lexeme.length()) > MAX_ARTIST_TERM);
    }

    /** Returns a whole name as one word: without spaces and without a leading article, in the script's key. */
    public static String key(String name) {
        String bare = name;
        if (name.startsWith("the ")) {
            bare = name.substring(4);
        } else if (name.startsWith("a ")) {
            bare = name.substring(2);
        } else if (name.startsWith("an ")) {
            bare = name.substring(3);
        }
        String joined = bare.replace(" ", "").replace(".", "").replace(",", "");
        return Fold.firstChars(ScriptKey.of(joined), MAX_NAME_KEY);
    }
}
