package io.loist.search;

import io.loist.track.Track;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A track that was found.
 *
 * @param track the track
 * @param score how well it matches, from 0 (exclusive) to 1; comparable within one result, not between results. 1 if nothing
 *     was typed but conditions
 * @param highlights where its names say what was typed, in order; unmodifiable, empty unless {@link SearchQuery.Builder#highlights}
 *     asked for them
 * @param explanation why it has its score, in English, for people who tune a search; null unless
 *     {@link SearchQuery.Builder#explanations} asked for it. Its wording may change with any release
 */
public record SearchHit(
        Track track,
        double score,
        List<Highlight> highlights,
        @Nullable String explanation) {

    /**
     * Checks the score, and copies the highlights.
     *
     * @throws IllegalArgumentException if {@code score} is not in 0..1
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

    /** A name of a track. */
    public enum Field {
        /** Its title. */
        TITLE,
        /** Its artists as one line. */
        ARTIST,
        /** Its album. */
        ALBUM
    }

    /**
     * A part of a name that says what was typed, though perhaps written otherwise.
     *
     * @param field the name it is a part of
     * @param from the index of its first {@code char} in that name
     * @param to the index behind its last {@code char}
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
