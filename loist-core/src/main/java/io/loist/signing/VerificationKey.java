package io.loist.signing;

import java.security.PublicKey;

/** The other half of a {@link SigningKey}: knows what that key's signatures look like. Safe for use by many threads. */
public interface VerificationKey {

    /** Returns who signs: the service account's e-mail address, or the HMAC key's access id. */
    String accessId();

    /** Returns how it signs. */
    SigningAlgorithm algorithm();

    /**
     * Returns whether a signature is the key's. A signature of any form may be given.
     *
     * @param text what is said to be signed
     * @param scope the credential scope it is said to be signed for
     * @param signature the signature
     */
    boolean matches(String text, String scope, byte[] signature);

    /**
     * Returns the other half of {@link SigningKey#rsa}.
     *
     * @throws IllegalArgumentException if {@code clientEmail} is blank or the key is not an RSA key
     */
    static VerificationKey rsa(String clientEmail, PublicKey key) {
        return new RsaVerificationKey(clientEmail, key);
    }

    /**
     * Returns the other half of {@link SigningKey#hmac}: the same secret.
     *
     * @throws IllegalArgumentException if either is blank
     */
    static VerificationKey hmac(String accessId, String secret) {
        return new HmacSigningKey(accessId, secret);
    }
}
