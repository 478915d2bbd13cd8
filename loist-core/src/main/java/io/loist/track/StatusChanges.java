package io.loist.track;

import io.loist.Cursor;
import java.util.List;
import java.util.Objects;

/**
 * A part of the feed of status changes.
 *
 * @param changes the changes; unmodifiable, empty if nothing has happened since
 * @param next where to go on, now or later; never null, because the feed has no end
 */
public record StatusChanges(List<StatusChange> changes, Cursor next) {

    /** Copies the changes. */
    public StatusChanges {
        changes = List.copyOf(changes);
        Objects.requireNonNull(next, "next");
    }
}
