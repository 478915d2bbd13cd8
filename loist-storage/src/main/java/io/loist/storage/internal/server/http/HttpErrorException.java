package io.loist.storage.internal.server.http;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Thrown if a request is answered with an error, at any point up to the end of its body. */
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

    /** Returns the error to answer with. */
    public MediaError error() {
        return error;
    }
}
