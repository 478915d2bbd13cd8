package io.loist.signing.internal.policy;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A policy document: what a form may upload, and until when.
 *
 * @param conditions the conditions that the form must meet
 * @param expiresAt when the form stops working
 * @see <a href="https://cloud.google.com/storage/docs/authentication/signatures#policy-document">Policy documents</a>
 */
public record PostPolicy(List<PolicyCondition> conditions, Instant expiresAt) {

    public static final String ALGORITHM = "x-goog-algorithm";
    public static final String BUCKET = "bucket";
    public static final String CREDENTIAL = "x-goog-credential";
    public static final String DATE = "x-goog-date";
    public static final String FILE = "file";
    public static final String KEY = "key";
    public static final String POLICY = "policy";
    public static final String SIGNATURE = "x-goog-signature";

    private static final String CONDITIONS = "conditions";
    private static final String EXPIRATION = "expiration";
    private static final String EQUAL = "eq";

    /** Returns the document in Base64, which is the text to sign. */
    public String encode() {
        String all = conditions.stream().map(PolicyCondition::json).collect(Collectors.joining(","));
        String json = "{" + PolicyJson.quoted(CONDITIONS) + ":[" + all + "]," + PolicyJson.quoted(EXPIRATION) + ":"
                + PolicyJson.quoted(expiresAt.toString()) + "}";
        return Base64.getEncoder().encodeToString(json.getBytes(StandardCharsets.US_ASCII));
    }

    /**
     * Parses a document in Base64; the names of fields are lower-cased.
     *
     * @throws IllegalArgumentException if it is not a policy document
     */
    public static PostPolicy decode(String base64) {
        String json = new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
        if (!(PolicyJson.read(json) instanceof Map<?, ?> document
                && document.get(EXPIRATION) instanceof String expiration
                && document.get(CONDITIONS) instanceof List<?> listed)) {
            throw new IllegalArgumentException("The policy is not an object with an expiration and conditions.");
        }
        List<PolicyCondition> conditions = new ArrayList<>();
        listed.forEach(one -> add(conditions, one));
        try {
            return new PostPolicy(conditions, Instant.parse(expiration));
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("The policy's expiration is not a time.", e);
        }
    }

    private static void add(List<PolicyCondition> conditions, Object one) {
        if (one instanceof Map<?, ?> equals) {
            equals.forEach((name, value) -> conditions.add(new PolicyCondition.Equal(lowerCase(name), text(value))));
        } else if (one instanceof List<?> parts && parts.size() == 3) {
            conditions.add(condition(text(parts.get(0)), parts.get(1), parts.get(2)));
        } else {
            throw new IllegalArgumentException("The policy has a condition of an unknown form.");
        }
    }

    private static PolicyCondition condition(String operator, Object first, Object second) {
        return switch (operator.toLowerCase(Locale.ROOT)) {
            case EQUAL -> new PolicyCondition.Equal(field(first), text(second));
            case PolicyCondition.StartsWith.OPERATOR -> new PolicyCondition.StartsWith(field(first), text(second));
            case PolicyCondition.SizeBetween.OPERATOR -> new PolicyCondition.SizeBetween(number(first), number(second));
            default -> throw new IllegalArgumentException("The policy has a condition with an unknown operator.");
        };
    }

    private static String field(Object reference) {
        String text = text(reference);
        if (!text.startsWith("$")) {
            throw new IllegalArgumentException("The policy has a condition that names no field.");
        }
        return lowerCase(text.substring(1));
    }

    private static String lowerCase(Object name) {
        return text(name).toLowerCase(Locale.ROOT);
    }

    private static String text(Object value) {
        if (value instanceof String text) {
            return text;
        }
        throw new IllegalArgumentException("The policy has another value where a text is expected.");
    }

    private static long number(Object value) {
        return value instanceof Long number ? number : Long.parseLong(text(value));
    }
}
