package io.loist.signing;

import io.loist.object.ObjectRef;
import io.loist.signing.internal.policy.PolicyCondition;
import io.loist.signing.internal.policy.PostPolicy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * A request to sign an upload form (a POST policy): the object, and the conditions that a web page must meet. Unlike a signed
 * {@code PUT}, a form can leave a choice to the page, such as any type that begins with {@code audio/}. Immutable; create one with
 * {@link #builder}.
 *
 * @see <a href="https://cloud.google.com/storage/docs/authentication/signatures#policy-document">Policy documents</a>
 */
public final class SignedFormRequest {

    private final ObjectRef object;
    private final Duration lifetime;
    private final Map<String, String> fields;
    private final List<PolicyCondition> conditions;

    private SignedFormRequest(Builder builder) {
        this.object = builder.object;
        this.lifetime = builder.lifetime;
        this.fields = Collections.unmodifiableMap(new LinkedHashMap<>(builder.fields));
        List<PolicyCondition> all = new ArrayList<>(builder.conditions);
        fields.forEach((name, value) -> all.add(new PolicyCondition.Equal(name, value)));
        this.conditions = List.copyOf(all);
    }

    /** Creates a builder of a request for a form that uploads an object. */
    public static Builder builder(ObjectRef object) {
        return new Builder(object);
    }

    /** Returns the object that the form uploads. */
    public ObjectRef object() {
        return object;
    }

    /** Returns the form's lifetime, from 1 second to 7 days. */
    public Duration lifetime() {
        return lifetime;
    }

    /** Returns the fields with fixed values, without those of the signature; unmodifiable, in the order in which they were set. */
    public Map<String, String> fields() {
        return fields;
    }

    List<PolicyCondition> conditions() {
        return conditions;
    }

    /** Returns the object and the lifetime. */
    @Override
    public String toString() {
        return "form for " + object + " for " + lifetime;
    }

    /** Builds a {@link SignedFormRequest}. Not safe for use by several threads at once. */
    public static final class Builder {

        private static final Set<String> OWN = Set.of(
                PostPolicy.ALGORITHM,
                PostPolicy.BUCKET,
                PostPolicy.CREDENTIAL,
                PostPolicy.DATE,
                PostPolicy.FILE,
                PostPolicy.KEY,
                PostPolicy.POLICY,
                PostPolicy.SIGNATURE);

        private final ObjectRef object;
        private final Map<String, String> fields = new LinkedHashMap<>();
        private final List<PolicyCondition> conditions = new ArrayList<>();
        private Duration lifetime = SignedUrlRequest.DEFAULT_LIFETIME;

        private Builder(ObjectRef object) {
            this.object = Objects.requireNonNull(object, "object");
        }

        /**
         * Sets the form's lifetime, truncated to whole seconds; by default 15 minutes.
         *
         * @throws IllegalArgumentException if {@code lifetime} is not from 1 second to 7 days
         */
        public Builder lifetime(Duration lifetime) {
            this.lifetime = SigningLimits.requireLifetime(lifetime);
            return this;
        }

        /**
         * Adds a field with a fixed value, such as {@code content-type}, {@code cache-control}, {@code x-goog-meta-…} or
         * {@code success_action_status}. {@link SignedForm#fields()} will contain it.
         *
         * @param name the field's name, in any case
         * @throws IllegalArgumentException if the signature uses the name itself, the field already has a condition, the name is
         *     not valid, or the value contains a control character
         */
        public Builder field(String name, String value) {
            String field = free(name);
            fields.put(field, HeaderRules.requireValue(field, value));
            return this;
        }

        /**
         * Requires a field whose value the page chooses, beginning with a prefix: {@code startsWith("content-type", "audio/")}.
         *
         * @param name the field's name, in any case
         * @param prefix the required prefix; empty allows any value
         * @throws IllegalArgumentException as {@link #field} does
         */
        public Builder startsWith(String name, String prefix) {
            String field = free(name);
            conditions.add(new PolicyCondition.StartsWith(field, HeaderRules.requireValue(field, prefix)));
            return this;
        }

        /**
         * Requires a size of the file; by default any.
         *
         * @param min the minimum number of bytes, inclusive
         * @param max the maximum number of bytes, inclusive
         * @throws IllegalArgumentException if {@code min} is negative or more than {@code max}, or a size is required already
         */
        public Builder size(long min, long max) {
            SigningLimits.requireRange(min, max);
            if (conditions.stream().anyMatch(PolicyCondition.SizeBetween.class::isInstance)) {
                throw new IllegalArgumentException("the form already requires a size");
            }
            conditions.add(new PolicyCondition.SizeBetween(min, max));
            return this;
        }

        /** Returns the request. */
        public SignedFormRequest build() {
            return new SignedFormRequest(this);
        }

        private String free(String name) {
            String field = HeaderRules.requireName(name);
            boolean demanded = conditions.stream()
                    .anyMatch(one -> one instanceof PolicyCondition.StartsWith start
                            && start.field().equals(field));
            if (OWN.contains(field) || demanded || fields.containsKey(field)) {
                throw new IllegalArgumentException("the field " + name + " is used by the signature or already has a"
                        + " condition; a field has one condition");
            }
            return field;
        }
    }
}
