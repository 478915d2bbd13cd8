package io.loist.db;

import io.loist.db.Question.Join;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Turns an interpreted question into requests for candidates, the most exact first. */
final class Asks {
    /** How many candidates a request may bring; one that brings them all has been cut. */
    static final int FILL = 200;
    /** Beginnings of so many letters are looked up in the index, shorter ones by the words they are likely to become. */
    private static final int LONG_BEGINNING = 4;

    private static final int MAX_BEGINNINGS = 20_000;
    private static final int MAX_ASKS = 28;
    private static final int MAX_MATCHES = 2_000;
    private static final int MAX_ENDINGS = 8;
    /** In about one of so many tracks with a word in it, the word is the whole title. */
    private static final int WORDS_PER_TITLE = 10;
    /** Names that tell less than this share of the most telling one are taken for ordinary words. */
    private static final double NAME_FLOOR = 0.3;

    private final Question question;
    private final Wording wording;
    private final Map<String, Ask> asks = new LinkedHashMap<>();

    /** Whether a request may leave out badly ranked tracks when its words are frequent. */
    private final boolean bounded;
    /** How many candidates a request brings at least, if there are so many. */
    private final int least;

    private Asks(Question question, boolean bounded, int least) {
        this.question = question;
        this.wording = new Wording(question);
        this.bounded = bounded;
        this.least = least;
    }

    /** All words, as typed, as corrected, and joined; whole names. */
    static List<Ask> strict(Question question, Breadth breadth) {
        var asks = new Asks(question, false, breadth.fill());
        int n = question.slots.size();
        int[] all = IntStream.range(0, n).toArray();
        if (!question.titleKey.isEmpty()) {
            asks.name(Words.ARTIST + question.titleKey, 40);
            if (question.titleKey.length() <= Words.MAX_TITLE_KEY) {
                int expected = question.counted ? asks.expected(all) / WORDS_PER_TITLE : Ask.EVERYWHERE;
                asks.add(Ask.lexeme(Words.TITLE + question.titleKey), expected, 40);
            }
        }
        asks.add(asks.wording.and(all, true), asks.expected(all), FILL);
        for (Join join : question.joins) {
            asks.joined(join);
        }
        asks.withoutAnd(all);
        int[] possible = IntStream.range(0, n)
                .filter(i -> !question.slots.get(i).matchesNothing())
                .toArray();
        if (possible.length > 0) {
            asks.add(asks.wording.and(possible, false), asks.expected(possible), FILL);
        }
        if (question.open) {
            asks.unfinished(all, possible);
        }
        return List.copyOf(asks.asks.values());
    }

    /** All words, one of them at a time taken for a misspelling of another word. */
    static List<Ask> doubted(Question question) {
        var asks = new Asks(question, true, 0);
        for (int i = 0; i < question.slots.size(); i++) {
            Slot slot = question.slots.get(i);
            if (slot.doubts.isEmpty()) {
                continue;
            }
            int doubted = i;
            int[] others = IntStream.range(0, question.slots.size())
                    .filter(o -> o != doubted && !question.slots.get(o).matchesNothing())
                    .toArray();
            String meant = slot.doubts.stream().map(Wording::all).collect(Collectors.joining("|"));
            asks.add(
                    others.length == 0 ? meant : asks.wording.and(others, false) + "&(" + meant + ")",
                    others.length == 0 ? FILL * 4 : asks.expected(others),
                    40);
        }
        return List.copyOf(asks.asks.values());
    }

    /** Names among the words, with and without any other word. */
    static List<Ask> named(Question question) {
        var asks = new Asks(question, true, 0);
        asks.names();
        return List.copyOf(asks.asks.values());
    }

