package io.loist.db;

import java.util.Objects;
import java.util.regex.Pattern;

/**
 * How far a database had been written at some moment: returned by {@link LoistDatabase#position}, and awaited by
 * {@link LoistDatabase#reading} on a replica. Its text may travel in a cookie; a forged one does no harm but a wait, during
 * which a connection to the replica is in use. A position of before a failover is not
 * believed after it: reads go to the primary. Positions of before a restore say nothing about the server after it.
 *
 * @param text the timeline and the position in the server's write-ahead log, such as {@code 1:0/3000148}
 */
public record WritePosition(String text) {

    private static final Pattern LSN = Pattern.compile("[0-9]{1,10}:[0-9A-Fa-f]{1,8}/[0-9A-Fa-f]{1,8}");

    /**
     * Reads a position from its text.
     *
     * @throws IllegalArgumentException if {@code text} is not of the form of {@code 1:0/3000148}
     */
    public WritePosition {
        if (!LSN.matcher(Objects.requireNonNull(text, "text")).matches()) {
            throw new IllegalArgumentException(
                    "text must be a position such as 1:0/3000148: a number, and two hexadecimal ones of up to 8 digits");
        }
    }

    /** Returns the text. */
    @Override
    public String toString() {
        return text;
    }
}
