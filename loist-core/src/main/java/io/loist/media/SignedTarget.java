package io.loist.media;

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

    private static final Pattern CREDENTIAL = Pattern.compile("(.+)/((\\d{8})/[^/]+/" + StringToSign.SERVICE + ")");
    private static final Pattern TIMESTAMP = Pattern.compile("\\d{8}T\\d{6}Z");
    private static final Pattern SIGNATURE = Pattern.compile("(?:[0-9a-fA-F]{2}){16,2048}");
    private static final Pattern SECONDS = Pattern.compile("[0-9]{1,6}");

    private final String path;
    private final List<String> parametersWithoutSignature;
    private final String algorithm;
    private final String accessId;
    private final String scope;
    private final String timestamp;
    private final Instant signedAt;
    private final Duration lifetime;
    private final List<String> signedHeaderNames;
    private final byte[] signature;

    private SignedTarget(String path, List<String> parametersWithoutSignature, Map<String, String> values) {
        this.path = path;
        this.parametersWithoutSignature = parametersWithoutSignature;
        this.algorithm = required(values, SignatureParameters.ALGORITHM);
        this.timestamp = required(values, SignatureParameters.DATE);
        require(TIMESTAMP.matcher(timestamp).matches(), SignatureParameters.DATE);
        this.signedAt = Instant.from(StringToSign.TIMESTAMP.parse(timestamp));
        Matcher credential = CREDENTIAL.matcher(required(values, SignatureParameters.CREDENTIAL));
        require(credential.matches() && timestamp.startsWith(credential.group(3)), SignatureParameters.CREDENTIAL);
        this.accessId = credential.group(1);
        this.scope = credential.group(2);
        this.lifetime = lifetime(required(values, SignatureParameters.EXPIRES));
        this.signedHeaderNames =
                List.of(required(values, SignatureParameters.SIGNED_HEADERS).split(";", -1));
        String hex = required(values, SignatureParameters.SIGNATURE);
        require(SIGNATURE.matcher(hex).matches(), SignatureParameters.SIGNATURE);
        this.signature = HexFormat.of().parseHex(hex);
    }

    /**
     * Takes a target apart.
     *
     * @throws IllegalArgumentException if a part of the signature is missing, doubled or not of its form
     * @throws java.time.DateTimeException if there is no such time as the one it is said to be signed at
     */
    static SignedTarget parse(String rawTarget) {
        int question = rawTarget.indexOf('?');
        if (question < 0) {
            throw new IllegalArgumentException("The request is not signed: it has no query.");
        }
        List<String> others = new ArrayList<>();
        Map<String, String> values = new HashMap<>();
        for (String pair : rawTarget.substring(question + 1).split("&", -1)) {
            int equals = pair.indexOf('=');
            String name = PercentCoding.normalize(equals < 0 ? pair : pair.substring(0, equals), false);
            String value = equals < 0 ? "" : PercentCoding.normalize(pair.substring(equals + 1), false);
            if (SignatureParameters.isReserved(name)) {
                String plain = new String(PercentCoding.decode(value), java.nio.charset.StandardCharsets.UTF_8);
                if (values.put(name.toLowerCase(Locale.ROOT), plain) != null) {
                    throw new IllegalArgumentException("The parameter " + name + " is in the query twice.");
                }
            }
            if (!name.equalsIgnoreCase(SignatureParameters.SIGNATURE)) {
                others.add(name + "=" + value);
            }
        }
        return new SignedTarget(PercentCoding.normalize(rawTarget.substring(0, question), true), others, values);
    }

    private static String required(Map<String, String> values, String name) {
        String value = values.get(name.toLowerCase(Locale.ROOT));
        if (value == null) {
            throw new IllegalArgumentException("The request is not signed: it has no " + name + ".");
        }
        return value;
    }

    private static void require(boolean wellFormed, String name) {
        if (!wellFormed) {
            throw new IllegalArgumentException("The parameter " + name + " is not of its form.");
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

    String path() {
        return path;
    }

    List<String> parametersWithoutSignature() {
        return parametersWithoutSignature;
    }

    String algorithm() {
        return algorithm;
    }

    String accessId() {
        return accessId;
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
