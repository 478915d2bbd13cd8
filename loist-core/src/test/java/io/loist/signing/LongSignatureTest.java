package io.loist.signing;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.loist.signing.SignedUrlVerifier.Outcome;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Signatures of 60 KB, made to slow parsers down: each is refused within a second. */
class LongSignatureTest {

    private static final List<String> PIECES = List.of(
            " ",
            "0",
            "a",
            "/",
            ";",
            "host;",
            ",",
            "%2F",
            "%",
            "\u0085",
            "/20260228/auto",
            "/20260228/auto/storage",
            "[",
            "{\"a\":");
    private static final SignedUrlVerifier VERIFIER =
            SignedUrlVerifier.create(Clock.systemUTC(), VerificationKey.hmac("GOOG1", "secret"));
    private static final Map<String, String> WELL_FORMED = Map.of(
            "X-Goog-Algorithm", "GOOG4-HMAC-SHA256",
            "X-Goog-Credential", "GOOG1/20260228/auto/storage/goog4_request",
            "X-Goog-Date", "20260228T120000Z",
            "X-Goog-Expires", "60",
            "X-Goog-SignedHeaders", "host",
            "X-Goog-Signature", "00");

    @Test
    void verify_longParameter_isRefusedAtOnce() {
        for (String name : WELL_FORMED.keySet()) {
            for (String piece : PIECES) {
                Map<String, String> parameters = new HashMap<>(WELL_FORMED);
                parameters.put(name, WELL_FORMED.get(name) + repeated(piece) + "x");
                StringBuilder query = new StringBuilder("?");
                parameters.forEach((key, value) ->
                        query.append('&').append(key).append('=').append(value));

                assertRefusedAtOnce("/bucket/name" + query);
            }
        }
    }

    @Test
    void verify_longPathOrQuery_isRefusedAtOnce() {
        StringBuilder query = new StringBuilder("?a=b");
        WELL_FORMED.forEach(
                (key, value) -> query.append('&').append(key).append('=').append(value));
        for (String piece : PIECES) {
            assertRefusedAtOnce("/bucket/" + repeated(piece) + query);
            assertRefusedAtOnce("/bucket/name" + query + "&a=" + repeated(piece));
            assertRefusedAtOnce("/bucket/name" + query + repeated("&" + piece));
        }
    }

    @Test
    void verifyForm_longField_isRefusedAtOnce() {
        for (String name : List.of("x-goog-credential", "x-goog-date", "x-goog-signature", "policy")) {
            for (String piece : PIECES) {
                Map<String, String> fields = new HashMap<>();
                WELL_FORMED.forEach((key, value) -> fields.put(key.toLowerCase(Locale.ROOT), value));
                fields.put("policy", "e30=");
                fields.put(name, fields.get(name) + repeated(piece) + "x");

                long start = System.nanoTime();
                assertThat(VERIFIER.verifyForm("bucket", fields).accepted()).isFalse();
                assertQuick(start);
            }
        }
    }

    @Test
    void verifyForm_longSignedPolicy_isJudgedAtOnce() {
        SigningKey key = SigningKey.hmac("GOOG1", "secret");
        for (String piece : PIECES) {
            String policy = Base64.getEncoder()
                    .encodeToString(("{\"conditions\":[" + repeated(piece)).getBytes(StandardCharsets.UTF_8));
            Map<String, String> fields = new HashMap<>();
            WELL_FORMED.forEach((name, value) -> fields.put(name.toLowerCase(Locale.ROOT), value));
            fields.put("policy", policy);
            fields.put(
                    "x-goog-signature",
                    HexFormat.of().formatHex(key.sign(policy, "20260228/auto/storage/goog4_request")));

            long start = System.nanoTime();
            assertThat(VERIFIER.verifyForm("bucket", fields).outcome()).isEqualTo(Outcome.MALFORMED);
            assertQuick(start);
        }
    }

    private static void assertRefusedAtOnce(String target) {
        long start = System.nanoTime();
        assertThat(VERIFIER.verify("GET", target, Map.of("Host", List.of("x"))).accepted())
                .isFalse();
        assertQuick(start);
    }

    private static void assertQuick(long start) {
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(ofSeconds(1));
    }

    private static String repeated(String piece) {
        return piece.repeat(60_000 / piece.length());
    }
}
