package io.loist.signing;

import io.loist.SigningException;
import java.security.PrivateKey;
import java.security.Provider;

/**
 * A key that signs for one account. Implementations are safe for use by several threads and never expose their secret, {@code
 * toString} included.
 */
public interface SigningKey {

    /** Returns the id of the signer: the service account's e-mail address, or the HMAC key's access id. */
    String accessId();

    /** Returns the algorithm of its signatures. */
    SigningAlgorithm algorithm();

    /**
     * Signs a V4 string to sign (the algorithm, the time, the credential scope and the hash of the canonical request, each on its
     * own line), or the policy of a form.
     *
     * @param text the text to sign
     * @param scope the credential scope, such as {@code 20190201/auto/storage/goog4_request}; an HMAC key signs with a key derived
     *     from it
     * @return the signature's bytes
     * @throws SigningException if the key is unusable, or a remote signer refuses or cannot be reached
     * @see <a href="https://cloud.google.com/storage/docs/authentication/signatures#string-to-sign">Strings to sign</a>
     */
    byte[] sign(String text, String scope);

    /**
     * Returns whether each signature takes a network call, as with Google-managed keys. Such keys sign for at most 12 hours, and
     * {@link SignedUrlService#signAll} makes several of their calls at once. The default implementation returns false.
     */
    default boolean remote() {
        return false;
    }

    /**
     * Returns a key that signs with a service account's private RSA key and a given security provider, which need not be installed.
     *
     * @param clientEmail the service account's e-mail address
     * @param key its private key
     * @param provider the provider that computes the signatures
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
     * Returns a key that signs with an HMAC key, without any network call. It is hundreds of times faster than an RSA key.
     *
     * @param accessId the HMAC key's access id
     * @param secret its secret
     * @throws IllegalArgumentException if either is blank
     */
    static SigningKey hmac(String accessId, String secret) {
        return new HmacSigningKey(accessId, secret);
    }
}
