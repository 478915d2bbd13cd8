package io.loist.signing;

import io.loist.signing.internal.v4.PercentCoding;
import io.loist.signing.internal.v4.QueryParameter;
import io.loist.signing.internal.v4.SignatureParameters;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/** The parsed path and query of a signed request. */
final class SignedTarget {

    private static final Pattern SECONDS = Pattern.compile("[0-9]{1,6}");
    private static final Pattern HEADER_NAME = Pattern.compile("[!-~&&[^:;A-Z]]+");

    private final String path;
    private final List<QueryParameter> signedParameters;
    private final SignatureClaim claim;
    private final Duration lifetime;
    private final List<String> signedHeaderNames;

    private SignedTarget(String path, List<QueryParameter> signedParameters, Map<String, String> values) {
        this.path = path;
        this.signedParameters = signedParameters;
        this.claim = SignatureClaim.of(values);
        this.lifetime = lifetime(SignatureParameters.require(values, SignatureParameters.EXPIRES));
        this.signedHeaderNames = headerNames(SignatureParameters.require(values, SignatureParameters.SIGNED_HEADERS));
    }

    /** Returns whether the query contains a signature, well-formed or not. */
    static boolean isSigned(String rawTarget) {
        int question = rawTarget.indexOf('?');
        return question >= 0
                && rawTarget
                        .substring(question)
                        .toLowerCase(Locale.ROOT)
                        .contains(SignatureParameters.SIGNATURE.toLowerCase(Locale.ROOT));
    }

    /**
     * Parses a target.
     *
     * @throws IllegalArgumentException if a part of the signature is missing, repeated or malformed
     */
    static SignedTarget parse(String rawTarget) {
        int question = rawTarget.indexOf('?');
        if (question < 0) {
            throw new IllegalArgumentException("The request has no query.");
        }
        List<QueryParameter> signed = new ArrayList<>();
        Map<String, String> values = new HashMap<>();
        for (String pair : rawTarget.substring(question + 1).split("&", -1)) {
            QueryParameter parameter = QueryParameter.parse(pair);
            if (SignatureParameters.isReserved(parameter.name())
                    && values.put(parameter.name().toLowerCase(Locale.ROOT), parameter.plainValue()) != null) {
                throw new IllegalArgumentException("The parameter " + parameter.name() + " is in the query twice.");
            }
            if (!parameter.name().equalsIgnoreCase(SignatureParameters.SIGNATURE)) {
                signed.add(parameter);
            }
        }
        return new SignedTarget(PercentCoding.normalizePath(rawTarget.substring(0, question)), signed, values);
    }

    private static Duration lifetime(String seconds) {
        SignatureParameters.requireForm(SECONDS.matcher(seconds).matches(), SignatureParameters.EXPIRES);
        Duration lifetime = Duration.ofSeconds(Long.parseLong(seconds));
        SignatureParameters.requireForm(
                lifetime.compareTo(SignedUrlRequest.MIN_LIFETIME) >= 0
                        && lifetime.compareTo(SignedUrlRequest.MAX_LIFETIME) <= 0,
                SignatureParameters.EXPIRES);
        return lifetime;
    }

    private static List<String> headerNames(String joined) {
        List<String> names = List.of(joined.split(";", -1));
        SignatureParameters.requireForm(
                names.stream().allMatch(name -> HEADER_NAME.matcher(name).matches()),
                SignatureParameters.SIGNED_HEADERS);
        if (!names.contains("host")) {
            throw new IllegalArgumentException("The header host must be signed.");
        }
        return names;
    }

    /** Returns the path in canonical percent-encoding. */
    String path() {
        return path;
    }

    /** Returns all parameters except the signature. */
    List<QueryParameter> signedParameters() {
        return signedParameters;
    }

    SignatureClaim claim() {
        return claim;
    }

    Duration lifetime() {
        return lifetime;
    }

    /** Returns the time in which the signature is valid. */
    AcceptedRequests.Window window() {
        return new AcceptedRequests.Window(claim.validFrom(), claim.signedAt().plus(lifetime));
    }

    List<String> signedHeaderNames() {
        return signedHeaderNames;
    }
}
