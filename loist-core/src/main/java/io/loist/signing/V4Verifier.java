package io.loist.signing;

import io.loist.signing.internal.v4.CanonicalRequest;
import io.loist.signing.internal.v4.StringToSign;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/** Verifies requests: rebuilds the canonical form of a request, and checks its signature with the key that the request names. */
final class V4Verifier implements SignedUrlVerifier {

    private static final String HOST = "host";
    private static final Verdict ACCEPTED = new Verdict(Outcome.ACCEPTED, "The signature is valid.");

    private final Clock clock;
    private final List<VerificationKey> keys;
    private final AcceptedRequests accepted = new AcceptedRequests();
    private final boolean remembers;

    V4Verifier(Clock clock, List<VerificationKey> keys) {
        this.clock = clock;
        this.keys = List.copyOf(keys);
        // A key of the host's own may change its mind
        this.remembers =
                keys.stream().allMatch(key -> key instanceof HmacSigningKey || key instanceof RsaVerificationKey);
    }

    @Override
    public Verdict verify(String method, String rawTarget, Map<String, List<String>> headers) {
        ByteBuffer hash = remembers ? AcceptedRequests.hash(method, rawTarget, headers) : null;
        if (hash != null && accepted.contains(hash, clock.instant())) {
            return ACCEPTED;
        }
        if (!SignedTarget.isSigned(rawTarget)) {
            return new Verdict(Outcome.UNSIGNED, "The request has no signature.");
        }
        try {
            SignedTarget target = SignedTarget.parse(rawTarget);
            SortedMap<String, String> signed =
                    signedHeaders(target.signedHeaderNames(), CanonicalRequest.canonicalHeaders(headers));
            Function<SortedMap<String, String>, CanonicalRequest> form = headersOfForm ->
                    CanonicalRequest.of(method, target.path(), target.signedParameters(), headersOfForm);
            Verdict verdict = verdict(target, hostForms(signed), form);
            if (hash != null && verdict.accepted() && signed.size() == 1) {
                accepted.add(hash, target.window());
            }
            return verdict;
        } catch (IllegalArgumentException e) {
            return new Verdict(Outcome.MALFORMED, String.valueOf(e.getMessage()));
        }
    }

    @Override
    public FormVerdict verifyForm(String bucket, Map<String, String> fields) {
        return SubmittedForm.verify(bucket, fields, keys, clock.instant());
    }

    /** Returns the headers as sent and, if the host has a port, without it: some clients, such as Google's for Node, sign no port. */
    private static List<SortedMap<String, String>> hostForms(SortedMap<String, String> signed) {
        String host = signed.getOrDefault(HOST, "");
        int colon = host.lastIndexOf(':');
        boolean hasPort = colon > 0
                && colon < host.length() - 1
                && host.chars().skip(colon + 1L).allMatch(c -> c >= '0' && c <= '9');
        if (!hasPort) {
            return List.of(signed);
        }
        SortedMap<String, String> withoutPort = new TreeMap<>(signed);
        withoutPort.put(HOST, host.substring(0, colon));
        return List.of(signed, withoutPort);
    }

    private Verdict verdict(
            SignedTarget target,
            List<SortedMap<String, String>> hostForms,
            Function<SortedMap<String, String>, CanonicalRequest> form) {
        SignatureClaim claim = target.claim();
        List<VerificationKey> named = claim.namedOf(keys);
        if (named.isEmpty()) {
            return new Verdict(Outcome.UNKNOWN_KEY, "The signing key is unknown.");
        }
        boolean signed = hostForms.stream()
                .map(form)
                .anyMatch(canonical -> named.stream().anyMatch(key -> hasSigned(key, claim, canonical)));
        if (!signed) {
            return new Verdict(Outcome.SIGNATURE_MISMATCH, "The signature does not match the request.");
        }
        Instant now = clock.instant();
        if (target.window().contains(now)) {
            return ACCEPTED;
        }
        return claim.isAheadOf(now)
                ? new Verdict(Outcome.NOT_YET_VALID, "The URL was signed for a later time.")
                : new Verdict(
                        Outcome.EXPIRED, "The URL expired at " + target.window().to() + ".");
    }

    private static boolean hasSigned(VerificationKey key, SignatureClaim claim, CanonicalRequest canonical) {
        String text = StringToSign.of(key.algorithm().id(), claim.timestamp(), claim.scope(), canonical);
        return key.matches(text, claim.scope(), claim.signature());
    }

    private static SortedMap<String, String> signedHeaders(List<String> names, SortedMap<String, String> sent) {
        SortedMap<String, String> signed = new TreeMap<>();
        for (String name : names) {
            String value = sent.get(name);
            if (value == null) {
                throw new IllegalArgumentException("The header " + name + " was signed but is not in the request.");
            }
            signed.put(name, value);
        }
        for (String name : sent.keySet()) {
            if (name.startsWith("x-goog-") && !signed.containsKey(name)) {
                throw new IllegalArgumentException("The header " + name + " is in the request but was not signed.");
            }
        }
        return signed;
    }
}
