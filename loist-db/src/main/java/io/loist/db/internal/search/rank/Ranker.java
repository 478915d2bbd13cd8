package io.loist.db.internal.search.rank;

import io.loist.db.internal.search.query.Field;
import io.loist.db.internal.search.query.ParsedQuery;
import io.loist.db.internal.search.retrieve.Candidate;
import io.loist.db.internal.search.vocabulary.InterpretedQuery;
import io.loist.search.SearchWeights;
import java.util.List;
import java.util.stream.Stream;

/**
 * Scores candidates: by the share of the query's weight that a track matches, how well and in which fields, and by how completely
 * the query names the artist and the title. Ties are broken by static rank, then by id.
 */
public final class Ranker {

    private static final double MIN_SCORE = 1e-6;
    private static final double WHOLE_ARTIST = 0.9;
    private static final double WHOLE_TITLE = 0.8;
    private static final double STATIC_RANK = 0.02;
    private static final double MAX_SUM = 1 + WHOLE_ARTIST + WHOLE_TITLE + STATIC_RANK;
    /** Other names count this share of a genre. */
    private static final double OTHER_NAMES = 0.75;

    private final InterpretedQuery query;
    private final TermIndex index;
    private final PhraseFilter phrases;
    private final SearchWeights weights;

    public Ranker(InterpretedQuery query, SearchWeights weights) {
        this.query = query;
        this.index = new TermIndex(query);
        this.phrases = new PhraseFilter(query.parsed());
        this.weights = weights;
    }

    /** Returns the candidates of a query without words that have none of its exclusions, in the order of their static rank. */
    public static List<ScoredCandidate> unscored(ParsedQuery query, List<Candidate> candidates) {
        PhraseFilter phrases = new PhraseFilter(query);
        return candidates.stream()
                .filter(phrases::accepts)
                .map(candidate -> new ScoredCandidate(candidate, 1, 1, null))
                .sorted(ScoredCandidate.BEST_FIRST)
                .toList();
    }

    /** Returns the candidates that match, the best first. */
    public List<ScoredCandidate> rank(List<Candidate> candidates) {
        return rank(List.of(), candidates);
    }

    /** Returns candidates that this ranker has scored before, and more of them that match, the best first. */
    public List<ScoredCandidate> rank(List<ScoredCandidate> scored, List<Candidate> more) {
        Stream<ScoredCandidate> matching =
                more.stream().filter(phrases::accepts).map(this::score).filter(one -> one.score() > 0);
        return Stream.concat(scored.stream(), matching)
                .sorted(ScoredCandidate.BEST_FIRST)
                .toList();
    }

    /** Returns the query's terms by what they match. */
    public TermIndex index() {
        return index;
    }

    private ScoredCandidate score(Candidate candidate) {
        MatchDetails details = details(candidate);
        double matched = 0;
        double covered = 0;
        for (int i = 0; i < index.size(); i++) {
            if (details.quality(i) == 0 && query.terms().get(i).parsed().required()) {
                return new ScoredCandidate(candidate, 0, 0, details);
            }
            matched += details.score(i) * index.weight(i);
            covered += details.share(i) * index.weight(i);
        }
        double score = (matched / index.totalWeight()
                        + WHOLE_ARTIST * weights.artist() * details.artistCompleteness()
                        + WHOLE_TITLE * weights.title() * details.titleCompleteness()
                        + STATIC_RANK * Math.max(0, Math.min(1, candidate.rank())))
                / MAX_SUM;
        return new ScoredCandidate(
                candidate, Math.max(MIN_SCORE, Math.min(1, score)), covered / index.totalWeight(), details);
    }

    private MatchDetails details(Candidate candidate) {
        MatchDetails.Builder details = new MatchDetails.Builder(query);
        FieldMatcher title = new FieldMatcher(index, candidate.field(Field.TITLE));
        details.titleCompleteness(title.titleCompleteness());
        details.add(Field.TITLE, weights.title(), title);
        FieldMatcher artist = new FieldMatcher(index, candidate.field(Field.ARTIST));
        details.artistCompleteness(artist.artistCompleteness());
        details.add(Field.ARTIST, weights.artist(), artist);
        addReadings(details, candidate, title.titleCompleteness(), artist.artistCompleteness());
        addIfBetter(details, Field.ALBUM, weights.album(), candidate);
        addIfBetter(details, Field.GENRE, weights.genre(), candidate);
        addIfBetter(details, Field.OTHER_NAMES, OTHER_NAMES * weights.genre(), candidate);
        return details.build();
    }

    private void addReadings(MatchDetails.Builder details, Candidate candidate, double ofTitle, double ofArtist) {
        String titles = candidate.readings(Field.TITLE);
        if (!titles.isEmpty()) {
            FieldMatcher read = FieldMatcher.ofReadings(index, titles);
            details.titleCompleteness(Math.max(ofTitle, read.artistCompleteness()));
            details.add(Field.TITLE, weights.title(), read);
        }
        String artists = candidate.readings(Field.ARTIST);
        if (!artists.isEmpty()) {
            FieldMatcher read = FieldMatcher.ofReadings(index, artists);
            details.artistCompleteness(Math.max(ofArtist, read.artistCompleteness()));
            details.add(Field.ARTIST, weights.artist(), read);
        }
    }

    private void addIfBetter(MatchDetails.Builder details, Field field, double weight, Candidate candidate) {
        String name = candidate.field(field);
        if (!name.isEmpty() && details.canImprove(weight)) {
            details.add(field, weight, new FieldMatcher(index, name));
        }
    }
}
