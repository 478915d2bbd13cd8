package io.loist.storage.internal.server.upload;

import io.loist.storage.internal.server.http.HttpErrorException;
import io.loist.storage.internal.server.http.MediaError;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * The checksums that an upload must have, as its headers name them.
 *
 * @param values the sums in Base64, by algorithm: {@code crc32c}, {@code md5}, {@code sha-256}; those that were named
 */
record ExpectedChecksums(Map<String, String> values) {

    static final String CRC32C = "crc32c";
    static final String MD5 = "md5";
    static final String SHA_256 = "sha-256";

    private static final Map<String, Integer> BYTES = Map.of(CRC32C, 4, MD5, 16, SHA_256, 32);
    private static final Pattern HEX_SHA_256 = Pattern.compile("[0-9a-fA-F]{64}");

    ExpectedChecksums {
        values = Map.copyOf(values);
    }

    /**
     * Reads {@code x-goog-hash}, {@code Content-MD5} and {@code x-goog-content-sha256}.
     *
     * @throws HttpErrorException if one of them is not of its form, or two disagree
     */
    static ExpectedChecksums parse(Map<String, List<String>> headers) throws HttpErrorException {
        Map<String, String> values = new TreeMap<>();
        for (String hash : all(headers, "x-goog-hash")) {
            int equals = hash.indexOf('=');
            add(values, hash.substring(0, Math.max(0, equals)).toLowerCase(Locale.ROOT), hash.substring(equals + 1));
        }
        for (String md5 : all(headers, "Content-MD5")) {
            add(values, MD5, md5);
        }
        for (String sha256 : all(headers, "x-goog-content-sha256")) {
            if (HEX_SHA_256.matcher(sha256).matches()) { // else it says that the body is not signed
                add(
                        values,
                        SHA_256,
                        Base64.getEncoder().encodeToString(HexFormat.of().parseHex(sha256)));
            }
        }
        return new ExpectedChecksums(values);
    }

    private static List<String> all(Map<String, List<String>> headers, String name) {
        return headers.getOrDefault(name, List.of()).stream()
                .flatMap(line -> List.of(line.split(",", -1)).stream())
                .map(String::strip)
                .toList();
    }

    private static void add(Map<String, String> values, String algorithm, String sum) throws HttpErrorException {
        boolean wellFormed = BYTES.containsKey(algorithm) && BYTES.get(algorithm) == decodedLength(sum);
        String before = values.put(algorithm, sum);
        if (!wellFormed || (before != null && !before.equals(sum))) {
            throw new HttpErrorException(MediaError.INVALID_DIGEST);
        }
    }

    private static int decodedLength(String base64) {
        try {
            return Base64.getDecoder().decode(base64).length;
        } catch (IllegalArgumentException e) {
            return -1;
        }
    }

    /** Returns these sums and more of them; of two for one algorithm the later counts. */
    ExpectedChecksums and(ExpectedChecksums later) {
        Map<String, String> both = new TreeMap<>(values);
        both.putAll(later.values);
        return new ExpectedChecksums(both);
    }
}
