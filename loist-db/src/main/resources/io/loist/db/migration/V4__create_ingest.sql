-- Ingest: objects that are being written or are to be deleted, the files that tracks were made of, and thumbnails.

-- Each row is an object that is deleted once due_at has passed, unless the row is removed before. An ingest inserts its objects
-- here, prolongs due_at while it writes them, and removes them in the transaction that makes its track COMPLETED. A program that
-- deletes a track inserts the track's objects in the same transaction.
CREATE TABLE ${schema}.object_outbox (
  path        text COLLATE "C" NOT NULL CHECK (path LIKE 'gs://%' AND octet_length(path) <= 1300),
  namespace   text NOT NULL,
  -- The generation to delete; 0 for any
  generation  bigint NOT NULL DEFAULT 0 CHECK (generation >= 0),
  -- The lease under which the row may be removed until due_at: a new one each time a process takes the row over
  holder      uuid NOT NULL,
  due_at      timestamptz NOT NULL,
  -- The PROCESSING track that the object was to be saved with: deleted with the object
  undo_track  uuid,
  -- The path first: an object is looked up in all namespaces before it is deleted as unknown
  CONSTRAINT object_outbox_pkey PRIMARY KEY (path, namespace)
);

-- Claims of deletions; leases
CREATE INDEX object_outbox_due_at_idx ON ${schema}.object_outbox (namespace, due_at);
CREATE INDEX object_outbox_holder_idx ON ${schema}.object_outbox (namespace, holder);

-- Rows live for seconds. These settings belong to tables that hold rows: if the outbox is partitioned, to its leaves.
DO $settings$
DECLARE
  leaf regclass;
BEGIN
  FOR leaf IN SELECT relid FROM pg_partition_tree('${schema}.object_outbox') WHERE isleaf LOOP
    EXECUTE format('ALTER TABLE %s SET (autovacuum_vacuum_scale_factor = 0.0, autovacuum_vacuum_threshold = 5000)', leaf);
  END LOOP;
END
$settings$;

-- The files that tracks were made of, so that an unchanged file need not be read again. A table of its own, because a path has a
-- meaning only on its machine, several files may be one track, and audio_tracks is wide.
CREATE TABLE ${schema}.ingest_source (
  namespace    text NOT NULL,
  -- SHA-256 of the absolute path of the file
  source_key   bytea NOT NULL CHECK (octet_length(source_key) = 32),
  size_bytes   bigint NOT NULL CHECK (size_bytes >= 0),
  -- Null if it proves nothing, because the file had changed just before it was read
  modified_at  timestamptz,
  track_id     uuid NOT NULL,
  CONSTRAINT ingest_source_pkey PRIMARY KEY (namespace, source_key),
  CONSTRAINT ingest_source_track_fkey FOREIGN KEY (namespace, track_id)
    REFERENCES ${schema}.audio_tracks (namespace, id) ON DELETE CASCADE
);

-- Whether a file of this size is known; the cascade from audio_tracks
CREATE INDEX ingest_source_size_idx ON ${schema}.ingest_source (namespace, size_bytes);
CREATE INDEX ingest_source_track_idx ON ${schema}.ingest_source (namespace, track_id);

-- Scaled copies of artwork, inserted when their track becomes COMPLETED. A table of its own, because a track has as many as its
-- host requests, and most tracks have none.
CREATE TABLE ${schema}.track_thumbnail (
  namespace    text NOT NULL,
  track_id     uuid NOT NULL,
  -- The requested length of the longest side
  size_pixels  integer NOT NULL CHECK (size_pixels > 0),
  path         text COLLATE "C" NOT NULL CHECK (path LIKE 'gs://%' AND octet_length(path) <= 1300),
  generation   bigint NOT NULL CHECK (generation >= 0),
  size_bytes   bigint NOT NULL CHECK (size_bytes >= 0),
  crc32c       text,
  CONSTRAINT track_thumbnail_pkey PRIMARY KEY (namespace, track_id, size_pixels),
  CONSTRAINT track_thumbnail_track_fkey FOREIGN KEY (namespace, track_id)
    REFERENCES ${schema}.audio_tracks (namespace, id) ON DELETE CASCADE
);

-- The path first: an object is looked up in all namespaces
CREATE INDEX track_thumbnail_path_idx ON ${schema}.track_thumbnail (path, namespace);

-- Those of these objects that a track of any namespace has, or that are in the outbox. A function, because a role that sees some
-- namespaces only (DatabaseSetup.tenantRole) needs the same answer.
CREATE FUNCTION ${schema}.loist_known_objects(paths text[]) RETURNS SETOF text
LANGUAGE sql STABLE AS $function$
  SELECT audio_gcs_path FROM ${schema}.audio_tracks WHERE audio_gcs_path = ANY (paths)
  UNION
  SELECT thumbnail_gcs_path FROM ${schema}.audio_tracks WHERE thumbnail_gcs_path = ANY (paths)
  UNION
  SELECT path FROM ${schema}.track_thumbnail WHERE path = ANY (paths)
  UNION
  SELECT path FROM ${schema}.object_outbox WHERE path = ANY (paths)
$function$;
