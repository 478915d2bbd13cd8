package io.loist.track;

import org.jspecify.annotations.Nullable;

/**
 * Where on an album a track is. Numbers start at 1; each is null if unknown.
 *
 * @param track the track's number on its disc
 * @param trackTotal how many tracks the disc has
 * @param disc the disc's number
 * @param discTotal how many discs the album has
 */
public record AlbumPosition(
        @Nullable Integer track,
        @Nullable Integer trackTotal,
        @Nullable Integer disc,
        @Nullable Integer discTotal) {

    /** Nothing is known. */
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
