package io.loist.db.internal.text;

import static org.assertj.core.api.Assertions.assertThat;

import io.loist.internal.names.SortKey;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What tracks are searched by. */
class SearchEntryTest {

    @Test
    void of_capturedTracks_isAsCaptured() throws IOException {
        for (String[] row : captured()) {
            List<String> genres = row[3].isEmpty() ? List.of() : List.of(row[3]);
            TrackNames names =
                    new TrackNames(row[0], orNull(row[1]), orNull(row[2]), genres, null, null, null, List.of());

            SearchEntry entry = SearchEntry.of(names, 0, "default", NameReadings.OF_LETTERS);

            assertThat(entry.words()).isEqualTo(row[4]);
            assertThat(new TreeSet<>(List.of(entry.lexemes().split(" "))))
                    .isEqualTo(new TreeSet<>(List.of(row[5].split(" "))));
            assertThat(entry.rank()).isEqualTo(Float.parseFloat(row[6]));
            assertThat(SortKey.of(row[0])).isEqualTo(row[7]);
        }
    }

    @Test
    void of_trackOfAnotherNamespace_hasItsLexeme() {
        TrackNames names = new TrackNames("Song", null, null, List.of(), null, null, null, List.of());

        assertThat(SearchEntry.of(names, 0, "tenant-7", NameReadings.OF_LETTERS).lexemes())
                .isEqualTo("song Tsong Ntenant-7");
        assertThat(SearchEntry.of(names, 0, "default", NameReadings.OF_LETTERS).lexemes())
                .isEqualTo("song Tsong");
    }

    @Test
    void of_longWords_cutsThem() {
        String word = "x".repeat(61);
        TrackNames names = new TrackNames(word + " " + word + ".y", null, null, List.of(), null, null, null, List.of());

        assertThat(SearchEntry.of(names, 0, "default", NameReadings.OF_LETTERS)
                        .lexemes()
                        .split(" "))
                .containsExactly("x".repeat(60), "y");
    }

    @Test
    void of_otherNames_areThoseThatTheArtistLacks() {
        TrackNames names = new TrackNames(
                "Song", "Ann, Bob", null, List.of(), "Bob", "Cid", "Label", List.of("Ann", "Dee", "Cid"));

        assertThat(SearchEntry.of(names, 0, "default", NameReadings.OF_LETTERS).words())
                .isEqualTo("song|ann , bob|||cid , dee");
    }

    /** Title, artist, album, genre; words, lexemes, static rank, and the title's sort key: of real tracks. */
    private static List<String[]> captured() throws IOException {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(SearchEntryTest.class.getResourceAsStream("entries.tsv")),
                StandardCharsets.UTF_8))) {
            return lines.lines().map(line -> line.split("\t", -1)).toList();
        }
    }

    private static @Nullable String orNull(String text) {
        return text.isEmpty() ? null : text;
    }
}
