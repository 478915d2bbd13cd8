package io.loist.db;

import io.loist.track.TrackFilter;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeSet;

/** What somebody typed, as far as a search looks at it: short, and free of what PostgreSQL cannot read. */
final class SearchText {

    private final String text;

    private SearchText(String text) {
        this.text = text;
    }

    static SearchText of(String typed) {
        StringBuilder clean = new StringBuilder();
        typed.stripLeading()
                .codePoints()
                .limit(Fold.MAX_CHARS)
                .map(SearchText::readable)
                .forEach(clean::appendCodePoint);
        return new SearchText(clean.toString());
    }

    /** Returns a short text that differs for other searches, to tell whose a cursor is. */
    String fingerprint(TrackFilter filter) {
        String whole = String.join(
                "\0",
                List.of(
                        text,
                        new TreeSet<>(filter.statuses()).toString(),
                        new TreeSet<>(filter.formats()).toString(),
                        String.valueOf(filter.artist()),
                        String.valueOf(filter.album()),
                        String.valueOf(filter.genre()),
                        String.valueOf(filter.fromYear()),
                        String.valueOf(filter.toYear()),
                        String.valueOf(filter.sha256())));
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(whole.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    @Override
    public String toString() {
        return text;
    }

    private static int readable(int codePoint) {
        boolean halfPair = codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
        return codePoint == 0 || halfPair ? ' ' : codePoint;
    }
}
