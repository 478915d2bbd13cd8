package io.loist.db;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Collects requests for candidates, each query once, the most exact first. */
final class AskList {

    /** How many candidates a request may bring; one that brings them all has been cut. */
    static final int FILL = 200;

    private final Question question;
    private final Map<String, Ask> asks = new LinkedHashMap<>();
    private final int most;
    private final int least;

    /**
     * Starts without any.
     *
     * @param most how many tracks a request may find in a tier, those with a low static rank being left out
     * @param least how many candidates a request brings at least, if there are so many
     */
    AskList(Question question, int most, int least) {
        this.question = question;
        this.most = most;
        this.least = least;
    }

    void add(String query, int expected, int fill) {
        add(query, expected, fill, most);
    }

    void add(String query, int expected, int fill, int most) {
        asks.putIfAbsent(query, Ask.of(query, expected, Math.max(fill, least), most));
    }

    /** Adds a whole name of an artist. */
    void addName(String term, int fill) {
        add(Ask.lexeme(term), question.occurrences.getOrDefault(term, 0), fill);
    }

    /** How many tracks may match all the words: as many as the rarest, fewer the more words there are. */
    int expected(int[] slots) {
        if (!question.counted) {
            return Ask.UNKNOWN;
        }
        int rarest = IntStream.of(slots)
                .map(i -> question.slots.get(i).spread())
                .min()
                .orElse(0);
        return slots.length == 1 ? rarest : rarest / 2 + 1;
    }

    List<Ask> all() {
        return List.copyOf(asks.values());
    }
}
