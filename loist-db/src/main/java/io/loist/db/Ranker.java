package io.loist.db;

import io.loist.db.Candidates.Candidate;
import io.loist.db.Question.Join;
import io.loist.db.SearchSyntax.Segment;
import io.loist.db.Slot.Reading;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Orders candidates: how much of the question's weight a track matches, how well, in which field; and how completely the question names the
 * artist and the title. Ties go by static rank, then id.
 */
final class Ranker {
    private static final double[] FIELD = {1, 1, 0.6, 0.4, 0.3};
    private static final double LEAST = 1e-6;
    private static final double WHOLE_ARTIST = 0.9;
    private static final double WHOLE_TITLE = 0.8;
    private static final double INITIALS = 0.85;
    private static final double MOST = 1 + WHOLE_ARTIST + WHOLE_TITLE + 0.02;

    /** A candidate with its score in [0, 1] and the share of the question it matched. */
    record Ranked(Candidate candidate, double score, double matched) {}

    /** A term of the question: the slots it stands for and how well. */
    private record Meaning(int from, int to, double quality, int piece, int pieces) {}

    private final Question question;
    private final Map<String, List<Meaning>> meanings = new HashMap<>();
    private final double[] weights;
    private final double total;

    Ranker(Question question) {
        this.question = question;
        int n = question.slots.size();
        weights = new double[n];
        for (int i = 0; i < n; i++) {
            Slot slot = question.slots.get(i);
            weights[i] = question.weight(slot);
            var readings = new ArrayList<>(slot.readings);
            readings.addAll(slot.doubts);
            for (Reading reading : readings) {
                for (int p = 0; p < reading.terms().size(); p++) {
                    mean(
                            reading.terms().get(p),
                            new Meaning(
                                    i, i, reading.quality(), p, reading.terms().size()));
                }
            }
        }
        for (Join join : question.joins) {
            mean(join.term(), new Meaning(join.from(), join.to(), 0.95, 0, 1));
        }
        total = Math.max(1e-9, Arrays.stream(weights).sum());
    }

    private void mean(String term, Meaning meaning) {
        meanings.computeIfAbsent(term, t -> new ArrayList<>(2)).add(meaning);
    }

    List<Ranked> rank(Collection<Candidate> candidates) {
        return candidates.stream()
                .filter(this::isAllowed)
                .map(this::rank)
                .filter(ranked -> ranked.score() > 0)
                .sorted(Comparator.comparingDouble(Ranked::score)
                        .reversed()
                        .thenComparing(r -> -r.candidate().rank())
                        .thenComparing(r -> r.candidate().id()))
                .toList();
    }

    private boolean isAllowed(Candidate candidate) {
        if (question.phrases.isEmpty() && question.excluded.isEmpty()) {
            return true;
        }
        String words = " " + Question.spoken(candidate.words()).replace("|", " | ") + " ";
        return question.phrases.stream().allMatch(phrase -> words.contains(" " + phrase + " "))
                && question.excluded.stream().noneMatch(text -> words.contains(" " + text + " "));
    }

    private Ranked rank(Candidate candidate) {
        String[] fields = candidate.words().split("\\|", -1);
        double[] best = new double[weights.length];
        double[] anywhere = new double[weights.length];
        double artist = 0;
        double title = 0;
        for (int f = 0; f < Math.min(fields.length, FIELD.length); f++) {
            var matches = new Matches(new Field(fields[f]));
            for (int i = 0; i < best.length; i++) {
                int only = question.slots.get(i).field;
                if (only == Segment.ANYWHERE || only == f) {
                    best[i] = Math.max(best[i], matches.slots[i] * FIELD[f]);
                    anywhere[i] = Math.max(anywhere[i], matches.slots[i]);
                }
            }
            if (f == 0) {
                title = matches.whole(false);
            } else if (f == 1) {
                artist = matches.whole(true);
            }
        }
        double matched = 0;
        double share = 0;
        for (int i = 0; i < best.length; i++) {
            matched += best[i] * weights[i];
            share += anywhere[i] > 0 ? weights[i] : 0;
        }
        for (int i = 0; i < best.length; i++) {
            if (anywhere[i] == 0 && question.slots.get(i).required()) {
                return new Ranked(candidate, 0, 0);
            }
        }
        double score = (matched / total
                        + WHOLE_ARTIST * artist
                        + WHOLE_TITLE * title
                        + 0.02 * Math.max(0, Math.min(1, candidate.rank())))
                / MOST;
        return new Ranked(candidate, Math.max(LEAST, Math.min(1, score)), share / total);
    }

