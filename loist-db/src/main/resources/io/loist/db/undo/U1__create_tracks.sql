-- Takes back V1: the tracks are gone for good; dump them first. Take back every later migration before. Run it with the
-- schema of the tracks as search_path, in one transaction:
--   psql -1 -v ON_ERROR_STOP=1 -c 'SET search_path = loist' -f U1__create_tracks.sql
DROP TABLE audio_tracks;
DROP FUNCTION loist_track_changed();
DROP FUNCTION loist_lookup_keys(text, text[], uuid, uuid, uuid, uuid, uuid);
DROP FUNCTION loist_is_object(text);
DELETE FROM loist_schema_history WHERE version = '1';
