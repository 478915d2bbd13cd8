package io.loist.signing;

import io.loist.signing.internal.v4.SignatureParameters;
import io.loist.signing.internal.v4.StringToSign;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The unverified statements of a signature about itself, which signed URLs and signed forms share.
 *
 * @param algorithm the id of the algorithm
 * @param accessId the id of the signer
 * @param scope the credential scope
 * @param timestamp the time of signing, as sent
 * @param signedAt the time of signing
 * @param signature the signature's bytes
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record SignatureClaim(
        String algorithm, String accessId, String scope, String timestamp, Instant signedAt, byte[] signature) {

    /** The tolerated lead of a signer's clock; other services with V4 signatures grant the same. */
    private static final Duration CLOCK_SKEW = Duration.ofMinutes(15);

    private static final Pattern CREDENTIAL =
            Pattern.compile("(.+)/((\\d{8})/[A-Za-z0-9-]+/" + StringToSign.SERVICE + ")");
    private static final Pattern SIGNATURE = Pattern.compile("[0-9a-fA-F]{2,4096}");

    /**
     * Parses the parts of a signature.
     *
     * @param values the parameters or fields, by lower-case name
     * @throws IllegalArgumentException if one is missing or malformed
     */
    static SignatureClaim of(Map<String, String> values) {
        String timestamp = SignatureParameters.require(values, SignatureParameters.DATE);
        Instant signedAt;
        try {
            signedAt = StringToSign.instant(timestamp);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(
                    SignatureParameters.DATE + " is not a time in the form 20190201T090000Z.", e);
        }
        Matcher credential = CREDENTIAL.matcher(SignatureParameters.require(values, SignatureParameters.CREDENTIAL));
        SignatureParameters.requireForm(
                credential.matches() && timestamp.startsWith(credential.group(3)), SignatureParameters.CREDENTIAL);
        return new SignatureClaim(
                SignatureParameters.require(values, SignatureParameters.ALGORITHM),
                credential.group(1),
                credential.group(2),
                timestamp,
                signedAt,
                bytes(SignatureParameters.require(values, SignatureParameters.SIGNATURE)));
    }

    private static byte[] bytes(String hex) {
        SignatureParameters.requireForm(
                SIGNATURE.matcher(hex).matches() && hex.length() % 2 == 0, SignatureParameters.SIGNATURE);
        return HexFormat.of().parseHex(hex);
    }

    /** Returns the keys with the claimed access id and algorithm. */
    List<VerificationKey> namedOf(List<VerificationKey> keys) {
        return keys.stream()
                .filter(key ->
                        key.accessId().equals(accessId) && key.algorithm().id().equals(algorithm))
                .toList();
    }

    /** Returns whether the time of signing is further in the future than clocks may differ. */
    boolean isAheadOf(Instant now) {
        return now.isBefore(validFrom());
    }

    /** Returns the time from which on the signature is valid. */
    Instant validFrom() {
        return signedAt.minus(CLOCK_SKEW);
    }
}
