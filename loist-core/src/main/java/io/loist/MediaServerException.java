package io.loist;

import org.jspecify.annotations.Nullable;

/** Thrown if a media server cannot be started: its address is in use, or is not an address of this machine. */
public final class MediaServerException extends LoistException {

    private static final long serialVersionUID = 1L;

    private final String address;

    /**
     * Creates an exception.
     *
     * @param address the host and port that it was to listen on
     * @param message what happened and what to do
     * @param cause the cause, or null
     */
    public MediaServerException(String address, String message, @Nullable Throwable cause) {
        super("MEDIA_SERVER_NOT_STARTED", false, message, cause);
        this.address = address;
    }

    /** Returns the host and port that it was to listen on. */
    public String address() {
        return address;
    }
}
