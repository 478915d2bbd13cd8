package io.loist.examples.benchmarks.tracks;

import io.loist.object.ObjectRef;
import io.loist.object.StoredObject;
import io.loist.track.AudioProperties;
import io.loist.track.NewTrack;
import io.loist.track.TrackMetadata;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;

/** A track written without loist: the columns of {@code audio_tracks} that loist writes, and their values. */
public final class BareTrack {

    private static final List<String> COLUMNS = Arrays.asList("""
            namespace text, id uuid, created_at timestamptz, updated_at timestamptz, status text, popularity float8,
            title text, artist text, album text, album_artist text, credits jsonb, genre text, genres text[], year integer,
            release_date date, release_date_precision text, track_number integer, track_total integer,
            disc_number integer, disc_total integer, composer text, label text, isrcs text[],
            mb_recording_id uuid, mb_track_id uuid, mb_release_id uuid, mb_release_group_id uuid, mb_work_id uuid,
            tags jsonb, attributes jsonb, duration_seconds numeric, channels smallint, sample_rate integer,
            bitrate integer, bit_depth smallint, format text, codec text, audio_hash bytea, audio_gcs_path text,
            audio_generation bigint, file_size_bytes bigint, audio_crc32c text, audio_sha256 bytea,
            audio_content_type text, thumbnail_gcs_path text, artwork_generation bigint, artwork_size_bytes bigint,
            artwork_crc32c text, artwork_sha256 bytea, artwork_content_type text
            """.strip().split(",\\s+"));

    private static final long SIZE = 4_321_000;
    private static final String NOW = "2026-11-21 00:00:00+00";

    private BareTrack() {}

    public static NewTrack of(TrackFile.Row row) {
        UUID id = NewTrack.nextId();
        StoredObject object = new StoredObject(
                new ObjectRef("loist-bench", "audio/" + id + "/audio.mp3"), 1, SIZE, "yZRlqg==", "audio/mpeg", null);
        TrackMetadata metadata = TrackMetadata.builder(row.title())
                .artist(row.artist())
                .album(row.album())
                .genres(row.genre() == null ? List.of() : List.of(row.genre()))
                .year(row.year())
                .build();
        AudioProperties audio = AudioProperties.builder("mp3")
                .duration(row.durationMillis() == null ? null : Duration.ofMillis(row.durationMillis()))
                .build();
        return NewTrack.builder(metadata, audio, object).id(id).build();
    }

    public static List<NewTrack> all(List<TrackFile.Row> rows) {
        return rows.stream().map(BareTrack::of).toList();
    }

    public static String declarations() {
        return String.join(", ", COLUMNS);
    }

    public static String names() {
        return COLUMNS.stream().map(column -> column.split(" ", 2)[0]).collect(Collectors.joining(", "));
    }

    /** Returns tracks as the text that {@link #copy} loads. */
    public static byte[] text(List<NewTrack> tracks) {
        return tracks.stream()
                .map(BareTrack::line)
                .collect(Collectors.joining())
                .getBytes(StandardCharsets.UTF_8);
    }

    /** Loads tracks through COPY. */
    public static void copy(Connection connection, String table, byte[] text) throws SQLException, IOException {
        connection
                .unwrap(PGConnection.class)
                .getCopyAPI()
                .copyIn("COPY " + table + " (" + names() + ") FROM STDIN", new ByteArrayInputStream(text), 1 << 16);
    }

    private static String line(NewTrack track) {
        return values(track).stream().map(BareTrack::cell).collect(Collectors.joining("\t", "", "\n"));
    }

    /** Returns a value as a cell of the text that COPY reads. */
    static String cell(@Nullable Object value) {
        return value == null
                ? "\\N"
                : value.toString()
                        .replace("\\", "\\\\")
                        .replace("\t", "\\t")
                        .replace("\n", "\\n")
                        .replace("\r", "\\r");
    }

    private static List<@Nullable Object> values(NewTrack track) {
        TrackMetadata music = track.metadata();
        Duration duration = track.audio().duration();
        String genre = music.genres().isEmpty() ? null : music.genres().get(0);
        List<@Nullable Object> values = new ArrayList<>(Arrays.asList(
                "default",
                track.id(),
                NOW,
                NOW,
                "COMPLETED",
                0.0,
                music.title(),
                music.artist(),
                music.album(),
                null,
                "[]",
                genre,
                genre == null ? "{}" : "{\"" + genre.replace("\\", "\\\\").replace("\"", "\\\"") + "\"}",
                music.year()));
        values.addAll(Arrays.asList(null, null, null, null, null, null, null, null, "{}"));
        values.addAll(Arrays.asList(null, null, null, null, null, "{}", "{}"));
        values.add(duration == null ? null : BigDecimal.valueOf(duration.toMillis(), 3));
        values.addAll(Arrays.asList(null, null, null, null, "mp3", null, null));
        values.addAll(Arrays.asList(track.audioObject().ref().uri(), 1L, SIZE, "yZRlqg==", null, "audio/mpeg"));
        values.addAll(Arrays.asList(null, null, null, null, null, null));
        return values;
    }
}
