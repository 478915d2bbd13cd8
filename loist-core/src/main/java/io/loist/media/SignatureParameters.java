package io.loist.media;

import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** The names of the query parameters that a V4 signature is made of. */
final class SignatureParameters {

    static final String ALGORITHM = "X-Goog-Algorithm";
    static final String CREDENTIAL = "X-Goog-Credential";
    static final String DATE = "X-Goog-Date";
    static final String EXPIRES = "X-Goog-Expires";
    static final String SIGNED_HEADERS = "X-Goog-SignedHeaders";
    static final String SIGNATURE = "X-Goog-Signature";

    private static final Set<String> RESERVED = Set.of(
            "x-goog-algorithm",
            "x-goog-credential",
            "x-goog-date",
            "x-goog-expires",
            "x-goog-signedheaders",
            "x-goog-signature");

    private SignatureParameters() {}

    /**
     * Returns a parameter's value.
     *
     * @param values the values by lower-case name
     * @throws IllegalArgumentException if it is missing
     */
    static String require(Map<String, String> values, String name) {
        String value = values.get(name.toLowerCase(Locale.ROOT));
        if (value == null) {
            throw new IllegalArgumentException("The request has no " + name + ".");
        }
        return value;
    }

    /**
     * Refuses a parameter whose value is not of its form.
     *
     * @throws IllegalArgumentException if so
     */
    static void requireForm(boolean wellFormed, String name) {
        if (!wellFormed) {
            throw new IllegalArgumentException(name + " is not of its form.");
        }
    }

    /** Returns whether a query parameter is one the signature itself is made of, whatever its case. */
    static boolean isReserved(String name) {
        return RESERVED.contains(name.toLowerCase(Locale.ROOT));
    }
}