    /** Fewer words: names with any other word, all words but one, telling neighbours, telling words. */
    static List<Ask> relaxed(Question question) {
        var asks = new Asks(question, true, 0);
        asks.names();
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
            asks.add(asks.wording.and(kept, false), asks.expected(kept), 40);
        }
        for (int drop = n - 2; n > 2 && n <= 5 && drop >= 0; drop--) {
            int dropped = telling.get(drop);
            int[] kept = telling.stream()
                    .filter(i -> i != dropped)
                    .mapToInt(Integer::intValue)
                    .toArray();
            asks.add(asks.wording.and(kept, false), asks.expected(kept), 40);
        }
        asks.neighbours();
        for (int i = 0; i < Math.min(n > 2 ? 3 : 2, n); i++) {
            int[] one = {telling.get(i)};
            asks.add(asks.wording.and(one, false), asks.expected(one), i == 0 ? 60 : 30);
        }
        return asks.asks.values().stream().limit(MAX_ASKS).toList();
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
            String others = IntStream.range(0, n)
                    .filter(i -> i < name.from() || i > name.to())
                    .filter(i -> !question.slots.get(i).matchesNothing())
                    .boxed()
                    .sorted(Comparator.comparingDouble(i -> -question.weight(question.slots.get(i))))
                    .limit(8)
                    .map(i -> wording.any(question.slots.get(i), false))
                    .collect(Collectors.joining("|"));
            if (!others.isEmpty()) {
                add(Ask.lexeme(name.term()) + "&(" + others + ")", 0, 40);
            }
            String titles = titles(name);
            if (n > 3 && !titles.isEmpty()) {
                add(Ask.lexeme(name.term()) + "&(" + titles + ")", Ask.EVERYWHERE, 20);
            }
            name(name.term(), 15);
        }
    }

    /** Every run of words beside the name that may be a whole short title. */
    private String titles(Join name) {
        var titles = new LinkedHashSet<String>();
        for (int from = 0; from < question.slots.size(); from++) {
            for (int to = from; to < question.slots.size() && (to < name.from() || from > name.to()); to++) {
                String key = Words.key(question.span(from, to));
                if (key.length() > Words.MAX_TITLE_KEY) {
                    break;
                }
                titles.add(Ask.lexeme(Words.TITLE + key));
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
            add(wording.and(pair, false), expected(pair), 30);
        }
    }

    private void joined(Join join) {
        var parts = new ArrayList<String>();
        for (int i = 0; i < question.slots.size(); i++) {
            if (i == join.from()) {
                parts.add(Ask.lexeme(join.term()));
            }
            if ((i < join.from() || i > join.to()) && !question.slots.get(i).matchesNothing()) {
                parts.add("(" + wording.any(question.slots.get(i), false) + ")");
            }
        }
        add(String.join("&", parts), 0, 60);
    }

    /** "Salt & Pepa" is also "Salt-N-Pepa". */
    private void withoutAnd(int[] all) {
        int[] spoken = IntStream.of(all)
                .filter(i -> !question.slots.get(i).word.equals("and"))
                .toArray();
        if (spoken.length > 0 && spoken.length < all.length) {
            add(wording.and(spoken, true), expected(spoken), 40);
        }
    }

    /**
     * The last word as a beginning: of any word when it is long or nothing is known, else of the likeliest words; and all words
     * before it, so that tracks with rarer endings are seen if they are few.
     */
    private void unfinished(int[] all, int[] possible) {
        Slot last = question.last();
        if (!question.counted || possible.length < all.length || last.word.length() >= LONG_BEGINNING) {
            int[] before = IntStream.of(all).filter(i -> i < all.length - 1).toArray();
            String beginning = Ask.lexeme(last.word) + ":*";
            String query = before.length == 0 ? beginning : wording.and(before, !question.counted) + "&" + beginning;
            int expected = question.counted ? last.endingTracks : Ask.UNKNOWN;
            ask(query, expected, FILL, MAX_BEGINNINGS);
        }
        if (last.endings.isEmpty() || last.word.length() >= LONG_BEGINNING) {
            return;
        }
        String endings = last.endings.stream()
                .limit(possible.length == 1 ? 32 : MAX_ENDINGS)
                .map(Ask::lexeme)
                .collect(Collectors.joining("|"));
        int[] before = IntStream.of(possible)
                .filter(i -> i < question.slots.size() - 1)
                .toArray();
        if (before.length == 0) {
            add(endings, last.endingTracks, FILL);
            return;
        }
        add(wording.and(before, false) + "&(" + endings + ")", expected(possible), 60);
        ask(wording.and(before, false), expected(before), 60, MAX_MATCHES);
    }

    /** How many tracks may match all the words: as many as the rarest, fewer the more words there are. */
    private int expected(int[] slots) {
        if (!question.counted) {
            return Ask.UNKNOWN;
        }
        int rarest = IntStream.of(slots)
                .map(i -> question.slots.get(i).spread())
                .min()
                .orElse(0);
        return slots.length == 1 ? rarest : rarest / 2 + 1;
    }

    /** A whole name of an artist. */
    private void name(String term, int fill) {
        add(Ask.lexeme(term), question.occurrences.getOrDefault(term, 0), fill);
    }

    private void add(String query, int expected, int fill) {
        ask(query, expected, fill, bounded ? MAX_MATCHES : Ask.UNBOUNDED);
    }

    private void ask(String query, int expected, int fill, int most) {
        asks.putIfAbsent(query, Ask.of(query, expected, Math.max(fill, least), most));
    }
}
