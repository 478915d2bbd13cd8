package io.loist.storage.internal.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.loist.signing.SigningKey;
import io.loist.storage.SigningKeys;
import java.io.IOException;
import java.io.InputStream;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Provider;
import java.security.Security;
import java.util.Base64;
import java.util.List;
import org.conscrypt.Conscrypt;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Signs with Conscrypt, which is on this module's class path, and without it. */
class RsaProviderTest {

    private static final String EMAIL = "signer@loist-test.iam.gserviceaccount.com";
    private static final String SCOPE = "20260228/auto/storage/goog4_request";

    private static KeyPair keys;
    private static String json;

    @BeforeAll
    static void makeKey() throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2_048);
        keys = generator.generateKeyPair();
        json = "{\"type\":\"service_account\",\"client_email\":\"" + EMAIL
                + "\",\"private_key\":\"-----BEGIN PRIVATE KEY-----\\n"
                + Base64.getEncoder().encodeToString(keys.getPrivate().getEncoded())
                + "\\n-----END PRIVATE KEY-----\\n\"}";
    }

    @Test
    void fromServiceAccountJson_conscryptOnClassPath_usesItForThisKeyAlone() {
        assumeTrue(Conscrypt.isAvailable(), "Conscrypt has no native library for this platform");
        List<Provider> before = List.of(Security.getProviders());

        SigningKey key = SigningKeys.fromServiceAccountJson(json);
        byte[] signature = key.sign("text", SCOPE);

        assertThat(key).hasToString("RSA key of " + EMAIL + ", by Conscrypt");
        assertThat(RsaProvider.name()).isEqualTo("Conscrypt");
        assertThat(signature).isEqualTo(SigningKey.rsa(EMAIL, keys.getPrivate()).sign("text", SCOPE));
        assertThat(Security.getProviders()).containsExactlyElementsOf(before);
        assertThat(Security.getProvider("Conscrypt")).isNull();
    }

    @Test
    void fromServiceAccountJson_noConscrypt_usesTheJdk() throws Exception {
        Class<?> keysWithout = new WithoutConscrypt().loadClass(SigningKeys.class.getName());

        SigningKey key = (SigningKey)
                keysWithout.getMethod("fromServiceAccountJson", String.class).invoke(null, json);

        assertThat(key).hasToString("RSA key of " + EMAIL);
        assertThat(key.sign("text", SCOPE))
                .isEqualTo(SigningKeys.fromServiceAccountJson(json).sign("text", SCOPE));
    }

    /** Loads this package's classes anew, as if Conscrypt were not on the class path. */
    private static final class WithoutConscrypt extends ClassLoader {

        private WithoutConscrypt() {
            super(RsaProviderTest.class.getClassLoader());
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (name.startsWith("org.conscrypt.")) {
                throw new ClassNotFoundException(name);
            }
            if (!name.startsWith("io.loist.storage.")) {
                return super.loadClass(name, resolve);
            }
            synchronized (getClassLoadingLock(name)) {
                Class<?> known = findLoadedClass(name);
                return known == null ? define(name) : known;
            }
        }

        private Class<?> define(String name) throws ClassNotFoundException {
            try (InputStream code = getResourceAsStream(name.replace('.', '/') + ".class")) {
                if (code == null) {
                    throw new ClassNotFoundException(name);
                }
                byte[] bytes = code.readAllBytes();
                return defineClass(name, bytes, 0, bytes.length);
            } catch (IOException e) {
                throw new ClassNotFoundException(name, e);
            }
        }
    }
}
