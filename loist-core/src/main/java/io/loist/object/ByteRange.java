package io.loist.object;

/**
 * A range of bytes of an object.
 *
 * @param offset the index of the first byte, from 0
 * @param length the maximum number of bytes, at least 1; fewer are returned if the object ends before
 */
public record ByteRange(long offset, long length) {

    /**
     * Checks the numbers.
     *
     * @throws IllegalArgumentException if {@code offset} is negative, or {@code length} is less than 1
     */
    public ByteRange {
        if (offset < 0 || length < 1) {
            throw new IllegalArgumentException(
                    "a byte range needs an offset of 0 or more and a length of 1 or more, not " + offset + " and "
                            + length);
        }
    }

    /** Returns the range from a byte to the end of the object. */
    public static ByteRange from(long offset) {
        return new ByteRange(offset, Long.MAX_VALUE);
    }
}
