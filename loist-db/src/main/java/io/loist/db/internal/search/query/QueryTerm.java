package io.loist.db.internal.search.query;

import io.loist.db.internal.search.query.QueryParser.Kind;
import io.loist.db.internal.search.query.QueryParser.Segment;
import io.loist.db.internal.text.UnspacedScripts;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** One asked word with everything it may stand for, the likeliest first. */
public final class QueryTerm {
    /** A way to read the word: the words to look for (two when it is split), and how good the reading is, in (0, 1]. */
    public record Reading(List<String> terms, double quality) {
        static Reading of(String term, double quality) {
            return new Reading(List.of(term), quality);
        }
    }

    public final String word;
    public final boolean unspaced;
    public final List<Reading> readings = new ArrayList<>();
    /** What a word of the vocabulary may have been meant to be instead; looked at only when nothing matches all words. */
    public final List<Reading> doubts = new ArrayList<>();
    /** Words of the vocabulary that start with this unfinished one, the most frequent first. */
    public final List<String> endings = new ArrayList<>();
    /** In how many tracks the endings occur together, at most. */
    public int endingTracks;
    /** In how many tracks the word, or what it was corrected to, occurs; 0 when nobody knows it. */
    int tracks;
    /** In how many tracks any of the readings occurs, at most. */
    private int spread;
    /** The word as typed is in the vocabulary. */
    boolean known;

    /** Never corrected. */
    public final boolean exact;
    /** The number of the field it must be in, or {@link Segment#ANYWHERE}. */
    public final int field;
    /** How many of the readings are as typed: the word, and what else was asked for in its place. */
    public int literals = 1;

    QueryTerm(String word, Segment segment) {
        this.word = word;
        this.exact = segment.kind() == Kind.QUOTED;
        this.field = segment.field();
        this.unspaced = UnspacedScripts.is(word.codePointAt(0));
        readings.add(Reading.of(word, 1));
    }

    public boolean matchesNothing() {
        return !known && readings.size() == 1 && endings.isEmpty() && !unspaced;
    }

    /** The word as typed occurs in so many tracks. */
    void occurs(int known) {
        tracks = Math.max(tracks, known);
        spread = Math.max(spread, known);
    }

    /** In how many tracks any of the readings occurs, at most; unknown counts as many. */
    public int spread() {
        return unspaced && spread == 0 ? Integer.MAX_VALUE / 4 : Math.max(spread, tracks);
    }

    /** Neither the word nor any correction of it is in the vocabulary, only words that start with it. */
    public boolean onlyStarts() {
        return !known && readings.size() == 1 && !endings.isEmpty();
    }

    /** Takes another word as well as this one. */
    void orElse(String other) {
        readings.add(literals, Reading.of(other, 1));
        literals++;
    }

    /** Returns whether no track is a hit without it. */
    public boolean required() {
        return exact || field != Segment.ANYWHERE;
    }

    void add(Reading reading, int occurring) {
        for (Reading r : readings) {
            if (r.terms().equals(reading.terms())) {
                return;
            }
        }
        readings.add(reading);
        spread += occurring;
    }

    /** Whether a term of a track is a correction of this word. */
    public boolean isCorrectedTo(String term) {
        return corrections().anyMatch(reading -> reading.terms().contains(term));
    }

    /** Returns the correction that a term is, or is a part of. */
    public String correction(String term) {
        return corrections()
                .filter(reading -> reading.terms().contains(term))
                .findFirst()
                .map(reading -> String.join(" ", reading.terms()))
                .orElse(word);
    }

    private Stream<Reading> corrections() {
        return Stream.concat(readings.stream().skip(literals), doubts.stream());
    }
}
