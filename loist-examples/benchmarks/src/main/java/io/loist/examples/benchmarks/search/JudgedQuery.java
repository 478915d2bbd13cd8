package io.loist.examples.benchmarks.search;

import io.loist.examples.benchmarks.tracks.TrackFile.Row;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A query and its relevant hits.
 *
 * @param text what is typed
 * @param artist text that the artist of a relevant hit contains; empty for any
 * @param title text that the title of a relevant hit contains; empty for any
 * @param kind what the query is an example of; empty if it is of no kind
 */
record JudgedQuery(String text, String artist, String title, String kind) {

    private static final Pattern MARKS = Pattern.compile("\\p{M}+");
    private static final Pattern SIGNS = Pattern.compile("[^\\p{L}\\p{N}]+");

    /**
     * Reads a tab-separated file whose first columns are {@code query expected_artist expected_title}, and the fourth, if there is
     * one, {@code kind}.
     *
     * @throws IOException if it cannot be read
     */
    static List<JudgedQuery> read(Path file) throws IOException {
        List<JudgedQuery> asked = new ArrayList<>();
        for (String line : Files.readAllLines(file).stream().skip(1).toList()) {
            String[] cells = line.split("\t", -1);
            asked.add(new JudgedQuery(cells[0], cell(cells, 1), cell(cells, 2), cell(cells, 3)));
        }
        return asked;
    }

    private static String cell(String[] cells, int column) {
        return cells.length > column ? cells[column] : "";
    }

    boolean isRelevant(Row hit) {
        return contains(hit.artist(), artist) && contains(hit.title(), title);
    }

    private static boolean contains(@Nullable String name, String expected) {
        return folded(Objects.requireNonNullElse(name, "")).contains(folded(expected));
    }

    private static String folded(String name) {
        String plain =
                MARKS.matcher(Normalizer.normalize(name, Normalizer.Form.NFKD)).replaceAll("");
        return SIGNS.matcher(plain.toLowerCase(Locale.ROOT)).replaceAll(" ").strip();
    }
}
