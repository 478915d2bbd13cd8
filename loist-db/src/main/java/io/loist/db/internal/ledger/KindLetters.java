package io.loist.db.internal.ledger;

import io.loist.catalog.CatalogKind;
import java.util.EnumMap;
import java.util.Map;

/** The letter that stands for each kind of entry in the database. Small letters stand for what one track says about its album. */
public final class KindLetters {

    static final char COVER = 'v';
    static final char COMPILATION = 'c';
    static final char SINGLE = 's';

    private static final Map<CatalogKind, String> LETTERS = new EnumMap<>(CatalogKind.class);

    static {
        LETTERS.put(CatalogKind.ARTIST, "P");
        LETTERS.put(CatalogKind.ALBUM_ARTIST, "B");
        LETTERS.put(CatalogKind.MAIN_ARTIST, "M");
        LETTERS.put(CatalogKind.FEATURED_ARTIST, "F");
        LETTERS.put(CatalogKind.REMIXER, "R");
        LETTERS.put(CatalogKind.PRODUCER, "D");
        LETTERS.put(CatalogKind.CONDUCTOR, "O");
        LETTERS.put(CatalogKind.PERFORMER, "I");
        LETTERS.put(CatalogKind.COMPOSER, "C");
        LETTERS.put(CatalogKind.LYRICIST, "W");
        LETTERS.put(CatalogKind.ARRANGER, "N");
        LETTERS.put(CatalogKind.ALBUM, "A");
        LETTERS.put(CatalogKind.GENRE, "G");
        LETTERS.put(CatalogKind.LABEL, "L");
        LETTERS.put(CatalogKind.YEAR, "Y");
        LETTERS.put(CatalogKind.DECADE, "E");
        if (LETTERS.size() != CatalogKind.values().length) {
            throw new IllegalStateException("a kind has no letter");
        }
    }

    private KindLetters() {}

    public static String of(CatalogKind kind) {
        return LETTERS.getOrDefault(kind, "");
    }
}
