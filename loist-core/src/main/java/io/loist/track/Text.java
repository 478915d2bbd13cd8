package io.loist.track;

import java.util.Objects;

/** The rules for the text of a track: bounded, and without what PostgreSQL cannot store. */
final class Text {

    /** Maximum length of a name, such as a title, artist, album or genre, in characters. */
    static final int MAX_NAME = 1_000;

    /** Maximum length of a code, such as an ISRC, in characters: what an index can hold, and a multiple of any real one. */
    static final int MAX_CODE = 500;

    /** Maximum length of the value of a tag or an attribute, in characters. */
    static final int MAX_VALUE = 100_000;

    private Text() {}

    static String name(String what, String text) {
        if (Objects.requireNonNull(text, what).isBlank()) {
            throw new IllegalArgumentException(what + " must not be blank");
        }
        return bounded(what, text, MAX_NAME);
    }

    static String code(String what, String text) {
        return bounded(what, name(what, text), MAX_CODE);
    }

    static String phrase(String what, String text) {
        return bounded(what, Objects.requireNonNull(text, what), MAX_NAME);
    }

    static String value(String what, String text) {
        return bounded(what, Objects.requireNonNull(text, what), MAX_VALUE);
    }

    private static String bounded(String what, String text, int max) {
        // As the database counts them
        if (text.length() > max && text.codePointCount(0, text.length()) > max) {
            throw new IllegalArgumentException(what + " must have at most " + max + " characters, but has "
                    + text.codePointCount(0, text.length()) + "; shorten it");
        }
        if (text.indexOf('\0') >= 0) {
            throw new IllegalArgumentException(what + " must not contain the character U+0000; remove it");
        }
        for (int i = 0; i < text.length(); i++) {
            if (Character.isHighSurrogate(text.charAt(i))
                    && i + 1 < text.length()
                    && Character.isLowSurrogate(text.charAt(i + 1))) {
                i++;
            } else if (Character.isSurrogate(text.charAt(i))) {
                throw new IllegalArgumentException(
                        what + " must not contain half a surrogate pair, but does at index " + i + "; remove it");
            }
        }
        return text;
    }
}
