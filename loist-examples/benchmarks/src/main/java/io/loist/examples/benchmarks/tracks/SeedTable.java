package io.loist.examples.benchmarks.tracks;

import io.loist.track.NewTrack;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Arrays;
import java.util.stream.Collectors;

/** The predecessor's table: English words by a trigger, one index on them, three on trigrams, and those on columns. */
public final class SeedTable {

    public static final String[] CREATE = {
        "CREATE EXTENSION IF NOT EXISTS pg_trgm",
        """
        CREATE TABLE seed_tracks (
          id uuid PRIMARY KEY,
          created_at timestamptz DEFAULT now(),
          updated_at timestamptz DEFAULT now(),
          status varchar(20) NOT NULL DEFAULT 'PENDING'
            CHECK (status IN ('PENDING', 'PROCESSING', 'COMPLETED', 'FAILED')),
          error_message text,
          retry_count integer DEFAULT 0,
          last_processed_at timestamptz,
          artist varchar(500),
          title varchar(500) NOT NULL,
          album varchar(500),
          genre varchar(100),
          year integer CHECK (year BETWEEN 1800 AND 2100),
          duration_seconds numeric(10, 3),
          channels smallint CHECK (channels BETWEEN 1 AND 16),
          sample_rate integer CHECK (sample_rate > 0),
          bitrate integer CHECK (bitrate > 0),
          format varchar(20) NOT NULL,
          file_size_bytes bigint CHECK (file_size_bytes > 0),
          audio_gcs_path text NOT NULL CHECK (audio_gcs_path LIKE 'gs://%'),
          thumbnail_gcs_path text CHECK (thumbnail_gcs_path LIKE 'gs://%'),
          search_vector tsvector)
        """,
        "CREATE INDEX ON seed_tracks USING gin (search_vector)",
        "CREATE INDEX ON seed_tracks USING gin (artist gin_trgm_ops)",
        "CREATE INDEX ON seed_tracks USING gin (title gin_trgm_ops)",
        "CREATE INDEX ON seed_tracks USING gin (album gin_trgm_ops)",
        "CREATE INDEX ON seed_tracks (status) WHERE status <> 'COMPLETED'",
        "CREATE INDEX ON seed_tracks (last_processed_at) WHERE status = 'FAILED'",
        "CREATE INDEX ON seed_tracks (created_at DESC)",
        "CREATE INDEX ON seed_tracks (updated_at DESC)",
        "CREATE INDEX ON seed_tracks (artist, album)",
        """
        CREATE FUNCTION seed_search() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
          NEW.search_vector :=
            setweight(to_tsvector('english', coalesce(NEW.title, '')), 'A') ||
            setweight(to_tsvector('english', coalesce(NEW.artist, '')), 'A') ||
            setweight(to_tsvector('english', coalesce(NEW.album, '')), 'B') ||
            setweight(to_tsvector('english', coalesce(NEW.genre, '')), 'C');
          RETURN NEW;
        END
        $$
        """,
        """
        CREATE TRIGGER seed_search BEFORE INSERT OR UPDATE ON seed_tracks
        FOR EACH ROW EXECUTE FUNCTION seed_search()
        """
    };

    public static final String COPY = """
            COPY seed_tracks (id, status, artist, title, album, genre, year, duration_seconds, format, file_size_bytes,
              audio_gcs_path) FROM STDIN
            """;

    private SeedTable() {}

    /** Returns the line that {@link #COPY} reads a track from. */
    public static String line(NewTrack track) {
        var music = track.metadata();
        Duration duration = track.audio().duration();
        return Arrays.asList(
                        track.id(),
                        "COMPLETED",
                        cut(music.artist()),
                        cut(music.title()),
                        cut(music.album()),
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

    /** No longer than its columns are wide. */
    private static @org.jspecify.annotations.Nullable String cut(@org.jspecify.annotations.Nullable String name) {
        return name == null || name.length() <= 500 ? name : name.substring(0, 500);
    }
}
