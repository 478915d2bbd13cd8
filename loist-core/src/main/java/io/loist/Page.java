package io.loist;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A part of a longer list.
 *
 * @param items the items of this page, in order; unmodifiable, empty if there are none
 * @param next where the next page begins, or null if this is the last one
 * @param total how many items all pages have together, exact or estimated as was asked, or null if it was not asked
 * @param <T> what the list is of
 */
public record Page<T>(
        List<T> items, @Nullable Cursor next, @Nullable Long total) {

    /** Copies the items. */
    public Page {
        items = List.copyOf(items);
    }

    /** Creates a page of a list whose length was not asked for. */
    public Page(List<T> items, @Nullable Cursor next) {
        this(items, next, null);
    }

    /** Returns whether there is a next page. */
    public boolean hasNext() {
        return next != null;
    }
}
