-- Duplicates, more filters, and loading many tracks at once.

-- Set to the hash of a track's content if no other track may have it too; null if that does not matter. The unique indexes
-- decide between tracks that are saved at the same moment.
ALTER TABLE ${schema}.audio_tracks
  ADD COLUMN unique_sha256 bytea,
  ADD COLUMN unique_audio_hash bytea,
  ADD CONSTRAINT audio_tracks_unique_sha256_own CHECK (unique_sha256 = audio_sha256),
  ADD CONSTRAINT audio_tracks_unique_audio_hash_own CHECK (unique_audio_hash = audio_hash);

CREATE UNIQUE INDEX audio_tracks_unique_sha256_key ON ${schema}.audio_tracks (namespace, unique_sha256)
  WHERE unique_sha256 IS NOT NULL;
CREATE UNIQUE INDEX audio_tracks_unique_audio_hash_key ON ${schema}.audio_tracks (namespace, unique_audio_hash)
  WHERE unique_audio_hash IS NOT NULL;
CREATE INDEX audio_tracks_audio_hash_idx ON ${schema}.audio_tracks (namespace, audio_hash)
  WHERE audio_hash IS NOT NULL;

-- Most tracks have none of these, and so cost nothing
CREATE INDEX audio_tracks_attributes_idx ON ${schema}.audio_tracks USING gin (attributes jsonb_path_ops)
  WHERE attributes <> '{}';
CREATE INDEX audio_tracks_isrcs_idx ON ${schema}.audio_tracks USING gin (isrcs)
  WHERE isrcs <> '{}';

-- A digest of what a load wrote, so that loading the same again need not compare; null once somebody has changed it
ALTER TABLE ${schema}.audio_tracks ADD COLUMN loaded_digest uuid;

CREATE FUNCTION ${schema}.loist_forget_digest() RETURNS trigger
LANGUAGE plpgsql AS $function$
BEGIN
  NEW.loaded_digest := NULL;
  RETURN NEW;
END
$function$;

CREATE TRIGGER audio_tracks_forget_digest
  BEFORE UPDATE OF
    popularity, title, artist, album, album_artist, credits, genre, genres, year, release_date, release_date_precision,
    track_number, track_total, disc_number, disc_total, composer, label, isrcs, mb_recording_id, mb_track_id,
    mb_release_id, mb_release_group_id, mb_work_id, tags, attributes, duration_seconds, channels, sample_rate, bitrate,
    bit_depth, format, codec, audio_hash, audio_gcs_path, audio_generation, file_size_bytes, audio_crc32c,
    audio_sha256, audio_content_type, thumbnail_gcs_path, artwork_generation, artwork_size_bytes, artwork_crc32c,
    artwork_sha256, artwork_content_type
  ON ${schema}.audio_tracks
  FOR EACH ROW WHEN (
    NEW.loaded_digest = OLD.loaded_digest AND (
      NEW.popularity, NEW.title, NEW.artist, NEW.album, NEW.album_artist, NEW.credits, NEW.genre, NEW.genres, NEW.year,
      NEW.release_date, NEW.release_date_precision, NEW.track_number, NEW.track_total, NEW.disc_number, NEW.disc_total,
      NEW.composer, NEW.label, NEW.isrcs, NEW.mb_recording_id, NEW.mb_track_id, NEW.mb_release_id,
      NEW.mb_release_group_id, NEW.mb_work_id, NEW.tags, NEW.attributes, NEW.duration_seconds, NEW.channels,
      NEW.sample_rate, NEW.bitrate, NEW.bit_depth, NEW.format, NEW.codec, NEW.audio_hash, NEW.audio_gcs_path,
      NEW.audio_generation, NEW.file_size_bytes, NEW.audio_crc32c, NEW.audio_sha256, NEW.audio_content_type,
      NEW.thumbnail_gcs_path, NEW.artwork_generation, NEW.artwork_size_bytes, NEW.artwork_crc32c,
      NEW.artwork_sha256, NEW.artwork_content_type
    ) IS DISTINCT FROM (
      OLD.popularity, OLD.title, OLD.artist, OLD.album, OLD.album_artist, OLD.credits, OLD.genre, OLD.genres, OLD.year,
      OLD.release_date, OLD.release_date_precision, OLD.track_number, OLD.track_total, OLD.disc_number, OLD.disc_total,
      OLD.composer, OLD.label, OLD.isrcs, OLD.mb_recording_id, OLD.mb_track_id, OLD.mb_release_id,
      OLD.mb_release_group_id, OLD.mb_work_id, OLD.tags, OLD.attributes, OLD.duration_seconds, OLD.channels,
      OLD.sample_rate, OLD.bitrate, OLD.bit_depth, OLD.format, OLD.codec, OLD.audio_hash, OLD.audio_gcs_path,
      OLD.audio_generation, OLD.file_size_bytes, OLD.audio_crc32c, OLD.audio_sha256, OLD.audio_content_type,
      OLD.thumbnail_gcs_path, OLD.artwork_generation, OLD.artwork_size_bytes, OLD.artwork_crc32c,
      OLD.artwork_sha256, OLD.artwork_content_type))
  EXECUTE FUNCTION ${schema}.loist_forget_digest();

