package io.loist.db.internal.search.vocabulary;

import io.loist.db.internal.search.query.Field;
import io.loist.db.internal.search.query.QueryParser;
import io.loist.db.internal.search.retrieve.Candidate;
import io.loist.db.internal.text.Fold;
import io.loist.db.internal.text.SearchWords;
import io.loist.db.internal.text.SymmetricDeletes;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.IntStream;

/** Tracks in memory, with a vocabulary that is always up to date. */
public final class Library implements Vocabulary {

    private final List<Candidate> tracks = new ArrayList<>();
    private final TreeMap<String, Integer> frequencies = new TreeMap<>();

    /** Creates a library of tracks, each written as its fields with {@code " | "} between them. */
    public static Library of(String... tracks) {
        Library library = new Library();
        for (int i = 0; i < tracks.length; i++) {
            List<String> fields =
                    Arrays.stream(tracks[i].split(" \\| ", -1)).map(Fold::fold).toList();
            library.add(new Candidate(new UUID(0, i), 0, fields));
        }
        return library;
    }

    /** Says that a word or a name occurs in many more tracks than there are in memory. */
    public Library frequent(String term, int tracks) {
        frequencies.put(term, tracks);
        return this;
    }

    public List<Candidate> tracks() {
        return tracks;
    }

    public InterpretedQuery interpret(String text) {
        try {
            return new QueryInterpreter(this).interpret(QueryParser.parse(text));
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    private void add(Candidate track) {
        tracks.add(track);
        Set<String> terms = new HashSet<>();
        track.fields()
                .forEach(field ->
                        terms.addAll(Arrays.asList(field.replace('.', ' ').split("[ ,]+"))));
        terms.add(SearchWords.ARTIST + SearchWords.key(track.field(Field.ARTIST)));
        terms.forEach(term -> frequencies.merge(term, 1, Integer::sum));
    }

    @Override
    public Entries lookUp(Lookup lookup) {
        Map<String, Integer> found = new HashMap<>(frequencies);
        found.keySet().retainAll(lookup.terms());
        Map<Integer, List<Term>> similar = new HashMap<>();
        Map<Integer, List<Term>> splits = new HashMap<>();
        for (int i = 0; i < lookup.misspellings().size(); i++) {
            Misspelling misspelling = lookup.misspellings().get(i);
            String word = misspelling.word();
            if (lookup.scope() == MisspellingScope.ALL_WORDS || !frequencies.containsKey(word)) {
                similar.put(i, similar(misspelling));
                splits.put(i, splits(word));
            }
        }
        List<Term> completions = lookup.prefix().isEmpty() ? List.of() : completions(lookup.prefix());
        return new Entries(false, tracks.size(), found, similar, splits, completions);
    }

    @Override
    public List<Term> artists(String prefix, int max) {
        return completions(prefix).stream().limit(max).toList();
    }

    private List<Term> similar(Misspelling word) {
        Set<Integer> keys = boxed(SymmetricDeletes.ofMisspelling("default", word.word(), word.edits()));
        return frequencies.entrySet().stream()
                .filter(term -> !term.getKey().startsWith(SearchWords.ARTIST))
                .filter(term -> boxed(SymmetricDeletes.ofTerm("default", term.getKey(), term.getValue())).stream()
                        .anyMatch(keys::contains))
                .map(term -> new Term(term.getKey(), term.getValue()))
                .toList();
    }

    private List<Term> splits(String word) {
        return IntStream.range(1, word.length())
                .filter(i ->
                        frequencies.containsKey(word.substring(0, i)) && frequencies.containsKey(word.substring(i)))
                .mapToObj(i -> new Term(word.substring(0, i) + " " + word.substring(i), 1))
                .toList();
    }

    private List<Term> completions(String prefix) {
        return frequencies.tailMap(prefix, false).entrySet().stream()
                .takeWhile(term -> term.getKey().startsWith(prefix))
                .map(term -> new Term(term.getKey(), term.getValue()))
                .sorted(Comparator.comparingInt(Term::tracks).reversed())
                .toList();
    }

    private static Set<Integer> boxed(int[] keys) {
        Set<Integer> boxed = new HashSet<>();
        Arrays.stream(keys).forEach(boxed::add);
        return boxed;
    }
}
