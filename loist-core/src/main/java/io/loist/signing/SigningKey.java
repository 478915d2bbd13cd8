package io.loist.signing;

import io.loist.SigningException;
import java.security.PrivateKey;
import java.security.Provider;

/**
 * Signs for one account. Implementations are safe for use by many threads and never show their secret, in {@code toString} or
 * elsewhere.
 */
public interface SigningKey {

    /** Returns who signs: the service account's e-mail address, or the HMAC key's access id. */
    String accessId();

    /** Returns how it signs. */
    SigningAlgorithm algorithm();

    /**
     * Signs a V4 string to sign (the algorithm, the time, the credential scope and the hash of the canonical request, each on its
     * own line), or the policy of a form.
     *
     * @param text what to sign
     * @param scope the credential scope, such as {@code 20190201/auto/storage/goog4_request}; an HMAC key signs with a key made
     *     for it
     * @throws SigningException if the key is unusable or, for a remote signer, refuses or cannot be reached
     * @see <a href="https://cloud.google.com/storage/docs/authentication/signatures#string-to-sign">Strings to sign</a>
     */
    byte[] sign(String text, String scope);

    /**
     * Returns whether each signature is a call over the network, as with keys that Google keeps. Such keys sign for at most 12
     * hours, and {@link SignedUrlService#signAll} asks them several things at once. False unless overridden.
     */
    default boolean remote() {
        return false;
    }

    /**
     * Returns a key that signs with a service account's private RSA key by a given provider, such as a faster one, which need not
     * be installed.
     *
     * @param clientEmail the service account's e-mail address
     * @param key its private key
     * @param provider who computes the signatures
     * @throws IllegalArgumentException if {@code clientEmail} is blank or the key is not an RSA key
     */
    static SigningKey rsa(String clientEmail, PrivateKey key, Provider provider) {
        return new RsaSigningKey(clientEmail, key, provider);
    }

    /**
     * Returns a key that signs with a service account's private RSA key, without any network call.
     *
     * @param clientEmail the service account's e-mail address
     * @param key its private key
     * @throws IllegalArgumentException if {@code clientEmail} is blank or the key is not an RSA key
     */
    static SigningKey rsa(String clientEmail, PrivateKey key) {
        return new RsaSigningKey(clientEmail, key, null);
    }

    /**
     * Returns a key that signs with an HMAC key, without any network call: hundreds of times faster than RSA.
     *
     * @param accessId the HMAC key's access id
     * @param secret its secret
     * @throws IllegalArgumentException if either is blank
     */
    static SigningKey hmac(String accessId, String secret) {
        return new HmacSigningKey(accessId, secret);
    }
}
