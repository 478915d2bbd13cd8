package io.loist.db;

import io.loist.db.Question.Join;
import io.loist.db.Slot.Reading;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Turns an interpreted question into requests for candidates, the most exact first. */
final class Asks {
    /** How many candidates a request may bring; one that brings them all has been cut. */
    static final int FILL = 200;
    /** Which part of all tracks a tier holds, roughly. */
    private static final double[] SHARE = {0.0015, 0.01, 0.06, 0.27, 1};

    private static final int LAST_TIER = SHARE.length - 1;
    /** Whole names are looked for among all tracks at once. */
    private static final int EVERYWHERE = Integer.MAX_VALUE;

    private static final int UNKNOWN = EVERYWHERE - 1;
    /** Beginnings of so many letters are looked up in the index, shorter ones by the words they are likely to become. */
    private static final int LONG_BEGINNING = 4;

    private static final int MAX_BEGINNINGS = 20_000;
    private static final int MAX_ASKS = 28;
    private static final int MAX_MATCHES = 2_000;
    private static final int MAX_ENDINGS = 8;
    /** Names that tell less than this share of the most telling one are taken for ordinary words. */
    private static final double NAME_FLOOR = 0.3;

    private final Question question;
    private final Map<String, Ask> asks = new LinkedHashMap<>();

    /** Whether a request may leave out badly ranked tracks when its words are frequent. */
    private final boolean bounded;

    private Asks(Question question, boolean bounded) {
        this.question = question;
        this.bounded = bounded;
    }

    /** All words, as typed, as corrected, and joined; whole names. */
    static List<Ask> strict(Question question) {
        var asks = new Asks(question, false);
        int n = question.slots.size();
        if (!question.titleKey.isEmpty()) {
            asks.add(Ask.lexeme(Words.ARTIST + question.titleKey), EVERYWHERE, 40);
            if (question.titleKey.length() <= Words.MAX_TITLE_KEY)
                asks.add(Ask.lexeme(Words.TITLE + question.titleKey), EVERYWHERE, 40);
        }
        int[] all = IntStream.range(0, n).toArray();
        asks.add(asks.and(all, true), asks.expected(all), FILL);
        for (Join join : question.joins) {
            asks.joined(join);
        }
        asks.withoutAnd(all);
        int[] possible = IntStream.range(0, n)
                .filter(i -> !question.slots.get(i).matchesNothing())
                .toArray();
        if (possible.length > 0) {
            asks.add(asks.and(possible, false), asks.expected(possible), FILL);
        }
        if (question.open) {
            asks.unfinished(all, possible);
        }
        return List.copyOf(asks.asks.values());
    }

    /** All words, one of them at a time taken for a misspelling of another word. */
    static List<Ask> doubted(Question question) {
        var asks = new Asks(question, true);
        for (int i = 0; i < question.slots.size(); i++) {
            Slot slot = question.slots.get(i);
            if (slot.doubts.isEmpty()) {
                continue;
            }
            int doubted = i;
            int[] others = IntStream.range(0, question.slots.size())
                    .filter(o -> o != doubted && !question.slots.get(o).matchesNothing())
                    .toArray();
            String meant = slot.doubts.stream().map(Asks::all).collect(Collectors.joining("|"));
            asks.add(
                    others.length == 0 ? meant : asks.and(others, false) + "&(" + meant + ")",
                    others.length == 0 ? FILL * 4 : asks.expected(others),
                    40);
        }
        return List.copyOf(asks.asks.values());
    }

    /** Names among the words, with and without any other word. */
    static List<Ask> named(Question question) {
        var asks = new Asks(question, true);
        asks.names();
        return List.copyOf(asks.asks.values());
    }

