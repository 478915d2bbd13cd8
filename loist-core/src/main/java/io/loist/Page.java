package io.loist;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One page of a list, a search or a feed.
 *
 * @param items the items of this page, in order; unmodifiable, empty if there are none
 * @param next where the next page begins, or null if this is the last one; a feed always has a next page
 * @param total the number of items on all pages together, or null if the call did not ask for it
 * @param <T> the type of the items
 */
public record Page<T>(
        List<T> items, @Nullable Cursor next, @Nullable Total total) {

    /** Copies the items. */
    public Page {
        items = List.copyOf(items);
    }

    /** Creates a page without a total. */
    public Page(List<T> items, @Nullable Cursor next) {
        this(items, next, null);
    }

    /** Returns whether there is a next page. */
    public boolean hasNext() {
        return next != null;
    }

    /**
     * The number of items on all pages together.
     *
     * @param count the number of items, 0 or more
     * @param exact whether {@code count} is exact; otherwise it is an estimate or a lower bound, as the call says
     */
    public record Total(long count, boolean exact) {}
}
