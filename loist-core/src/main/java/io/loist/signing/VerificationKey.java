package io.loist.signing;

import java.security.PublicKey;

/** Verifies the signatures of a {@link SigningKey}. Implementations are safe for use by several threads. */
public interface VerificationKey {

    /** Returns the id of the signer: the service account's e-mail address, or the HMAC key's access id. */
    String accessId();

    /** Returns the algorithm of the signatures. */
    SigningAlgorithm algorithm();

    /**
     * Returns whether the key made a signature of a text. A malformed signature gives false, never an exception.
     *
     * @param text the signed text
     * @param scope the credential scope of the signature
     * @param signature the signature's bytes
     */
    boolean matches(String text, String scope, byte[] signature);

    /**
     * Returns the key that verifies signatures of {@link SigningKey#rsa}.
     *
     * @param clientEmail the service account's e-mail address
     * @param key its public key
     * @throws IllegalArgumentException if {@code clientEmail} is blank or the key is not an RSA key
     */
    static VerificationKey rsa(String clientEmail, PublicKey key) {
        return new RsaVerificationKey(clientEmail, key);
    }

    /**
     * Returns the key that verifies signatures of {@link SigningKey#hmac}, which has the same secret.
     *
     * @param accessId the HMAC key's access id
     * @param secret its secret
     * @throws IllegalArgumentException if either is blank
     */
    static VerificationKey hmac(String accessId, String secret) {
        return new HmacSigningKey(accessId, secret);
    }
}
