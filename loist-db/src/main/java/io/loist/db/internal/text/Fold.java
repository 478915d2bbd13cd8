package io.loist.db.internal.text;

import io.loist.internal.names.SortKey;
import java.text.Normalizer;
import java.text.Normalizer.Form;
import org.jspecify.annotations.Nullable;

/**
 * Folds text for matching.
 *
 * <p>The result is chunks separated by one space; inside a chunk {@code .} stands where punctuation joined two words
 * ({@code ac.dc}), and the chunk {@code ,} separates parts (names in a list, a title from its suffix).
 */
public final class Fold {
    public static final int MAX_CHARS = 600;

    /**
     * The version of all folding and splitting in this package. Increment it with every change of the result: rows with a
     * digest of another version are stale.
     */
    public static final short VERSION = 2;

    private static final String PART = " \u0001 ";
    /** The separators of the parts of a name (lists, suffixes), replaced one after the other. */
    private static final String[] SEPARATORS = {", ", "; ", " - ", " \u2013 ", " \u2014 ", " (", " [", " / "};

    private Fold() {}

    public static String fold(@Nullable String text) {
        if (text == null || text.isEmpty()) {
            return "";
        }
        String source = firstChars(text, MAX_CHARS);
        if (!SortKey.isAscii(source)) {
            source = firstChars(Normalizer.normalize(source, Form.NFKC), MAX_CHARS);
        }
        source = source.replace('\u0001', ' ');
        for (String separator : SEPARATORS) {
            source = source.replace(separator, PART);
        }
        var mapped = new StringBuilder(source.length() + 16);
        FoldTable table = FoldTable.shared();
        boolean unspaced = false;
        for (int i = 0; i < source.length(); ) {
            int c = source.codePointAt(i);
            i += Character.charCount(c);
            String folded = table.fold(c);
            if (c == 0) {
                folded = " ";
            }
            if (folded != null && folded.isEmpty()) {
                continue;
            }
            if (folded != null) {
                mapped.append(unspaced ? " " : "").append(folded);
                unspaced = false;
            } else {
                boolean now = UnspacedScripts.is(c);
                if (now != unspaced) {
                    mapped.append(' ');
                    unspaced = now;
                }
                mapped.appendCodePoint(c);
            }
        }
        String folded = tidy(mapped);
        return folded.isEmpty() ? SymbolToken.token(source) : folded;
    }

    /** Squeezes runs of separators: with a space among them they are a space, else one dot; none at the ends. */
    private static String tidy(CharSequence mapped) {
        var out = new StringBuilder(mapped.length());
        char separator = 0;
        for (int i = 0; i < mapped.length(); i++) {
            char c = mapped.charAt(i);
            if (c == ' ' || c == '.') {
                separator = separator == ' ' ? ' ' : c;
                continue;
            }
            if (separator != 0 && out.length() > 0) {
                out.append(separator);
            }
            separator = 0;
            out.append(c);
        }
        return out.toString();
    }

    /** Returns the first characters of a text, counted in code points. */
    public static String firstChars(String text, int count) {
        return SortKey.firstChars(text, count);
    }
}
