package io.loist.signing.internal.v4;

import io.loist.internal.Checksums;
import io.loist.signing.SigningAlgorithm;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.Locale;

/** The text that a V4 signature is of, and the times and scopes it is made with. */
public final class StringToSign {

    /** What every V4 signature for Cloud Storage ends its scope with. */
    public static final String SERVICE = "storage/goog4_request";

    /** The location of a bucket need not be named: Cloud Storage takes any. */
    private static final String LOCATION = "auto";

    /** {@code X-Goog-Date}: ISO 8601, basic format, in UTC. */
    private static final DateTimeFormatter TIMESTAMP = DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'", Locale.ROOT)
            .withZone(ZoneOffset.UTC)
            .withResolverStyle(ResolverStyle.STRICT);

    private StringToSign() {}

    /** Returns the scope of signatures made on a timestamp's day. */
    public static String scope(String timestamp) {
        return timestamp.substring(0, 8) + "/" + LOCATION + "/" + SERVICE;
    }

    /** Returns the text to sign. */
    public static String of(SigningAlgorithm algorithm, String timestamp, String scope, CanonicalRequest request) {
        return algorithm.id() + "\n" + timestamp + "\n" + scope + "\n" + Checksums.sha256(request.text().getBytes(StandardCharsets.UTF_8));
    }

    /** Returns a time in the form of {@code X-Goog-Date}. */
    public static String timestamp(Instant instant) {
        return TIMESTAMP.format(instant);
    }

    /**
     * Returns the time that an {@code X-Goog-Date} stands for.
     *
     * @throws java.time.DateTimeException if it is not of that form, or there is no such time
     */
    public static Instant instant(String timestamp) {
        return TIMESTAMP.parse(timestamp, Instant::from);
    }
}
