package io.loist.media;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The path and query of a signed request, taken apart and checked for their form. */
final class SignedTarget {

    private static final Pattern CREDENTIAL =
            Pattern.compile("(.+)/((\\d{8})/[A-Za-z0-9-]+/" + StringToSign.SERVICE + ")");
    private static final Pattern SECONDS = Pattern.compile("[0-9]{1,6}");
    private static final Pattern HEADER_NAME = Pattern.compile("[!-~&&[^:;A-Z]]+");
    private static final Pattern SIGNATURE = Pattern.compile("[0-9a-fA-F]{2,4096}");

    private final String path;
    private final List<QueryParameter> signedParameters;
    private final String algorithm;
    private final String accessId;
    private final String scope;
    private final String timestamp;
    private final Instant signedAt;
    private final Duration lifetime;
    private final List<String> signedHeaderNames;
    private final byte[] signature;

    private SignedTarget(String path, List<QueryParameter> signedParameters, Map<String, String> values) {
        this.path = path;
        this.signedParameters = signedParameters;
        this.algorithm = required(values, SignatureParameters.ALGORITHM);
        this.timestamp = required(values, SignatureParameters.DATE);
        this.signedAt = instant(timestamp);
        Matcher credential = CREDENTIAL.matcher(required(values, SignatureParameters.CREDENTIAL));
        require(credential.matches() && timestamp.startsWith(credential.group(3)), SignatureParameters.CREDENTIAL);
        this.accessId = credential.group(1);
        this.scope = credential.group(2);
        this.lifetime = lifetime(required(values, SignatureParameters.EXPIRES));
        this.signedHeaderNames = headerNames(required(values, SignatureParameters.SIGNED_HEADERS));
        this.signature = signature(required(values, SignatureParameters.SIGNATURE));
    }

    /** Returns whether there is a signature at all, of whatever form. */
    static boolean isSigned(String rawTarget) {
        int question = rawTarget.indexOf('?');
        return question >= 0
                && rawTarget
                        .substring(question)
                        .toLowerCase(Locale.ROOT)
                        .contains(SignatureParameters.SIGNATURE.toLowerCase(Locale.ROOT));
    }

    /**
     * Takes a target apart.
     *
     * @throws IllegalArgumentException if a part of the signature is missing, doubled or not of its form
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

    private static String required(Map<String, String> values, String name) {
        String value = values.get(name.toLowerCase(Locale.ROOT));
        if (value == null) {
            throw new IllegalArgumentException("The query has no " + name + ".");
        }
        return value;
    }

    private static void require(boolean wellFormed, String name) {
        if (!wellFormed) {
            throw new IllegalArgumentException("The parameter " + name + " is not of its form.");
        }
    }

    private static Instant instant(String timestamp) {
        try {
            return StringToSign.instant(timestamp);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(
                    "The parameter " + SignatureParameters.DATE + " is not a time in the form 20190201T090000Z.", e);
        }
    }

    private static Duration lifetime(String seconds) {
        require(SECONDS.matcher(seconds).matches(), SignatureParameters.EXPIRES);
        Duration lifetime = Duration.ofSeconds(Long.parseLong(seconds));
        require(
                lifetime.compareTo(SignedUrlRequest.MIN_LIFETIME) >= 0
                        && lifetime.compareTo(SignedUrlRequest.MAX_LIFETIME) <= 0,
                SignatureParameters.EXPIRES);
        return lifetime;
    }

    private static List<String> headerNames(String joined) {
        List<String> names = List.of(joined.split(";", -1));
        require(
                names.stream().allMatch(name -> HEADER_NAME.matcher(name).matches()),
                SignatureParameters.SIGNED_HEADERS);
        if (!names.contains("host")) {
            throw new IllegalArgumentException("The header host must be signed.");
        }
        return names;
    }

    private static byte[] signature(String hex) {
        require(SIGNATURE.matcher(hex).matches() && hex.length() % 2 == 0, SignatureParameters.SIGNATURE);
        return HexFormat.of().parseHex(hex);
    }

    /** Returns whether a key is the one that is said to have signed. */
    boolean names(VerificationKey key) {
        return key.accessId().equals(accessId) && key.algorithm().id().equals(algorithm);
    }

    /** Returns the path, percent-encoded in the canonical way. */
    String path() {
        return path;
    }

    /** Returns all parameters but the signature. */
    List<QueryParameter> signedParameters() {
        return signedParameters;
    }

    String scope() {
        return scope;
    }

    String timestamp() {
        return timestamp;
    }

    Instant signedAt() {
        return signedAt;
    }

    Duration lifetime() {
        return lifetime;
    }

    List<String> signedHeaderNames() {
        return signedHeaderNames;
    }

    byte[] signature() {
        return signature;
    }
}
