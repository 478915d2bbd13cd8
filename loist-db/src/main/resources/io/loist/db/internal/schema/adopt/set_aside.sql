-- Sets the predecessor's table aside, so that loist's own can be made; its rows stay as they are.
DO $do$
DECLARE
  index record;
BEGIN
  ALTER TABLE ${predecessor}.audio_tracks RENAME TO audio_tracks_predecessor;
  FOR index IN
    SELECT indexed.indexrelid::regclass AS name, own.relname
    FROM pg_index AS indexed JOIN pg_class AS own ON own.oid = indexed.indexrelid
    WHERE indexed.indrelid = '${predecessor}.audio_tracks_predecessor'::regclass AND own.relname LIKE 'audio\_tracks\_%'
  LOOP
    EXECUTE format('ALTER INDEX %s RENAME TO %I', index.name, left('predecessor_' || index.relname, 63));
  END LOOP;
END
$do$
