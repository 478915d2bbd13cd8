package io.loist;

import org.jspecify.annotations.Nullable;

/** Thrown if a URL cannot be signed: the key is unusable, or the remote signer refuses or cannot be reached. */
public final class SigningException extends LoistException {

    private static final long serialVersionUID = 1L;

    /**
     * Creates an exception.
     *
     * @param retryable whether the same call may succeed later; true only for remote signers
     * @param message what happened, with which key, and what to do
     * @param cause the cause, or null
     */
    public SigningException(boolean retryable, String message, @Nullable Throwable cause) {
        super("SIGNING_FAILED", retryable, message, cause);
    }
}
