package io.loist.track;

import org.jspecify.annotations.Nullable;

/**
 * The position of a track on an album. Numbers start at 1; each is null if unknown.
 *
 * @param track the number of the track on its disc, or null
 * @param trackTotal the number of tracks on the disc, or null
 * @param disc the number of the disc, or null
 * @param discTotal the number of discs of the album, or null
 */
public record AlbumPosition(
        @Nullable Integer track,
        @Nullable Integer trackTotal,
        @Nullable Integer disc,
        @Nullable Integer discTotal) {

    /** An unknown position: all numbers are null. */
    public static final AlbumPosition UNKNOWN = new AlbumPosition(null, null, null, null);

    /**
     * Checks the numbers.
     *
     * @throws IllegalArgumentException if a number is less than 1
     */
    public AlbumPosition {
        requirePositive("track", track);
        requirePositive("trackTotal", trackTotal);
        requirePositive("disc", disc);
        requirePositive("discTotal", discTotal);
    }

    private static void requirePositive(String what, @Nullable Integer number) {
        if (number != null && number < 1) {
            throw new IllegalArgumentException(
                    what + " must be at least 1, but is " + number + "; use null if unknown");
        }
    }
}
