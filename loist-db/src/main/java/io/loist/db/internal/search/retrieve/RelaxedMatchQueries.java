package io.loist.db.internal.search.retrieve;

import io.loist.db.internal.search.query.TermSpan;
import io.loist.db.internal.search.vocabulary.InterpretedQuery;
import io.loist.db.internal.search.vocabulary.InterpretedTerm;
import io.loist.db.internal.search.vocabulary.Respacing;
import io.loist.db.internal.text.SearchWords;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Candidate queries for tracks that have fewer words than a query, or other words. */
public final class RelaxedMatchQueries {

    private static final int MAX_QUERIES = 42;
    private static final int MAX_MATCHES = 2_000;
    private static final int MAX_ARTISTS = 6;
    private static final int MAX_COMPARED = 200;
    private static final int MAX_OTHER_TERMS = 8;
    private static final int MAX_TITLES = 80;
    private static final int MAX_PAIRS = 4;
    /** Artist names of less than this share of the greatest weight are taken for ordinary words. */
    private static final double MIN_ARTIST_WEIGHT = 0.3;
    /** All tracks of an artist with at most this many are fetched. */
    private static final int FEW_TRACKS = 20;

    private final InterpretedQuery query;
    private final TsQueryBuilder tsqueries;
    private final CandidateQueries queries;

    private RelaxedMatchQueries(InterpretedQuery query) {
        this.query = query;
        this.tsqueries = new TsQueryBuilder(query);
        this.queries = new CandidateQueries(query, MAX_MATCHES, 0);
    }

    /** Returns queries for the artists among the words, with and without any other word. */
    public static List<CandidateQuery> forArtists(InterpretedQuery query) {
        RelaxedMatchQueries relaxed = new RelaxedMatchQueries(query);
        relaxed.artists();
        return relaxed.queries.all();
    }

    /** Returns queries for all words with one of them corrected, for artists, and for some of the words. */
    public static List<CandidateQuery> of(InterpretedQuery query) {
        RelaxedMatchQueries relaxed = new RelaxedMatchQueries(query);
        ReadingQueries readings = new ReadingQueries(query, relaxed.queries);
        readings.addNames();
        relaxed.moreFreely();
        query.respacings().forEach(relaxed::respaced);
        relaxed.realWordCorrections();
        relaxed.besideUnknown();
        relaxed.otherCharacters();
        readings.addRelaxed();
        if (query.terms().size() > 1) {
            relaxed.artists();
            relaxed.fewerTerms();
        }
        return relaxed.queries.all().stream().limit(MAX_QUERIES).toList();
    }

    /** All words, one known word at a time read as a misspelling. */
    private void realWordCorrections() {
        for (int i = 0; i < query.terms().size(); i++) {
            InterpretedTerm term = term(i);
            if (term.realWordCorrections().isEmpty()) {
                continue;
            }
            int corrected = i;
            int[] others = possible().filter(other -> other != corrected).toArray();
            String meant =
                    term.realWordCorrections().stream().map(TsQueryBuilder::all).collect(Collectors.joining("|"));
            int rarest = queries.addRarest(others);
            if (others.length == 0) {
                queries.addWithin(rarest, meant, 4 * CandidateQueries.LIMIT, 40);
            } else {
                queries.addWithin(rarest, tsqueries.and(others) + "&(" + meant + ")", queries.expected(others), 40);
            }
        }
    }

    /** Words of scripts without spaces with some characters missing, wrong or too many. */
    private void otherCharacters() {
        for (int i = 0; i < query.terms().size(); i++) {
            InterpretedTerm term = term(i);
            String loosely = term.unspaced() && !term.parsed().exact() ? tsqueries.loosely(i) : "";
            if (!loosely.isEmpty()) {
                queries.add(loosely, term.maxFrequency(), 60);
            }
        }
    }

    /** All words, if some of them have more readings than when they were queried before. */
    private void moreFreely() {
        int[] possible = possible().toArray();
        if (IntStream.of(possible).anyMatch(i -> term(i).tolerated() > 0)) {
            queries.addAll(possible, CandidateQueries.LIMIT / 2);
        }
    }

    /** All words, some of them with the spaces between them at other places. */
    private void respaced(Respacing respacing) {
        int[] others = possible().filter(i -> !respacing.span().contains(i)).toArray();
        String meant = respacing.readings().stream().map(TsQueryBuilder::all).collect(Collectors.joining("|"));
        queries.addWithin(
                queries.addRarest(others),
                others.length == 0 ? meant : tsqueries.and(others) + "&(" + meant + ")",
                0,
                60);
    }

