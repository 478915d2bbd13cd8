package io.loist.db.internal.track;

import io.loist.db.internal.jdbc.Jdbc;
import io.loist.db.internal.jdbc.Scope;
import io.loist.db.internal.text.SearchEntry;
import io.loist.db.internal.text.SearchWords;
import io.loist.db.internal.text.SymmetricDeletes;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Adds the words of tracks to the vocabulary, in the transaction that saves the tracks. Two transactions may add the same word, each
 * its own row, so that neither waits for the other; {@code LoistDatabase.refreshSearch()} makes one row of them.
 */
public final class NewTerms {

    /** Found by two edits, however many tracks a word has. */
    private static final int SEVERAL_TRACKS = 2;

    /** Each term is looked up: OFFSET keeps the server from reading all terms of a namespace that it takes for a small one. */
    private static final String IS_UNKNOWN = """
            NOT EXISTS (
              SELECT FROM ${schema}.track_search_term AS known
              WHERE known.namespace = :namespace AND known.term = word.term AND known.tracks >= 0
              OFFSET 0)
            """;

    /** In subqueries, so that the planner does not see how many terms there are: it makes the same plan for all, and keeps it. */
    private static final String INSERT = """
            INSERT INTO ${schema}.track_search_term (namespace, term, added, tracks, deletes)
            SELECT :namespace, word.term, txid_current(), word.tracks, word.deletes::integer[]
            FROM %s unnest(
                (SELECT :terms::text[])::text[], (SELECT :term_tracks::integer[])::integer[], (SELECT :deletes::text[])::text[])
              AS word(term, tracks, deletes)
            WHERE
            """ + IS_UNKNOWN + "ON CONFLICT DO NOTHING\n";

    /** A CTE that adds what {@link #values} are, if the named CTE has a row. */
    static final String LEARNED = "learned AS (\n" + INSERT.formatted("%1$s CROSS JOIN") + ")";

    private static final String ADD = INSERT.formatted("");

    /** Returns those {@code :terms} that are not known. */
    private static final String FIND_UNKNOWN =
            "SELECT word.term FROM unnest(:terms::text[]) AS word(term) WHERE " + IS_UNKNOWN;

    private final Map<String, Integer> counts = new LinkedHashMap<>();

    /** Returns the parameters of {@link #LEARNED} for the terms of one track. */
    static Map<String, @Nullable Object> values(SearchEntry entry, String namespace) {
        List<String> terms = SearchWords.terms(entry.lexemes());
        return Map.of(
                "terms",
                terms.toArray(String[]::new),
                "term_tracks",
                Collections.nCopies(terms.size(), 0).toArray(Integer[]::new),
                "deletes",
                terms.stream()
                        .map(term -> SymmetricDeletes.text(SymmetricDeletes.ofTerm(namespace, term, SEVERAL_TRACKS)))
                        .toArray(String[]::new));
    }

    /** Notes the terms of one track, to be added with those of others. */
    public void note(SearchEntry entry) {
        SearchWords.terms(entry.lexemes()).forEach(term -> counts.merge(term, 1, Integer::sum));
    }

    /**
     * Adds the noted terms that are not known, and forgets them.
     *
     * @param known terms that this transaction knows to be in the vocabulary; grows
     */
    public void add(Connection connection, Scope scope, Set<String> known) throws SQLException {
        String[] noted =
                counts.keySet().stream().filter(term -> !known.contains(term)).toArray(String[]::new);
        List<String> unknown = noted.length == 0
                ? List.of()
                : Jdbc.query(connection, scope.in(FIND_UNKNOWN).with("terms", noted), row -> row.getString(1));
        if (!unknown.isEmpty()) {
            Map<String, @Nullable Object> values = new HashMap<>();
            values.put("terms", unknown.toArray(String[]::new));
            values.put("term_tracks", unknown.stream().map(counts::get).toArray(Integer[]::new));
            values.put(
                    "deletes",
                    unknown.stream().map(term -> deletes(scope, term)).toArray(String[]::new));
            Jdbc.update(connection, scope.in(ADD).with(values));
        }
        known.addAll(counts.keySet());
        counts.clear();
    }

    private String deletes(Scope scope, String term) {
        int tracks = Objects.requireNonNullElse(counts.get(term), 1);
        return SymmetricDeletes.text(SymmetricDeletes.ofTerm(scope.namespace(), term, tracks));
    }
}
