package io.loist.db.internal.search.retrieve;

import io.loist.db.internal.search.query.ParsedQuery;
import io.loist.db.internal.search.query.ParsedQuery.Join;
import io.loist.db.internal.search.query.QueryTerm;
import io.loist.db.internal.text.SearchWords;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Requests for tracks that have fewer or other words than an interpreted question. */
public final class RelaxedMatchQueries {

    private static final int MAX_ASKS = 42;
    private static final int MAX_MATCHES = 2_000;
    /** Names that tell less than this share of the most telling one are taken for ordinary words. */
    private static final double NAME_FLOOR = 0.3;
    /** Artists with so few tracks are fetched whole. */
    private static final int FEW_OF_A_NAME = 20;

    private final ParsedQuery question;
    private final TsQueryBuilder wording;
    private final CandidateQueries asks;

    private RelaxedMatchQueries(ParsedQuery question) {
        this.question = question;
        this.wording = new TsQueryBuilder(question);
        this.asks = new CandidateQueries(question, MAX_MATCHES, 0);
    }

    /** All words, one of them at a time taken for a misspelling of another word. */
    private void doubted() {
        for (int i = 0; i < question.slots.size(); i++) {
            QueryTerm slot = question.slots.get(i);
            if (slot.doubts.isEmpty()) {
                continue;
            }
            int doubted = i;
            int[] others = IntStream.range(0, question.slots.size())
                    .filter(o -> o != doubted && !question.slots.get(o).matchesNothing())
                    .toArray();
            String meant = slot.doubts.stream().map(TsQueryBuilder::all).collect(Collectors.joining("|"));
            asks.addInside(
                    asks.core(others),
                    others.length == 0 ? meant : wording.and(others, false) + "&(" + meant + ")",
                    others.length == 0 ? CandidateQueries.FILL * 4 : asks.expected(others),
                    40);
        }
    }

    /** Names among the words, with and without any other word. */
    public static List<CandidateQuery> named(ParsedQuery question) {
        RelaxedMatchQueries relaxed = new RelaxedMatchQueries(question);
        relaxed.names();
        return relaxed.asks.all();
    }

    /** One word in doubt, or fewer words: names with any other word, all words but one, telling neighbours, telling words. */
    public static List<CandidateQuery> relaxed(ParsedQuery question) {
        return new RelaxedMatchQueries(question).relaxed();
    }

    private List<CandidateQuery> relaxed() {
        doubted();
        if (question.slots.size() > 1) {
            withFewerWords();
        }
        return asks.all().stream().limit(MAX_ASKS).toList();
    }

    private void withFewerWords() {
        names();
        List<Integer> telling = IntStream.range(0, question.slots.size())
                .filter(i -> !question.slots.get(i).matchesNothing())
                .boxed()
                .sorted(Comparator.comparingDouble(i -> -question.weight(question.slots.get(i))))
                .toList();
        int n = telling.size();
        for (int keep = Math.min(n - 1, 5); keep >= 2 && keep >= Math.min(n, 6) - 3; keep--) {
            int[] kept = telling.subList(0, keep).stream()
                    .mapToInt(Integer::intValue)
                    .toArray();
            asks.addAll(kept, 40);
        }
        for (int drop = n - 2; n > 2 && n <= 5 && drop >= 0; drop--) {
            int dropped = telling.get(drop);
            int[] kept = telling.stream()
                    .filter(i -> i != dropped)
                    .mapToInt(Integer::intValue)
                    .toArray();
            asks.addAll(kept, 40);
        }
        neighbours();
        for (int i = 0; i < Math.min(n > 2 ? 3 : 2, n); i++) {
            int[] one = {telling.get(i)};
            asks.add(wording.and(one, false), asks.expected(one), i == 0 ? 60 : 30);
        }
    }

    private void names() {
        int n = question.slots.size();
        List<Join> names = question.names.stream()
                .filter(a -> question.names.stream().noneMatch(b -> contains(b, a)))
                .sorted(Comparator.comparingDouble(a -> -weight(a.from(), a.to())))
                .limit(6)
                .toList();
        double most =
                names.isEmpty() ? 0 : weight(names.get(0).from(), names.get(0).to());
        for (Join name : names) {
            if (weight(name.from(), name.to()) < most * NAME_FLOOR) {
                break;
            }
            if (question.occurrences.getOrDefault(name.term(), 0) <= FEW_OF_A_NAME) {
                asks.addName(name.term(), 2 * FEW_OF_A_NAME);
                continue;
            }
            String others = IntStream.range(0, n)
                    .filter(i -> i < name.from() || i > name.to())
                    .filter(i -> !question.slots.get(i).matchesNothing())
                    .boxed()
                    .sorted(Comparator.comparingDouble(i -> -question.weight(question.slots.get(i))))
                    .limit(8)
                    .map(i -> wording.any(question.slots.get(i), false))
                    .collect(Collectors.joining("|"));
            if (!others.isEmpty()) {
                asks.add(CandidateQuery.lexeme(name.term()) + "&(" + others + ")", 0, 40);
            }
            String titles = titles(name);
            if (n > 3 && !titles.isEmpty()) {
                asks.add(CandidateQuery.lexeme(name.term()) + "&(" + titles + ")", CandidateQuery.EVERYWHERE, 20);
            }
            asks.addName(name.term(), 15);
        }
    }

    /** Every run of words beside the name that may be a whole short title. */
    private String titles(Join name) {
        var titles = new LinkedHashSet<String>();
        for (int from = 0; from < question.slots.size(); from++) {
            for (int to = from; to < question.slots.size() && (to < name.from() || from > name.to()); to++) {
                String key = SearchWords.key(question.span(from, to));
                if (key.length() > SearchWords.MAX_TITLE_KEY) {
                    break;
                }
                titles.add(CandidateQuery.lexeme(SearchWords.TITLE + key));
            }
        }
        return titles.stream().limit(80).collect(Collectors.joining("|"));
    }

    private static boolean contains(Join outer, Join inner) {
        return outer.from() <= inner.from()
                && outer.to() >= inner.to()
                && outer.to() - outer.from() > inner.to() - inner.from();
    }

    private double weight(int from, int to) {
        return IntStream.rangeClosed(from, to)
                .mapToDouble(i -> question.weight(question.slots.get(i)))
                .sum();
    }

    private void neighbours() {
        List<int[]> pairs = new ArrayList<>();
        for (int i = 0; i + 1 < question.slots.size(); i++) {
            if (!question.slots.get(i).matchesNothing()
                    && !question.slots.get(i + 1).matchesNothing()) {
                pairs.add(new int[] {i, i + 1});
            }
        }
        pairs.sort(Comparator.comparingDouble(p -> -weight(p[0], p[1])));
        for (int[] pair : pairs.subList(0, Math.min(4, pairs.size()))) {
            asks.addAll(pair, 30);
        }
    }
}
