package io.loist.db.internal.search.query;

import io.loist.db.internal.jdbc.Scope;
import io.loist.db.internal.search.SearchSql;
import io.loist.db.internal.search.query.ParsedQuery.Join;
import io.loist.db.internal.search.query.QueryTerm.Reading;
import io.loist.db.internal.text.Fold;
import io.loist.db.internal.text.SearchWords;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads what the words of a question may stand for from the vocabulary table, in one round trip. */
public final class Vocabulary {
    private static final int MAX_NAME_WORDS = 6;
    private static final int MAX_CORRECTIONS = 12;

    private record Correction(String term, int tracks, double cost) {}

    private final Connection connection;
    private final Scope scope;

    public Vocabulary(Connection connection, Scope scope) {
        this.connection = connection;
        this.scope = scope;
    }

    /** Which words may be misspelt. */
    public enum Doubt {
        UNKNOWN_WORDS,
        KNOWN_WORDS
    }

    /** Fills in readings, joins and names. */
    public void interpret(ParsedQuery question, Doubt doubt) throws SQLException {
        boolean evenKnown = doubt == Doubt.KNOWN_WORDS;
        Set<String> exact = new LinkedHashSet<>();
        List<Integer> doubtful = new ArrayList<>();
        for (int i = 0; i < question.slots.size(); i++) {
            QueryTerm slot = question.slots.get(i);
            exact.add(slot.word);
            if (!slot.exact) {
                singular(slot.word, exact);
            }
            if (!slot.exact
                    && EditDistance.allowed(slot.word) > 0
                    && !slot.unspaced
                    && (!evenKnown || (slot.known && slot.word.length() > 3))) {
                doubtful.add(i);
            }
        }
        spans(question, exact);
        Map<String, Integer> known = question.occurrences;
        Map<Integer, List<Correction>> corrections = new HashMap<>();
        List<Correction> prefixed = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(scope.sql(SearchSql.LOOK_UP))) {
            statement.setArray(1, connection.createArrayOf("text", exact.toArray()));
            statement.setArray(
                    2,
                    connection.createArrayOf(
                            "text",
                            doubtful.stream()
                                    .map(i -> question.slots.get(i).word)
                                    .toArray()));
            statement.setArray(
                    3,
                    connection.createArrayOf(
                            "text",
                            doubtful.stream()
                                    .map(i -> array(SymmetricDeletes.asked(question.slots.get(i).word)))
                                    .toArray()));
            statement.setBoolean(4, evenKnown);
            statement.setString(5, question.open && !evenKnown ? question.last().word : "");
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    String term = rows.getString(3);
                    int tracks = rows.getInt(4);
                    switch (rows.getString(1)) {
                        case "n" -> count(question, tracks);
                        case "e" -> known.put(term, tracks);
                        case "t" ->
                            correct(
                                    question.slots.get(doubtful.get(rows.getInt(2) - 1)),
                                    doubtful.get(rows.getInt(2) - 1),
                                    term,
                                    tracks,
                                    corrections);
                        case "s" ->
                            corrections
                                    .computeIfAbsent(doubtful.get(rows.getInt(2) - 1), k -> new ArrayList<>())
                                    .add(new Correction(term, tracks, 0.9));
                        default -> prefixed.add(new Correction(term, tracks, 0));
                    }
                }
            }
        }
        for (int i = 0; i < question.slots.size(); i++) {
            settle(question.slots.get(i), known, corrections.getOrDefault(i, List.of()));
        }
        if (!evenKnown) {
            named(question, known);
            prefixed.forEach(p -> question.last().endings.add(p.term()));
            question.last().endingTracks =
                    prefixed.stream().mapToInt(Correction::tracks).sum();
            if (question.open && question.last().tracks == 0) {
                question.last().occurs(question.last().endingTracks);
            }
        }
    }

    private static void count(ParsedQuery question, int tracks) {
        question.tracks = Math.max(1, tracks);
        question.counted = tracks > 0;
        if (!question.counted) {
            question.slots.forEach(slot -> slot.known = true);
        }
    }

    /** A possessive or plural without its last letter: "adeles", "smiths". */
    private static void singular(String word, Set<String> exact) {
        if (isPlural(word)) {
            exact.add(word.substring(0, word.length() - 1));
        }
    }

    private static boolean isPlural(String word) {
        return word.length() > 3 && word.endsWith("s");
    }

    private static void spans(ParsedQuery question, Set<String> exact) {
        int n = question.slots.size();
        for (int from = 0; from < n; from++) {
            for (int to = from; to < Math.min(n, from + MAX_NAME_WORDS); to++) {
                String span = question.span(from, to);
                String key = SearchWords.key(span);
                exact.add(SearchWords.ARTIST + key);
                if (isPlural(key)) {
                    exact.add(SearchWords.ARTIST + key.substring(0, key.length() - 1));
                }
                if (to == from + 1) {
                    exact.add(Fold.firstChars(span.replace(" ", ""), SearchWords.MAX_LEXEME));
                }
            }
        }
    }

    private static void correct(
            QueryTerm slot, int at, String term, int tracks, Map<Integer, List<Correction>> corrections) {
        int allowed = EditDistance.allowed(slot.word);
        int edits = EditDistance.distance(slot.word, term, allowed);
        if (edits == 0 || edits > allowed) {
            return;
        }
        double cost = edits + (slot.word.charAt(0) == term.charAt(0) ? 0 : 0.5) + (slot.word.length() < 4 ? 0.5 : 0);
        corrections.computeIfAbsent(at, k -> new ArrayList<>()).add(new Correction(term, tracks, cost));
    }

    private static void settle(QueryTerm slot, Map<String, Integer> known, List<Correction> corrections) {
        Integer tracks = known.get(slot.word);
        if (tracks != null) {
            slot.known = true;
            slot.occurs(tracks);
        }
        if (!slot.exact && isPlural(slot.word)) {
            String singular = slot.word.substring(0, slot.word.length() - 1);
            Integer n = known.get(singular);
            if (n != null) {
                slot.add(Reading.of(singular, 0.9), n);
                slot.tracks = Math.max(slot.tracks, slot.known ? slot.tracks : n);
            }
        }
        List<Correction> best = new ArrayList<>(corrections);
        best.sort(Comparator.comparingDouble(c -> c.cost() - 0.15 * Math.log10(c.tracks() + 1)));
        for (Correction c : best.subList(0, Math.min(MAX_CORRECTIONS, best.size()))) {
            var reading = new Reading(List.of(c.term().split(" ", -1)), 1 - 0.2 * c.cost());
            if (slot.known) {
                slot.doubts.add(reading);
            } else {
                slot.add(reading, c.tracks());
                slot.tracks = Math.max(slot.tracks, c.tracks());
            }
        }
    }

    private static void named(ParsedQuery question, Map<String, Integer> known) {
        int n = question.slots.size();
        for (int from = 0; from < n; from++) {
            for (int to = from; to < Math.min(n, from + MAX_NAME_WORDS); to++) {
                String span = question.span(from, to);
                String key = SearchWords.key(span);
                if (known.containsKey(SearchWords.ARTIST + key)) {
                    question.names.add(new Join(from, to, SearchWords.ARTIST + key));
                } else if (isPlural(key)
                        && known.containsKey(SearchWords.ARTIST + key.substring(0, key.length() - 1))) {
                    question.names.add(new Join(from, to, SearchWords.ARTIST + key.substring(0, key.length() - 1)));
                }
                String joined = Fold.firstChars(span.replace(" ", ""), SearchWords.MAX_LEXEME);
                if (to == from + 1 && known.containsKey(joined)) {
                    question.joins.add(new Join(from, to, joined));
                }
            }
        }
    }

    private static String array(int[] keys) {
        var out = new StringBuilder("{");
        for (int i = 0; i < keys.length; i++) {
            out.append(i == 0 ? "" : ",").append(keys[i]);
        }
        return out.append('}').toString();
    }
}
