package io.loist.signing;

import io.loist.signing.internal.policy.PostPolicy;
import java.net.URI;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * A form that lets whoever holds it upload one object until it expires. Treat it as a password: do not log it, do not store it.
 *
 * <p>A web page sends it with {@code POST} as {@code multipart/form-data}: all the fields, and after them the file in a field named
 * {@code file}.
 *
 * @param uri where the form is sent
 * @param fields the fields that the form must have, with exactly these values; unmodifiable, in the order in which to send them. A
 *     field of which the request demanded only a beginning is not among them: the page adds it
 * @param expiresAt when it stops working
 * @see <a href="https://cloud.google.com/storage/docs/xml-api/post-object-forms">POST object</a>
 */
public record SignedForm(URI uri, Map<String, String> fields, Instant expiresAt) {

    /** Copies the fields. */
    public SignedForm {
        Objects.requireNonNull(uri, "uri");
        Objects.requireNonNull(expiresAt, "expiresAt");
        fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
    }

    /** Returns where the form is sent, for which object and until when, without the policy and the signature: safe to log. */
    @Override
    public String toString() {
        return "POST " + uri + " for " + fields.get(PostPolicy.KEY) + " [policy hidden] until " + expiresAt;
    }
}
