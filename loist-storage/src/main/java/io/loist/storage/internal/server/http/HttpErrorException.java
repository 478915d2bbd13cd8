package io.loist.storage.internal.server.http;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Thrown where a request turns out to be one to refuse, which may be as late as in the midst of its body; then it comes back through
 * the store that reads the body, as the cause of what the store throws.
 */
public final class HttpErrorException extends IOException {

    private static final long serialVersionUID = 1L;

    private final transient MediaError error;

    public HttpErrorException(MediaError error) {
        this(error, null);
    }

    public HttpErrorException(MediaError error, @Nullable Throwable cause) {
        super(error.code() + ": " + error.message(), cause);
        this.error = error;
    }

    /** Returns what to tell the client. */
    public MediaError error() {
        return error;
    }

    /** Returns the refusal that an exception is or was caused by, or null. */
    public static @Nullable HttpErrorException in(@Nullable Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof HttpErrorException refusal) {
                return refusal;
            }
        }
        return null;
    }
}
