package io.loist;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Thrown if an object store refuses a call, cannot be reached, or returns other bytes than were stored. */
public final class ObjectStoreException extends LoistException {

    private static final long serialVersionUID = 1L;

    private final Reason reason;
    private final String object;

    /**
     * Creates an exception.
     *
     * @param reason the kind of failure; it determines {@link #code()} and {@link #retryable()}
     * @param object the {@code gs://bucket/name} of the call, or {@code gs://bucket} if it concerned a bucket
     * @param message what happened and what to do
     * @param cause the cause, or null
     */
    public ObjectStoreException(Reason reason, String object, String message, @Nullable Throwable cause) {
        super("OBJECT_" + reason.name(), reason == Reason.UNAVAILABLE, message, cause);
        this.reason = reason;
        this.object = Objects.requireNonNull(object, "object");
    }

    /** Returns the kind of failure. */
    public Reason reason() {
        return reason;
    }

    /** Returns the {@code gs://bucket/name} of the call, or {@code gs://bucket} if it concerned a bucket. */
    public String object() {
        return object;
    }

    /** The kinds of failure that a caller can act on. */
    public enum Reason {
        /** There is no such object, or no such bucket. */
        NOT_FOUND,
        /** The caller's credentials do not allow the call. */
        PERMISSION_DENIED,
        /** The object exists although it must not, or has another generation than the call named. */
        PRECONDITION_FAILED,
        /** The bytes received are not the bytes sent: size or checksum differ. */
        INTEGRITY,
        /** The store could not be reached, was overloaded, or is full; a retry may succeed. */
        UNAVAILABLE,
        /** The call is invalid, or the source of the bytes could not be read; a retry does not help. */
        REFUSED
    }
}
