package io.loist.examples.benchmarks.tracks;

import io.loist.examples.benchmarks.harness.BenchOptions;
import io.loist.examples.benchmarks.harness.BenchReport;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/**
 * Tracks for benchmarks: read from a tab-separated file with a header and the columns {@code title artist album genre year
 * duration_ms}, or generated; and multiplied by mixing the titles of some with the artists and albums of others.
 */
public final class TrackFile {

    private static final String[] WORDS = {
        "love", "night", "the", "blue", "river", "fire", "dance", "heart", "moon", "little", "road", "rain", "golden",
        "city", "dream", "stone", "summer", "black", "angel", "train", "lonely", "silver", "garden", "winter", "echo",
        "paper", "ocean", "glass", "thunder", "velvet", "morning", "ghost", "wild", "honey", "shadow", "star", "broken",
        "mirror", "sugar", "dust"
    };

    private TrackFile() {}

    /**
     * A track as the file has it.
     *
     * @param title never empty
     */
    public record Row(
            String title,
            @Nullable String artist,
            @Nullable String album,
            @Nullable String genre,
            @Nullable Integer year,
            @Nullable Integer durationMillis) {}

    /**
     * Returns the tracks of a benchmark: {@code --tracks FILE,FILE} or generated ones, {@code --rows N} of them. A row that loist or the seed
     * design cannot hold is left out for both, and counted in the report.
     *
     * @throws IOException if the file cannot be read or has no row that both can hold
     */
    public static List<Row> of(BenchOptions options, int defaultRows, BenchReport report) throws IOException {
        List<Row> given = new ArrayList<>();
        for (String file : options.text("tracks").map(names -> names.split(",", -1)).orElse(new String[0])) {
            given.addAll(read(Path.of(file)));
        }
        if (options.text("tracks").isEmpty()) {
            given.addAll(generated(options.number("rows", defaultRows)));
        }
        List<Row> rows = given.stream().filter(TrackFile::isHeldByBoth).toList();
        report.put("env.rows_left_out", given.size() - rows.size());
        if (rows.isEmpty()) {
            throw new IOException("the tracks have no row that can be measured; " + given.size() + " were left out");
        }
        return multiplied(rows, options.number("rows", rows.size()));
    }

    private static boolean isHeldByBoth(Row row) {
        try {
            return SeedTable.holds(row) && BareTrack.of(row).metadata().title().equals(row.title());
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /**
     * Reads a file, compressed if its name ends with {@code .gz}.
     *
     * @throws IOException if it cannot be read or lacks a column
     */
    public static List<Row> read(Path file) throws IOException {
        try (InputStream bytes = Files.newInputStream(file);
                InputStream plain = file.toString().endsWith(".gz") ? new GZIPInputStream(bytes, 1 << 16) : bytes;
                BufferedReader lines = new BufferedReader(new InputStreamReader(plain, StandardCharsets.UTF_8))) {
            Map<String, Integer> columns = new HashMap<>();
            String header = lines.readLine();
            for (String name : (header == null ? "" : header).split("\t", -1)) {
                columns.put(name.strip(), columns.size());
            }
            if (!columns.containsKey("title")) {
                throw new IOException(file + " has no header with a column \"title\"");
            }
            List<Row> rows = new ArrayList<>();
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                String[] cells = line.split("\t", -1);
                String title = cell(cells, columns, "title");
                if (title != null) {
                    rows.add(new Row(
                            title,
                            cell(cells, columns, "artist"),
                            cell(cells, columns, "album"),
                            cell(cells, columns, "genre"),
                            number(cell(cells, columns, "year"), 1800, 2100),
                            number(cell(cells, columns, "duration_ms"), 1, Integer.MAX_VALUE)));
                }
            }
            return rows;
        }
    }

    /** Returns generated tracks, the same ones for the same count. */
    public static List<Row> generated(int count) {
        Random random = new Random(42);
        List<Row> rows = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            rows.add(new Row(
                    phrase(random, 1 + random.nextInt(4)),
                    phrase(random, 1 + random.nextInt(2)) + " " + (i % (1 + count / 12)),
                    phrase(random, 1 + random.nextInt(3)),
                    random.nextInt(3) == 0 ? "Rock" : null,
                    1950 + random.nextInt(75),
                    60_000 + random.nextInt(300_000)));
        }
        return rows;
    }

    /** Returns the rows cut or multiplied to a count, the same ones for the same input. */
    public static List<Row> multiplied(List<Row> rows, int count) {
        if (count <= rows.size()) {
            return rows.subList(0, count);
        }
        Random random = new Random(7);
        List<Row> more = new ArrayList<>(count);
        more.addAll(rows);
        while (more.size() < count) {
            Row one = rows.get(random.nextInt(rows.size()));
            Row other = rows.get(random.nextInt(rows.size()));
            more.add(new Row(
                    one.title(), other.artist(), other.album(), other.genre(), other.year(), one.durationMillis()));
        }
        return more;
    }

    private static String phrase(Random random, int words) {
        StringBuilder phrase = new StringBuilder();
        for (int i = 0; i < words; i++) {
            // squaring makes the first words frequent and the last ones rare, as in real titles
            double skewed = random.nextDouble() * random.nextDouble();
            phrase.append(i == 0 ? "" : " ").append(WORDS[(int) (skewed * WORDS.length)]);
        }
        return phrase.toString();
    }

    private static @Nullable String cell(String[] cells, Map<String, Integer> columns, String name) {
        Integer column = columns.get(name);
        return column == null || column >= cells.length || cells[column].isBlank() ? null : cells[column].strip();
    }

    private static @Nullable Integer number(@Nullable String text, int least, int most) {
        try {
            int value = text == null ? least - 1 : Integer.parseInt(text);
            return value < least || value > most ? null : Integer.valueOf(value);
        } catch (NumberFormatException e) {
            return null;
        }
    }
}
