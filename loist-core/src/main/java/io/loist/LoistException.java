package io.loist;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The root of everything loist throws on purpose, apart from {@link IllegalArgumentException} and
 * {@link NullPointerException} for arguments that could never be right.
 *
 * <p>The message says what happened, to which thing, and what to do about it. It never holds a signed URL or a credential.
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
     * @param cause what led to it, or null
     */
    protected LoistException(String code, boolean retryable, String message, @Nullable Throwable cause) {
        super(Objects.requireNonNull(message, "message"), cause);
        this.code = Objects.requireNonNull(code, "code");
        this.retryable = retryable;
    }

    /**
     * Returns the code of this kind of failure, in upper case with underscores, such as {@code TRACK_NOT_FOUND}. Codes stay
     * the same from release to release, messages do not: log and branch on codes.
     */
    public final String code() {
        return code;
    }

    /** Returns whether the same call may succeed later without anybody changing anything. */
    public final boolean retryable() {
        return retryable;
    }
}
