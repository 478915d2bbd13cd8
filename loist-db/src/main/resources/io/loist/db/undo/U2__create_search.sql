-- Takes back V2: search is gone, tracks stay. Run it with the schema of the tracks as search_path, in one transaction:
--   psql -1 -v ON_ERROR_STOP=1 -c 'SET search_path = public' -f U2__create_search.sql
DROP TRIGGER audio_tracks_write_search ON audio_tracks;
DROP FUNCTION loist_write_search();
DROP TABLE track_search;
DROP FUNCTION loist_query(text, text);
DROP FUNCTION loist_condition(text, text);
DROP FUNCTION loist_document(audio_tracks);
DROP FUNCTION loist_vector(text, text);
DROP FUNCTION loist_lexemes(text);
DROP FUNCTION loist_runs(text);
DROP FUNCTION loist_quote(text);
DELETE FROM loist_schema_history WHERE version = '2';
