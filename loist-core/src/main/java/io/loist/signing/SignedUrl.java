package io.loist.signing;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A URL with which its holder can make one kind of request for one object until it expires. Treat it like a password: neither log
 * nor store it.
 *
 * @param uri the URL, percent-encoded
 * @param method the HTTP method that it is signed for, in upper case
 * @param headers the headers, by lower-case name, that the request must carry with exactly these values; without {@code host}, which
 *     every client sends. Unmodifiable, in the order of their names
 * @param expiresAt the time of expiry
 */
public record SignedUrl(URI uri, String method, Map<String, String> headers, Instant expiresAt) {

    private static final Pattern GENERATION =
            Pattern.compile("(?:^|&)" + SignedUrlRequest.GENERATION + "=([0-9]{1,18})(?:&|$)");

    /** Copies the headers. */
    public SignedUrl {
        Objects.requireNonNull(uri, "uri");
        Objects.requireNonNull(method, "method");
        Objects.requireNonNull(expiresAt, "expiresAt");
        headers = Collections.unmodifiableSortedMap(new TreeMap<>(headers));
    }

    /** Returns the generation of the object that the URL is good for, or null if it is good for any generation. */
    public @Nullable Long generation() {
        Matcher generation = GENERATION.matcher(String.valueOf(uri.getRawQuery()));
        return generation.find() ? Long.valueOf(generation.group(1)) : null;
    }

    /** Returns the time from {@code now} to expiry; zero if the URL has expired. */
    public Duration remaining(Instant now) {
        Duration remaining = Duration.between(now, expiresAt);
        return remaining.isNegative() ? Duration.ZERO : remaining;
    }

    /** Returns the URL without its query and signature: safe to log. */
    @Override
    public String toString() {
        return method + " " + uri.getScheme() + "://" + uri.getRawAuthority() + uri.getRawPath()
                + "?[signature hidden] until " + expiresAt;
    }
}
