package io.loist.signing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.loist.SigningException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.interfaces.RSAPrivateKey;
import org.junit.jupiter.api.Test;

class RsaSigningKeyTest {

    private static final String SCOPE = "20260228/auto/storage/goog4_request";

    private static final String EMAIL = "signer@example.iam.gserviceaccount.com";
    private static final KeyPair PAIR = pair("RSA", 2048);

    @Test
    void matches_ownSignature_isTrue() {
        byte[] signature = SigningKey.rsa(EMAIL, PAIR.getPrivate()).sign("text", SCOPE);

        assertThat(VerificationKey.rsa(EMAIL, PAIR.getPublic()).matches("text", SCOPE, signature))
                .isTrue();
    }

    @Test
    void matches_otherTextKeyOrForm_isFalse() {
        byte[] signature = SigningKey.rsa(EMAIL, PAIR.getPrivate()).sign("text", SCOPE);
        VerificationKey key = VerificationKey.rsa(EMAIL, PAIR.getPublic());

        assertThat(key.matches("another text", SCOPE, signature)).isFalse();
        assertThat(key.matches("text", SCOPE, new byte[0])).isFalse();
        assertThat(key.matches("text", SCOPE, new byte[256])).isFalse();
        assertThat(key.matches("text", SCOPE, new byte[2_000])).isFalse();
        assertThat(VerificationKey.rsa(EMAIL, pair("RSA", 2048).getPublic()).matches("text", SCOPE, signature))
                .isFalse();
    }

    @Test
    void rsa_keyOfAnotherKind_throws() {
        KeyPair elliptic = pair("EC", 256);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> SigningKey.rsa(EMAIL, elliptic.getPrivate()))
                .withMessageContaining("EC");
        assertThatIllegalArgumentException().isThrownBy(() -> VerificationKey.rsa(EMAIL, elliptic.getPublic()));
    }

    @Test
    void rsa_blankEmail_throws() {
        assertThatIllegalArgumentException().isThrownBy(() -> SigningKey.rsa(" ", PAIR.getPrivate()));
        assertThatIllegalArgumentException().isThrownBy(() -> VerificationKey.rsa("", PAIR.getPublic()));
    }

    @Test
    void sign_unusableKey_throwsNamingTheAccount() {
        assertThatExceptionOfType(SigningException.class)
                .isThrownBy(() -> SigningKey.rsa(EMAIL, new TinyKey()).sign("text", SCOPE))
                .withMessageContaining(EMAIL)
                .matches(e -> !e.retryable());
    }

    @Test
    void toString_namesTheAccountAndHidesTheKey() {
        PrivateKey key = PAIR.getPrivate();

        assertThat(SigningKey.rsa(EMAIL, key).toString())
                .isEqualTo("RSA key of " + EMAIL)
                .doesNotContain(((RSAPrivateKey) key).getPrivateExponent().toString());
        assertThat(VerificationKey.rsa(EMAIL, PAIR.getPublic()).toString()).isEqualTo("public RSA key of " + EMAIL);
    }

    private static KeyPair pair(String algorithm, int bits) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
            generator.initialize(bits);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    /** A key of so few bits that no provider signs with it. */
    private static final class TinyKey implements RSAPrivateKey {

        private static final long serialVersionUID = 1L;

        @Override
        public String getAlgorithm() {
            return "RSA";
        }

        @Override
        public String getFormat() {
            return "none";
        }

        @Override
        public byte[] getEncoded() {
            return new byte[0];
        }

        @Override
        public BigInteger getModulus() {
            return BigInteger.valueOf(3_233);
        }

        @Override
        public BigInteger getPrivateExponent() {
            return BigInteger.valueOf(2_753);
        }
    }
}
