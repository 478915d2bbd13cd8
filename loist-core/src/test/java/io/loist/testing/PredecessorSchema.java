package io.loist.testing;

import java.util.List;

/** The predecessor's {@code 001_initial_schema.sql}, as its documents describe it: what is adopted, and what is measured against. */
public final class PredecessorSchema {

    private static final String TABLE = "audio_tracks";

    private static final List<String> STATEMENTS = List.of(
            "CREATE EXTENSION IF NOT EXISTS \"uuid-ossp\"",
            "CREATE EXTENSION IF NOT EXISTS pg_trgm",
            """
            CREATE TABLE audio_tracks (
              id uuid PRIMARY KEY DEFAULT uuid_generate_v4(),
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
            "CREATE INDEX idx_audio_tracks_search_vector ON audio_tracks USING gin (search_vector)",
            "CREATE INDEX idx_audio_tracks_artist ON audio_tracks USING gin (artist gin_trgm_ops)",
            "CREATE INDEX idx_audio_tracks_title ON audio_tracks USING gin (title gin_trgm_ops)",
            "CREATE INDEX idx_audio_tracks_album ON audio_tracks USING gin (album gin_trgm_ops)",
            "CREATE INDEX idx_audio_tracks_status ON audio_tracks (status) WHERE status <> 'COMPLETED'",
            "CREATE INDEX idx_audio_tracks_failed ON audio_tracks (last_processed_at) WHERE status = 'FAILED'",
            "CREATE INDEX idx_audio_tracks_created_at ON audio_tracks (created_at DESC)",
            "CREATE INDEX idx_audio_tracks_updated_at ON audio_tracks (updated_at DESC)",
            "CREATE INDEX idx_audio_tracks_artist_album ON audio_tracks (artist, album)",
            """
            CREATE FUNCTION update_audio_tracks_search_vector() RETURNS trigger LANGUAGE plpgsql AS $$
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
            CREATE FUNCTION update_updated_at_column() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN
              NEW.updated_at := now();
              RETURN NEW;
            END
            $$
            """,
            "CREATE TRIGGER audio_tracks_search_vector_update BEFORE INSERT OR UPDATE ON audio_tracks"
                    + " FOR EACH ROW EXECUTE FUNCTION update_audio_tracks_search_vector()",
            "CREATE TRIGGER update_audio_tracks_updated_at BEFORE UPDATE ON audio_tracks"
                    + " FOR EACH ROW EXECUTE FUNCTION update_updated_at_column()",
            "CREATE TABLE schema_migrations (version varchar(50) PRIMARY KEY, applied_at timestamptz, checksum varchar(64))",
            "INSERT INTO schema_migrations VALUES ('001', now(), 'x')");

    private PredecessorSchema() {}

    /** Returns the statements that create it, in order. */
    public static List<String> statements() {
        return STATEMENTS;
    }

    /** Returns the same statements for a table of another name, so that it fits beside loist's own. */
    public static List<String> statements(String table) {
        return STATEMENTS.stream()
                .map(statement -> statement.replace(TABLE, table))
                .toList();
    }
}
