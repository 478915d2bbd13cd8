package io.loist.db;

import java.util.Objects;
import java.util.regex.Pattern;

/**
 * How far a database had been written at some moment: returned by {@link LoistDatabase#position}, and awaited by
 * {@link LoistDatabase#reading} on a replica. Its text may travel in a cookie; a forged one does no harm but a wait, during
 * which a connection to the replica is in use. Positions of a server before a restore, or before a failover that lost writes, cannot be
 * compared with those after it.
 *
 * @param text the position in the server's write-ahead log, such as {@code 0/3000148}
 */
public record WritePosition(String text) {

    private static final Pattern LSN = Pattern.compile("[0-9A-Fa-f]{1,8}/[0-9A-Fa-f]{1,8}");

    /**
     * Reads a position from its text.
     *
     * @throws IllegalArgumentException if {@code text} is not of the form of {@code 0/3000148}
     */
    public WritePosition {
        if (!LSN.matcher(Objects.requireNonNull(text, "text")).matches()) {
            throw new IllegalArgumentException(
                    "text must be a position such as 0/3000148: two hexadecimal numbers of up to 8 digits");
        }
    }

    /** Returns the text. */
    @Override
    public String toString() {
        return text;
    }
}
