package io.loist;

import org.jspecify.annotations.Nullable;

/** Thrown if the database refuses a statement or cannot be reached. The transaction of the call has been rolled back. */
public final class DatabaseException extends LoistException {

    private static final long serialVersionUID = 1L;

    private final @Nullable String sqlState;

    /**
     * Creates an exception.
     *
     * @param code the stable code, such as {@code DATABASE_UNAVAILABLE}; see {@link #code()}
     * @param retryable whether the same call may succeed later
     * @param message what happened and what to do
     * @param sqlState the SQLSTATE that the server reported, or null if the failure has none
     * @param cause the cause, or null
     */
    public DatabaseException(
            String code, boolean retryable, String message, @Nullable String sqlState, @Nullable Throwable cause) {
        super(code, retryable, message, cause);
        this.sqlState = sqlState;
    }

    /** Returns the five-character SQLSTATE that the server reported, or null if the failure has none. */
    public @Nullable String sqlState() {
        return sqlState;
    }
}
