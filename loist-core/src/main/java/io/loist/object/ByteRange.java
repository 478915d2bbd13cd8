package io.loist.object;

/**
 * Some consecutive bytes of an object.
 *
 * @param offset the first byte's index, from 0
 * @param length how many bytes at most; fewer come if the object ends before
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

    /** Returns the range from a byte to the object's end. */
    public static ByteRange from(long offset) {
        return new ByteRange(offset, Long.MAX_VALUE);
    }
}
