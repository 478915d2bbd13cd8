package io.loist.signing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.stream.IntStream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HmacSigningKeyTest {

    private static final String SECRET = "bGoa+V7g/yqDXvKRqq+JTFn4uQZbPiQJo4pf9RzJ";
    private static final SigningKey KEY = SigningKey.hmac("GOOG1EXAMPLE", SECRET);

    @Test
    void sign_stringToSign_isTheDocumentedChainOfHashes() throws GeneralSecurityException {
        byte[] dateKey = hmac(("GOOG4" + SECRET).getBytes(UTF_8), "20260228");
        byte[] locationKey = hmac(dateKey, "auto");
        byte[] serviceKey = hmac(locationKey, "storage");
        byte[] signingKey = hmac(serviceKey, "goog4_request");

        assertThat(KEY.sign(stringToSign("20260228"), scope("20260228")))
                .isEqualTo(hmac(signingKey, stringToSign("20260228")));
    }

    @Test
    void sign_dayChanges_derivesAnotherKeyAndBackAgain() throws GeneralSecurityException {
        for (String day : new String[] {"20260228", "20260301", "20260228"}) {
            byte[] key = ("GOOG4" + SECRET).getBytes(UTF_8);
            for (String part : new String[] {day, "auto", "storage", "goog4_request"}) {
                key = hmac(key, part);
            }
            assertThat(KEY.sign(stringToSign(day), scope(day))).as(day).isEqualTo(hmac(key, stringToSign(day)));
        }
    }

    @Test
    void sign_manyThreadsAndDays_neverMixesThem() {
        byte[][] expected = IntStream.range(0, 4)
                .mapToObj(i -> KEY.sign(stringToSign("2026022" + i), scope("2026022" + i)))
                .toArray(byte[][]::new);

        assertThat(IntStream.range(0, 20_000).parallel())
                .allMatch(i -> Arrays.equals(
                        KEY.sign(stringToSign("2026022" + i % 4), scope("2026022" + i % 4)), expected[i % 4]));
    }

    @Test
    void matches_sameSecret_isTrue() {
        assertThat(VerificationKey.hmac("GOOG1EXAMPLE", SECRET)
                        .matches(
                                stringToSign("20260228"),
                                scope("20260228"),
                                KEY.sign(stringToSign("20260228"), scope("20260228"))))
                .isTrue();
    }

    @Test
    void matches_otherSecretOrTextOrDay_isFalse() {
        byte[] signature = KEY.sign(stringToSign("20260228"), scope("20260228"));

        assertThat(VerificationKey.hmac("GOOG1EXAMPLE", SECRET + "x")
                        .matches(stringToSign("20260228"), scope("20260228"), signature))
                .isFalse();
        assertThat(VerificationKey.hmac("GOOG1EXAMPLE", SECRET)
                        .matches(stringToSign("20260301"), scope("20260301"), signature))
                .isFalse();
        assertThat(VerificationKey.hmac("GOOG1EXAMPLE", SECRET)
                        .matches(stringToSign("20260228") + "0", scope("20260228"), signature))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 31, 33, 256})
    void matches_signatureOfOtherLength_isFalse(int length) {
        assertThat(VerificationKey.hmac("GOOG1EXAMPLE", SECRET)
                        .matches(stringToSign("20260228"), scope("20260228"), new byte[length]))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a\nb"})
    void hmac_accessIdNotPossible_throws(String accessId) {
        assertThatIllegalArgumentException().isThrownBy(() -> SigningKey.hmac(accessId, SECRET));
        assertThatIllegalArgumentException().isThrownBy(() -> VerificationKey.hmac(accessId, SECRET));
    }

    @Test
    void hmac_blankSecret_throws() {
        assertThatIllegalArgumentException().isThrownBy(() -> SigningKey.hmac("GOOG1EXAMPLE", " "));
    }

    @Test
    void toString_namesTheKeyAndHidesTheSecret() {
        assertThat(KEY.toString()).contains("GOOG1EXAMPLE").doesNotContain(SECRET);
    }

    private static String stringToSign(String day) {
        return "GOOG4-HMAC-SHA256\n" + day + "T090000Z\n" + scope(day) + "\n" + "0".repeat(64);
    }

    private static String scope(String day) {
        return day + "/auto/storage/goog4_request";
    }

    private static byte[] hmac(byte[] key, String text) throws GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key, "HmacSHA256"));
        return mac.doFinal(text.getBytes(UTF_8));
    }
}
