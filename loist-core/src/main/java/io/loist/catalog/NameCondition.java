package io.loist.catalog;

import org.jspecify.annotations.Nullable;

/** What the sort name of an entry or an album must be like. */
record NameCondition(
        @Nullable String heading,
        @Nullable String prefix,
        @Nullable String containing) {

    static final NameCondition ANY = new NameCondition(null, null, null);

    NameCondition withHeading(@Nullable String letter) {
        return new NameCondition(letter, prefix, containing);
    }

    NameCondition withPrefix(@Nullable String beginning) {
        return new NameCondition(heading, beginning, containing);
    }

    NameCondition withContaining(@Nullable String words) {
        return new NameCondition(heading, prefix, words);
    }

    static int requireLimit(int limit, int max) {
        if (limit < 1 || limit > max) {
            throw new IllegalArgumentException("limit must be from 1 to " + max + ", but is " + limit);
        }
        return limit;
    }
}
