package io.loist.storage.internal.server.upload;

import io.loist.storage.internal.server.http.HttpErrorException;
import io.loist.storage.internal.server.http.MediaError;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The accepted size of an upload.
 *
 * @param min the minimum number of bytes
 * @param max the maximum number of bytes
 */
record SizeBounds(long min, long max) {

    /** The limit of Cloud Storage: 5 TiB. */
    static final SizeBounds OF_ANY_OBJECT = new SizeBounds(0, 5L << 40);

    private static final Pattern FORM = Pattern.compile("\\s*([0-9]{1,18})\\s*,\\s*([0-9]{1,18})\\s*");

    /**
     * Parses the header {@code x-goog-content-length-range}.
     *
     * @throws HttpErrorException if it is not two numbers in ascending order
     */
    static SizeBounds parse(String header) throws HttpErrorException {
        Matcher range = FORM.matcher(header);
        if (range.matches()) {
            SizeBounds bounds = new SizeBounds(Long.parseLong(range.group(1)), Long.parseLong(range.group(2)));
            if (bounds.min <= bounds.max) {
                return new SizeBounds(bounds.min, Math.min(bounds.max, OF_ANY_OBJECT.max));
            }
        }
        throw new HttpErrorException(MediaError.invalidArgument(
                "The header x-goog-content-length-range must be two numbers, as in 1,1048576."));
    }

    /** Checks the size of an incomplete object. */
    void checkMax(long size) throws HttpErrorException {
        if (size > max) {
            throw new HttpErrorException(MediaError.ENTITY_TOO_LARGE);
        }
    }

    /** Checks the size of a complete object. */
    void check(long size) throws HttpErrorException {
        checkMax(size);
        if (size < min) {
            throw new HttpErrorException(MediaError.ENTITY_TOO_SMALL);
        }
    }
}
