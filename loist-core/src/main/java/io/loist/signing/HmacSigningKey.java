package io.loist.signing;

import io.loist.signing.internal.v4.AccessId;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Signs and verifies with an HMAC key. Requests are signed with a key that is derived from the secret and the parts of the scope; a
 * scope lasts for a day, so the last derived key is cached.
 *
 * @see <a href="https://cloud.google.com/storage/docs/authentication/signatures#derive-key">Deriving a signing key</a>
 */
final class HmacSigningKey implements SigningKey, VerificationKey {

    private static final String HMAC = "HmacSHA256";

    private final String accessId;
    private final byte[] secret;
    private volatile @Nullable ScopedKey lastUsed;

    HmacSigningKey(String accessId, String secret) {
        this.accessId = AccessId.require("accessId", accessId);
        if (secret.isBlank()) {
            throw new IllegalArgumentException("secret must not be blank");
        }
        this.secret = ("GOOG4" + secret).getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public String accessId() {
        return accessId;
    }

    @Override
    public SigningAlgorithm algorithm() {
        return SigningAlgorithm.GOOG4_HMAC_SHA256;
    }

    @Override
    public byte[] sign(String text, String scope) {
        return keyFor(scope).sign(text);
    }

    @Override
    public boolean matches(String text, String scope, byte[] signature) {
        return MessageDigest.isEqual(sign(text, scope), signature);
    }

    private ScopedKey keyFor(String scope) {
        ScopedKey known = lastUsed;
        if (known == null || !known.scope.equals(scope)) {
            byte[] key = secret;
            for (String part : scope.split("/", -1)) {
                key = hmac(key, part);
            }
            known = new ScopedKey(scope, key);
            lastUsed = known;
        }
        return known;
    }

    private static byte[] hmac(byte[] key, String text) {
        return mac(key).doFinal(text.getBytes(StandardCharsets.UTF_8));
    }

    private static Mac mac(byte[] key) {
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(new SecretKeySpec(key, HMAC));
            return mac;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has " + HMAC, e);
        }
    }

    @Override
    public String toString() {
        return "HMAC key " + accessId;
    }

    /** A key derived from the secret for one scope. */
    private static final class ScopedKey {

        private final String scope;
        private final byte[] key;
        private final Mac ready;

        private ScopedKey(String scope, byte[] key) {
            this.scope = scope;
            this.key = key;
            this.ready = mac(key);
        }

        /** Signs with a copy of the initialised MAC: copying is faster than initialising, and a MAC is not thread-safe. */
        private byte[] sign(String text) {
            Mac mac;
            try {
                mac = (Mac) ready.clone();
            } catch (CloneNotSupportedException e) {
                mac = mac(key); // a security provider without copies
            }
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        }
    }
}
