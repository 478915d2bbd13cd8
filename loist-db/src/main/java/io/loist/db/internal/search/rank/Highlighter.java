package io.loist.db.internal.search.rank;

import io.loist.db.internal.search.query.ParsedQuery;
import io.loist.db.internal.search.query.QueryParser.Segment;
import io.loist.db.internal.search.query.QueryTerm;
import io.loist.db.internal.search.rank.TermIndex.Meaning;
import io.loist.db.internal.text.Fold;
import io.loist.db.internal.text.FoldTable;
import io.loist.search.SearchHit.Field;
import io.loist.search.SearchHit.Highlight;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds the parts of a track's names that say what a question asks for, in the names as they are written. */
public final class Highlighter {

    private static final Pattern CHUNK = Pattern.compile("\\S+");
    private static final double LEAST = 0.3;

    private final ParsedQuery question;
    private final TermIndex meanings;
    private final MatchDetails evidence;
    private final List<Highlight> highlights = new ArrayList<>();

    public Highlighter(TermIndex meanings, MatchDetails evidence) {
        this.question = meanings.question;
        this.meanings = meanings;
        this.evidence = evidence;
    }

    /** A run of letters in a name, and what it is folded to. */
    private record Piece(int from, int to, String folded) {}

    public void read(Field field, String name) {
        List<Highlight> found = new ArrayList<>();
        boolean signs = true;
        Matcher chunks = CHUNK.matcher(name);
        while (chunks.find()) {
            List<Piece> pieces = pieces(name, chunks.start(), chunks.end());
            signs &= pieces.isEmpty();
            if (pieces.size() > 1) {
                Piece last = pieces.get(pieces.size() - 1);
                String joined =
                        String.join("", pieces.stream().map(Piece::folded).toList());
                find(field, new Piece(pieces.get(0).from, last.to, joined), found);
            }
            pieces.forEach(piece -> find(field, piece, found));
        }
        if (signs && isMeant(field, Fold.fold(name))) {
            found.add(new Highlight(field, 0, name.length()));
        }
        found.sort(Comparator.comparingInt(Highlight::from).thenComparing(h -> -h.to()));
        int end = 0;
        for (Highlight highlight : found) {
            if (highlight.from() >= end) {
                highlights.add(highlight);
                end = highlight.to();
            }
        }
    }

    /** Returns what was found in all names that were read, in order. */
    public List<Highlight> highlights() {
        return highlights;
    }

    private void find(Field field, Piece piece, List<Highlight> found) {
        for (String term : piece.folded.split("[ .]+", -1)) {
            if (isMeant(field, term)) {
                found.add(new Highlight(field, piece.from, piece.to));
                return;
            }
        }
        for (int i = 0; i < question.slots.size(); i++) {
            QueryTerm slot = question.slots.get(i);
            int at = slot.unspaced && isIn(slot, field) ? piece.folded.indexOf(slot.word) : -1;
            if (at >= 0) {
                boolean alike = piece.folded.length() == piece.to - piece.from;
                int from = alike ? piece.from + at : piece.from;
                found.add(new Highlight(field, from, alike ? from + slot.word.length() : piece.to));
            }
        }
    }

    private boolean isMeant(Field field, String term) {
        for (Meaning meaning : meanings.of(term)) {
            for (int i = meaning.from(); i <= meaning.to(); i++) {
                if (isIn(question.slots.get(i), field) && isGood(i, meaning.quality())) {
                    return true;
                }
            }
        }
        if (!question.open) {
            return false;
        }
        int last = question.slots.size() - 1;
        return isIn(question.last(), field)
                && term.length() > question.last().word.length()
                && term.startsWith(question.last().word)
                && isGood(last, FieldMatcher.UNFINISHED);
    }

    private boolean isGood(int slot, double quality) {
        return quality >= LEAST && evidence.isAmongBest(slot, quality);
    }

    private static boolean isIn(QueryTerm slot, Field field) {
        return slot.field == Segment.ANYWHERE || slot.field == number(field);
    }

    private static int number(Field field) {
        return switch (field) {
            case TITLE -> MatchDetails.TITLE;
            case ARTIST -> MatchDetails.ARTIST;
            case ALBUM -> MatchDetails.ALBUM;
        };
    }

    private static List<Piece> pieces(String name, int from, int to) {
        List<Piece> pieces = new ArrayList<>();
        int start = -1;
        for (int i = from; i < to; ) {
            int c = name.codePointAt(i);
            boolean letter = isLetter(c);
            if (letter && start < 0) {
                start = i;
            } else if (!letter && start >= 0) {
                pieces.add(new Piece(start, i, Fold.fold(name.substring(start, i))));
                start = -1;
            }
            i += Character.charCount(c);
        }
        if (start >= 0) {
            pieces.add(new Piece(start, to, Fold.fold(name.substring(start, to))));
        }
        return pieces;
    }

    private static boolean isLetter(int codePoint) {
        String folded = FoldTable.shared().fold(codePoint);
        return folded == null || folded.isEmpty() || Character.isLetterOrDigit(folded.codePointAt(0));
    }
}
