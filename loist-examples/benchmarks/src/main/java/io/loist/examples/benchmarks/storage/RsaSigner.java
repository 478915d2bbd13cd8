package io.loist.examples.benchmarks.storage;

import io.loist.signing.SignedUrlService;
import io.loist.signing.SigningKey;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.List;
import org.conscrypt.Conscrypt;

/**
 * Signs with one RSA key by one provider: URLs, and bare texts of the same length, which is the limit of that provider.
 *
 * @param name what the report calls it
 * @param key the key, in the provider's own form
 * @param provider who computes
 * @param urls signs URLs with it
 */
record RsaSigner(String name, PrivateKey key, Provider provider, SignedUrlService urls) {

    private static final String ALGORITHM = "SHA256withRSA";
    private static final byte[] TEXT = ("GOOG4-RSA-SHA256\n20260228T000000Z\n20260228/auto/storage/goog4_request\n"
                    + "0".repeat(64))
            .getBytes(StandardCharsets.UTF_8);

    /** Makes a key, and a signer with it for the JDK and, where it runs, for Conscrypt. */
    static List<RsaSigner> all(String email) throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2_048);
        PrivateKey key = generator.generateKeyPair().getPrivate();
        List<RsaSigner> signers = new ArrayList<>();
        signers.add(of("rsa", SigningKey.rsa(email, key), key, jdk(key)));
        if (Conscrypt.isAvailable()) {
            Provider conscrypt = Conscrypt.newProvider();
            PrivateKey own =
                    KeyFactory.getInstance("RSA", conscrypt).generatePrivate(new PKCS8EncodedKeySpec(key.getEncoded()));
            signers.add(of("rsa.conscrypt", SigningKey.rsa(email, own, conscrypt), own, conscrypt));
        }
        return signers;
    }

    private static RsaSigner of(String name, SigningKey signing, PrivateKey key, Provider provider) {
        return new RsaSigner(name, key, provider, SignedUrlService.create(signing));
    }

    /** Returns who signs where no provider is named. */
    private static Provider jdk(PrivateKey key) throws GeneralSecurityException {
        Signature signature = Signature.getInstance(ALGORITHM);
        signature.initSign(key);
        return signature.getProvider();
    }

    void signBare(int times) throws GeneralSecurityException {
        for (int i = 0; i < times; i++) {
            Signature signature = Signature.getInstance(ALGORITHM, provider);
            signature.initSign(key);
            signature.update(TEXT);
            signature.sign();
        }
    }
}
