package io.loist.storage;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/**
 * Which web pages may read and write the objects of a bucket, and how: one entry of the cross-origin settings of Google Cloud
 * Storage, which {@link LocalMediaServer} keeps to as well.
 *
 * @param origins who may ask: origins such as {@code https://music.example}, or {@code *} alone for all; never empty
 * @param methods what they may do, in upper case: {@code GET}, {@code HEAD}, {@code PUT}, {@code POST}, {@code DELETE}; never empty
 * @param headers which headers they may send and see, such as {@code Range} and {@code Content-Range}; may be empty
 * @param maxAge how long a browser may keep the answer to its preflight request; whole seconds, from zero to a day
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
            throw new IllegalArgumentException("A CORS rule allows nothing without an origin and a method; name them.");
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
            throw new IllegalArgumentException("maxAge is " + maxAge + "; give whole seconds, from zero to a day.");
        }
    }

    /**
     * Returns what a page needs that plays tracks, seeks in them and uploads: GET, HEAD, PUT and POST with ranges, for an hour.
     *
     * @param origins who may ask; never empty
     * @throws IllegalArgumentException if there is none, or one is not an origin
     */
    public static CorsRule forPlayers(String... origins) {
        return new CorsRule(List.of(origins), METHODS.subList(0, 4), PLAYER_HEADERS, Duration.ofHours(1));
    }
}
