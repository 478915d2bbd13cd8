package io.loist.internal.names;

/**
 * Computes what identifies a name: its {@link SortKey} without spaces and punctuation, so that "R.E.M." is "REM" and "Don't" is
 * "Don’t". Symbols are kept, and so is the punctuation of a name that has nothing else, such as "!!!".
 */
public final class NameKey {

    private NameKey() {}

    /** Returns the key of a name; empty only if the name has nothing visible. */
    public static String of(String name) {
        String key = SortKey.of(name);
        StringBuilder bare = new StringBuilder(key.length());
        key.codePoints().filter(c -> !isPunctuation(c)).forEach(bare::appendCodePoint);
        return bare.length() == 0 ? key : bare.toString();
    }

    static boolean isPunctuation(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONNECTOR_PUNCTUATION,
                    Character.DASH_PUNCTUATION,
                    Character.START_PUNCTUATION,
                    Character.END_PUNCTUATION,
                    Character.INITIAL_QUOTE_PUNCTUATION,
                    Character.FINAL_QUOTE_PUNCTUATION,
                    Character.OTHER_PUNCTUATION,
                    Character.MODIFIER_SYMBOL,
                    Character.SPACE_SEPARATOR,
                    Character.CONTROL -> true;
            default -> false;
        };
    }
}
