-- Tracks.
--
-- No extension is needed. Every name is written with its schema, because pg_restore runs with an empty search_path. Every key and
-- every index but those of arrays begins with the namespace, so that the table can be distributed or partitioned by it.
--
-- SQL folds no text: loist computes sort keys and search entries in Java and sends them along with the row, and with them a
-- digest. A row without a digest was written by another program: it is stale, and loist indexes it at the next search.

-- Whether a text is gs://bucket/name, with names that loist accepts: ObjectRef says the same.
CREATE FUNCTION ${schema}.loist_is_object(path text) RETURNS boolean
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $function$
  SELECT path ~ '^gs://[a-z0-9][a-z0-9._-]+[a-z0-9]/[^\u0001-\u001f\u007f-\u009f]+$'
    AND path !~ '^gs://([^/]*\.\.|[^/]*/\.\.?$)'
    AND strpos(substr(path, 6), '/') <= 223 AND octet_length(path) - strpos(substr(path, 6), '/') <= 1029
$function$;

CREATE TABLE ${schema}.audio_tracks (
  id                      uuid NOT NULL,
  namespace               text NOT NULL DEFAULT 'default' CHECK (char_length(namespace) BETWEEN 1 AND 100),
  -- Both move with every change of the track, by any program: see loist_track_changed
  version                 bigint NOT NULL DEFAULT 0 CHECK (version >= 0),
  created_at              timestamptz NOT NULL DEFAULT now(),
  updated_at              timestamptz NOT NULL DEFAULT now(),
  -- Reserved: when the track was put into the bin
  deleted_at              timestamptz,

  -- How far its processing has come
  status                  text NOT NULL DEFAULT 'PENDING'
                          CHECK (status IN ('PENDING', 'PROCESSING', 'COMPLETED', 'FAILED', 'DEAD')),
  error_message           text CHECK (char_length(error_message) <= 10000),
  retry_count             integer NOT NULL DEFAULT 0 CHECK (retry_count >= 0),
  last_processed_at       timestamptz,

  -- How much it is in demand, by the host's own measure or by plays: the static rank of search
  popularity              double precision NOT NULL DEFAULT 0 CHECK (popularity >= 0 AND popularity < 'Infinity'),

  -- As a piece of music
  title                   text NOT NULL CHECK (char_length(title) BETWEEN 1 AND 1000),
  artist                  text CHECK (char_length(artist) BETWEEN 1 AND 1000),
  album                   text CHECK (char_length(album) BETWEEN 1 AND 1000),
  album_artist            text CHECK (char_length(album_artist) BETWEEN 1 AND 1000),
  -- In order: {"name": …, "role": …, "join": …, "mbid": …}; join and mbid only if there is one
  credits                 jsonb NOT NULL DEFAULT '[]' CHECK (jsonb_typeof(credits) = 'array'),
  -- The first of genres, if loist wrote them; the only one if genres is empty
  genre                   text CHECK (char_length(genre) BETWEEN 1 AND 1000),
  genres                  text[] NOT NULL DEFAULT '{}',
  year                    integer CHECK (year BETWEEN 1800 AND 2100),
  release_date            date CHECK (release_date BETWEEN '1800-01-01' AND '2100-12-31'),
  release_date_precision  text CHECK (release_date_precision IN ('YEAR', 'MONTH', 'DAY')),
  track_number            integer CHECK (track_number > 0),
  track_total             integer CHECK (track_total > 0),
  disc_number             integer CHECK (disc_number > 0),
  disc_total              integer CHECK (disc_total > 0),
  composer                text CHECK (char_length(composer) BETWEEN 1 AND 1000),
  label                   text CHECK (char_length(label) BETWEEN 1 AND 1000),
  isrcs                   text[] NOT NULL DEFAULT '{}',
  mb_recording_id         uuid,
  mb_track_id             uuid,
  mb_release_id           uuid,
  mb_release_group_id     uuid,
  mb_work_id              uuid,
  -- Every other tag, with all its values: {"mood": ["calm", "blue"]}
  tags                    jsonb NOT NULL DEFAULT '{}' CHECK (jsonb_typeof(tags) = 'object'),
  -- What the host keeps with it
  attributes              jsonb NOT NULL DEFAULT '{}' CHECK (jsonb_typeof(attributes) = 'object'),

  -- As sound
  duration_seconds        numeric(10, 3) CHECK (duration_seconds > 0 AND duration_seconds <= 9999999),
  channels                smallint CHECK (channels BETWEEN 1 AND 16),
  sample_rate             integer CHECK (sample_rate > 0),
  bitrate                 integer CHECK (bitrate > 0),
  bit_depth               smallint CHECK (bit_depth BETWEEN 1 AND 64),
  format                  text NOT NULL CHECK (char_length(format) BETWEEN 1 AND 20),
  codec                   text CHECK (char_length(codec) BETWEEN 1 AND 20),
  -- SHA-256 of the sound without its tags
  audio_hash              bytea CHECK (octet_length(audio_hash) = 32),

  -- Its bytes. Paths are gs://bucket/name, in the order of their bytes, so that a bucket is a range of them.
  audio_gcs_path          text COLLATE "C" NOT NULL,
  audio_generation        bigint NOT NULL DEFAULT 0 CHECK (audio_generation >= 0),
  file_size_bytes         bigint CHECK (file_size_bytes > 0),
  audio_crc32c            text CHECK (char_length(audio_crc32c) = 8),
  audio_sha256            bytea CHECK (octet_length(audio_sha256) = 32),
  audio_content_type      text CHECK (char_length(audio_content_type) BETWEEN 1 AND 255),

  -- Its cover. The requirements name the first column "thumbnail"; loist's thumbnails are in track_thumbnail.
  thumbnail_gcs_path      text COLLATE "C",
  artwork_generation      bigint CHECK (artwork_generation >= 0),
  artwork_size_bytes      bigint CHECK (artwork_size_bytes >= 0),
  artwork_crc32c          text CHECK (char_length(artwork_crc32c) = 8),
  artwork_sha256          bytea CHECK (octet_length(artwork_sha256) = 32),
  artwork_content_type    text CHECK (char_length(artwork_content_type) BETWEEN 1 AND 255),

  -- The hash of its content if no other track may have it too, else null. The unique indexes decide between tracks that are saved
  -- at the same moment.
  unique_sha256           bytea CHECK (unique_sha256 = audio_sha256),
  unique_audio_hash       bytea CHECK (unique_audio_hash = audio_hash),

  -- What names are sorted and compared by, in code-point order, which is the same on every server. Null if there is no name, or
  -- if the row is stale.
  title_key               text COLLATE "C",
  artist_key              text COLLATE "C",
  album_key               text COLLATE "C",
  -- What other names are compared by: 'A' and the key of the artists of the album, 'C' of the composers, 'G' of each genre, 'L' of the
  -- label
  filter_keys             text[] COLLATE "C",

  -- Its album in the catalogue, or else its first artist; all entries that it belongs to; and the kinds of each, with spaces between
  album_id                uuid,
  catalog_ids             uuid[],
  catalog_kinds           text COLLATE "C",

  -- Of what loist wrote, after what has read the names and the version of the folding; null if the row is stale
  digest                  uuid,

  CONSTRAINT audio_tracks_pkey PRIMARY KEY (namespace, id),
  -- The path first: an object is looked up in all namespaces, see loist_known_objects
  CONSTRAINT audio_tracks_audio_object_key UNIQUE (audio_gcs_path, namespace),
  -- A row with a digest has paths that loist has checked. Other texts that no track of loist can have, such as a blank artist or a
  -- credit without a name, are read as if they were absent.
  CONSTRAINT audio_tracks_paths_valid CHECK (
    digest IS NOT NULL
    OR ${schema}.loist_is_object(audio_gcs_path) AND (thumbnail_gcs_path IS NULL OR ${schema}.loist_is_object(thumbnail_gcs_path))),
  CONSTRAINT audio_tracks_release_date_precise CHECK ((release_date IS NULL) = (release_date_precision IS NULL))
);

