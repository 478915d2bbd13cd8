package io.loist.db.internal.search.query;

import org.jspecify.annotations.Nullable;

/**
 * A part of the query text whose words are treated alike.
 *
 * @param text the text as typed
 * @param field the field that must contain the words; null for any
 */
record Segment(String text, Kind kind, @Nullable Field field) {

    enum Kind {
        PLAIN,
        QUOTED,
        /** The first word is an alternative to the word before it. */
        ALTERNATIVE
    }
}
