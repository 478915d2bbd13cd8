package io.loist.signing;

import io.loist.signing.internal.v4.CanonicalRequest;
import io.loist.signing.internal.v4.QueryParameter;
import io.loist.signing.internal.v4.SignatureParameters;
import io.loist.signing.internal.v4.StringToSign;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Signs URLs: computes the canonical form of a request, signs it with the key, and appends the signature. */
final class V4SignedUrlService implements SignedUrlService {

    /** Google-managed keys are rotated; a signature is guaranteed to stay valid for at least this long. */
    private static final Duration MAX_REMOTE_LIFETIME = Duration.ofHours(12);

    private static final String NOT_OURS =
            "This service did not sign the URL with its current key;" + " sign a new request for the object instead.";

    private final SigningKey key;
    private final UrlEndpoint endpoint;
    private final Clock clock;
    private final long windowSeconds;

    V4SignedUrlService(SigningKey key, UrlEndpoint endpoint, Clock clock, Duration window) {
        this.key = key;
        this.endpoint = endpoint;
        this.clock = clock;
        this.windowSeconds = window.toSeconds();
    }

    @Override
    public SignedUrl sign(SignedUrlRequest request) {
        requireLifetime(request.lifetime());
        Stamp stamp = stamp(request);
        CanonicalRequest canonical = canonicalRequest(request, stamp);
        return url(canonical, endpoint.authority(request.bucket()), stamp);
    }

    @Override
    public List<SignedUrl> signAll(List<SignedUrlRequest> requests) {
        if (!key.remote()) {
            return SignedUrlService.super.signAll(requests);
        }
        requests.forEach(request -> requireLifetime(request.lifetime()));
        return ParallelSigning.signAll(requests, this::sign);
    }

    @Override
    public SignedForm signForm(SignedFormRequest request) {
        requireLifetime(request.lifetime());
        return FormSigner.sign(request, key, endpoint, clock.instant());
    }

    @Override
    public SignedUrl renew(SignedUrl url) {
        SignedTarget old = target(url);
        Stamp stamp = Stamp.at(old.claim().signedAt(), old.lifetime());
        SortedMap<String, String> headers = new TreeMap<>(url.headers());
        headers.put("host", url.uri().getRawAuthority());
        List<QueryParameter> parameters = new ArrayList<>();
        for (QueryParameter parameter : old.signedParameters()) {
            if (!SignatureParameters.isReserved(parameter.name())) {
                parameters.add(parameter);
            }
        }
        CanonicalRequest then = canonical(url.method(), old.path(), parameters, headers, stamp);
        if (!signedUri(then, url.uri().getRawAuthority(), stamp).equals(url.uri())) {
            throw new IllegalArgumentException(NOT_OURS);
        }
        Stamp now = stampAt(clock.instant().getEpochSecond(), windowOf(url.method()), old.lifetime());
        return url(
                canonical(url.method(), old.path(), parameters, headers, now),
                url.uri().getRawAuthority(),
                now);
    }

    private SignedTarget target(SignedUrl url) {
        try {
            SignedTarget target =
                    SignedTarget.parse(url.uri().getRawPath() + "?" + url.uri().getRawQuery());
            requireLifetime(target.lifetime());
            String own = endpoint.base().getRawAuthority();
            boolean ownHost = endpoint.style() == UrlEndpoint.Style.VIRTUAL_HOSTED
                    ? url.uri().getRawAuthority().endsWith("." + own)
                    : own.equals(url.uri().getRawAuthority());
            if (ownHost && endpoint.base().getScheme().equals(url.uri().getScheme())) {
                return target;
            }
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(NOT_OURS, e);
        }
        throw new IllegalArgumentException(NOT_OURS);
    }

    private void requireLifetime(Duration lifetime) {
        if (key.remote() && lifetime.compareTo(MAX_REMOTE_LIFETIME) > 0) {
            throw new IllegalArgumentException("lifetime must be at most 12 hours with a Google-managed key, but is "
                    + lifetime + "; sign with a service account's own key or an HMAC key for a longer one");
        }
    }