-- Sets the version, whatever the statement sets: loist's statements that change the status set -1, see loist_accept_status, and the
-- one that computes popularities from plays sets -2.
--
-- A change that comes without a new digest comes from another program and makes the row stale. What loist derives from a row (keys,
-- digest, popularity) is no change of the track.
CREATE FUNCTION ${schema}.loist_track_changed() RETURNS trigger
LANGUAGE plpgsql AS $function$
DECLARE
  before ${schema}.audio_tracks := OLD;
BEGIN
  before.version := NEW.version;
  before.updated_at := NEW.updated_at;
  before.title_key := NEW.title_key;
  before.artist_key := NEW.artist_key;
  before.album_key := NEW.album_key;
  before.filter_keys := NEW.filter_keys;
  before.album_id := NEW.album_id;
  before.catalog_ids := NEW.catalog_ids;
  before.catalog_kinds := NEW.catalog_kinds;
  before.digest := NEW.digest;
  IF NEW.version = -2 THEN
    before.popularity := NEW.popularity;
  END IF;
  IF before IS NOT DISTINCT FROM NEW THEN
    NEW.version := OLD.version;
    NEW.updated_at := OLD.updated_at;
    RETURN NEW;
  END IF;
  NEW.version := OLD.version + 1;
  NEW.updated_at := clock_timestamp();
  -- What processing changes is in no search entry
  before.status := NEW.status;
  before.error_message := NEW.error_message;
  before.retry_count := NEW.retry_count;
  before.last_processed_at := NEW.last_processed_at;
  IF NEW.digest IS NOT DISTINCT FROM OLD.digest AND before IS DISTINCT FROM NEW THEN
    NEW.digest := NULL;
    IF (NEW.title, NEW.artist, NEW.album, NEW.album_artist, NEW.composer, NEW.label, NEW.genre, NEW.genres) IS DISTINCT FROM
        (OLD.title, OLD.artist, OLD.album, OLD.album_artist, OLD.composer, OLD.label, OLD.genre, OLD.genres) THEN
      NEW.title_key := NULL;
      NEW.artist_key := NULL;
      NEW.album_key := NULL;
      NEW.filter_keys := NULL;
    END IF;
  END IF;
  RETURN NEW;
