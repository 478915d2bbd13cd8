package io.loist.examples.demo;

import io.loist.search.SearchHit;
import io.loist.track.Track;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Prints what a search found as a table. Wide characters count as two columns, as terminals show them. */
final class TrackTable {

    private static final int TITLE = 30;
    private static final int ARTIST = 24;
    private static final int ALBUM = 22;

    private TrackTable() {}

    static void print(PrintStream out, List<SearchHit> hits) {
        out.println("     score  " + cell("title", TITLE) + cell("artist", ARTIST) + cell("album", ALBUM)
                + "year  length  format");
        for (SearchHit hit : hits) {
            Track track = hit.track();
            out.println(String.format(Locale.ROOT, "     %.3f  ", hit.score())
                    + cell(track.metadata().title(), TITLE)
                    + cell(track.metadata().artist(), ARTIST)
                    + cell(track.metadata().album(), ALBUM)
                    + cell(track.metadata().year(), 6)
                    + cell(length(track.audio().duration()), 8)
                    + track.audio().format());
        }
    }

    private static String length(@Nullable Duration duration) {
        return duration == null
                ? ""
                : String.format(Locale.ROOT, "%d:%02d", duration.toMinutes(), duration.toSecondsPart());
    }

    private static String cell(@Nullable Object value, int width) {
        StringBuilder cell = new StringBuilder();
        int columns = 0;
        for (int codePoint :
                (value == null ? "" : value.toString()).codePoints().toArray()) {
            int wide = isWide(codePoint) ? 2 : 1;
            if (columns + wide > width - 2) {
                cell.append('…');
                columns++;
                break;
            }
            cell.appendCodePoint(Character.isISOControl(codePoint) ? ' ' : codePoint);
            columns += wide;
        }
        return cell + " ".repeat(Math.max(1, width - columns));
    }

    private static boolean isWide(int codePoint) {
        return switch (Character.UnicodeScript.of(codePoint)) {
            case HAN, HIRAGANA, KATAKANA, HANGUL, BOPOMOFO -> true;
            default -> codePoint >= 0xFF01 && codePoint <= 0xFF60;
        };
    }
}
