package io.loist.search;

import io.loist.track.Track;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A track that matches a search.
 *
 * @param track the track
 * @param score how well the track matches, from 0 (exclusive) to 1; comparable within one result, not between results. It is 1 if
 *     the text contains conditions only
 * @param highlights the ranges of title, artist and album that matched the query, in order; unmodifiable, empty unless
 *     {@link SearchQuery.Builder#highlights} asked for them
 * @param explanation why the track has this score, in English, for people who tune a search; null unless
 *     {@link SearchQuery.Builder#explanations} asked for it. The wording may change with any release
 */
public record SearchHit(
        Track track,
        double score,
        List<Highlight> highlights,
        @Nullable String explanation) {

    /**
     * Checks the score, and copies the highlights.
     *
     * @throws IllegalArgumentException if {@code score} is not from 0 to 1
     */
    public SearchHit {
        Objects.requireNonNull(track, "track");
        if (!(score >= 0 && score <= 1)) {
            throw new IllegalArgumentException("score must be from 0 to 1, but is " + score);
        }
        highlights = List.copyOf(highlights);
    }

    /** Creates a hit without highlights and explanation. */
    public SearchHit(Track track, double score) {
        this(track, score, List.of(), null);
    }

    /** A name of a track that can be highlighted. */
    public enum Field {
        /** The title. */
        TITLE,
        /** The artists as one line. */
        ARTIST,
        /** The album. */
        ALBUM
    }

    /**
     * A part of a name that matched the query, perhaps in another spelling.
     *
     * @param field the name
     * @param from the index of the first {@code char} of the part in the name, 0 or more
     * @param to the index after its last {@code char}, greater than {@code from}
     */
    public record Highlight(Field field, int from, int to) {

        /**
         * Checks the range.
         *
         * @throws IllegalArgumentException if the part is empty or begins before the name
         */
        public Highlight {
            Objects.requireNonNull(field, "field");
            if (from < 0 || to <= from) {
                throw new IllegalArgumentException("a highlight must not be empty: " + from + " to " + to);
            }
        }
    }
}
