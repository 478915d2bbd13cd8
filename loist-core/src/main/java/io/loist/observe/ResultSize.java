package io.loist.observe;

import io.loist.Page;
import io.loist.object.StoredObject;
import io.loist.search.SearchResult;
import io.loist.track.FoundTracks;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How much a call has returned. */
final class ResultSize {

    private ResultSize() {}

    static long rows(@Nullable Object result) {
        if (result instanceof Collection<?> all) {
            return all.size();
        }
        if (result instanceof Optional<?> maybe) {
            return maybe.isPresent() ? 1 : 0;
        }
        if (result instanceof SearchResult found) {
            return found.hits().size();
        }
        if (result instanceof Page<?> page) {
            return page.items().size();
        }
        if (result instanceof FoundTracks found) {
            return found.tracks().size();
        }
        return result instanceof Map<?, ?> map ? map.size() : -1;
    }

    static long bytes(@Nullable Object result) {
        return result instanceof StoredObject object ? object.size() : -1;
    }

    static boolean isTruncated(@Nullable Object result) {
        return result instanceof SearchResult found && found.truncated();
    }
}
