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
 * The checksums that an upload must have, as declared in its headers.
 *
 * @param values the declared checksums in Base64, by algorithm: {@code crc32c}, {@code md5}, {@code sha-256}
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
     * Parses {@code x-goog-hash}, {@code Content-MD5} and {@code x-goog-content-sha256}.
     *
     * @throws HttpErrorException if one is malformed, or two contradict each other
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
            if (HEX_SHA_256.matcher(sha256).matches()) { // otherwise it is UNSIGNED-PAYLOAD
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

    private static void add(Map<String, String> values, String algorithm, String checksum) throws HttpErrorException {
        boolean wellFormed = BYTES.containsKey(algorithm) && BYTES.get(algorithm) == decodedLength(checksum);
        String before = values.put(algorithm, checksum);
        if (!wellFormed || (before != null && !before.equals(checksum))) {
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

    /** Returns these checksums and others, which take precedence. */
    ExpectedChecksums and(ExpectedChecksums others) {
        Map<String, String> both = new TreeMap<>(values);
        both.putAll(others.values);
        return new ExpectedChecksums(both);
    }
}
