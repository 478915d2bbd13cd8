package io.loist.search;

import io.loist.Cursor;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a search found.
 *
 * @param hits the best matches first; unmodifiable
 * @param next where the next hits begin, or null if there are no more
 * @param truncated whether more tracks match than the search was allowed to look at, so that a worse match may be missing
 */
public record SearchResult(List<SearchHit> hits, @Nullable Cursor next, boolean truncated) {

    /** Copies the hits. */
    public SearchResult {
        hits = List.copyOf(hits);
    }
}
