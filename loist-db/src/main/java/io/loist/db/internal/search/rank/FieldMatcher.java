package io.loist.db.internal.search.rank;

import io.loist.db.internal.search.query.ParsedQuery;
import io.loist.db.internal.search.query.QueryTerm;
import io.loist.db.internal.search.rank.TermIndex.Meaning;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which words of a question match where in one field of a track, and how completely they name it. */
public final class FieldMatcher {

    private static final double INITIALS = 0.85;
    static final double UNFINISHED = 0.7;
    private static final double ONE_OF_SEVERAL_PARTS = 0.97;
    private static final double ARTICLE = 0.3;
    private static final int NOBODY = -9;

    /** How well each word of the question matches, 0 for not at all. */
    public final double[] slots;
    /** What each word of the question matches. */
    final @Nullable String[] terms;

    private final TermIndex meanings;
    private final TokenizedField field;
    /** Per word of the field: how well it is covered, and by which word of the question. */
    private final double[] covered;

    private final int[] by;

    public FieldMatcher(TermIndex meanings, String folded) {
        this.meanings = meanings;
        field = new TokenizedField(folded);
        slots = new double[meanings.weights.length];
        terms = new @Nullable String[slots.length];
        covered = new double[field.words.size()];
        by = new int[covered.length];
        Arrays.fill(by, NOBODY);
        int[] pieces = new int[slots.length];
        for (TokenizedField.Token token : field.tokens) {
            for (Meaning m : meanings.of(token.text())) {
                if (m.pieces() == 1 || (pieces[m.from()] |= 1 << m.piece()) == (1 << m.pieces()) - 1) {
                    cover(m.from(), m.to(), token, m.quality());
                } else {
                    note(m.from(), token, m.quality());
                }
            }
            cover(token);
        }
    }

    private void cover(int from, int to, TokenizedField.Token token, double quality) {
        for (int i = from; i <= to; i++) {
            if (quality > slots[i]) {
                slots[i] = quality;
                terms[i] = token.text();
            }
        }
        note(from, token, quality);
        if (to > from) {
            by[token.at()] = to;
        }
    }

    private void note(int slot, TokenizedField.Token token, double quality) {
        for (int p = token.at(); p < token.at() + token.length(); p++) {
            boolean follows = p > 0 && by[p - 1] == slot - 1;
            if (quality > covered[p] || (quality == covered[p] && follows)) {
                covered[p] = quality;
                by[p] = slot;
            }
        }
    }

    /** The unfinished last word, and words of scripts without spaces. */
    private void cover(TokenizedField.Token token) {
        ParsedQuery question = meanings.question;
        String text = token.text();
        for (int i = 0; i < slots.length; i++) {
            QueryTerm slot = question.slots.get(i);
            if (slot.unspaced && text.contains(slot.word)) {
                boolean whole = slot.word.length() == text.length();
                cover(i, i, token, whole ? 1 : 0.5 + 0.4 * slot.word.length() / text.length());
            }
        }
        if (question.open && text.length() > question.last().word.length() && text.startsWith(question.last().word)) {
            cover(slots.length - 1, slots.length - 1, token, UNFINISHED);
        }
    }

    /** How completely the title is named: the weight of the words that name it, as a share of the question. */
    double wholeTitle() {
        double most = part(0, field.words.size());
        if (field.parts.size() > 1) {
            TokenizedField.Part first = field.parts.get(0);
            most = Math.max(most, ONE_OF_SEVERAL_PARTS * part(first.from(), first.to()));
        }
        return most;
    }

    /** How completely the artist who is named best is named; initials count too. */
    double wholeArtist() {
        double most = part(0, field.words.size());
        double share = field.parts.size() > 1 ? ONE_OF_SEVERAL_PARTS : 1;
        for (TokenizedField.Part part : field.parts) {
            most = Math.max(most, share * Math.max(initials(part), part(part.from(), part.to())));
        }
        return most;
    }

    private double initials(TokenizedField.Part part) {
        List<Meaning> means = part.initials().isEmpty() ? List.of() : meanings.of(part.initials());
        if (means.isEmpty() || means.get(0).quality() < 0.9) {
            return 0;
        }
        int slot = means.get(0).from();
        if (slots[slot] < INITIALS) {
            slots[slot] = INITIALS;
            terms[slot] = part.initials();
        }
        return INITIALS * means.get(0).quality() * meanings.weights[slot] / meanings.total;
    }

    private double part(int from, int to) {
        double have = 0;
        double all = 0;
        double mass = 0;
        int together = 0;
        long seen = 0;
        for (int p = from; p < to; p++) {
            String word = field.words.get(p);
            double size = p == from && isArticle(word) ? ARTICLE : Math.min(4, word.length());
            all += size;
            have += size * covered[p];
            if (by[p] >= 0) {
                if ((seen & 1L << by[p]) == 0) {
                    mass += meanings.weights[by[p]] * covered[p];
                    seen |= 1L << by[p];
                }
                if (p > from && by[p - 1] >= 0 && by[p] == by[p - 1] + 1) {
                    together++;
                }
            }
        }
        if (have == 0) {
            return 0;
        }
        double complete = have / all;
        double ordered = to - from < 2 ? 1 : 0.5 + 0.5 * together / (to - from - 1);
        return complete * complete * complete * ordered * mass / meanings.total;
    }

    private static boolean isArticle(String word) {
        return word.equals("the") || word.equals("a") || word.equals("an");
    }
}
