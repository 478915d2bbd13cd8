package io.loist.examples.endtoend.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.loist.object.ObjectRef;
import io.loist.signing.SignedFormRequest;
import io.loist.signing.SignedUrlService;
import io.loist.signing.SignedUrlVerifier;
import io.loist.signing.SigningKey;
import io.loist.signing.VerificationKey;
import io.loist.signing.internal.policy.PostPolicy;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

/** Policies of upload forms, unsigned and signed with the right key, and targets of signed URLs: accepted or refused, never thrown. */
final class PolicyTarget implements FuzzTarget {

    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-01-02T03:04:05Z"), ZoneOffset.UTC);
    private static final String SCOPE = "20260102/auto/storage/goog4_request";
    private static final ObjectRef OBJECT = new ObjectRef("music", "up/song.mp3");

    private final String secret = UUID.randomUUID().toString();
    private final SigningKey key = SigningKey.hmac("GOOGFUZZ", secret);
    private final SignedUrlVerifier verifier =
            SignedUrlVerifier.create(CLOCK, VerificationKey.hmac("GOOGFUZZ", secret));
    private final SignedUrlService urls =
            SignedUrlService.builder(key).clock(CLOCK).build();

    @Override
    public List<byte[]> seeds() {
        Map<String, String> form = urls.signForm(SignedFormRequest.builder(OBJECT)
                        .size(1, 1_000_000)
                        .startsWith("content-type", "audio/")
                        .field("x-goog-meta-who", "Bj\u00f6rk \"\\ \u5929")
                        .build())
                .fields();
        String target = urls.sign(OBJECT).uri().toString().replaceFirst("https://[^/]*", "");
        return List.of(Base64.getDecoder().decode(form.getOrDefault("policy", "")), target.getBytes(UTF_8));
    }

    @Override
    public List<byte[]> words() {
        return Stream.of(
                        "{\"conditions\":[", "[\"starts-with\",\"$key\",\"\"]", "[\"eq\",\"$bucket\",\"music\"]",
                        "{\"key\":\"x\"}", "[\"content-length-range\",0,9223372036854775807]", "\"expiration\":",
                        "\"2026-01-02T04:00:00Z\"", "\\u0000", "\\ud83d", "\\\"", "[[[[", "}}}}", "1e999", "null", "true",
                        "-0", "$", "${filename}", "%00", "%2F", "%C3", "..", "&X-Goog-Expires=604800", "\ue000", "\uffff")
                .map(word -> word.getBytes(UTF_8))
                .toList();
    }

    @Override
    public Duration limit() {
        return Duration.ofSeconds(2);
    }

    @Override
    public String run(byte[] input) {
        String text = new String(input, UTF_8);
        String base64 = Base64.getEncoder().encodeToString(input);
        String decoded = decode(base64) + decode(text);
        Map<String, String> fields = new HashMap<>();
        fields.put("key", OBJECT.name());
        fields.put("content-type", "audio/mpeg");
        fields.put("x-goog-meta-who", "Bj\u00f6rk \"\\ \u5929");
        fields.put("x-goog-date", "20260102T030405Z");
        fields.put("x-goog-credential", "GOOGFUZZ/" + SCOPE);
        fields.put("x-goog-algorithm", key.algorithm().id());
        fields.put("policy", base64);
        fields.put("x-goog-signature", HexFormat.of().formatHex(key.sign(base64, SCOPE)));
        SignedUrlVerifier.FormVerdict form = verifier.verifyForm("music", fields);
        SignedUrlVerifier.Verdict url = verifier.verify(
                "GET", text, Map.of("Host", List.of("storage.googleapis.com"), "X-Goog-Meta-A", List.of(text)));
        SignedUrlVerifier.FormVerdict forged =
                verifier.verifyForm("music", Map.of("policy", text, "x-goog-signature", text, "key", text));
        if (forged.accepted()) {
            throw new IllegalStateException("a form without a right signature was accepted");
        }
        return decoded + form.outcome() + form.detail().replaceAll("\"[^\"]*\"|[0-9]+", "N") + url.outcome()
                + url.detail().replaceAll("\"[^\"]*\"|[0-9]+", "N");
    }

    private static String decode(String base64) {
        try {
            PostPolicy policy = PostPolicy.decode(base64);
            if (!PostPolicy.decode(policy.encode()).equals(policy)) {
                throw new IllegalStateException("a policy is another one after it was written and read");
            }
            return "policy of " + policy.conditions().size();
        } catch (IllegalArgumentException e) {
            return "refused";
        }
    }
}
