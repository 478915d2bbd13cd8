package io.loist.examples.benchmarks.search;

import com.ibm.icu.text.Transliterator;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.Tokenizer;
import org.apache.lucene.analysis.core.KeywordTokenizer;
import org.apache.lucene.analysis.icu.ICUFoldingFilter;
import org.apache.lucene.analysis.icu.ICUTransformFilter;
import org.apache.lucene.analysis.ja.JapaneseReadingFormFilter;
import org.apache.lucene.analysis.ja.JapaneseTokenizer;
import org.apache.lucene.analysis.pattern.PatternReplaceFilter;
import org.apache.lucene.analysis.standard.StandardTokenizer;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;

/**
 * One way in which Lucene indexes and searches names.
 *
 * @param names the fields of the index
 * @param boost the weight beside the other ways
 * @param analyzer makes words of a name or of a query
 */
record LuceneFields(List<String> names, float boost, Analyzer analyzer) {

    private static final Pattern SIGNS = Pattern.compile("[^\\p{L}\\p{N}]+");
    private static final float DERIVED = 0.9f;

    /** Words as they are written, folded by ICU. */
    static LuceneFields written() {
        return new LuceneFields(
                List.of("title", "artist"), 1, new Folding(StandardTokenizer::new, UnaryOperator.identity()));
    }

    /** Words in Latin letters, by ICU's rules. */
    static LuceneFields latin() {
        Transliterator latin = Transliterator.getInstance("Any-Latin; Latin-ASCII");
        return new LuceneFields(
                List.of("title_latin", "artist_latin"),
                DERIVED,
                new Folding(StandardTokenizer::new, words -> new ICUTransformFilter(words, latin)));
    }

    /** Japanese words by their readings in Latin letters, from kuromoji's dictionary. */
    static LuceneFields readings() {
        return new LuceneFields(
                List.of("title_reading", "artist_reading"),
                DERIVED,
                new Folding(
                        () -> new JapaneseTokenizer(null, true, JapaneseTokenizer.Mode.NORMAL),
                        words -> new JapaneseReadingFormFilter(words, true)));
    }

    /** The whole title as one word. */
    static LuceneFields joined() {
        return new LuceneFields(
                List.of("title_joined"),
                1,
                new Folding(KeywordTokenizer::new, words -> new PatternReplaceFilter(words, SIGNS, "", true)));
    }

    /** Returns the words of a query. */
    List<String> words(String text) throws IOException {
        List<String> words = new ArrayList<>();
        try (TokenStream tokens = analyzer.tokenStream(names.get(0), text)) {
            CharTermAttribute term = tokens.addAttribute(CharTermAttribute.class);
            tokens.reset();
            while (tokens.incrementToken()) {
                words.add(term.toString());
            }
        }
        return words;
    }

    private static final class Folding extends Analyzer {

        private final Supplier<Tokenizer> tokenizer;
        private final UnaryOperator<TokenStream> filter;

        Folding(Supplier<Tokenizer> tokenizer, UnaryOperator<TokenStream> filter) {
            this.tokenizer = tokenizer;
            this.filter = filter;
        }

        @Override
        protected TokenStreamComponents createComponents(String field) {
            Tokenizer words = tokenizer.get();
            return new TokenStreamComponents(words, new ICUFoldingFilter(filter.apply(words)));
        }
    }
}
