package io.loist.catalog;

import java.util.Objects;

/**
 * A heading of an alphabetical index, and how many entries are below it. Latin names are under their first letter from A to Z, whatever
 * its accents; names that begin with a digit or a sign under {@code #}; Greek, Cyrillic, Hebrew, Arabic and other letters under the
 * letter itself; kana under the first kana of their row of the table of sounds, such as か for が; Hangul under its first consonant; and all
 * Chinese characters under 漢.
 *
 * @param letter the heading, as it is shown
 * @param count the number of entries, 1 or more
 */
public record Heading(String letter, long count) {

    /** Checks that the letter is not null. */
    public Heading {
        Objects.requireNonNull(letter, "letter");
    }
}
