package io.loist;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** An object store refused a call, could not be reached, or returned other bytes than it was given. */
public final class ObjectStoreException extends LoistException {

    private static final long serialVersionUID = 1L;

    private final Reason reason;
    private final String object;

    /**
     * Creates an exception.
     *
     * @param reason what kind of failure it is; it decides {@link #code()} and {@link #retryable()}
     * @param object the {@code gs://bucket/name} the call was about, or {@code gs://bucket} for a call about a bucket
     * @param message what happened and what to do
     * @param cause what led to it, or null
     */
    public ObjectStoreException(Reason reason, String object, String message, @Nullable Throwable cause) {
        super("OBJECT_" + reason.name(), reason == Reason.UNAVAILABLE, message, cause);
        this.reason = reason;
        this.object = Objects.requireNonNull(object, "object");
    }

    /** Returns what kind of failure it is. */
    public Reason reason() {
        return reason;
    }

    /** Returns the {@code gs://bucket/name} the call was about, or {@code gs://bucket} for a call about a bucket. */
    public String object() {
        return object;
    }

    /** The kinds of failure that a caller can act on. */
    public enum Reason {
        /** There is no such object, or no such bucket. */
        NOT_FOUND,
        /** The caller's credentials do not allow the call. */
        PERMISSION_DENIED,
        /** The object exists though it must not, or is not of the generation that was named. */
        PRECONDITION_FAILED,
        /** The bytes that arrived are not the bytes that were sent: size or checksum differ. */
        INTEGRITY,
        /** The store could not be reached, was overloaded, or ran out of room: worth another try. */
        UNAVAILABLE,
        /** The call itself is wrong, or the source of the bytes could not be read; another try will not help. */
        REFUSED
    }
}
