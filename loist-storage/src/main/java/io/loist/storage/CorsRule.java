package io.loist.storage;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/**
 * The web pages that may read and write the objects of a bucket, and how: one entry of the cross-origin settings of Google Cloud
 * Storage, which {@link LocalMediaServer} observes too.
 *
 * @param origins the pages' origins, such as {@code https://music.example}, or {@code *} for all; never empty
 * @param methods the permitted methods, of {@code GET}, {@code HEAD}, {@code PUT}, {@code POST}, {@code DELETE}; never empty
 * @param headers the headers that pages may send and read, such as {@code Range} and {@code Content-Range}; may be empty
 * @param maxAge the time for which a browser may cache the answer to a preflight request; whole seconds, from zero to a day
 * @see <a href="https://cloud.google.com/storage/docs/cross-origin">Cross-origin resource sharing</a>
 */
public record CorsRule(List<String> origins, List<String> methods, List<String> headers, Duration maxAge) {

    private static final List<String> METHODS = List.of("GET", "HEAD", "PUT", "POST", "DELETE");
    private static final List<String> PLAYER_HEADERS = List.of(
            "Accept-Ranges",
            "Content-Disposition",
            "Content-Length",
            "Content-Range",
            "Content-Type",
            "ETag",
            "Range",
            "x-goog-content-length-range",
            "x-goog-generation",
            "x-goog-hash",
            "x-goog-if-generation-match",
            "x-goog-resumable",
            "x-goog-stored-content-length",
            "Location");

    /**
     * Checks the rule.
     *
     * @throws IllegalArgumentException if there is no origin or no method, an origin is not {@code *} or
     *     {@code scheme://host[:port]}, a method is not one of the five, or the age is out of range
     */
    public CorsRule {
        origins = List.copyOf(origins);
        methods =
                methods.stream().map(method -> method.toUpperCase(Locale.ROOT)).toList();
        headers = List.copyOf(headers);
        Objects.requireNonNull(maxAge, "maxAge");
        if (origins.isEmpty() || methods.isEmpty()) {
            throw new IllegalArgumentException("A CORS rule needs at least one origin and one method.");
        }
        for (String origin : origins) {
            if (!origin.equals("*") && !origin.matches("[A-Za-z][A-Za-z0-9+.-]*://[^/?#\\s]+")) {
                throw new IllegalArgumentException("\"" + origin
                        + "\" is not an origin; write it as https://host or https://host:port, without a path.");
            }
        }
        for (String method : methods) {
            if (!METHODS.contains(method)) {
                throw new IllegalArgumentException("\"" + method + "\" is not one of " + METHODS + ".");
            }
        }
        if (maxAge.isNegative() || maxAge.compareTo(Duration.ofDays(1)) > 0 || maxAge.toNanosPart() != 0) {
            throw new IllegalArgumentException("maxAge must be whole seconds, from zero to a day, but is " + maxAge);
        }
    }

    /**
     * Returns the rule for pages that play tracks, seek in them and upload: GET, HEAD, PUT and POST with ranges, for an hour.
     *
     * @param origins the pages' origins; never empty
     * @throws IllegalArgumentException if there is none, or one is not an origin
     */
    public static CorsRule forPlayers(String... origins) {
        return new CorsRule(List.of(origins), METHODS.subList(0, 4), PLAYER_HEADERS, Duration.ofHours(1));
    }
}