    /** Fewer words: names with any other word, all words but one, telling neighbours, telling words. */
    static List<Ask> relaxed(Question question) {
        var asks = new Asks(question, true);
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
            asks.add(asks.and(kept, false), asks.expected(kept), 40);
        }
        for (int drop = n - 2; n > 2 && n <= 5 && drop >= 0; drop--) {
            int dropped = telling.get(drop);
            int[] kept = telling.stream()
                    .filter(i -> i != dropped)
                    .mapToInt(Integer::intValue)
                    .toArray();
            asks.add(asks.and(kept, false), asks.expected(kept), 40);
        }
        asks.neighbours();
        for (int i = 0; i < Math.min(n > 2 ? 3 : 2, n); i++) {
            int[] one = {telling.get(i)};
            asks.add(asks.and(one, false), asks.expected(one), i == 0 ? 60 : 30);
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
                    .map(i -> any(question.slots.get(i), false))
                    .collect(Collectors.joining("|"));
            if (!others.isEmpty()) {
                add(Ask.lexeme(name.term()) + "&(" + others + ")", 0, 40);
            }
            String titles = titles(name);
            if (n > 3 && !titles.isEmpty()) {
                add(Ask.lexeme(name.term()) + "&(" + titles + ")", EVERYWHERE, 20);
            }
            add(Ask.lexeme(name.term()), EVERYWHERE, 15);
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
            add(and(pair, false), expected(pair), 30);
        }
    }

    private void joined(Join join) {
        var parts = new ArrayList<String>();
        for (int i = 0; i < question.slots.size(); i++) {
            if (i == join.from()) {
                parts.add(Ask.lexeme(join.term()));
            }
            if ((i < join.from() || i > join.to()) && !question.slots.get(i).matchesNothing()) {
                parts.add("(" + any(question.slots.get(i), false) + ")");
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
            add(and(spoken, true), expected(spoken), 40);
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
            String query = before.length == 0 ? beginning : and(before, !question.counted) + "&" + beginning;
            int expected = question.counted ? last.endingTracks : UNKNOWN;
            asks.putIfAbsent(query, request(query, expected, FILL, true, MAX_BEGINNINGS));
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
        add(and(before, false) + "&(" + endings + ")", expected(possible), 60);
        asks.putIfAbsent(and(before, false), request(and(before, false), expected(before), 60, true, MAX_MATCHES));
    }

    private String and(int[] slots, boolean literal) {
        return IntStream.of(slots)
                .mapToObj(i -> "(" + any(question.slots.get(i), literal) + ")")
                .collect(Collectors.joining("&"));
    }

    private static String any(Slot slot, boolean literal) {
        if (slot.unspaced) {
            return pairs(slot.word);
        }
        return Stream.concat(
                        slot.readings.stream()
                                .limit(literal ? slot.literals : 12)
                                .map(Asks::all),
                        slot.endings.stream()
                                .limit(!literal && slot.onlyStarts() ? MAX_ENDINGS : 0)
                                .map(Ask::lexeme))
                .collect(Collectors.joining("|"));
    }

    private static String all(Reading reading) {
        String terms = reading.terms().stream().map(Ask::lexeme).collect(Collectors.joining("&"));
        return reading.terms().size() > 1 ? "(" + terms + ")" : terms;
    }

    private static String pairs(String word) {
        int[] chars = word.codePoints().toArray();
        if (chars.length == 1) {
            return Ask.lexeme(word);
        }
        return IntStream.range(0, Math.min(chars.length - 1, 20))
                .mapToObj(i -> Ask.lexeme(new String(chars, i, 2)))
                .collect(Collectors.joining("&"));
    }

    /** How many tracks may match all the words: as many as the rarest, fewer the more words there are. */
    private int expected(int[] slots) {
        if (!question.counted) {
            return UNKNOWN;
        }
        int rarest = IntStream.of(slots)
                .map(i -> question.slots.get(i).spread())
                .min()
                .orElse(0);
        return slots.length == 1 ? rarest : rarest / 2 + 1;
    }

    private void add(String query, int expected, int fill) {
        asks.putIfAbsent(query, request(query, expected, fill, bounded, MAX_MATCHES));
    }

    /** Starts at the smallest tier that is likely to hold enough; ends, when bounded, where more would cost too much. */
    private static Ask request(String query, int expected, int fill, boolean bounded, int most) {
        int first = 0;
        while (first < LAST_TIER && (expected == EVERYWHERE || expected * SHARE[first] < fill)) {
            first++;
        }
        int last = LAST_TIER;
        while (bounded && expected != UNKNOWN && last > first && expected * SHARE[last] > most) {
            last--;
        }
        return new Ask(query, first, last, fill);
    }
}
