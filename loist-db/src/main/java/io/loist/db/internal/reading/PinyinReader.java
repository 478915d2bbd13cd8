package io.loist.db.internal.reading;

import com.ibm.icu.text.Transliterator;
import com.ibm.icu.util.VersionInfo;
import io.loist.search.NameReader;
import java.lang.Character.UnicodeScript;
import java.util.List;

/** Reads Chinese names as pinyin without tones, by ICU. */
public final class PinyinReader implements NameReader {

    private final Transliterator toLatin = Transliterator.getInstance("Han-Latin; Latin-ASCII; Lower");

    @Override
    public String version() {
        return "icu4j " + VersionInfo.ICU_VERSION;
    }

    @Override
    public List<String> read(String name) {
        boolean isJapanese = name.codePoints().anyMatch(PinyinReader::isKana);
        boolean hasHan = name.codePoints().anyMatch(Character::isIdeographic);
        return isJapanese || !hasHan ? List.of() : List.of(toLatin.transliterate(name));
    }

    private static boolean isKana(int c) {
        UnicodeScript script = UnicodeScript.of(c);
        return script == UnicodeScript.HIRAGANA || script == UnicodeScript.KATAKANA;
    }
}
