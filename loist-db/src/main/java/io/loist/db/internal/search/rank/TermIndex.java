package io.loist.db.internal.search.rank;

import io.loist.db.internal.search.query.ParsedQuery;
import io.loist.db.internal.search.query.ParsedQuery.Join;
import io.loist.db.internal.search.query.QueryTerm;
import io.loist.db.internal.search.query.QueryTerm.Reading;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What each term that a track may have would mean for a question, and how much each of the question's words weighs. */
public final class TermIndex {

    private static final double JOINED = 0.95;

    /** The word is a part of one that matches; or several words of the question are one of the track's. */
    record Meaning(int from, int to, double quality, int piece, int pieces) {}

    final ParsedQuery question;
    /** How telling each word is. */
    final double[] weights;

    final double total;
    private final Map<String, List<Meaning>> meanings = new HashMap<>();

    public TermIndex(ParsedQuery question) {
        this.question = question;
        int n = question.slots.size();
        weights = new double[n];
        for (int i = 0; i < n; i++) {
            QueryTerm slot = question.slots.get(i);
            weights[i] = question.weight(slot);
            var readings = new ArrayList<>(slot.readings);
            readings.addAll(slot.doubts);
            for (Reading reading : readings) {
                int pieces = reading.terms().size();
                for (int p = 0; p < pieces; p++) {
                    add(reading.terms().get(p), new Meaning(i, i, reading.quality(), p, pieces));
                }
            }
        }
        for (Join join : question.joins) {
            add(join.term(), new Meaning(join.from(), join.to(), JOINED, 0, 1));
        }
        total = Math.max(1e-9, Arrays.stream(weights).sum());
    }

    /** Returns what a term would mean, the first thing first; none if it means nothing. */
    List<Meaning> of(String term) {
        return meanings.getOrDefault(term, List.of());
    }

    private void add(String term, Meaning meaning) {
        meanings.computeIfAbsent(term, t -> new ArrayList<>(2)).add(meaning);
    }
}
