-- Reverts V3: the record of changes is lost, leases end, and DEAD tracks become FAILED. Run it with the schema of the tracks as
-- search_path, in one transaction, while no one works on tracks:
--   psql -1 -v ON_ERROR_STOP=1 -c 'SET search_path = loist' -f U3__create_track_queue.sql
DROP TRIGGER audio_tracks_record_deletion ON audio_tracks;
DROP TRIGGER audio_tracks_accept_status ON audio_tracks;
DROP TRIGGER audio_tracks_enqueue ON audio_tracks;
DROP VIEW track_status;
DROP TABLE track_queue;
DROP TABLE track_change;
DROP TABLE track_change_epoch;
DROP FUNCTION loist_restart_feed();
DROP FUNCTION loist_refuse_change();
DROP FUNCTION loist_record_deletion();
DROP FUNCTION loist_accept_status();
DROP FUNCTION loist_enqueue();
DROP FUNCTION loist_can_become(text, text);
UPDATE audio_tracks SET status = 'FAILED' WHERE status = 'DEAD';
DELETE FROM loist_schema_history WHERE version = '3';