    /** Which slots match where in one field. */
    private final class Matches {
        final double[] slots = new double[weights.length];
        private final Field field;
        /** Per word of the field: how well it is covered, and by which slot. */
        private final double[] covered;

        private final int[] by;

        Matches(Field field) {
            this.field = field;
            covered = new double[field.words.size()];
            by = new int[covered.length];
            Arrays.fill(by, -9);
            int[] pieces = new int[weights.length];
            for (Field.Token token : field.tokens) {
                List<Meaning> means = meanings.get(token.text());
                if (means != null) {
                    for (Meaning m : means) {
                        if (m.pieces() == 1 || (pieces[m.from()] |= 1 << m.piece()) == (1 << m.pieces()) - 1) {
                            cover(m.from(), m.to(), token, m.quality());
                        } else {
                            note(m.from(), token, m.quality());
                        }
                    }
                }
                unfinished(token);
            }
        }

        private void cover(int from, int to, Field.Token token, double quality) {
            for (int i = from; i <= to; i++) {
                slots[i] = Math.max(slots[i], quality);
            }
            note(from, token, quality);
            if (to > from) {
                by[token.at()] = to;
            }
        }

        private void note(int slot, Field.Token token, double quality) {
            for (int p = token.at(); p < token.at() + token.length(); p++) {
                boolean follows = p > 0 && by[p - 1] == slot - 1;
                if (quality > covered[p] || (quality == covered[p] && follows)) {
                    covered[p] = quality;
                    by[p] = slot;
                }
            }
        }

        /** The unfinished last word, and words of scripts without spaces. */
        private void unfinished(Field.Token token) {
            for (int i = 0; i < weights.length; i++) {
                Slot slot = question.slots.get(i);
                if (slot.unspaced && token.text().contains(slot.word)) {
                    cover(
                            i,
                            i,
                            token,
                            slot.word.length() == token.text().length()
                                    ? 1
                                    : 0.5
                                            + 0.4
                                                    * slot.word.length()
                                                    / token.text().length());
                }
            }
            int last = weights.length - 1;
            if (question.open
                    && token.text().length() > question.last().word.length()
                    && token.text().startsWith(question.last().word)) {
                cover(last, last, token, 0.7);
            }
        }

        /** The weight of the part that is named most completely, as a share of the question. */
        double whole(boolean names) {
            double most = part(0, field.words.size(), "", names);
            if (field.parts.size() > 1 || names) {
                List<Field.Part> parts = names ? field.parts : field.parts.subList(0, 1);
                for (Field.Part part : parts) {
                    most = Math.max(
                            most,
                            (field.parts.size() > 1 ? 0.97 : 1) * part(part.from(), part.to(), part.initials(), names));
                }
            }
            return most;
        }

        private double part(int from, int to, String initials, boolean names) {
            if (names && !initials.isEmpty()) {
                List<Meaning> means = meanings.get(initials);
                if (means != null && means.get(0).quality() >= 0.9) {
                    int slot = means.get(0).from();
                    slots[slot] = Math.max(slots[slot], INITIALS);
                    return INITIALS * means.get(0).quality() * weights[slot] / total;
                }
            }
            double have = 0;
            double all = 0;
            double mass = 0;
            int together = 0;
            long seen = 0;
            for (int p = from; p < to; p++) {
                double size = p == from && isArticle(field.words.get(p))
                        ? 0.3
                        : Math.min(4, field.words.get(p).length());
                all += size;
                have += size * covered[p];
                if (by[p] >= 0) {
                    if ((seen & 1L << by[p]) == 0) {
                        mass += weights[by[p]] * covered[p];
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
            return complete * complete * complete * ordered * mass / total;
        }

        private static boolean isArticle(String word) {
            return word.equals("the") || word.equals("a") || word.equals("an");
        }
    }
}
