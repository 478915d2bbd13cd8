-- Reverts V4: thumbnails stay in the bucket, but the database no longer knows them; objects in the outbox are not deleted; every
-- file is read again at the next ingest. Stop all ingest and call recover() first. Run it with the schema of the tracks as
-- search_path, in one transaction:
--   psql -1 -v ON_ERROR_STOP=1 -c 'SET search_path = loist' -f U4__create_ingest.sql
DROP FUNCTION loist_known_objects(text[]);
DROP TABLE track_thumbnail;
DROP TABLE ingest_source;
DROP TABLE object_outbox;
DELETE FROM loist_schema_history WHERE version = '4';
