-- Reverts V6: plays, stars and ratings are gone for good; popularities stay as they are. Run it with the schema of the tracks as
-- search_path, in one transaction:
--   psql -1 -v ON_ERROR_STOP=1 -c 'SET search_path = loist' -f U6__create_plays.sql
DROP TABLE listener_preference;
DROP TABLE track_play_state;
DROP TABLE track_play_total;
DROP TABLE track_play_day;
DROP TABLE track_play;
DELETE FROM loist_schema_history WHERE version = '6';
