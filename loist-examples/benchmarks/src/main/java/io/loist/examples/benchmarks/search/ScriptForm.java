package io.loist.examples.benchmarks.search;

import java.util.Random;
import org.jspecify.annotations.Nullable;

/** What people type for a name in another script than Latin. */
enum ScriptForm {
    AS_WRITTEN(Name::title),
    HIRAGANA(name -> ScriptSpelling.hiragana(name.title)),
    KATAKANA(name -> ScriptSpelling.katakana(name.title)),
    LARGE_KANA(name -> ScriptSpelling.largeKana(name.title)),
    NO_LONG_VOWEL(name -> name.title.replace("ー", "")),
    NO_MIDDLE_DOT(name -> name.title.replace("・", "")),
    TRADITIONAL(name -> ScriptSpelling.traditional(name.title)),
    SIMPLIFIED(name -> ScriptSpelling.simplified(name.title)),
    LETTER_MISSING(name -> ScriptSpelling.withoutLetter(name.title, name.random)),
    LETTER_WRONG(name -> ScriptSpelling.withOtherLetter(name.title, name.random)),
    NO_MARKS(name -> ScriptSpelling.withoutMarks(name.title)),
    NO_SPACES(name -> name.title.replace(" ", "")),
    UNFINISHED_SYLLABLE(name -> ScriptSpelling.unfinished(name.title, name.random)),
    OTHER_VOWEL(name -> ScriptSpelling.otherVowel(name.title)),
    INITIALS(name -> ScriptSpelling.initials(name.title)),
    JOINED(name -> (name.title + name.artist).replace(" ", "")),
    OTHER_SUFFIX(name -> ScriptSpelling.suffixed(name.title, name.random)),
    OTHER_SUFFIX_ARTIST(name -> ScriptSpelling.suffixed(name.title, name.random) + " " + name.artist),
    LATIN(name -> ScriptSpelling.latin(name.title)),
    LATIN_ARTIST(name -> ScriptSpelling.latin(name.title + " " + name.artist)),
    LATIN_MISSPELT(
            name -> Misspelling.any(name.random).in(ScriptSpelling.latin(name.title + " " + name.artist), name.random));

    /**
     * A name in lower case.
     *
     * @param artist may be empty
     */
    record Name(String title, String artist, Random random) {}

    @FunctionalInterface
    private interface Typed {
        @Nullable
        String of(Name name);
    }

    @SuppressWarnings("ImmutableEnumChecker")
    private final Typed typed;

    ScriptForm(Typed typed) {
        this.typed = typed;
    }

    /** Returns what is typed; null if that is the title as it is written, or if the name has nothing to change. */
    @Nullable
    String in(Name name) {
        if (namesArtist() && name.artist.isEmpty()) {
            return null;
        }
        String text = typed.of(name);
        return text == null || text.isBlank() || (this != AS_WRITTEN && text.equals(name.title)) ? null : text;
    }

    /** Returns whether the artist is typed, too. */
    boolean namesArtist() {
        return this == JOINED || this == OTHER_SUFFIX_ARTIST || this == LATIN_ARTIST || this == LATIN_MISSPELT;
    }
}
