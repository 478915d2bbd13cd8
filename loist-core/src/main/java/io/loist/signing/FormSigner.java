package io.loist.signing;

import io.loist.object.ObjectRef;
import io.loist.signing.internal.policy.PolicyCondition;
import io.loist.signing.internal.policy.PostPolicy;
import io.loist.signing.internal.v4.StringToSign;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Signs forms: writes their policy, signs it with the key, and adds both to the fields. */
final class FormSigner {

    private FormSigner() {}

    static SignedForm sign(SignedFormRequest request, SigningKey key, UrlEndpoint endpoint, Instant now) {
        Instant signedAt = now.truncatedTo(ChronoUnit.SECONDS);
        Instant expiresAt = signedAt.plus(request.lifetime());
        String timestamp = StringToSign.timestamp(signedAt);
        String scope = StringToSign.scope(timestamp);
        ObjectRef object = request.object();

        Map<String, String> stamp = new LinkedHashMap<>();
        stamp.put(PostPolicy.DATE, timestamp);
        stamp.put(PostPolicy.CREDENTIAL, key.accessId() + "/" + scope);
        stamp.put(PostPolicy.ALGORITHM, key.algorithm().id());
        List<PolicyCondition> conditions = new ArrayList<>(request.conditions());
        conditions.add(new PolicyCondition.Equal(PostPolicy.BUCKET, object.bucket()));
        conditions.add(new PolicyCondition.Equal(PostPolicy.KEY, object.name()));
        stamp.forEach((name, value) -> conditions.add(new PolicyCondition.Equal(name, value)));
        String policy = new PostPolicy(conditions, expiresAt).encode();

        Map<String, String> fields = new LinkedHashMap<>();
        fields.put(PostPolicy.KEY, object.name());
        fields.putAll(request.fields());
        fields.putAll(stamp);
        fields.put(PostPolicy.POLICY, policy);
        fields.put(PostPolicy.SIGNATURE, HexFormat.of().formatHex(key.sign(policy, scope)));
        return new SignedForm(endpoint.formUri(object.bucket()), fields, expiresAt);
    }
}
