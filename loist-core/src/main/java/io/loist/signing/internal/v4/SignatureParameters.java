package io.loist.signing.internal.v4;

import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** The query parameters of a V4 signature. */
public final class SignatureParameters {

    public static final String ALGORITHM = "X-Goog-Algorithm";
    public static final String CREDENTIAL = "X-Goog-Credential";
    public static final String DATE = "X-Goog-Date";
    public static final String EXPIRES = "X-Goog-Expires";
    public static final String SIGNED_HEADERS = "X-Goog-SignedHeaders";
    public static final String SIGNATURE = "X-Goog-Signature";

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
    public static String require(Map<String, String> values, String name) {
        String value = values.get(name.toLowerCase(Locale.ROOT));
        if (value == null) {
            throw new IllegalArgumentException("The request has no " + name + ".");
        }
        return value;
    }

    /**
     * Checks that a parameter's value is well-formed.
     *
     * @throws IllegalArgumentException if it is not
     */
    public static void requireForm(boolean wellFormed, String name) {
        if (!wellFormed) {
            throw new IllegalArgumentException(name + " is malformed.");
        }
    }

    /** Returns whether the signature itself uses a query parameter of this name, in any case. */
    public static boolean isReserved(String name) {
        return RESERVED.contains(name.toLowerCase(Locale.ROOT));
    }
}
