package io.loist;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The superclass of all exceptions of loist, apart from {@link IllegalArgumentException} and {@link NullPointerException} for
 * arguments that are never valid, and {@link IllegalStateException} for calls that are never valid.
 *
 * <p>The message says what happened, to which thing, and what to do about it. It never contains a signed URL or a credential.
 */
public abstract class LoistException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String code;
    private final boolean retryable;

    /**
     * Creates an exception.
     *
     * @param code the stable code, see {@link #code()}
     * @param retryable see {@link #retryable()}
     * @param message what happened, to which thing, and what to do
     * @param cause the cause, or null
     */
    protected LoistException(String code, boolean retryable, String message, @Nullable Throwable cause) {
        super(Objects.requireNonNull(message, "message"), cause);
        this.code = Objects.requireNonNull(code, "code");
        this.retryable = retryable;
    }

    /**
     * Returns the code of this kind of failure, in upper case with underscores, such as {@code TRACK_NOT_FOUND}. Codes stay
     * the same in all releases, messages do not: programs should log and compare codes.
     */
    public final String code() {
        return code;
    }

    /** Returns whether the same call may succeed later without any other change. */
    public final boolean retryable() {
        return retryable;
    }
}
