package io.loist.media;

import java.net.URI;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * A URL that lets whoever holds it make one kind of request for one object until it expires. Treat it as a password: do not log
 * it, do not store it.
 *
 * @param uri the URL, percent-encoded
 * @param method the HTTP method it is good for, in upper case
 * @param headers the headers, by lower-case name, that the request must carry with exactly these values; {@code host} is not
 *     among them, since every client sends it. Unmodifiable, in the order of their names
 * @param expiresAt when it stops working
 */
public record SignedUrl(URI uri, String method, Map<String, String> headers, Instant expiresAt) {

    /** Copies the headers. */
    public SignedUrl {
        Objects.requireNonNull(uri, "uri");
        Objects.requireNonNull(method, "method");
        Objects.requireNonNull(expiresAt, "expiresAt");
        headers = Collections.unmodifiableSortedMap(new TreeMap<>(headers));
    }

    /** Returns the URL without its query, and so without its signature: safe to log. */
    @Override
    public String toString() {
        return method + " " + uri.getScheme() + "://" + uri.getRawAuthority() + uri.getRawPath()
                + "?[signature hidden] until " + expiresAt;
    }
}
