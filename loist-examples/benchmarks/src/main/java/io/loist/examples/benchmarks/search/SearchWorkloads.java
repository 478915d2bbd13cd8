package io.loist.examples.benchmarks.search;

import io.loist.examples.benchmarks.tracks.TrackFile.Row;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Queries generated from the tracks, the same number of each kind; the same ones for the same tracks. */
final class SearchWorkloads {

    private static final String[] SENTENCES = {
        "can you put on %s please",
        "i would love to hear %s tonight",
        "something in the vein of %s for the car",
        "find me %s from the nineties",
        "anything that sounds like %s",
        "who sings %s again",
        "queue up %s when this ends"
    };

    private static final Pattern SUFFIX = Pattern.compile(" - | \\(| \\[");
    private static final Pattern MARKS = Pattern.compile("\\p{M}+");
    private static final Pattern WORDS = Pattern.compile("[^\\p{L}\\p{N}]+");
    private static final int FREQUENT = 50;
    private static final int RATHER_FREQUENT = 400;
    private static final int MAX_TITLE_WORDS = 7;

    private final List<Row> rows;
    private final int count;
    private final Random random = new Random(99);

    SearchWorkloads(List<Row> rows, int count) {
        this.rows = rows;
        this.count = count;
    }

    /** Makes a query from a title and an artist; null to try another track. */
    @FunctionalInterface
    private interface Form {
        @Nullable
        String of(String title, String artist);
    }

    Map<String, List<JudgedQuery>> all() {
        Map<String, List<JudgedQuery>> all = new LinkedHashMap<>();
        all.put("exact", named((title, artist) -> title + " " + artist));
        all.put("prefix", named(this::beginning));
        for (Misspelling misspelling : Misspelling.values()) {
            all.put(
                    "misspelt_" + misspelling.name().toLowerCase(Locale.ROOT),
                    named((title, artist) -> misspelling.in(title + " " + artist, random)));
        }
        all.put("accent_free", named((title, artist) -> accentFree(title + " " + artist)));
        all.put(
                "sentence",
                named((title, artist) ->
                        String.format(SENTENCES[random.nextInt(SENTENCES.length)], title + " by " + artist)));
        List<String> frequent = frequentWords();
        all.put("frequent_word", anything(() -> frequent.get(random.nextInt(Math.min(FREQUENT, frequent.size())))));
        all.put(
                "two_frequent_words",
                anything(() -> frequent.get(random.nextInt(frequent.size())) + " "
                        + frequent.get(random.nextInt(frequent.size())) + " "));
        all.put("nonsense", anything(this::nonsense));
        Set<String> library = wordCounts().keySet();
        for (HardMisspelling misspelling : HardMisspelling.values()) {
            all.put(misspelling.workload(), hard(misspelling, library));
        }
        return all;
    }

    /** Misspelt titles, artists, and both. */
    private List<JudgedQuery> hard(HardMisspelling misspelling, Set<String> library) {
        HardMisspelling.Source source =
                new HardMisspelling.Source(new Random(misspelling.seed()), library);
        List<JudgedQuery> queries = new ArrayList<>();
        for (int tries = 0; queries.size() < count && tries < count * 400; tries++) {
            Row row = rows.get(source.random().nextInt(rows.size()));
            String title = title(row);
            String artist = artist(row);
            int form = source.random().nextInt(4);
            String name = form == 0 ? title : form == 1 ? artist : form == 2 ? title + " " + artist : artist + " " + title;
            List<String> words = List.of(name.toLowerCase(Locale.ROOT).split(" ", -1));
            if (title.isEmpty() || artist.isEmpty() || words.size() > MAX_TITLE_WORDS) {
                continue;
            }
            String text = misspelling.in(words, source);
            if (text != null && text.length() > 3) {
                queries.add(new JudgedQuery(text, form == 0 ? "" : artist, form == 1 ? "" : title, ""));
            }
        }
        return queries;
    }

    private List<JudgedQuery> named(Form form) {
        List<JudgedQuery> queries = new ArrayList<>();
        for (int tries = 0; queries.size() < count && tries < count * 400; tries++) {
            Row row = rows.get(random.nextInt(rows.size()));
            String title = title(row);
            String artist = artist(row);
            if (title.isEmpty() || artist.isEmpty() || title.split(" ", -1).length > MAX_TITLE_WORDS) {
                continue;
            }
            String text = form.of(title.toLowerCase(Locale.ROOT), artist.toLowerCase(Locale.ROOT));
            if (text != null) {
                queries.add(new JudgedQuery(text, artist, title, ""));
            }
        }
        return queries;
    }

    /** Returns a title without its suffix. */
    static String title(Row row) {
        return SUFFIX.split(row.title(), 2)[0].strip();
    }

    /** Returns the first artist; empty if there is none. */
    static String artist(Row row) {
        return row.artist() == null ? "" : row.artist().split(", ", 2)[0].strip();
    }

    private List<JudgedQuery> anything(java.util.function.Supplier<String> text) {
        return Stream.generate(() -> new JudgedQuery(text.get(), "", "", ""))
                .limit(count)
                .toList();
    }

    private String beginning(String title, String artist) {
        String whole = artist + " " + title;
        int least = Math.min(whole.length(), artist.length() + 1 + Math.min(3, title.length()));
        return whole.substring(0, least + random.nextInt(Math.max(1, whole.length() - least)));
    }

    private static @Nullable String accentFree(String text) {
        String bare =
                MARKS.matcher(Normalizer.normalize(text, Normalizer.Form.NFD)).replaceAll("");
        return bare.equals(text) ? null : bare;
    }

    private String nonsense() {
        StringBuilder text = new StringBuilder();
        for (int word = random.nextInt(3); word >= 0; word--) {
            for (int letter = 4 + random.nextInt(9); letter > 0; letter--) {
                text.append((char) ('a' + random.nextInt(26)));
            }
            text.append(' ');
        }
        return text.toString().strip();
    }

    private Map<String, Integer> wordCounts() {
        Map<String, Integer> counts = new HashMap<>();
        for (Row row : rows) {
            Stream.of(WORDS.split((row.title() + " " + row.artist()).toLowerCase(Locale.ROOT), -1))
                    .distinct()
                    .forEach(word -> counts.merge(word, 1, Integer::sum));
        }
        return counts;
    }

    private List<String> frequentWords() {
        return wordCounts().entrySet().stream()
                .filter(word -> word.getKey().length() > 2)
                .sorted(Map.Entry.<String, Integer>comparingByValue()
                        .reversed()
                        .thenComparing(Map.Entry.comparingByKey(Comparator.naturalOrder())))
                .limit(RATHER_FREQUENT)
                .map(Map.Entry::getKey)
                .toList();
    }
}
