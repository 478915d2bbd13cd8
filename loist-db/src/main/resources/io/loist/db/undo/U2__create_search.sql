-- Takes back V2: search is gone, tracks stay; every row is stale, so that migrating again indexes it. Run it with the schema of the
-- tracks as search_path, in one transaction:
--   psql -1 -v ON_ERROR_STOP=1 -c 'SET search_path = loist' -f U2__create_search.sql
DROP TRIGGER audio_tracks_search_status ON audio_tracks;
DROP FUNCTION loist_search_status();
DROP FUNCTION loist_search_vocabulary(text, text[], text[], text[], boolean, text, text);
-- Of DatabaseSetup.tenantRole
DROP FUNCTION IF EXISTS loist_may_search(text);
DROP FUNCTION IF EXISTS loist_search_vocabulary_unchecked(text, text[], text[], text[], boolean, text, text);
DROP FUNCTION loist_search_frequency(text, text);
DROP FUNCTION loist_search_candidates(text[], integer[], integer[], integer[], text[], integer, double precision, text, boolean);
DROP FUNCTION IF EXISTS loist_search_candidates_unchecked(text[], integer[], integer[], integer[], text[], integer, double precision, text, boolean);
DROP FUNCTION loist_analyze_search(boolean);
DROP TABLE track_search_count;
DROP TABLE track_search_prefix;
DROP TABLE track_search_term;
DROP TABLE track_search_upkeep;
DROP TABLE track_search_state;
DROP TABLE track_search;
DROP FUNCTION loist_search_vector(text, smallint);
UPDATE audio_tracks SET digest = NULL WHERE digest IS NOT NULL;
DELETE FROM loist_schema_history WHERE version = '2';
