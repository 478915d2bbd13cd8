-- Takes back V6: thumbnails are in the bucket but nobody knows of them any more, objects that are in the outbox are nobody's to delete any more, and every file is read again at the next ingest.
-- Stop all ingest and call recover() first. Run it with the schema of the tracks as search_path, in one transaction:
--   psql -1 -v ON_ERROR_STOP=1 -c 'SET search_path = public' -f U6__create_object_outbox.sql
DROP TABLE track_thumbnail;
DROP TABLE ingest_source;
DROP TABLE object_outbox;
DELETE FROM loist_schema_history WHERE version = '6';
