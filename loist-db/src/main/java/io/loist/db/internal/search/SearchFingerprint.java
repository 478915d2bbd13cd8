package io.loist.db.internal.search;

import io.loist.db.internal.search.retrieve.CandidateLimits;
import io.loist.search.SearchQuery;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Tells whether a cursor belongs to a query. */
final class SearchFingerprint {

    private static final String PREFIX = "search ";
    private static final int BYTES = 8;

    private SearchFingerprint() {}

    /**
     * Returns a short text that differs for queries that find other tracks or order them otherwise.
     *
     * @param text the cleaned text of the query
     */
    static String of(String text, SearchQuery query) {
        String attributes = Stream.<@Nullable Object>of(
                        text,
                        query.filter(),
                        query.sort(),
                        query.descending(),
                        query.minScore(),
                        query.weights(),
                        CandidateLimits.of(query))
                .map(String::valueOf)
                .collect(Collectors.joining("\0"));
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(attributes.getBytes(StandardCharsets.UTF_8));
            return PREFIX + HexFormat.of().formatHex(digest, 0, BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
