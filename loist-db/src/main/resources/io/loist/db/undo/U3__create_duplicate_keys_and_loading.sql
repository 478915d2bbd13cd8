-- Takes back V3: tracks stay, but which of them are the only ones of their content is forgotten. Run it with the schema of
-- the tracks as search_path, in one transaction:
--   psql -1 -v ON_ERROR_STOP=1 -c 'SET search_path = public' -f U3__create_duplicate_keys_and_loading.sql
DROP FUNCTION loist_end_load(text[]);
DROP FUNCTION loist_begin_load();
DROP FUNCTION loist_stage();
DROP INDEX audio_tracks_isrcs_idx;
DROP INDEX audio_tracks_attributes_idx;
DROP INDEX audio_tracks_audio_hash_idx;
DROP TRIGGER audio_tracks_forget_digest ON audio_tracks;
DROP FUNCTION loist_forget_digest();
ALTER TABLE audio_tracks DROP COLUMN loaded_digest, DROP COLUMN unique_audio_hash, DROP COLUMN unique_sha256;
DELETE FROM loist_schema_history WHERE version = '3';