    /** The known words, so that those beside them can be compared with the words of tracks. */
    private void besideUnknown() {
        int[] known = possible().filter(i -> term(i).tolerated() == 0).toArray();
        if (known.length > 0 && known.length < query.terms().size()) {
            queries.addAll(known, MAX_COMPARED);
        }
    }

    private void artists() {
        List<TermSpan> artists = query.artists().stream()
                .filter(artist -> query.artists().stream().noneMatch(other -> other.strictlyContains(artist)))
                .sorted(Comparator.comparingDouble(artist -> -query.weight(artist)))
                .limit(MAX_ARTISTS)
                .toList();
        double minWeight = artists.isEmpty() ? 0 : MIN_ARTIST_WEIGHT * query.weight(artists.get(0));
        artists.stream().takeWhile(artist -> query.weight(artist) >= minWeight).forEach(this::artist);
    }

    private void artist(TermSpan artist) {
        if (query.frequency(artist.lexeme()) <= FEW_TRACKS) {
            queries.addArtist(artist.lexeme(), 2 * FEW_TRACKS);
            return;
        }
        String name = CandidateQuery.lexeme(artist.lexeme());
        String others = telling(possible().filter(i -> !artist.contains(i))).stream()
                .limit(MAX_OTHER_TERMS)
                .map(tsqueries::any)
                .collect(Collectors.joining("|"));
        if (!others.isEmpty()) {
            queries.add(name + "&(" + others + ")", 0, 40);
        }
        String titles = titlesBeside(artist);
        if (query.terms().size() > 3 && !titles.isEmpty()) {
            queries.add(name + "&(" + titles + ")", CandidateQuery.EVERYWHERE, 20);
        }
        queries.addArtist(artist.lexeme(), 15);
    }

    /** Returns a query for every run of words beside an artist that may be a whole short title. */
    private String titlesBeside(TermSpan artist) {
        int count = query.terms().size();
        Set<String> titles = new LinkedHashSet<>();
        for (int from = 0; from < count; from++) {
            for (int to = from; to < count && !artist.contains(to); to++) {
                String title = SearchWords.key(query.parsed().words(from, to));
                if (title.length() > SearchWords.MAX_TITLE_KEY) {
                    break;
                }
                titles.add(SearchWords.TITLE + title);
            }
        }
        return TsQueryBuilder.anyOf(titles, MAX_TITLES);
    }

    /** The terms of the greatest weight, all terms but one, neighbours, and single terms. */
    private void fewerTerms() {
        List<Integer> telling = telling(possible());
        int count = telling.size();
        for (int kept = Math.min(count - 1, 5); kept >= 2 && kept >= Math.min(count, 6) - 3; kept--) {
            queries.addAll(indexes(telling.subList(0, kept)), 40);
        }
        for (int dropped = count - 2; count > 2 && count <= 5 && dropped >= 0; dropped--) {
            Integer without = telling.get(dropped);
            queries.addAll(
                    indexes(telling.stream().filter(i -> !i.equals(without)).toList()), 40);
        }
        neighbours();
        for (int i = 0; i < Math.min(count > 2 ? 3 : 2, count); i++) {
            int[] one = {telling.get(i)};
            queries.add(tsqueries.and(one), queries.expected(one), i == 0 ? 60 : 30);
        }
    }

    private void neighbours() {
        IntStream.range(0, query.terms().size() - 1)
                .filter(i -> !term(i).matchesNothing() && !term(i + 1).matchesNothing())
                .boxed()
                .sorted(Comparator.comparingDouble(i -> -query.weight(new TermSpan(i, i + 1, ""))))
                .limit(MAX_PAIRS)
                .forEach(i -> queries.addAll(new int[] {i, i + 1}, 30));
    }

    /** Returns the terms that may match something. */
    private IntStream possible() {
        return IntStream.range(0, query.terms().size()).filter(i -> !term(i).matchesNothing());
    }

    /** Returns terms by weight, the greatest first. */
    private List<Integer> telling(IntStream terms) {
        return terms.boxed()
                .sorted(Comparator.comparingDouble(i -> -query.weight(term(i))))
                .toList();
    }

    private static int[] indexes(List<Integer> terms) {
        return terms.stream().mapToInt(Integer::intValue).toArray();
    }

    private InterpretedTerm term(int index) {
        return query.terms().get(index);
    }
}
