package io.loist.storage.internal.server.upload;

import io.loist.storage.internal.server.http.HttpErrorException;
import io.loist.storage.internal.server.http.MediaError;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How many bytes an upload may have.
 *
 * @param min at least
 * @param max at most
 */
record SizeBounds(long min, long max) {

    /** Cloud Storage's own bounds: up to 5 TiB. */
    static final SizeBounds OF_ANY_OBJECT = new SizeBounds(0, 5L << 40);

    private static final Pattern FORM = Pattern.compile("\\s*([0-9]{1,18})\\s*,\\s*([0-9]{1,18})\\s*");

    /**
     * Reads a header {@code x-goog-content-length-range}.
     *
     * @throws HttpErrorException if it is not two numbers, or the first is the greater
     */
    static SizeBounds parse(String header) throws HttpErrorException {
        Matcher range = FORM.matcher(header);
        if (range.matches()) {
            SizeBounds bounds = new SizeBounds(Long.parseLong(range.group(1)), Long.parseLong(range.group(2)));
            if (bounds.min <= bounds.max) {
                return new SizeBounds(bounds.min, Math.min(bounds.max, OF_ANY_OBJECT.max));
            }
        }
        throw new HttpErrorException(
                MediaError.invalidArgument("The header x-goog-content-length-range is two numbers, as in 1,1048576."));
    }

    /** Refuses a size that is already too great. */
    void checkAtMost(long size) throws HttpErrorException {
        if (size > max) {
            throw new HttpErrorException(MediaError.ENTITY_TOO_LARGE);
        }
    }

    /** Refuses the size of a whole object if it is not within the bounds. */
    void check(long size) throws HttpErrorException {
        checkAtMost(size);
        if (size < min) {
            throw new HttpErrorException(MediaError.ENTITY_TOO_SMALL);
        }
    }
}
