-- Takes back V5: search knows less, tracks and their search entries stay. Run it with the schema of the tracks as
-- search_path, in one transaction:
--   psql -1 -v ON_ERROR_STOP=1 -c 'SET search_path = public' -f U5__extend_search.sql
DROP FUNCTION loist_search_reindex(uuid, integer);
DROP TABLE track_search_upkeep;
DROP INDEX track_search_best_idx;
DELETE FROM loist_schema_history WHERE version = '5';
