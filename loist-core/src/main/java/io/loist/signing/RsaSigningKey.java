package io.loist.signing;

import io.loist.SigningException;
import io.loist.signing.internal.v4.AccessId;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.Signature;
import org.jspecify.annotations.Nullable;

/** Signs with a private RSA key in this process. */
final class RsaSigningKey implements SigningKey {

    static final String SIGNATURE_ALGORITHM = "SHA256withRSA";

    private final String clientEmail;
    private final PrivateKey key;
    private final @Nullable Provider provider;

    RsaSigningKey(String clientEmail, PrivateKey key, @Nullable Provider provider) {
        this.clientEmail = AccessId.require("clientEmail", clientEmail);
        this.key = key;
        this.provider = provider;
        requireRsa(key.getAlgorithm());
    }

    static void requireRsa(String algorithm) {
        if (!algorithm.equals("RSA")) {
            throw new IllegalArgumentException("the key must be an RSA key, but is a key for " + algorithm);
        }
    }

    @Override
    public String accessId() {
        return clientEmail;
    }

    @Override
    public SigningAlgorithm algorithm() {
        return SigningAlgorithm.GOOG4_RSA_SHA256;
    }

    @Override
    public byte[] sign(String text, String scope) {
        try {
            Signature signature = provider == null
                    ? Signature.getInstance(SIGNATURE_ALGORITHM)
                    : Signature.getInstance(SIGNATURE_ALGORITHM, provider);
            signature.initSign(key);
            signature.update(text.getBytes(StandardCharsets.UTF_8));
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new SigningException(
                    false,
                    "The private key of " + clientEmail + " cannot sign; use a valid RSA key of 2048 bits or more.",
                    e);
        }
    }

    @Override
    public String toString() {
        return "RSA key of " + clientEmail + (provider == null ? "" : ", by " + provider.getName());
    }
}
