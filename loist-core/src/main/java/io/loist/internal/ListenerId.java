package io.loist.internal;

import java.util.Objects;

/** The rule for the ids of listeners, which the host chooses. */
public final class ListenerId {

    private static final int MAX = 200;

    private ListenerId() {}

    /** Returns the id if it is valid. */
    public static String require(String listener) {
        Objects.requireNonNull(listener, "listener");
        boolean storable = listener.codePoints()
                .noneMatch(c -> Character.isISOControl(c) || Character.getType(c) == Character.SURROGATE);
        if (listener.isBlank() || listener.codePointCount(0, listener.length()) > MAX || !storable) {
            throw new IllegalArgumentException("listener must be 1 to " + MAX
                    + " characters, not blank, without control characters and halves of surrogate pairs");
        }
        return listener;
    }
}
