package io.loist.media;

import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
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
        String authority = endpoint.authority(request.object().bucket());

        SortedMap<String, String> headers = new TreeMap<>();
        request.headers().forEach((name, value) -> headers.put(name, CanonicalRequest.fold(value)));
        headers.put("host", authority);

        List<String> parameters = new ArrayList<>();
        request.queryParameters().forEach((name, value) -> parameters.add(parameter(name, value)));
        if (request.downloadName() != null) {
            parameters.add(
                    parameter("response-content-disposition", ContentDisposition.attachment(request.downloadName())));
        }
        if (request.responseContentType() != null) {
            parameters.add(parameter("response-content-type", request.responseContentType()));
        }
        parameters.add(parameter(SignatureParameters.ALGORITHM, key.algorithm().id()));
        parameters.add(parameter(SignatureParameters.CREDENTIAL, key.accessId() + "/" + scope));
        parameters.add(parameter(SignatureParameters.DATE, timestamp));
        parameters.add(parameter(
                SignatureParameters.EXPIRES, Long.toString(request.lifetime().toSeconds())));
        parameters.add(parameter(SignatureParameters.SIGNED_HEADERS, CanonicalRequest.signedHeaderNames(headers)));

        CanonicalRequest canonical =
                CanonicalRequest.of(request.method(), endpoint.path(request.object()), parameters, headers);
        byte[] signature = key.sign(StringToSign.of(key.algorithm(), timestamp, scope, canonical));

        URI uri = URI.create(
                endpoint.base().getScheme() + "://" + authority + canonical.path() + "?" + canonical.query() + "&"
                        + SignatureParameters.SIGNATURE + "=" + HexFormat.of().formatHex(signature));
        headers.remove("host");
        return new SignedUrl(uri, request.method(), headers, signedAt.plus(request.lifetime()));
    }

    private static String parameter(String name, String value) {
        return PercentCoding.encode(name) + "=" + PercentCoding.encode(value);
    }
}
