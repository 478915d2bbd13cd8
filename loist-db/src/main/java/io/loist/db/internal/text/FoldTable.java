package io.loist.db.internal.text;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The folding of single characters. */
public final class FoldTable {

    /** Entries {@code first[-last]=result} between white space; code points in hexadecimal, '_' for a space. */
    private static final String RESOURCE = "fold.txt";

    private static final int BASIC = 0x10000;
    private static final int HEXADECIMAL = 16;
    private static final FoldTable SHARED = load();

    private final @Nullable String[] basic = new String[BASIC];
    private final Map<Integer, String> beyond = new HashMap<>();

    private FoldTable() {}

    public static FoldTable shared() {
        return SHARED;
    }

    /** Returns the replacement of a character; null if it is unchanged. */
    @Nullable
    public String fold(int codePoint) {
        return codePoint < BASIC ? basic[codePoint] : beyond.get(codePoint);
    }

    private static FoldTable load() {
        FoldTable table = new FoldTable();
        try (InputStream file = FoldTable.class.getResourceAsStream(RESOURCE)) {
            byte[] bytes = Objects.requireNonNull(file, RESOURCE).readAllBytes();
            new String(bytes, StandardCharsets.UTF_8).strip().lines().forEach(table::addLine);
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "The folding table " + RESOURCE + " in loist-db's jar cannot be read; check that the jar is whole.",
                    e);
        }
        for (int c = Character.MIN_SURROGATE; c <= Character.MAX_SURROGATE; c++) {
            table.basic[c] = " ";
        }
        return table;
    }

    private void addLine(String line) {
        for (String entry : line.split(" ", -1)) {
            int sign = entry.indexOf('=');
            int dash = entry.indexOf('-');
            boolean range = dash >= 0 && dash < sign;
            int first = Integer.parseInt(entry, 0, range ? dash : sign, HEXADECIMAL);
            int last = range ? Integer.parseInt(entry, dash + 1, sign, HEXADECIMAL) : first;
            String folded = entry.substring(sign + 1).replace('_', ' ');
            for (int c = first; c <= last; c++) {
                if (c < BASIC) {
                    basic[c] = folded;
                } else {
                    beyond.put(c, folded);
                }
            }
        }
    }
}
