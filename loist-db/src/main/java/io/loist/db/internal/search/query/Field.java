package io.loist.db.internal.search.query;

import io.loist.search.SearchHit;
import java.util.Locale;
import java.util.Optional;

/** A searchable field of a track, in the order in which its folded text is stored. */
public enum Field {
    TITLE,
    ARTIST,
    ALBUM,
    GENRE,
    /** Album artist, composer and credits; these have no prefix in the query syntax. */
    OTHER_NAMES;

    /** Returns the field that a prefix such as {@code artist:} names, in any case. */
    static Field ofPrefix(String prefix) {
        return valueOf(prefix.toUpperCase(Locale.ROOT));
    }

    /** Returns the field as hits show it; empty for a field that has no highlights. */
    public Optional<SearchHit.Field> highlighted() {
        return switch (this) {
            case TITLE -> Optional.of(SearchHit.Field.TITLE);
            case ARTIST -> Optional.of(SearchHit.Field.ARTIST);
            case ALBUM -> Optional.of(SearchHit.Field.ALBUM);
            case GENRE, OTHER_NAMES -> Optional.empty();
        };
    }

    /** Returns the name that explanations use. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
