package io.loist.signing;

import static org.assertj.core.api.Assertions.assertThat;

import io.loist.signing.SignedUrlVerifier.FormVerdict;
import io.loist.signing.SignedUrlVerifier.Outcome;
import io.loist.signing.internal.policy.PolicyJson;
import io.loist.signing.internal.policy.PostPolicy;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Signs and verifies every one of Google's examples of POST policies, and refuses whatever differs from them. */
class FormConformanceTest {

    private static final ConformanceKey KEY = ConformanceKey.load();

    @Test
    void examples_areAllThere() {
        assertThat(PolicyVector.all()).hasSize(11);
    }

    @ParameterizedTest
    @MethodSource("io.loist.signing.PolicyVector#all")
    void signForm_example_isEqualByteForByte(PolicyVector vector) {
        SignedForm form = SignedUrlService.builder(KEY.signing())
                .endpoint(vector.input().endpoint())
                .clock(fixed(vector.input().timestamp()))
                .build()
                .signForm(vector.request());

        assertThat(form.uri().toString()).isEqualTo(vector.output().text("url"));
        assertThat(form.fields()).containsExactlyInAnyOrderEntriesOf(vector.expectedFields());
        assertThat(form.expiresAt()).isEqualTo(vector.input().timestamp().plusSeconds(10));
    }

    @ParameterizedTest
    @MethodSource("io.loist.signing.PolicyVector#all")
    void decode_example_isTheExpectedPolicy(PolicyVector vector) {
        String policy = vector.expectedFields().getOrDefault("policy", "");
        String json = new String(Base64.getDecoder().decode(policy), StandardCharsets.US_ASCII);

        assertThat(PolicyJson.read(json))
                .isEqualTo(PolicyJson.read(vector.output().text("expectedDecodedPolicy")));
        assertThat(PostPolicy.decode(policy).encode()).isEqualTo(policy);
    }

    @ParameterizedTest
    @MethodSource("io.loist.signing.PolicyVector#all")
    void verifyForm_example_isAccepted(PolicyVector vector) {
        FormVerdict verdict = verify(vector, vector.submittedFields());

        assertThat(verdict.outcome()).isEqualTo(Outcome.ACCEPTED);
        assertThat(verdict.acceptsSize(vector.size())).isTrue();
    }

    @ParameterizedTest
    @MethodSource("io.loist.signing.PolicyVector#all")
    void verifyForm_anyCharacterOfAFieldChanged_isRefused(PolicyVector vector) {
        Map<String, String> fields = vector.submittedFields();
        for (String name : vector.expectedFields().keySet()) {
            String value = fields.getOrDefault(name, "");
            for (int i = 0; i < value.length(); i++) {
                char other = Character.toLowerCase(value.charAt(i)) == 'q' ? 'z' : 'q';
                assertRefused(vector, with(fields, name, value.substring(0, i) + other + value.substring(i + 1)));
            }
            assertRefused(vector, with(fields, name, value + " "));
            assertRefused(vector, with(fields, name, ""));
        }
    }

    @ParameterizedTest
    @MethodSource("io.loist.signing.PolicyVector#all")
    void verifyForm_anyFieldMissing_isRefused(PolicyVector vector) {
        for (String name : vector.submittedFields().keySet()) {
            Map<String, String> fields = new HashMap<>(vector.submittedFields());
            fields.remove(name);
            assertRefused(vector, fields);
        }
    }

    @ParameterizedTest
    @MethodSource("io.loist.signing.PolicyVector#all")
    void verifyForm_fieldTwiceOrWithoutCondition_isRefused(PolicyVector vector) {
        Map<String, String> fields = vector.submittedFields();

        assertRefused(vector, with(fields, "Key", vector.object().name()));
        assertRefused(vector, with(fields, "x-goog-meta-more", "1"));
        assertRefused(vector, with(fields, "bucket", vector.object().bucket()));
        assertThat(verify(vector, with(fields, "x-ignore-more", "1")).accepted())
                .isTrue();
    }

    @ParameterizedTest
    @MethodSource("io.loist.signing.PolicyVector#all")
    void verifyForm_otherBucket_isRefused(PolicyVector vector) {
        FormVerdict verdict = verifier(vector.input().timestamp().plusSeconds(1))
                .verifyForm(vector.object().bucket() + "x", vector.submittedFields());

        assertThat(verdict.outcome()).isEqualTo(Outcome.CONDITION_FAILED);
    }

    @ParameterizedTest
    @MethodSource("io.loist.signing.PolicyVector#all")
    void verifyForm_beforeItsTimeOrAfterExpiry_isRefused(PolicyVector vector) {
        Instant signedAt = vector.input().timestamp();
        Instant expiresAt = signedAt.plus(vector.input().lifetime());

        assertThat(outcome(vector, expiresAt.minusMillis(1))).isEqualTo(Outcome.ACCEPTED);
        assertThat(outcome(vector, expiresAt)).isEqualTo(Outcome.EXPIRED);
        assertThat(outcome(vector, signedAt.minus(Duration.ofMinutes(15)))).isEqualTo(Outcome.ACCEPTED);
        assertThat(outcome(vector, signedAt.minus(Duration.ofMillis(15 * 60_000 + 1))))
                .isEqualTo(Outcome.NOT_YET_VALID);
    }

    @Test
    void verifyForm_sizeOutsideTheRange_isRefused() {
        PolicyVector vector = PolicyVector.all().stream()
                .filter(one -> one.description().contains("Content-Range"))
                .findFirst()
                .orElseThrow();
        FormVerdict verdict = verify(vector, vector.submittedFields());

        assertThat(verdict.minSize()).isEqualTo(246);
        assertThat(verdict.maxSize()).isEqualTo(266);
        assertThat(verdict.acceptsSize(245)).isFalse();
        assertThat(verdict.acceptsSize(266)).isTrue();
        assertThat(verdict.acceptsSize(267)).isFalse();
    }

    private static Map<String, String> with(Map<String, String> fields, String name, String value) {
        Map<String, String> changed = new HashMap<>(fields);
        changed.put(name, value);
        return changed;
    }

    private static void assertRefused(PolicyVector vector, Map<String, String> fields) {
        FormVerdict verdict = verify(vector, fields);
        assertThat(verdict.outcome()).as(fields.toString()).isNotEqualTo(Outcome.ACCEPTED);
        assertThat(verdict.acceptsSize(0)).isFalse();
        assertThat(verdict.detail()).isNotBlank();
    }

    private static Outcome outcome(PolicyVector vector, Instant now) {
        return verifier(now)
                .verifyForm(vector.object().bucket(), vector.submittedFields())
                .outcome();
    }

    private static FormVerdict verify(PolicyVector vector, Map<String, String> fields) {
        return verifier(vector.input().timestamp().plusSeconds(1))
                .verifyForm(vector.object().bucket(), fields);
    }

    private static SignedUrlVerifier verifier(Instant now) {
        return SignedUrlVerifier.create(fixed(now), KEY.verification());
    }

    private static Clock fixed(Instant instant) {
        return Clock.fixed(instant, ZoneOffset.UTC);
    }
}
