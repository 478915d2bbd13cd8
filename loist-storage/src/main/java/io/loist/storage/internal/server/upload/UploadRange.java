package io.loist.storage.internal.server.upload;

import io.loist.storage.internal.server.http.HttpErrorException;
import io.loist.storage.internal.server.http.MediaError;
import io.loist.storage.internal.server.http.MediaRequest;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which bytes of a resumable upload a request brings (RFC 9110 §14.4), or that it asks how far the upload is.
 *
 * @param query whether it brings none and asks
 * @param first where the bytes belong
 * @param last the last of them, or {@link #UNKNOWN} for as far as the body goes
 * @param total how many bytes the whole upload has, or {@link #UNKNOWN}
 */
record UploadRange(boolean query, long first, long last, long total) {

    static final long UNKNOWN = MediaRequest.UNKNOWN_LENGTH;

    private static final Pattern FORM =
            Pattern.compile("(?i)bytes[ \t]+(?:([0-9]{1,18})-([0-9]{1,18})|(\\*))/(?:([0-9]{1,18})|\\*)[ \t]*");

    /**
     * Reads a Content-Range header. Without one the request brings all of the upload.
     *
     * @param length the length of the body, or {@link #UNKNOWN}
     * @throws HttpErrorException if the header is not of its form or contradicts itself or the body's length
     */
    static UploadRange parse(@Nullable String header, long length) throws HttpErrorException {
        if (header == null) {
            return new UploadRange(false, 0, length == UNKNOWN ? UNKNOWN : length - 1, length);
        }
        Matcher range = FORM.matcher(header);
        if (!range.matches()) {
            throw refused("The header Content-Range is written like bytes 0-524287/2000000 or bytes */2000000.");
        }
        long total = range.group(4) == null ? UNKNOWN : Long.parseLong(range.group(4));
        if (range.group(3) != null) {
            return new UploadRange(true, 0, UNKNOWN, total);
        }
        long first = Long.parseLong(range.group(1));
        long last = Long.parseLong(range.group(2));
        if (last < first || (total != UNKNOWN && last >= total)) {
            throw refused("The header Content-Range contradicts itself.");
        }
        if (length != UNKNOWN && length != last - first + 1) {
            throw refused("The header Content-Range is for another number of bytes than Content-Length.");
        }
        return new UploadRange(false, first, last, total);
    }

    private static HttpErrorException refused(String message) {
        return new HttpErrorException(MediaError.invalidArgument(message));
    }

    /** Returns whether the bytes it brings are the last of the upload. */
    boolean isLast() {
        return !query && (last == UNKNOWN || last + 1 == total);
    }
}
