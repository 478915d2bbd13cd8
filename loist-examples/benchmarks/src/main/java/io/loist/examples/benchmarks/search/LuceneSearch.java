package io.loist.examples.benchmarks.search;

import io.loist.examples.benchmarks.tracks.TrackFile.Row;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.miscellaneous.PerFieldAnalyzerWrapper;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.StoredField;
import org.apache.lucene.document.TextField;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.BoostQuery;
import org.apache.lucene.search.DisjunctionMaxQuery;
import org.apache.lucene.search.FuzzyQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.PrefixQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.store.MMapDirectory;
import org.jspecify.annotations.Nullable;

/**
 * Lucene in this JVM, as it finds most: BM25 over title and artist, any word is enough, each as typed, with one edit from four letters
 * or two from eight, and the last one as a prefix.
 */
final class LuceneSearch implements SearchSystem {

    private static final String NUMBER = "number";
    private static final float NAME = 1.2f;
    private static final float AS_TYPED = 2;
    private static final float UNFINISHED = 0.5f;
    private static final float TIE_BREAKER = 0.1f;
    private static final int MAX_CLAUSES = 65_536;

    private final String name;
    private final List<LuceneFields> ways;
    private final Path folder;
    private final MMapDirectory directory;
    private List<Row> rows = List.of();
    private @Nullable IndexSearcher searcher;

    private LuceneSearch(String name, LuceneFields... ways) throws IOException {
        this.name = name;
        // Similar words of a sentence in several fields are more than the default allows
        IndexSearcher.setMaxClauseCount(MAX_CLAUSES);
        this.ways = List.of(ways);
        folder = Files.createTempDirectory("loist-bench-lucene");
        directory = new MMapDirectory(folder);
    }

    /** Lucene for names as they are written. */
    static LuceneSearch ofNames() throws IOException {
        return new LuceneSearch("lucene", LuceneFields.written());
    }

    /** Lucene that also finds names in other scripts by their Latin readings, and titles without spaces. */
    static LuceneSearch ofScripts() throws IOException {
        return new LuceneSearch(
                "lucene_scripts",
                LuceneFields.written(),
                LuceneFields.latin(),
                LuceneFields.readings(),
                LuceneFields.joined());
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public void load(List<Row> all) throws IOException {
        rows = all;
        Map<String, Analyzer> analyzers = new HashMap<>();
        ways.forEach(way -> way.names().forEach(field -> analyzers.put(field, way.analyzer())));
        Analyzer analyzer = new PerFieldAnalyzerWrapper(ways.get(0).analyzer(), analyzers);
        try (IndexWriter writer = new IndexWriter(directory, new IndexWriterConfig(analyzer))) {
            for (int i = 0; i < all.size(); i++) {
                Row row = all.get(i);
                Document document = new Document();
                for (String field : analyzers.keySet()) {
                    String value = field.startsWith("title") ? row.title() : Objects.requireNonNullElse(row.artist(), "");
                    document.add(new TextField(field, value, Field.Store.NO));
                }
                document.add(new StoredField(NUMBER, i));
                writer.addDocument(document);
            }
            writer.forceMerge(1);
        }
        IndexSearcher made = new IndexSearcher(DirectoryReader.open(directory));
        made.setQueryCache(null);
        searcher = made;
    }

    @Override
    public long indexBytes() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.mapToLong(file -> file.toFile().length()).sum();
        }
    }

    @Override
    public List<Row> search(String text, int limit) throws IOException {
        IndexSearcher index = Objects.requireNonNull(searcher, "searcher");
        List<Query> any = new ArrayList<>();
        for (LuceneFields way : ways) {
            List<String> words = way.words(text);
            if (!words.isEmpty()) {
                any.add(new BoostQuery(query(way.names(), words), way.boost()));
            }
        }
        if (any.isEmpty()) {
            return List.of();
        }
        List<Row> found = new ArrayList<>();
        for (ScoreDoc hit : index.search(any.size() == 1 ? any.get(0) : new DisjunctionMaxQuery(any, TIE_BREAKER), limit)
                .scoreDocs) {
            Number number =
                    index.storedFields().document(hit.doc).getField(NUMBER).numericValue();
            found.add(rows.get(number.intValue()));
        }
        return found;
    }

    private static Query query(List<String> fields, List<String> words) {
        BooleanQuery.Builder all = new BooleanQuery.Builder();
        for (int i = 0; i < words.size(); i++) {
            String word = words.get(i);
            List<Query> any = new ArrayList<>();
            for (String field : fields) {
                Term term = new Term(field, word);
                any.add(new BoostQuery(new TermQuery(term), AS_TYPED * NAME));
                if (word.length() >= 4) {
                    any.add(new BoostQuery(new FuzzyQuery(term, word.length() >= 8 ? 2 : 1), NAME));
                }
                if (i == words.size() - 1) {
                    any.add(new BoostQuery(new PrefixQuery(term), UNFINISHED * NAME));
                }
            }
            all.add(new DisjunctionMaxQuery(any, TIE_BREAKER), BooleanClause.Occur.SHOULD);
        }
        return all.setMinimumNumberShouldMatch(1).build();
    }

    @Override
    public void close() throws IOException {
        if (searcher != null) {
            searcher.getIndexReader().close();
        }
        directory.close();
        try (Stream<Path> files = Files.walk(folder).sorted(Comparator.reverseOrder())) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
    }
}
