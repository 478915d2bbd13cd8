-- Removes the predecessor's table, which is empty, and the functions that only its triggers used.
DO $do$
DECLARE
  routines oid[];
  routine  oid;
BEGIN
  SELECT coalesce(array_agg(DISTINCT trigger.tgfoid), '{}') INTO routines
  FROM pg_trigger AS trigger
  WHERE NOT trigger.tgisinternal
    AND trigger.tgrelid = '${predecessor}.audio_tracks_predecessor'::regclass
    AND NOT EXISTS (
      SELECT FROM pg_trigger AS other WHERE other.tgfoid = trigger.tgfoid AND other.tgrelid <> trigger.tgrelid);
  DROP TABLE ${predecessor}.audio_tracks_predecessor;
  FOREACH routine IN ARRAY routines LOOP
    EXECUTE format('DROP FUNCTION %s', routine::regprocedure);
  END LOOP;
END
$do$
