package io.loist.signing.internal.v4;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.StringJoiner;
import java.util.TreeMap;

/**
 * The canonical form of a request, which signer and verifier compute alike.
 *
 * @param method the HTTP method
 * @param path the percent-encoded path
 * @param query the percent-encoded parameters, sorted, without the signature
 * @param headers the signed headers' values by lower-case name
 * @see <a href="https://cloud.google.com/storage/docs/authentication/canonical-requests">Canonical requests</a>
 */
public record CanonicalRequest(String method, String path, String query, SortedMap<String, String> headers) {

    /** The header with the hash of the body, if the body is signed too. */
    private static final String CONTENT_SHA256 = "x-goog-content-sha256";

    private static final String UNSIGNED_PAYLOAD = "UNSIGNED-PAYLOAD";

    /** Returns the canonical form of a request whose parts are already percent-encoded. */
    public static CanonicalRequest of(
            String method, String path, Collection<QueryParameter> parameters, SortedMap<String, String> headers) {
        List<QueryParameter> sorted = new ArrayList<>(parameters);
        Collections.sort(sorted);
        StringJoiner query = new StringJoiner("&");
        sorted.forEach(parameter -> query.add(parameter.toString()));
        return new CanonicalRequest(method, path, query.toString(), headers);
    }

    /** Returns headers in canonical form: by lower-case name, with white space folded and multiple values joined by commas. */
    public static SortedMap<String, String> canonicalHeaders(Map<String, List<String>> headers) {
        SortedMap<String, String> canonical = new TreeMap<>();
        headers.forEach((name, values) -> {
            StringJoiner joined = new StringJoiner(",");
            values.forEach(value -> joined.add(fold(value)));
            canonical.merge(
                    name.strip().toLowerCase(Locale.ROOT), joined.toString(), (one, other) -> one + "," + other);
        });
        return canonical;
    }

    /** Trims a header's value and replaces white space inside it by single spaces. */
    public static String fold(String headerValue) {
        StringBuilder folded = new StringBuilder(headerValue.length());
        boolean gap = false;
        for (int i = 0; i < headerValue.length(); i++) {
            char c = headerValue.charAt(i);
            if (c <= ' ') {
                gap = folded.length() > 0;
            } else {
                folded.append(gap ? " " : "").append(c);
                gap = false;
            }
        }
        return folded.toString();
    }

    /** Returns the names of the signed headers, as {@code X-Goog-SignedHeaders} lists them. */
    public static String signedHeaderNames(SortedMap<String, String> headers) {
        return String.join(";", headers.keySet());
    }

    /** Returns the text whose SHA-256 is signed. */
    public String text() {
        StringBuilder text = new StringBuilder(512);
        text.append(method).append('\n').append(path).append('\n').append(query).append('\n');
        headers.forEach(
                (name, value) -> text.append(name).append(':').append(value).append('\n'));
        return text.append('\n')
                .append(signedHeaderNames(headers))
                .append('\n')
                .append(headers.getOrDefault(CONTENT_SHA256, UNSIGNED_PAYLOAD))
                .toString();
    }
}
