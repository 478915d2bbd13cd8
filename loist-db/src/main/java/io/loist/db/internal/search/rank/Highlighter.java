package io.loist.db.internal.search.rank;

import io.loist.db.internal.search.query.Field;
import io.loist.db.internal.search.rank.TermIndex.TermMatch;
import io.loist.db.internal.search.vocabulary.InterpretedQuery;
import io.loist.db.internal.search.vocabulary.InterpretedTerm;
import io.loist.db.internal.text.Fold;
import io.loist.db.internal.text.FoldTable;
import io.loist.search.SearchHit.Highlight;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds the ranges of a track's names, as they are written, that match a query. */
public final class Highlighter {

    private static final Pattern CHUNK = Pattern.compile("\\S+");
    private static final double MIN_QUALITY = 0.3;

    private final InterpretedQuery query;
    private final TermIndex index;
    private final MatchDetails details;

    public Highlighter(TermIndex index, MatchDetails details) {
        this.query = index.query();
        this.index = index;
        this.details = details;
    }

    /** A run of letters in a name, and what it is folded to. */
    private record Piece(int from, int to, String folded) {}

    /** Returns the matching ranges of a name, in order, without overlaps; empty for a field that has no highlights. */
    public List<Highlight> highlights(Field field, String name) {
        List<Piece> matching = new ArrayList<>();
        boolean symbolsOnly = true;
        Matcher chunks = CHUNK.matcher(name);
        while (chunks.find()) {
            List<Piece> pieces = pieces(name, chunks.start(), chunks.end());
            symbolsOnly &= pieces.isEmpty();
            if (pieces.size() > 1) {
                addMatching(field, joined(pieces), matching);
            }
            pieces.forEach(piece -> addMatching(field, piece, matching));
        }
        if (symbolsOnly && matches(field, Fold.fold(name))) {
            matching.add(new Piece(0, name.length(), ""));
        }
        return withoutOverlaps(field, matching);
    }

    private static Piece joined(List<Piece> pieces) {
        String folded = String.join("", pieces.stream().map(Piece::folded).toList());
        return new Piece(pieces.get(0).from, pieces.get(pieces.size() - 1).to, folded);
    }

    private static List<Highlight> withoutOverlaps(Field field, List<Piece> matching) {
        matching.sort(Comparator.comparingInt(Piece::from).thenComparing(piece -> -piece.to));
        List<Highlight> highlights = new ArrayList<>();
        int end = 0;
        for (Piece piece : matching) {
            if (piece.from >= end) {
                field.highlighted().ifPresent(shown -> highlights.add(new Highlight(shown, piece.from, piece.to)));
                end = piece.to;
            }
        }
        return highlights;
    }

    private void addMatching(Field field, Piece piece, List<Piece> matching) {
        for (String lexeme : piece.folded.split("[ .]+", -1)) {
            if (matches(field, lexeme)) {
                matching.add(piece);
                return;
            }
        }
        for (InterpretedTerm term : query.terms()) {
            int start = term.unspaced() && term.accepts(field) ? piece.folded.indexOf(term.word()) : -1;
            if (start >= 0) {
                boolean sameLength = piece.folded.length() == piece.to - piece.from;
                int from = sameLength ? piece.from + start : piece.from;
                matching.add(new Piece(from, sameLength ? from + term.word().length() : piece.to, ""));
            }
        }
    }

    private boolean matches(Field field, String lexeme) {
        for (TermMatch match : index.matches(lexeme)) {
            for (int term = match.from(); term <= match.to(); term++) {
                if (query.terms().get(term).accepts(field) && isGood(term, match.quality())) {
                    return true;
                }
            }
        }
        return query.unfinished()
                && query.last().accepts(field)
                && FieldMatcher.beginsWith(lexeme, query.last().word())
                && isGood(query.terms().size() - 1, FieldMatcher.UNFINISHED_QUALITY);
    }

    private boolean isGood(int term, double quality) {
        return quality >= MIN_QUALITY && details.isAmongBest(term, quality);
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
