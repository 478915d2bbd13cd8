package io.loist.media;

import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Signs URLs: puts a request in its canonical form, has the key sign it, and appends the signature. */
final class V4SignedUrlService implements SignedUrlService {

    private final SigningKey key;
    private final UrlEndpoint endpoint;
    private final Clock clock;

    V4SignedUrlService(SigningKey key, UrlEndpoint endpoint, Clock clock) {
        this.key = key;
        this.endpoint = endpoint;
        this.clock = clock;
    }

    @Override
    public SignedUrl sign(SignedUrlRequest request) {
        Instant signedAt = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        String timestamp = StringToSign.timestamp(signedAt);
        String scope = StringToSign.scope(timestamp);
        CanonicalRequest canonical = canonicalRequest(request, timestamp, scope);
        byte[] signature = key.sign(StringToSign.of(key.algorithm(), timestamp, scope, canonical), scope);

        URI uri = URI.create(endpoint.base().getScheme() + "://" + endpoint.authority(request.bucket())
                + canonical.path() + "?" + canonical.query() + "&" + SignatureParameters.SIGNATURE + "="
                + HexFormat.of().formatHex(signature));
        SortedMap<String, String> headersToSend = new TreeMap<>(canonical.headers());
        headersToSend.remove("host");
        return new SignedUrl(uri, request.method(), headersToSend, signedAt.plus(request.lifetime()));
    }

    @Override
    public SignedForm signForm(SignedFormRequest request) {
        Instant signedAt = clock.instant().truncatedTo(ChronoUnit.SECONDS);
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

    /** Returns what is signed; the signature itself is the only part of the URL that is not in it. */
    CanonicalRequest canonicalRequest(SignedUrlRequest request, String timestamp, String scope) {
        SortedMap<String, String> headers = new TreeMap<>();
        request.headers().forEach((name, value) -> headers.put(name, CanonicalRequest.fold(value)));
        headers.put("host", endpoint.authority(request.bucket()));

        List<QueryParameter> parameters = new ArrayList<>();
        request.queryParameters().forEach((name, value) -> parameters.add(QueryParameter.encode(name, value)));
        parameters.add(QueryParameter.encode(
                SignatureParameters.ALGORITHM, key.algorithm().id()));
        parameters.add(QueryParameter.encode(SignatureParameters.CREDENTIAL, key.accessId() + "/" + scope));
        parameters.add(QueryParameter.encode(SignatureParameters.DATE, timestamp));
        parameters.add(QueryParameter.encode(
                SignatureParameters.EXPIRES, Long.toString(request.lifetime().toSeconds())));
        parameters.add(
                QueryParameter.encode(SignatureParameters.SIGNED_HEADERS, CanonicalRequest.signedHeaderNames(headers)));
        String path = endpoint.path(request.bucket(), request.object().orElse(null));
        return CanonicalRequest.of(request.method(), path, parameters, headers);
    }
}
