package io.loist.upload;

import io.loist.object.ObjectRef;
import java.net.URI;
import java.util.Objects;

/**
 * The session of a resumable upload. Its URI grants write access to the object without further authentication: treat it like a
 * password, do not log it, and pass it to a single browser.
 *
 * @param object the object to upload
 * @param uri the URI to send the bytes to with {@code PUT}
 */
public record UploadSession(ObjectRef object, URI uri) {

    /** Checks that neither is null. */
    public UploadSession {
        Objects.requireNonNull(object, "object");
        Objects.requireNonNull(uri, "uri");
    }

    /** Returns the object without the session's URI: safe to log. */
    @Override
    public String toString() {
        return "upload of " + object + " [address hidden]";
    }
}
