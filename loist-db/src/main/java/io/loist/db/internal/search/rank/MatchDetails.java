package io.loist.db.internal.search.rank;

import io.loist.db.internal.search.query.ParsedQuery;
import io.loist.db.internal.search.query.QueryParser.Segment;
import io.loist.db.internal.search.query.QueryTerm;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What speaks for a track: for each word of the question how well it matches, what and in which field. */
public final class MatchDetails {

    public static final int TITLE = 0;
    public static final int ARTIST = 1;
    public static final int ALBUM = 2;
    private static final String[] FIELDS = {"title", "artist", "album", "genre", "other names"};
    private static final double CLOSE = 0.05;

    private final ParsedQuery question;
    private final double[] weights;
    private final double[] quality;
    private final double[] worth;
    private final int[] field;
    private final @Nullable String[] term;
    private double wholeArtist;
    private double wholeTitle;

    /** Starts without any evidence; the weights are those of the fields. */
    MatchDetails(ParsedQuery question, double[] weights) {
        this.question = question;
        this.weights = weights;
        int n = question.slots.size();
        quality = new double[n];
        worth = new double[n];
        field = new int[n];
        term = new @Nullable String[n];
    }

    void add(int which, FieldMatcher matches) {
        for (int i = 0; i < quality.length; i++) {
            int only = question.slots.get(i).field;
            double here = matches.slots[i];
            if (here == 0 || (only != Segment.ANYWHERE && only != which)) {
                continue;
            }
            quality[i] = Math.max(quality[i], here);
            if (term[i] == null || here * weights[which] > worth[i]) {
                worth[i] = here * weights[which];
                field[i] = which;
                term[i] = matches.terms[i];
            }
        }
    }

    /** Whether any word could count more in a field of this weight. */
    boolean canGain(double weight) {
        for (double have : worth) {
            if (have < weight) {
                return true;
            }
        }
        return false;
    }

    void wholeArtist(double share) {
        wholeArtist = share;
    }

    void wholeTitle(double share) {
        wholeTitle = share;
    }

    /** How completely the artist is named, from 0 to 1. */
    double wholeArtist() {
        return wholeArtist;
    }

    /** How completely the title is named, from 0 to 1. */
    double wholeTitle() {
        return wholeTitle;
    }

    /** How well a word matches in the field that it matches best, from 0 to 1. */
    double quality(int slot) {
        return quality[slot];
    }

    /** How much a word's match counts, the field's weight included. */
    double worth(int slot) {
        return worth[slot];
    }

    /** Whether a match of this quality is about as good as the best one of the word. */
    boolean isAmongBest(int slot, double here) {
        return here > 0 && here >= quality[slot] - CLOSE;
    }

    /** Whether every word matches as it was typed, but for the last one being unfinished. */
    public boolean asTyped() {
        for (int i = 0; i < quality.length; i++) {
            if (quality[i] == 0 || corrected(i)) {
                return false;
            }
        }
        return true;
    }

    /** The question with its corrected words in place of those that were typed. */
    public String corrected() {
        List<String> words = new ArrayList<>();
        for (int i = 0; i < quality.length; i++) {
            QueryTerm slot = question.slots.get(i);
            words.add(corrected(i) ? slot.correction(Objects.requireNonNull(term[i])) : slot.word);
        }
        return String.join(" ", words);
    }

    /** Says it in words. */
    public String explanation(double score, float rank) {
        List<String> reasons = new ArrayList<>();
        for (int i = 0; i < quality.length; i++) {
            reasons.add(reason(i));
        }
        reasons.add(String.format(Locale.ROOT, "artist named to %.0f %%", 100 * wholeArtist));
        reasons.add(String.format(Locale.ROOT, "title named to %.0f %%", 100 * wholeTitle));
        reasons.add(String.format(Locale.ROOT, "static rank %.2f", rank));
        return String.format(Locale.ROOT, "%.3f: %s", score, String.join("; ", reasons));
    }

    private String reason(int slot) {
        String word = question.slots.get(slot).word;
        String found = term[slot];
        if (found == null) {
            return "\"" + word + "\" not found";
        }
        String how = found.equals(word) ? "" : String.format(Locale.ROOT, " as \"%s\" (%.2f)", found, quality[slot]);
        return "\"" + word + "\"" + how + " in " + FIELDS[field[slot]];
    }

    private boolean corrected(int slot) {
        String found = term[slot];
        QueryTerm asked = question.slots.get(slot);
        boolean unfinished = question.open && slot == quality.length - 1;
        return found != null && asked.isCorrectedTo(found) && !(unfinished && found.startsWith(asked.word));
    }
}
