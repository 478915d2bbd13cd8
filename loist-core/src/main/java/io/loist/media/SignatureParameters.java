package io.loist.media;

import java.util.Locale;
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

    /** Returns whether a query parameter is one the signature itself is made of, whatever its case. */
    static boolean isReserved(String name) {
        return RESERVED.contains(name.toLowerCase(Locale.ROOT));
    }
}
