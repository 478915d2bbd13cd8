package io.loist.examples.benchmarks.search;

import io.loist.examples.benchmarks.tracks.TrackFile.Row;
import java.lang.Character.UnicodeScript;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Queries for tracks whose titles are in other scripts than Latin, each of a kind: the script and what is typed. */
final class ScriptWorkload {

    private static final long SEED = 77;
    private static final int MIN_LETTERS = 2;
    private static final int MAX_LENGTH = 40;

    private ScriptWorkload() {}

    /**
     * Returns at most {@code count} queries of each kind, the same ones for the same tracks.
     *
     * @param rows tracks of any script
     */
    static List<JudgedQuery> of(List<Row> rows, int count) {
        List<Row> others = new ArrayList<>(
                rows.stream().filter(row -> script(row.title()) != null).distinct().toList());
        Collections.shuffle(others, new Random(SEED));
        Map<String, List<JudgedQuery>> kinds = new TreeMap<>();
        Random random = new Random(SEED);
        for (Row row : others) {
            String title = SearchWorkloads.title(row);
            String artist = SearchWorkloads.artist(row);
            UnicodeScript script = script(title);
            if (script == null || title.length() > MAX_LENGTH) {
                continue;
            }
            var name = new ScriptForm.Name(title.toLowerCase(Locale.ROOT), artist.toLowerCase(Locale.ROOT), random);
            for (ScriptForm form : ScriptForm.values()) {
                String text = form.in(name);
                String kind = (script + "_" + form).toLowerCase(Locale.ROOT);
                List<JudgedQuery> queries = kinds.computeIfAbsent(kind, none -> new ArrayList<>());
                if (text != null && queries.size() < count) {
                    queries.add(new JudgedQuery(text, form.namesArtist() ? artist : "", title, kind));
                }
            }
        }
        return kinds.values().stream().flatMap(List::stream).toList();
    }

    /** Returns the script that most tells what a title is written in; null for Latin, and for too few letters of another one. */
    private static @Nullable UnicodeScript script(String title) {
        List<UnicodeScript> scripts = title.codePoints()
                .filter(Character::isLetter)
                .mapToObj(UnicodeScript::of)
                .filter(script -> script != UnicodeScript.LATIN && script != UnicodeScript.COMMON)
                .toList();
        boolean japanese = scripts.contains(UnicodeScript.HIRAGANA) || scripts.contains(UnicodeScript.KATAKANA);
        return scripts.size() < MIN_LETTERS ? null : japanese ? UnicodeScript.HIRAGANA : scripts.get(0);
    }
}
