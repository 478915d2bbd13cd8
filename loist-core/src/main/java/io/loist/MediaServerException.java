package io.loist;

import org.jspecify.annotations.Nullable;

/** A media server could not be started: its address is taken, or not this machine's to listen on. */
public final class MediaServerException extends LoistException {

    private static final long serialVersionUID = 1L;

    private final String address;

    /**
     * Creates an exception.
     *
     * @param address the host and port it was to listen on
     * @param message what happened and what to do
     * @param cause what led to it, or null
     */
    public MediaServerException(String address, String message, @Nullable Throwable cause) {
        super("MEDIA_SERVER_NOT_STARTED", false, message, cause);
        this.address = address;
    }

    /** Returns the host and port it was to listen on. */
    public String address() {
        return address;
    }
}
