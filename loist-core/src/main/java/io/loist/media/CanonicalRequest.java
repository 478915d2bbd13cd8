package io.loist.media;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The form of a request that is signed: whoever sends and whoever checks come to the same text.
 *
 * @param method the HTTP method
 * @param path the percent-encoded path
 * @param query the percent-encoded parameters, sorted, without the signature
 * @param headers the signed headers' values by lower-case name
 * @param payloadHash the body's hash, or {@code UNSIGNED-PAYLOAD}
 * @see <a href="https://cloud.google.com/storage/docs/authentication/canonical-requests">Canonical requests</a>
 */
record CanonicalRequest(
        String method, String path, String query, SortedMap<String, String> headers, String payloadHash) {

    private static final String UNSIGNED_PAYLOAD = "UNSIGNED-PAYLOAD";
    private static final Pattern WHITE_SPACE = Pattern.compile("\\s+");

    /** Makes the canonical form of a request whose parts are encoded already. */
    static CanonicalRequest of(
            String method, String path, Collection<String> encodedParameters, SortedMap<String, String> headers) {
        String query = encodedParameters.stream()
                .sorted(CanonicalRequest::byNameThenValue)
                .collect(Collectors.joining("&"));
        String payloadHash = headers.getOrDefault(SignatureParameters.CONTENT_SHA256, UNSIGNED_PAYLOAD);
        return new CanonicalRequest(method, path, query, headers, payloadHash);
    }

    /** Returns headers by lower-case name, white space folded and several values joined, as the canonical form has them. */
    static SortedMap<String, String> canonicalHeaders(Map<String, List<String>> headers) {
        SortedMap<String, String> canonical = new TreeMap<>();
        headers.forEach((name, values) -> canonical.merge(
                name.strip().toLowerCase(java.util.Locale.ROOT),
                values.stream().map(CanonicalRequest::fold).collect(Collectors.joining(",")),
                (one, other) -> one + "," + other));
        return canonical;
    }

    /** Returns a header's value without white space around it and with single spaces inside. */
    static String fold(String headerValue) {
        return WHITE_SPACE.matcher(headerValue.strip()).replaceAll(" ");
    }

    /** Returns the names of the signed headers, as {@code X-Goog-SignedHeaders} lists them. */
    static String signedHeaderNames(SortedMap<String, String> headers) {
        return String.join(";", headers.keySet());
    }

    /** Returns the text whose SHA-256 is signed. */
    String text() {
        StringBuilder text = new StringBuilder(512);
        text.append(method).append('\n').append(path).append('\n').append(query).append('\n');
        headers.forEach(
                (name, value) -> text.append(name).append(':').append(value).append('\n'));
        return text.append('\n')
                .append(signedHeaderNames(headers))
                .append('\n')
                .append(payloadHash)
                .toString();
    }

    /** Names are compared before values: a plain comparison of the pairs would order "a=" and "a-b=" by the '='. */
    private static int byNameThenValue(String one, String other) {
        int split = one.indexOf('=');
        int otherSplit = other.indexOf('=');
        int byName = one.substring(0, split).compareTo(other.substring(0, otherSplit));
        return byName != 0 ? byName : one.substring(split).compareTo(other.substring(otherSplit));
    }
}
