package io.loist.examples.benchmarks.search;

import io.loist.examples.benchmarks.tracks.TrackFile.Row;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.LowerCaseFilter;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.miscellaneous.ASCIIFoldingFilter;
import org.apache.lucene.analysis.standard.StandardTokenizer;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
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

/** Lucene in this JVM: BM25, one edit from four letters, two from eight, the last word as a prefix, most words must match. */
final class LuceneSearch implements SearchSystem {

    private static final String[] FIELDS = {"title", "artist", "album"};
    private static final float[] BOOSTS = {1.2f, 1.2f, 0.6f};
    private static final String NUMBER = "number";

    private final Path folder;
    private final MMapDirectory directory;
    private final Analyzer analyzer = new Words();
    private List<Row> rows = List.of();
    private @Nullable IndexSearcher searcher;

    LuceneSearch() throws IOException {
        folder = Files.createTempDirectory("loist-bench-lucene");
        directory = new MMapDirectory(folder);
    }

    @Override
    public String name() {
        return "lucene";
    }

    @Override
    public void load(List<Row> all) throws IOException {
        rows = all;
        try (IndexWriter writer = new IndexWriter(directory, new IndexWriterConfig(analyzer))) {
            for (int i = 0; i < all.size(); i++) {
                Row row = all.get(i);
                @Nullable String[] values = {row.title(), row.artist(), row.album()};
                Document document = new Document();
                for (int field = 0; field < FIELDS.length; field++) {
                    document.add(new TextField(
                            FIELDS[field], Objects.requireNonNullElse(values[field], ""), Field.Store.NO));
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
        List<String> words = words(text);
        if (words.isEmpty()) {
            return List.of();
        }
        int most = words.size();
        ScoreDoc[] hits =
                index.search(query(words, most <= 2 ? most : most <= 5 ? most - 1 : most / 2), limit).scoreDocs;
        if (hits.length == 0 && most > 1) {
            hits = index.search(query(words, 1), limit).scoreDocs;
        }
        List<Row> found = new ArrayList<>();
        for (ScoreDoc hit : hits) {
            Number number =
                    index.storedFields().document(hit.doc).getField(NUMBER).numericValue();
            found.add(rows.get(number.intValue()));
        }
        return found;
    }

    private List<String> words(String text) throws IOException {
        List<String> words = new ArrayList<>();
        try (TokenStream tokens = analyzer.tokenStream(FIELDS[0], text)) {
            CharTermAttribute term = tokens.addAttribute(CharTermAttribute.class);
            tokens.reset();
            while (tokens.incrementToken()) {
                words.add(term.toString());
            }
        }
        return words;
    }

    private static Query query(List<String> words, int least) {
        BooleanQuery.Builder all = new BooleanQuery.Builder();
        for (int i = 0; i < words.size(); i++) {
            String word = words.get(i);
            List<Query> any = new ArrayList<>();
            for (int field = 0; field < FIELDS.length; field++) {
                Term term = new Term(FIELDS[field], word);
                any.add(new BoostQuery(new TermQuery(term), 2 * BOOSTS[field]));
                if (word.length() >= 4) {
                    any.add(new BoostQuery(new FuzzyQuery(term, word.length() >= 8 ? 2 : 1), BOOSTS[field]));
                }
                if (i == words.size() - 1) {
                    any.add(new BoostQuery(new PrefixQuery(term), 0.5f * BOOSTS[field]));
                }
            }
            all.add(new DisjunctionMaxQuery(any, 0.1f), BooleanClause.Occur.SHOULD);
        }
        return all.setMinimumNumberShouldMatch(least).build();
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

    private static final class Words extends Analyzer {

        @Override
        protected TokenStreamComponents createComponents(String field) {
            StandardTokenizer tokenizer = new StandardTokenizer();
            return new TokenStreamComponents(tokenizer, new ASCIIFoldingFilter(new LowerCaseFilter(tokenizer)));
        }
    }
}
