package io.loist.db.internal.reading;

import io.loist.search.NameReader;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.CharsetEncoder;
import java.util.List;
import org.apache.lucene.analysis.ja.JapaneseTokenizer;
import org.apache.lucene.analysis.ja.tokenattributes.PartOfSpeechAttribute;
import org.apache.lucene.analysis.ja.tokenattributes.ReadingAttribute;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.apache.lucene.util.Version;

/** Reads Japanese names in katakana, by the dictionary of kuromoji. */
public final class JapaneseReader implements NameReader {

    /** Characters that are not in it are not Japanese. */
    private static final Charset JAPANESE = Charset.forName("windows-31j");

    private static final String PARTICLE = "助詞";

    @Override
    public String version() {
        return "kuromoji " + Version.LATEST;
    }

    @Override
    public List<String> read(String name) {
        CharsetEncoder japanese = JAPANESE.newEncoder();
        boolean isJapanese = name.codePoints()
                .filter(Character::isIdeographic)
                .allMatch(c -> japanese.canEncode(Character.toString(c)));
        if (!isJapanese) {
            return List.of();
        }
        try (JapaneseTokenizer tokens = new JapaneseTokenizer(null, true, JapaneseTokenizer.Mode.NORMAL)) {
            return List.of(readings(name, tokens));
        } catch (IOException e) {
            throw new UncheckedIOException("kuromoji could not read a name from memory", e);
        }
    }

    private static String readings(String name, JapaneseTokenizer tokens) throws IOException {
        CharTermAttribute word = tokens.getAttribute(CharTermAttribute.class);
        ReadingAttribute reading = tokens.getAttribute(ReadingAttribute.class);
        PartOfSpeechAttribute kind = tokens.getAttribute(PartOfSpeechAttribute.class);
        StringBuilder all = new StringBuilder();
        tokens.setReader(new StringReader(name));
        tokens.reset();
        while (tokens.incrementToken()) {
            String partOfSpeech = kind.getPartOfSpeech();
            boolean isParticle = partOfSpeech != null && partOfSpeech.startsWith(PARTICLE);
            String read = isParticle ? reading.getPronunciation() : reading.getReading();
            all.append(all.isEmpty() ? "" : " ").append(read == null ? word.toString() : read);
        }
        tokens.end();
        return all.toString();
    }
}
