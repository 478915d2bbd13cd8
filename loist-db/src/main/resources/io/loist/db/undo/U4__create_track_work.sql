-- Takes back V4: the history of statuses is gone, leases end, and tracks that were given up are FAILED. Run it with the schema
-- of the tracks as search_path, in one transaction, while nobody works on tracks:
--   psql -1 -v ON_ERROR_STOP=1 -c 'SET search_path = public' -f U4__create_track_work.sql
DROP TRIGGER audio_tracks_log_deleted ON audio_tracks;
DROP TRIGGER audio_tracks_follow_status ON audio_tracks;
DROP TRIGGER audio_tracks_begin_work ON audio_tracks;
DROP VIEW track_status;
DROP TABLE track_work;
DROP TABLE track_history;
DROP FUNCTION loist_restart_feed();
DROP FUNCTION loist_refuse_change();
DROP FUNCTION loist_log_deleted();
DROP FUNCTION loist_follow_status();
DROP FUNCTION loist_begin_work();
DROP FUNCTION loist_moving();
DROP FUNCTION loist_may_move(text, text);
UPDATE audio_tracks SET status = 'FAILED' WHERE status = 'DEAD';
ALTER TABLE audio_tracks DROP CONSTRAINT audio_tracks_status_check;
ALTER TABLE audio_tracks ADD CONSTRAINT audio_tracks_status_check
  CHECK (status IN ('PENDING', 'PROCESSING', 'COMPLETED', 'FAILED'));
DELETE FROM loist_schema_history WHERE version = '4';
