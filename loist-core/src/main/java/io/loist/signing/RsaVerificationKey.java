package io.loist.signing;

import io.loist.signing.internal.v4.AccessId;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.Signature;

/** Verifies signatures with a public RSA key. */
final class RsaVerificationKey implements VerificationKey {

    private final String clientEmail;
    private final PublicKey key;

    RsaVerificationKey(String clientEmail, PublicKey key) {
        this.clientEmail = AccessId.require("clientEmail", clientEmail);
        this.key = key;
        RsaSigningKey.requireRsa(key.getAlgorithm());
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
    public boolean matches(String text, String scope, byte[] signature) {
        try {
            Signature verifier = Signature.getInstance(RsaSigningKey.SIGNATURE_ALGORITHM);
            verifier.initVerify(key);
            verifier.update(text.getBytes(StandardCharsets.UTF_8));
            return verifier.verify(signature);
        } catch (GeneralSecurityException e) {
            return false; // malformed, so not a signature of this key
        }
    }

    @Override
    public String toString() {
        return "public RSA key of " + clientEmail;
    }
}
