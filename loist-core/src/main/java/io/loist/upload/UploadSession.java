package io.loist.upload;

import io.loist.object.ObjectRef;
import java.net.URI;
import java.util.Objects;

/**
 * A resumable upload that has begun. Whoever knows its address can write the object, without any further permission: treat it as a
 * password, do not log it, hand it to one browser.
 *
 * @param object the object that is uploaded
 * @param uri where the bytes are sent with {@code PUT}
 */
public record UploadSession(ObjectRef object, URI uri) {

    /** Checks that both are there. */
    public UploadSession {
        Objects.requireNonNull(object, "object");
        Objects.requireNonNull(uri, "uri");
    }

    /** Returns the object, without the session's address: safe to log. */
    @Override
    public String toString() {
        return "upload of " + object + " [address hidden]";
    }
}
