package io.loist.media;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Checks requests: rebuilds the canonical form from what arrived, and asks the named key whether it signed that. */
final class V4Verifier implements SignedUrlVerifier {

    /** How far the clock of a signer may be ahead, as Cloud Storage grants it. */
    private static final Duration CLOCK_SKEW = Duration.ofMinutes(15);

    private final Clock clock;
    private final List<VerificationKey> keys;

    V4Verifier(Clock clock, List<VerificationKey> keys) {
        this.clock = clock;
        this.keys = List.copyOf(keys);
    }

    @Override
    public Verdict verify(String method, String rawTarget, Map<String, List<String>> headers) {
        SignedTarget target;
        SortedMap<String, String> signedHeaders;
        try {
            target = SignedTarget.parse(rawTarget);
            signedHeaders = signedHeaders(target, CanonicalRequest.canonicalHeaders(headers));
        } catch (IllegalArgumentException | DateTimeException e) {
            return new Verdict(Outcome.MALFORMED, String.valueOf(e.getMessage()));
        }
        CanonicalRequest canonical =
                CanonicalRequest.of(method, target.path(), target.parametersWithoutSignature(), signedHeaders);
        return keys.stream()
                .filter(key -> key.accessId().equals(target.accessId())
                        && key.algorithm().id().equals(target.algorithm()))
                .findFirst()
                .map(key -> verdict(key, target, canonical))
                .orElseGet(() ->
                        new Verdict(Outcome.UNKNOWN_KEY, "The key that is said to have signed is not known here."));
    }

    private Verdict verdict(VerificationKey key, SignedTarget target, CanonicalRequest canonical) {
        String stringToSign = StringToSign.of(key.algorithm(), target.timestamp(), target.scope(), canonical);
        if (!key.matches(stringToSign, target.signature())) {
            return new Verdict(Outcome.SIGNATURE_MISMATCH, "The request is not the one that was signed.");
        }
        Instant now = clock.instant();
        if (now.isBefore(target.signedAt().minus(CLOCK_SKEW))) {
            return new Verdict(Outcome.NOT_YET_VALID, "The URL was signed for a later time.");
        }
        if (!now.isBefore(target.signedAt().plus(target.lifetime()))) {
            return new Verdict(Outcome.EXPIRED, "The URL has expired.");
        }
        return new Verdict(Outcome.ACCEPTED, "The signature is valid.");
    }

    private static SortedMap<String, String> signedHeaders(SignedTarget target, SortedMap<String, String> sent) {
        SortedMap<String, String> signed = new TreeMap<>();
        for (String name : target.signedHeaderNames()) {
            String value = sent.get(name);
            if (value == null) {
                throw new IllegalArgumentException("The header " + name + " was signed but is not in the request.");
            }
            signed.put(name, value);
        }
        if (!signed.containsKey("host")) {
            throw new IllegalArgumentException("The header host must be signed.");
        }
        sent.keySet().stream()
                .filter(name -> name.startsWith("x-goog-") && !signed.containsKey(name))
                .findFirst()
                .ifPresent(name -> {
                    throw new IllegalArgumentException("The header " + name + " is in the request but was not signed.");
                });
        return signed;
    }
}