    /** Returns the time and lifetime to sign with. The lifetime is extended by one window, because the time is the window's start. */
    private Stamp stamp(SignedUrlRequest request) {
        long window = windowOf(request.method());
        Duration max = key.remote() ? MAX_REMOTE_LIFETIME : SignedUrlRequest.MAX_LIFETIME;
        Duration lifetime =
                window == 1 ? request.lifetime() : request.lifetime().plusSeconds(window);
        return stampAt(clock.instant().getEpochSecond(), window, lifetime.compareTo(max) > 0 ? max : lifetime);
    }

    private static Stamp stampAt(long now, long window, Duration lifetime) {
        return Stamp.at(Instant.ofEpochSecond(now - Math.floorMod(now, window)), lifetime);
    }

    /** The URLs of uploads are not cached, so they need no window. */
    private long windowOf(String method) {
        return method.equals("GET") || method.equals("HEAD") ? windowSeconds : 1;
    }

    /** Returns the canonical form of a request, which contains everything in the URL except the signature. */
    CanonicalRequest canonicalRequest(SignedUrlRequest request, Stamp stamp) {
        SortedMap<String, String> headers = new TreeMap<>();
        request.headers().forEach((name, value) -> headers.put(name, CanonicalRequest.fold(value)));
        headers.put("host", endpoint.authority(request.bucket()));
        List<QueryParameter> parameters =
                new ArrayList<>(request.queryParameters().size() + 5);
        request.queryParameters().forEach((name, value) -> parameters.add(QueryParameter.encode(name, value)));
        String path = endpoint.path(request.bucket(), request.object());
        return canonical(request.method(), path, parameters, headers, stamp);
    }

    private CanonicalRequest canonical(
            String method, String path, List<QueryParameter> own, SortedMap<String, String> headers, Stamp stamp) {
        List<QueryParameter> parameters = new ArrayList<>(own);
        parameters.add(new QueryParameter(
                SignatureParameters.ALGORITHM, key.algorithm().id()));
        parameters.add(QueryParameter.encode(SignatureParameters.CREDENTIAL, key.accessId() + "/" + stamp.scope()));
        parameters.add(new QueryParameter(SignatureParameters.DATE, stamp.timestamp()));
        parameters.add(new QueryParameter(
                SignatureParameters.EXPIRES, Long.toString(stamp.lifetime().toSeconds())));
        parameters.add(
                QueryParameter.encode(SignatureParameters.SIGNED_HEADERS, CanonicalRequest.signedHeaderNames(headers)));
        return CanonicalRequest.of(method.toUpperCase(Locale.ROOT), path, parameters, headers);
    }

    private SignedUrl url(CanonicalRequest canonical, String authority, Stamp stamp) {
        Map<String, String> headersToSend = new TreeMap<>(canonical.headers());
        headersToSend.remove("host");
        Instant expiresAt = stamp.signedAt().plus(stamp.lifetime());
        return new SignedUrl(signedUri(canonical, authority, stamp), canonical.method(), headersToSend, expiresAt);
    }

    private URI signedUri(CanonicalRequest canonical, String authority, Stamp stamp) {
        String text = StringToSign.of(key.algorithm().id(), stamp.timestamp(), stamp.scope(), canonical);
        String signature = HexFormat.of().formatHex(key.sign(text, stamp.scope()));
        return URI.create(endpoint.base().getScheme() + "://" + authority + canonical.path() + "?" + canonical.query()
                + "&" + SignatureParameters.SIGNATURE + "=" + signature);
    }

    /**
     * The time and lifetime of a signature.
     *
     * @param signedAt the time of signing, a whole second
     * @param timestamp the same time as {@code X-Goog-Date}
     * @param scope the credential scope of that day
     * @param lifetime the time from signing to expiry
     */
    record Stamp(Instant signedAt, String timestamp, String scope, Duration lifetime) {

        static Stamp at(Instant signedAt, Duration lifetime) {
            String timestamp = StringToSign.timestamp(signedAt);
            return new Stamp(signedAt, timestamp, StringToSign.scope(timestamp), lifetime);
        }
    }
}