END
$function$;

CREATE TRIGGER audio_tracks_changed
  BEFORE UPDATE ON ${schema}.audio_tracks
  FOR EACH ROW EXECUTE FUNCTION ${schema}.loist_track_changed();

-- Each index with the call that reads it. An index on updated_at means that no change of a track is a HOT update; a change that keeps
-- every other indexed column would be, but such changes are few: most set status, popularity or a name.

-- TrackRepository.list and stream, in each order
CREATE INDEX audio_tracks_created_at_idx ON ${schema}.audio_tracks (namespace, created_at, id);
CREATE INDEX audio_tracks_updated_at_idx ON ${schema}.audio_tracks (namespace, updated_at, id);
CREATE INDEX audio_tracks_year_idx ON ${schema}.audio_tracks (namespace, year, id);
CREATE INDEX audio_tracks_duration_idx ON ${schema}.audio_tracks (namespace, duration_seconds, id);
CREATE INDEX audio_tracks_popularity_idx ON ${schema}.audio_tracks (namespace, popularity, id);
-- The same, and TrackFilter's names
CREATE INDEX audio_tracks_title_idx ON ${schema}.audio_tracks (namespace, title_key, id);
CREATE INDEX audio_tracks_artist_idx ON ${schema}.audio_tracks (namespace, artist_key, id);
CREATE INDEX audio_tracks_album_idx ON ${schema}.audio_tracks (namespace, album_key, id);
-- Catalog: the tracks of an album, in order
CREATE INDEX audio_tracks_album_order_idx ON ${schema}.audio_tracks (namespace, album_id, disc_number, track_number, id)
  WHERE status = 'COMPLETED';
-- TrackFilter.status, for the few tracks that are not completed
CREATE INDEX audio_tracks_open_idx ON ${schema}.audio_tracks (namespace, status, created_at) WHERE status <> 'COMPLETED';
-- TrackFilter.sha256 and audioHash; DuplicatePolicy at every save and ingest
CREATE INDEX audio_tracks_audio_sha256_idx ON ${schema}.audio_tracks (namespace, audio_sha256) WHERE audio_sha256 IS NOT NULL;
CREATE INDEX audio_tracks_audio_hash_idx ON ${schema}.audio_tracks (namespace, audio_hash) WHERE audio_hash IS NOT NULL;
CREATE UNIQUE INDEX audio_tracks_unique_sha256_key ON ${schema}.audio_tracks (namespace, unique_sha256)
  WHERE unique_sha256 IS NOT NULL;
CREATE UNIQUE INDEX audio_tracks_unique_audio_hash_key ON ${schema}.audio_tracks (namespace, unique_audio_hash)
  WHERE unique_audio_hash IS NOT NULL;
-- An object is looked up in all namespaces, see loist_known_objects
CREATE INDEX audio_tracks_artwork_object_idx ON ${schema}.audio_tracks (thumbnail_gcs_path, namespace)
  WHERE thumbnail_gcs_path IS NOT NULL;

-- What a track is looked up by, with its namespace: as one of the keys, because an index of arrays has no other columns. It is in an
-- index, so it calls nothing outside pg_catalog.
CREATE FUNCTION ${schema}.loist_lookup_keys(
    namespace text, filter_keys text[], recording uuid, track uuid, release uuid, release_group uuid, work uuid) RETURNS text[]
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $function$
  SELECT array_remove(filter_keys || ARRAY[
      'N' || namespace, 'r' || recording::text, 't' || track::text, 'e' || release::text, 'g' || release_group::text,
      'w' || work::text], NULL)
$function$;

-- TrackFilter's other names and musicBrainz; a frequent name costs a byte or two for each of its tracks
CREATE INDEX audio_tracks_lookup_idx ON ${schema}.audio_tracks USING gin (${schema}.loist_lookup_keys(
    namespace, filter_keys, mb_recording_id, mb_track_id, mb_release_id, mb_release_group_id, mb_work_id));
-- TrackFilter.attribute and isrc. Most tracks have neither, and so cost nothing.
CREATE INDEX audio_tracks_attributes_idx ON ${schema}.audio_tracks USING gin (attributes jsonb_path_ops) WHERE attributes <> '{}';
CREATE INDEX audio_tracks_isrcs_idx ON ${schema}.audio_tracks USING gin (isrcs) WHERE isrcs <> '{}';
-- Every search looks for stale rows. In an order that no other index has, so that the planner takes this one even if its
-- statistics are from a time when every row was stale.
CREATE INDEX audio_tracks_stale_idx ON ${schema}.audio_tracks (namespace, version) WHERE digest IS NULL;
-- Rows with Chinese characters that were written by a process without readers of names: one that has them reads them
CREATE INDEX audio_tracks_unread_idx ON ${schema}.audio_tracks (namespace, version)
  WHERE digest < '00010000-0000-0000-0000-000000000000';
