package io.loist.db.internal.search.vocabulary;

import io.loist.db.internal.jdbc.Sql;
import io.loist.db.internal.search.statement.SearchStatements;
import io.loist.db.internal.text.SearchWords;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The vocabulary that {@code LoistDatabase.refreshSearch()} counts. */
public final class PostgresVocabulary implements Vocabulary {

    /** The number of characters up to which the most frequent completions of a prefix are stored. */
    private static final int SHORT_PREFIX = 3;
    /** Sorts after every text that follows a prefix. */
    private static final String LAST_CHARACTER = new String(Character.toChars(Character.MAX_CODE_POINT));

    private final SearchStatements statements;

    public PostgresVocabulary(SearchStatements statements) {
        this.statements = statements;
    }

    @Override
    public Entries lookUp(Lookup lookup) throws SQLException {
        Sql sql = VocabularySql.LOOK_UP
                .with("prefix", lookup.prefix())
                .with("prefix_end", lookup.prefix() + LAST_CHARACTER)
                .with("terms", lookup.terms().toArray(String[]::new))
                .with("misspellings", lookup.misspellings().toArray(String[]::new))
                .with(
                        "delete_keys",
                        lookup.misspellings().stream()
                                .map(PostgresVocabulary::keys)
                                .toArray(String[]::new))
                .with("all_words", lookup.scope() == MisspellingScope.ALL_WORDS);
        return entries(statements.query(
                sql,
                row -> new Row(
                        Kind.valueOf(row.getString("kind")),
                        row.getInt("nth"),
                        new Term(row.getString("term"), row.getInt("tracks")))));
    }

    private static Entries entries(List<Row> rows) {
        boolean stale = false;
        int trackCount = 0;
        Map<String, Integer> frequencies = new HashMap<>();
        Map<Integer, List<Term>> similar = new HashMap<>();
        Map<Integer, List<Term>> splits = new HashMap<>();
        List<Term> completions = new ArrayList<>();
        for (Row row : rows) {
            switch (row.kind) {
                case LIBRARY -> trackCount = row.term.tracks();
                case STALE -> stale = true;
                case TERM -> frequencies.put(row.term.text(), row.term.tracks());
                case SIMILAR ->
                    similar.computeIfAbsent(row.nth, nth -> new ArrayList<>()).add(row.term);
                case SPLIT ->
                    splits.computeIfAbsent(row.nth, nth -> new ArrayList<>()).add(row.term);
                case COMPLETION -> completions.add(row.term);
            }
        }
        return new Entries(stale, trackCount, frequencies, similar, splits, completions);
    }

    @Override
    public List<Term> artists(String prefix, int max) throws SQLException {
        Sql sql = Sql.of(isShort(prefix) ? VocabularySql.ARTISTS_SHORT : VocabularySql.ARTISTS_LONG)
                .with("prefix", prefix)
                .with("prefix_end", prefix + LAST_CHARACTER)
                .with("max", max);
        return statements.queryByIndex(sql, row -> new Term(row.getString("term"), row.getInt("tracks")));
    }

    private static boolean isShort(String prefix) {
        return prefix.codePointCount(0, prefix.length()) <= SearchWords.ARTIST.length() + SHORT_PREFIX;
    }

    private static String keys(String misspelling) {
        return Arrays.stream(SymmetricDeletes.ofMisspelling(misspelling))
                .mapToObj(Integer::toString)
                .collect(Collectors.joining(",", "{", "}"));
    }

    /** A row of the look-up; {@code nth} is the index of the misspelling that it belongs to. */
    private record Row(Kind kind, int nth, Term term) {}

    /** What a row is. */
    private enum Kind {
        LIBRARY,
        STALE,
        TERM,
        SIMILAR,
        SPLIT,
        COMPLETION
    }
}