-- Gives this transaction an empty table to load tracks into before they are compared with the ones that are there.
CREATE FUNCTION ${schema}.loist_stage() RETURNS void
LANGUAGE plpgsql AS $function$
BEGIN
  IF to_regclass('pg_temp.loist_staged') IS NULL THEN
    CREATE TEMPORARY TABLE loist_staged ON COMMIT DROP AS SELECT * FROM ${schema}.audio_tracks WITH NO DATA;
  ELSE
    TRUNCATE pg_temp.loist_staged;
  END IF;
END
$function$;

-- Takes the indexes of tracks and of search away, all but those of constraints, and what makes entries of search of new
-- tracks, for the rest of this transaction; returns the statements that make them again. Nobody else reads or writes tracks
-- until it ends. Fails if there are tracks.
CREATE FUNCTION ${schema}.loist_begin_load() RETURNS text[]
LANGUAGE plpgsql AS $function$
DECLARE
  statements text[];
  index      regclass;
  routine    record;
BEGIN
  LOCK TABLE ${schema}.audio_tracks IN ACCESS EXCLUSIVE MODE;
  IF EXISTS (SELECT FROM ${schema}.audio_tracks) THEN
    RAISE EXCEPTION 'there are tracks already' USING ERRCODE = '55000';
  END IF;
  -- Indexes are built by all cores, in memory
  PERFORM set_config('min_parallel_table_scan_size', '0', true),
      set_config('maintenance_work_mem', greatest(
          pg_size_bytes(current_setting('maintenance_work_mem')), 256 * 1024 * 1024) / 1024 || 'kB', true);
  FOR index IN
    SELECT indexed.indexrelid
    FROM pg_index AS indexed
    WHERE NOT EXISTS (SELECT FROM pg_constraint WHERE conindid = indexed.indexrelid)
      AND indexed.indrelid IN ('${schema}.audio_tracks'::regclass, '${schema}.track_search'::regclass)
  LOOP
    statements := statements || pg_get_indexdef(index);
    EXECUTE format('DROP INDEX %s', index);
  END LOOP;
  FOR routine IN
    SELECT trigger.oid, trigger.tgname
    FROM pg_trigger AS trigger
    WHERE trigger.tgrelid = '${schema}.audio_tracks'::regclass AND trigger.tgenabled = 'O'
      AND trigger.tgname IN ('audio_tracks_search_inserted', 'audio_tracks_search_checked')
  LOOP
    statements := statements || pg_get_triggerdef(routine.oid);
    EXECUTE format('DROP TRIGGER %I ON ${schema}.audio_tracks', routine.tgname);
  END LOOP;
  RETURN statements;
END
$function$;

-- Ends what loist_begin_load has begun.
CREATE FUNCTION ${schema}.loist_end_load(statements text[]) RETURNS void
LANGUAGE plpgsql AS $function$
DECLARE
  statement text;
BEGIN
  PERFORM ${schema}.loist_search_add_missing();
  FOREACH statement IN ARRAY coalesce(statements, '{}') LOOP
    EXECUTE statement;
  END LOOP;
END
$function$;
