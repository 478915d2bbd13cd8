package io.loist.storage.internal.server.upload;

import io.loist.storage.internal.server.http.HttpErrorException;
import io.loist.storage.internal.server.http.MediaError;
import io.loist.storage.internal.server.http.MediaRequest;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The Content-Range of a request of a resumable upload (RFC 9110 §14.4).
 *
 * @param query whether the request sends no bytes and asks how many were received
 * @param first the position of the first byte
 * @param last the position of the last byte, or {@link #UNKNOWN} if the body's end determines it
 * @param total the size of the whole upload in bytes, or {@link #UNKNOWN}
 */
record UploadRange(boolean query, long first, long last, long total) {

    static final long UNKNOWN = MediaRequest.UNKNOWN_LENGTH;

    private static final Pattern FORM =
            Pattern.compile("(?i)bytes[ \t]+(?:([0-9]{1,18})-([0-9]{1,18})|(\\*))/(?:([0-9]{1,18})|\\*)[ \t]*");

    /**
     * Parses a Content-Range header. Without one, the request sends the whole upload.
     *
     * @param length the length of the body, or {@link #UNKNOWN}
     * @throws HttpErrorException if the header is malformed, or contradicts itself or the body's length
     */
    static UploadRange parse(@Nullable String header, long length) throws HttpErrorException {
        if (header == null) {
            return new UploadRange(false, 0, length == UNKNOWN ? UNKNOWN : length - 1, length);
        }
        Matcher range = FORM.matcher(header);
        if (!range.matches()) {
            throw refused("The header Content-Range must be like bytes 0-524287/2000000 or bytes */2000000.");
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
            throw refused("The header Content-Range has another number of bytes than Content-Length.");
        }
        return new UploadRange(false, first, last, total);
    }

    private static HttpErrorException refused(String message) {
        return new HttpErrorException(MediaError.invalidArgument(message));
    }

    /** Returns whether the request sends the last bytes of the upload. */
    boolean isLast() {
        return !query && (last == UNKNOWN || last + 1 == total);
    }
}
