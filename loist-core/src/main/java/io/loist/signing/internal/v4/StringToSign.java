package io.loist.signing.internal.v4;

import io.loist.internal.Checksums;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.Locale;

/** Builds the string to sign of a V4 signature, with its timestamp and credential scope. */
public final class StringToSign {

    /** The end of every credential scope of Cloud Storage. */
    public static final String SERVICE = "storage/goog4_request";

    /** Cloud Storage accepts any location, so the bucket's own is not needed. */
    private static final String LOCATION = "auto";

    /** {@code X-Goog-Date}: ISO 8601, basic format, in UTC. */
    private static final DateTimeFormatter TIMESTAMP = DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'", Locale.ROOT)
            .withZone(ZoneOffset.UTC)
            .withResolverStyle(ResolverStyle.STRICT);

    private StringToSign() {}

    /** Returns the credential scope of the day of a timestamp. */
    public static String scope(String timestamp) {
        return timestamp.substring(0, 8) + "/" + LOCATION + "/" + SERVICE;
    }

    /**
     * Returns the string to sign.
     *
     * @param algorithm the algorithm's id, as in {@code X-Goog-Algorithm}
     */
    public static String of(String algorithm, String timestamp, String scope, CanonicalRequest request) {
        return algorithm + "\n" + timestamp + "\n" + scope + "\n"
                + Checksums.sha256(request.text().getBytes(StandardCharsets.UTF_8));
    }

    /** Formats a time as {@code X-Goog-Date}. */
    public static String timestamp(Instant instant) {
        return TIMESTAMP.format(instant);
    }

    /**
     * Parses an {@code X-Goog-Date}.
     *
     * @throws java.time.DateTimeException if it is malformed or there is no such time
     */
    public static Instant instant(String timestamp) {
        return TIMESTAMP.parse(timestamp, Instant::from);
    }
}
