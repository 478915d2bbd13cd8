-- Reverts V5: the catalogue is gone, tracks stay; every row is stale, so that migrating again makes it anew. Run it with the schema of the
-- tracks as search_path, in one transaction:
--   psql -1 -v ON_ERROR_STOP=1 -c 'SET search_path = loist' -f U5__create_catalog.sql
DROP TRIGGER audio_tracks_catalog_deleted ON audio_tracks;
DROP TRIGGER audio_tracks_catalog_updated ON audio_tracks;
DROP FUNCTION loist_catalog_changed();
DROP FUNCTION loist_catalog_saved(text, uuid, uuid[], text, boolean, numeric, boolean, integer[], text);
DROP FUNCTION loist_catalog_named(text, text, bigint);
DROP TABLE catalog_redirect;
DROP TABLE catalog_heading;
DROP TABLE catalog_name;
DROP TABLE catalog_count;
UPDATE audio_tracks SET digest = NULL, album_id = NULL, catalog_ids = NULL, catalog_kinds = NULL WHERE digest IS NOT NULL OR catalog_ids IS NOT NULL;
DELETE FROM loist_schema_history WHERE version = '5';
