package io.loist.storage.internal.keys;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.loist.SigningException;
import io.loist.signing.SigningAlgorithm;
import io.loist.signing.SigningKey;
import io.loist.storage.SigningKeys;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.util.Base64;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SigningKeysTest {

    private static final String EMAIL = "signer@loist-test.iam.gserviceaccount.com";

    private static KeyPair keys;

    @TempDir
    Path temp;

    @BeforeAll
    static void makeKeys() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2_048);
        keys = generator.generateKeyPair();
    }

    @Test
    void fromServiceAccountFile_keyFile_signsAsThatAccount() throws Exception {
        Path file = Files.writeString(temp.resolve("key.json"), json("service_account", EMAIL, pem()));

        SigningKey key = SigningKeys.fromServiceAccountFile(file);

        assertThat(key.accessId()).isEqualTo(EMAIL);
        assertThat(key.algorithm()).isEqualTo(SigningAlgorithm.GOOG4_RSA_SHA256);
        assertThat(verifies(key.sign("text", "20260228/auto/storage/goog4_request"), "text"))
                .isTrue();
        assertThat(key.toString()).doesNotContain(pem().substring(60, 80));
    }

    @Test
    void fromServiceAccountJson_text_signsAsThatAccount() throws Exception {
        SigningKey key = SigningKeys.fromServiceAccountJson(json("service_account", EMAIL, pem()));

        assertThat(verifies(key.sign("text", "20260228/auto/storage/goog4_request"), "text"))
                .isTrue();
    }

    @Test
    void fromServiceAccountFile_missingFile_namesIt() {
        Path file = temp.resolve("gone.json");

        assertRefused(file, "cannot be read");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "not json", "[1, 2]", "\"text\"", "{\"type\": \"service_acc", "null", "{} {"})
    void fromServiceAccountFile_notAKeyFile_saysSo(String text) throws IOException {
        assertRefused(Files.writeString(temp.resolve("key.json"), text), "gcloud iam service-accounts keys create");
    }

    @Test
    void fromServiceAccountFile_notUtf8_saysSo() throws IOException {
        assertRefused(Files.write(temp.resolve("key.p12"), new byte[] {(byte) 0xC3, 0x28}), "is not ");
    }

    @Test
    void fromServiceAccountFile_otherKindOfCredentials_saysSo() throws IOException {
        Path file = Files.writeString(temp.resolve("key.json"), json("authorized_user", EMAIL, pem()));

        assertRefused(file, "is not of type \"service_account\"");
    }

    @Test
    void fromServiceAccountFile_missingFields_namesThem() throws IOException {
        assertRefused(Files.writeString(temp.resolve("a"), "{\"type\": \"service_account\"}"), "no \"client_email\"");
        assertRefused(Files.writeString(temp.resolve("b"), json("service_account", EMAIL, " ")), "no \"private_key\"");
        assertRefused(Files.writeString(temp.resolve("c"), "{\"type\": 7}"), "no \"type\"");
    }

    @Test
    void fromServiceAccountFile_unusablePrivateKey_saysSoAndHidesIt() throws IOException {
        String damaged = pem().replaceFirst("M", "N").replaceFirst("[A-Za-z]{4}", "");
        String pkcs1 = pem().replace("PRIVATE KEY", "RSA PRIVATE KEY");

        assertRefused(Files.writeString(temp.resolve("a"), json("service_account", EMAIL, damaged)), "private_key");
        assertRefused(Files.writeString(temp.resolve("b"), json("service_account", EMAIL, pkcs1)), "PKCS#8");
        assertRefused(Files.writeString(temp.resolve("c"), json("service_account", EMAIL, "SECRET")), "PKCS#8");
    }

    private static void assertRefused(Path file, String why) {
        assertThatExceptionOfType(SigningException.class)
                .isThrownBy(() -> SigningKeys.fromServiceAccountFile(file))
                .withMessageContaining(file.toString())
                .withMessageContaining(why)
                .satisfies(e -> assertThat(String.valueOf(e.getCause()) + e.getMessage())
                        .doesNotContain("SECRET", "MII", pem().substring(60, 80)));
    }

    private static String pem() {
        String base64 = Base64.getMimeEncoder(64, "\n".getBytes(UTF_8))
                .encodeToString(keys.getPrivate().getEncoded());
        return "-----BEGIN PRIVATE KEY-----\n" + base64 + "\n-----END PRIVATE KEY-----\n";
    }

    private static String json(String type, String email, String pem) {
        return "{\"type\": \"" + type + "\", \"project_id\": \"loist-test\", \"client_email\": \"" + email
                + "\", \"private_key\": \"" + pem.replace("\n", "\\n") + "\"}";
    }

    private static boolean verifies(byte[] signature, String text) throws GeneralSecurityException {
        Signature verifier = Signature.getInstance("SHA256withRSA");
        verifier.initVerify(keys.getPublic());
        verifier.update(text.getBytes(UTF_8));
        return verifier.verify(signature);
    }
}
