package io.loist.db.internal.search.vocabulary;

import io.loist.db.internal.jdbc.Sql;
import io.loist.db.internal.search.statement.SearchStatements;
import io.loist.db.internal.text.SearchWords;
import io.loist.db.internal.text.SymmetricDeletes;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

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
                .with(
                        "misspellings",
                        lookup.misspellings().stream().map(Misspelling::word).toArray(String[]::new))
                .with(
                        "delete_keys",
                        lookup.misspellings().stream().map(this::keys).toArray(String[]::new))
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
                case TERM -> {
                    if (row.term.tracks() > 0) {
                        frequencies.merge(row.term.text(), row.term.tracks(), Math::max);
                    }
                }
                case SIMILAR ->
                    similar.computeIfAbsent(row.nth, nth -> new ArrayList<>()).add(row.term);
                case SPLIT ->
                    splits.computeIfAbsent(row.nth, nth -> new ArrayList<>())
                            .add(new Term(row.term.text(), Math.max(1, row.term.tracks())));
                case COMPLETION -> completions.add(row.term);
            }
        }
        similar.replaceAll((nth, terms) -> distinct(terms));
        return new Entries(stale, trackCount, frequencies, similar, splits, distinct(completions));
    }

    /** Returns each term once: two transactions may have added it. A term that has not been counted stands for one track. */
    private static List<Term> distinct(List<Term> terms) {
        Map<String, Integer> tracks = new LinkedHashMap<>();
        terms.forEach(term -> tracks.merge(term.text(), Math.max(1, term.tracks()), Math::max));
        return tracks.entrySet().stream()
                .map(term -> new Term(term.getKey(), term.getValue()))
                .toList();
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

    private String keys(Misspelling misspelling) {
        return SymmetricDeletes.text(SymmetricDeletes.ofMisspelling(
                statements.scope().namespace(), misspelling.word(), misspelling.edits()));
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
