package io.loist;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A part of a longer list.
 *
 * @param items the items of this page, in order; unmodifiable, empty if there are none
 * @param next where the next page begins, or null if this is the last one
 * @param <T> what the list is of
 */
public record Page<T>(List<T> items, @Nullable Cursor next) {

    /** Copies the items. */
    public Page {
        items = List.copyOf(items);
    }

    /** Returns whether there is a next page. */
    public boolean hasNext() {
        return next != null;
    }
}
