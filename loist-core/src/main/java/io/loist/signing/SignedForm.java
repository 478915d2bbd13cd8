package io.loist.signing;

import io.loist.signing.internal.policy.PostPolicy;
import java.net.URI;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * A form with which its holder can upload one object until it expires. Treat it like a password: neither log nor store it.
 *
 * <p>A web page sends it with {@code POST} as {@code multipart/form-data}: all the fields, followed by the file in a field named
 * {@code file}.
 *
 * @param uri the URI to send the form to
 * @param fields the fields that the form must contain, with exactly these values; unmodifiable, in the order in which to send them.
 *     Fields for which the request requires only a prefix are not included: the page adds them
 * @param expiresAt the time of expiry
 * @see <a href="https://cloud.google.com/storage/docs/xml-api/post-object-forms">POST object</a>
 */
public record SignedForm(URI uri, Map<String, String> fields, Instant expiresAt) {

    /** Copies the fields. */
    public SignedForm {
        Objects.requireNonNull(uri, "uri");
        Objects.requireNonNull(expiresAt, "expiresAt");
        fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
    }

    /** Returns the URI, the object and the expiry, without policy and signature: safe to log. */
    @Override
    public String toString() {
        return "POST " + uri + " for " + fields.get(PostPolicy.KEY) + " [policy hidden] until " + expiresAt;
    }
}
