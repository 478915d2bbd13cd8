package io.loist.db;

import io.loist.db.internal.reading.JapaneseReader;
import io.loist.db.internal.reading.PinyinReader;
import io.loist.search.NameReader;

/** Readers of names for {@link LoistDatabaseBuilder#nameReaders}, each by a library that the application adds to its dependencies. */
public final class NameReaders {

    private NameReaders() {}

    /**
     * Returns a reader of Chinese names, as pinyin without tones.
     *
     * @throws NoClassDefFoundError if {@code com.ibm.icu:icu4j} is missing
     */
    public static NameReader chinese() {
        return new PinyinReader();
    }

    /**
     * Returns a reader of Japanese names.
     *
     * @throws NoClassDefFoundError if {@code org.apache.lucene:lucene-analysis-kuromoji} is missing
     */
    public static NameReader japanese() {
        return new JapaneseReader();
    }
}
