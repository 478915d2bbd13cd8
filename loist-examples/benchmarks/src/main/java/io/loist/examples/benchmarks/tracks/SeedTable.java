package io.loist.examples.benchmarks.tracks;

import io.loist.examples.benchmarks.harness.BenchServer;
import io.loist.testing.PredecessorSchema;
import io.loist.track.NewTrack;
import io.loist.track.TrackMetadata;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;

/** The seed design: the predecessor's table, with English words by a trigger and indexes on them, on trigrams and on columns. */
public final class SeedTable {

    public static final String NAME = "seed_tracks";

    private static final String COPY = """
            COPY seed_tracks (id, status, artist, title, album, genre, year, duration_seconds, format, file_size_bytes,
              audio_gcs_path) FROM STDIN
            """;

    private static final int MAX_NAME = 500;
    private static final int MAX_GENRE = 100;

    /** An entry of a B-tree index has to fit into a third of a page. */
    private static final int MAX_INDEX_BYTES = 2_600;

    private SeedTable() {}

    /** Creates the table with its indexes and triggers. */
    public static void create(Connection connection) throws SQLException {
        BenchServer.execute(connection, PredecessorSchema.statements(NAME).toArray(String[]::new));
    }

    /** Returns whether the table can hold a track. */
    static boolean holds(TrackFile.Row row) {
        return length(row.title()) <= MAX_NAME
                && length(row.artist()) <= MAX_NAME
                && length(row.album()) <= MAX_NAME
                && length(row.genre()) <= MAX_GENRE
                && bytes(row.artist()) + bytes(row.album()) <= MAX_INDEX_BYTES;
    }

    /** Returns tracks as the text that {@link #copy} loads. */
    public static byte[] text(List<NewTrack> tracks) {
        return tracks.stream()
                .map(SeedTable::line)
                .collect(Collectors.joining())
                .getBytes(StandardCharsets.UTF_8);
    }

    /** Loads tracks through COPY. */
    public static void copy(Connection connection, byte[] text) throws SQLException, IOException {
        connection.unwrap(PGConnection.class).getCopyAPI().copyIn(COPY, new ByteArrayInputStream(text), 1 << 16);
    }

    private static String line(NewTrack track) {
        TrackMetadata music = track.metadata();
        Duration duration = track.audio().duration();
        return Arrays.asList(
                        track.id(),
                        "COMPLETED",
                        music.artist(),
                        music.title(),
                        music.album(),
                        music.genres().isEmpty() ? null : music.genres().get(0),
                        music.year(),
                        duration == null ? null : BigDecimal.valueOf(duration.toMillis(), 3),
                        "mp3",
                        track.audioObject().size(),
                        track.audioObject().ref().uri())
                .stream()
                .map(BareTrack::cell)
                .collect(Collectors.joining("\t", "", "\n"));
    }

    private static int length(@Nullable String name) {
        return name == null ? 0 : name.codePointCount(0, name.length());
    }

    private static int bytes(@Nullable String name) {
        return name == null ? 0 : name.getBytes(StandardCharsets.UTF_8).length;
    }
}
