package io.loist.db.internal.search;

import io.loist.db.internal.search.retrieve.CandidateLimits;
import io.loist.internal.Checksums;
import io.loist.search.SearchQuery;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Tells whether a cursor belongs to a query. */
final class SearchFingerprint {

    private static final String PREFIX = "search ";
    private static final int DIGITS = 16;

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
        return PREFIX
                + Checksums.sha256(attributes.getBytes(StandardCharsets.UTF_8)).substring(0, DIGITS);
    }
}
