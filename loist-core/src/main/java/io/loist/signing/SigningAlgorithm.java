package io.loist.signing;

/** The algorithms that Cloud Storage accepts in a V4 signature. */
public enum SigningAlgorithm {
    /** RSA with SHA-256 (PKCS #1 v1.5), with the key of a service account. */
    GOOG4_RSA_SHA256("GOOG4-RSA-SHA256"),
    /** HMAC with SHA-256, with an HMAC key of a service account or a user. */
    GOOG4_HMAC_SHA256("GOOG4-HMAC-SHA256");

    private final String id;

    SigningAlgorithm(String id) {
        this.id = id;
    }

    /** Returns the algorithm's name in {@code X-Goog-Algorithm}. */
    public String id() {
        return id;
    }
}
