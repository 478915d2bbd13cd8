-- What the rows of finished tracks do not say: objects that are being written or are to be deleted, where tracks came from, and
-- their thumbnails.

-- Each row is an object that is to be deleted once due_at has come, unless the row is taken away before. Whoever writes objects
-- puts them here first, prolongs due_at while it is at work, and takes them away in the transaction that makes their track
-- COMPLETED; whoever deletes a track puts its objects here in the same transaction.
CREATE TABLE ${schema}.object_outbox (
  path        text COLLATE "C" NOT NULL CHECK (path LIKE 'gs://%' AND octet_length(path) <= 1300),
  namespace   text NOT NULL,
  -- The generation to be deleted; 0 for any
  generation  bigint NOT NULL DEFAULT 0 CHECK (generation >= 0),
  -- Who may take the row away until due_at: another value each time somebody takes it over
  holder      uuid NOT NULL,
  due_at      timestamptz NOT NULL,
  -- The PROCESSING track that the object was to be saved with: it goes with the object
  undo_track  uuid,
  CONSTRAINT object_outbox_pkey PRIMARY KEY (path, namespace)
) WITH (autovacuum_vacuum_scale_factor = 0.0, autovacuum_vacuum_threshold = 5000);

CREATE INDEX object_outbox_due_at_idx ON ${schema}.object_outbox (namespace, due_at);
CREATE INDEX object_outbox_holder_idx ON ${schema}.object_outbox (namespace, holder);

-- The files that tracks were made of, so that an unchanged library need not be read again. A table of its own, because paths
-- mean something only to the machine that has them, several files may be one track, and audio_tracks is wide.
CREATE TABLE ${schema}.ingest_source (
  namespace    text NOT NULL,
  -- SHA-256 of the file's absolute path
  source_key   bytea NOT NULL CHECK (octet_length(source_key) = 32),
  size_bytes   bigint NOT NULL CHECK (size_bytes >= 0),
  -- Null if it proves nothing, because the file had been changed just before it was read
  modified_at  timestamptz,
  track_id     uuid NOT NULL,
  CONSTRAINT ingest_source_pkey PRIMARY KEY (source_key, namespace),
  CONSTRAINT ingest_source_track_fkey FOREIGN KEY (track_id, namespace)
    REFERENCES ${schema}.audio_tracks (id, namespace) ON DELETE CASCADE
);

CREATE INDEX ingest_source_size_idx ON ${schema}.ingest_source (namespace, size_bytes);
CREATE INDEX ingest_source_track_idx ON ${schema}.ingest_source (track_id, namespace);

-- The small pictures that are stored beside covers; a row is written when its track becomes COMPLETED. A table of its own, because
-- a track has as many as its host asks for, and most tracks have none.
CREATE TABLE ${schema}.track_thumbnail (
  track_id     uuid NOT NULL,
  namespace    text NOT NULL,
  -- The longest side that was asked for
  size_pixels  integer NOT NULL CHECK (size_pixels > 0),
  path         text COLLATE "C" NOT NULL CHECK (path LIKE 'gs://%' AND octet_length(path) <= 1300),
  generation   bigint NOT NULL CHECK (generation >= 0),
  size_bytes   bigint NOT NULL CHECK (size_bytes >= 0),
  crc32c       text,
  CONSTRAINT track_thumbnail_pkey PRIMARY KEY (track_id, namespace, size_pixels),
  CONSTRAINT track_thumbnail_track_fkey FOREIGN KEY (track_id, namespace)
    REFERENCES ${schema}.audio_tracks (id, namespace) ON DELETE CASCADE
);

CREATE INDEX track_thumbnail_path_idx ON ${schema}.track_thumbnail (path);
