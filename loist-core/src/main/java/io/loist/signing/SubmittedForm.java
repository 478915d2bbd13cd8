package io.loist.signing;

import io.loist.signing.SignedUrlVerifier.FormVerdict;
import io.loist.signing.SignedUrlVerifier.Outcome;
import io.loist.signing.internal.policy.PolicyCondition;
import io.loist.signing.internal.policy.PostPolicy;
import io.loist.signing.internal.v4.SignatureParameters;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Verifies an uploaded form: first the policy's signature, then the form's fields against the policy. */
final class SubmittedForm {

    /** The prefix of fields that only the web page uses. */
    private static final String IGNORED = "x-ignore-";

    private static final Set<String> NEED_NO_CONDITION =
            Set.of(PostPolicy.FILE, PostPolicy.POLICY, PostPolicy.SIGNATURE);

    private final Map<String, String> fields;
    private final PostPolicy policy;

    private SubmittedForm(Map<String, String> fields, PostPolicy policy) {
        this.fields = fields;
        this.policy = policy;
    }

    static FormVerdict verify(String bucket, Map<String, String> fields, List<VerificationKey> keys, Instant now) {
        try {
            Map<String, String> values = byLowerCaseName(fields);
            if (!values.containsKey(PostPolicy.SIGNATURE)) {
                return refused(Outcome.UNSIGNED, "The form has no signature.");
            }
            SignatureClaim claim = SignatureClaim.of(values);
            String encoded = SignatureParameters.require(values, PostPolicy.POLICY);
            List<VerificationKey> named = claim.namedOf(keys);
            if (named.isEmpty()) {
                return refused(Outcome.UNKNOWN_KEY, "The signing key is unknown.");
            }
            if (named.stream().noneMatch(key -> key.matches(encoded, claim.scope(), claim.signature()))) {
                return refused(Outcome.SIGNATURE_MISMATCH, "The signature does not match the policy.");
            }
            if (values.putIfAbsent(PostPolicy.BUCKET, bucket) != null) {
                return refused(Outcome.CONDITION_FAILED, "The URL names the bucket; no field may name it.");
            }
            return new SubmittedForm(values, PostPolicy.decode(encoded)).verdict(claim, now);
        } catch (IllegalArgumentException e) {
            return refused(Outcome.MALFORMED, String.valueOf(e.getMessage()));
        }
    }

    private static Map<String, String> byLowerCaseName(Map<String, String> fields) {
        Map<String, String> values = new HashMap<>();
        fields.forEach((name, value) -> {
            if (values.put(name.toLowerCase(Locale.ROOT), value) != null) {
                throw new IllegalArgumentException("A field is in the form twice.");
            }
        });
        return values;
    }

    private FormVerdict verdict(SignatureClaim claim, Instant now) {
        if (claim.isAheadOf(now)) {
            return refused(Outcome.NOT_YET_VALID, "The form was signed for a later time.");
        }
        Instant expiresAt = policy.expiresAt();
        if (Duration.between(claim.signedAt(), expiresAt).compareTo(SignedUrlRequest.MAX_LIFETIME) > 0) {
            return refused(Outcome.MALFORMED, "The policy is valid for more than 7 days.");
        }
        if (!now.isBefore(expiresAt)) {
            return refused(Outcome.EXPIRED, "The form expired at " + expiresAt + ".");
        }
        return brokenCondition()
                .map(field -> refused(Outcome.CONDITION_FAILED, "The policy does not allow this " + field + "."))
                .orElseGet(this::accepted);
    }

    private Optional<String> brokenCondition() {
        Set<String> free = new HashSet<>(fields.keySet());
        free.removeAll(NEED_NO_CONDITION);
        free.removeIf(name -> name.startsWith(IGNORED));
        for (PolicyCondition condition : policy.conditions()) {
            if (condition instanceof PolicyCondition.Equal equal) {
                if (!equal.value().equals(fields.get(equal.field()))) {
                    return Optional.of(equal.field());
                }
                free.remove(equal.field());
            } else if (condition instanceof PolicyCondition.StartsWith start) {
                if (!fields.getOrDefault(start.field(), "").startsWith(start.prefix())
                        || !fields.containsKey(start.field())) {
                    return Optional.of(start.field());
                }
                free.remove(start.field());
            }
        }
        return free.stream().sorted().findFirst();
    }

    private FormVerdict accepted() {
        long min = 0;
        long max = Long.MAX_VALUE;
        for (PolicyCondition condition : policy.conditions()) {
            if (condition instanceof PolicyCondition.SizeBetween size) {
                min = Math.max(min, size.min());
                max = Math.min(max, size.max());
            }
        }
        return new FormVerdict(Outcome.ACCEPTED, "The form meets its policy.", min, max);
    }

    private static FormVerdict refused(Outcome outcome, String detail) {
        return new FormVerdict(outcome, detail, 0, 0);
    }
}
