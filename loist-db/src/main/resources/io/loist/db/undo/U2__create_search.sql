-- Takes back V2: search is gone, tracks stay. Run it with the schema of the tracks as search_path, in one transaction:
--   psql -1 -v ON_ERROR_STOP=1 -c 'SET search_path = public' -f U2__create_search.sql
DROP TRIGGER audio_tracks_search_truncated ON audio_tracks;
DROP TRIGGER audio_tracks_search_deleted ON audio_tracks;
DROP TRIGGER audio_tracks_search_updated ON audio_tracks;
DROP TRIGGER audio_tracks_search_checked ON audio_tracks;
DROP TRIGGER audio_tracks_search_inserted ON audio_tracks;
DROP FUNCTION loist_search_updated();
DROP FUNCTION loist_search_truncated();
DROP FUNCTION loist_search_deleted();
DROP FUNCTION loist_search_sort_in();
DROP FUNCTION loist_search_checked();
DROP FUNCTION loist_search_sent();
DROP FUNCTION loist_search_add_missing();
DROP FUNCTION loist_search_inserted();
DROP FUNCTION loist_search_words(text, text, text, text, text[], text, text, jsonb);
DROP TABLE track_search_count;
DROP TABLE track_search_prefix;
DROP TABLE track_search_term;
DROP TABLE track_search_state;
DROP TABLE track_search;
DROP TABLE track_search_fold;
DROP FUNCTION loist_search_tier(real, real[]);
DROP FUNCTION loist_search_rank(double precision, text);
DROP FUNCTION loist_search_lexemes(text, smallint, text);
DROP FUNCTION loist_search_text(text);
DELETE FROM loist_schema_history WHERE version = '2';
