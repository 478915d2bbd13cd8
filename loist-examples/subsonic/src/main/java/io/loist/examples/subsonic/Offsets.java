package io.loist.examples.subsonic;

import io.loist.Cursor;
import io.loist.Page;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads lists at offsets, as clients page, with cursors, as the library pages: remembers where pages ended. So a client that reads a list
 * page by page, such as all songs, gets the last page as fast as the first.
 */
final class Offsets {

    private static final int MAX_PAGE = 200;
    private static final int MAX_REMEMBERED = 10_000;

    private final Map<List<Object>, Cursor> ends = new ConcurrentHashMap<>();

    /** A list in pages. */
    @FunctionalInterface
    interface Pages<T> {
        Page<T> after(@Nullable Cursor end, int limit);
    }

    /** Returns up to {@code count} items from an offset on; {@code list} identifies the list. */
    <T> List<T> read(Object list, int offset, int count, Pages<T> pages) {
        Cursor end = ends.get(List.of(list, offset));
        int at = end == null ? 0 : offset;
        List<T> items = new ArrayList<>();
        while (items.size() < count) {
            Page<T> page = pages.after(end, Math.min(MAX_PAGE, at < offset ? offset - at : count - items.size()));
            items.addAll(at < offset ? List.of() : page.items());
            at += page.items().size();
            end = page.next();
            if (end == null) {
                return items;
            }
        }
        if (ends.size() >= MAX_REMEMBERED) {
            ends.clear();
        }
        if (end != null) {
            ends.put(List.of(list, at), end);
        }
        return items;
    }

    static <T> Stream<T> readAll(Pages<T> pages) {
        return new Offsets().read(pages, 0, Integer.MAX_VALUE, pages).stream();
    }
}
