-- What listeners have played, starred and rated.
--
-- A play is one row, inserted without a look at others, so that no one waits. refreshSearch() adds new plays to the counts of their
-- day and their track, and later deletes those of old days, of which the counts remain. Readers add what is not counted yet.

CREATE TABLE ${schema}.track_play (
  namespace   text NOT NULL,
  -- Chosen by the host
  listener    text COLLATE "C" NOT NULL CHECK (char_length(listener) BETWEEN 1 AND 200),
  started_at  timestamptz NOT NULL,
  track_id    uuid NOT NULL,
  heard_ms    integer NOT NULL CHECK (heard_ms >= 0),
  skipped     boolean NOT NULL,
  -- Whether it is in track_play_day and track_play_total
  counted     boolean NOT NULL DEFAULT false,
  CONSTRAINT track_play_pkey PRIMARY KEY (namespace, listener, started_at, track_id),
  CONSTRAINT track_play_track_fkey FOREIGN KEY (namespace, track_id)
    REFERENCES ${schema}.audio_tracks (namespace, id) ON DELETE CASCADE
);

-- PlayLog.counts of all listeners; the cascade from audio_tracks
CREATE INDEX track_play_track_idx ON ${schema}.track_play (namespace, track_id, counted);
-- PlayLog.list and counts of one listener; what refreshSearch() counts
CREATE INDEX track_play_uncounted_idx ON ${schema}.track_play (namespace, listener, track_id) WHERE NOT counted;
-- What refreshSearch() deletes
CREATE INDEX track_play_counted_idx ON ${schema}.track_play (namespace, started_at) WHERE counted;

-- A day of UTC. The listener '' stands for all together.
CREATE TABLE ${schema}.track_play_day (
  namespace  text NOT NULL,
  listener   text COLLATE "C" NOT NULL,
  track_id   uuid NOT NULL,
  day        date NOT NULL,
  completed  bigint NOT NULL,
  skipped    bigint NOT NULL,
  heard_ms   bigint NOT NULL,
  last_at    timestamptz NOT NULL,
  CONSTRAINT track_play_day_pkey PRIMARY KEY (namespace, track_id, listener, day),
  CONSTRAINT track_play_day_track_fkey FOREIGN KEY (namespace, track_id)
    REFERENCES ${schema}.audio_tracks (namespace, id) ON DELETE CASCADE
);

-- PlayLog.list in a period; export and erase
CREATE INDEX track_play_day_listener_idx ON ${schema}.track_play_day (namespace, listener, day, completed, track_id)
  INCLUDE (skipped, heard_ms, last_at);

-- All days. The listener '' stands for all together.
CREATE TABLE ${schema}.track_play_total (
  namespace  text NOT NULL,
  listener   text COLLATE "C" NOT NULL,
  track_id   uuid NOT NULL,
  completed  bigint NOT NULL,
  skipped    bigint NOT NULL,
  heard_ms   bigint NOT NULL,
  last_at    timestamptz NOT NULL,
  -- When the track's popularity was computed, if the listener is ''; -infinity if it has been played since
  ranked_at  timestamptz NOT NULL DEFAULT '-infinity',
  CONSTRAINT track_play_total_pkey PRIMARY KEY (namespace, track_id, listener),
  CONSTRAINT track_play_total_track_fkey FOREIGN KEY (namespace, track_id)
    REFERENCES ${schema}.audio_tracks (namespace, id) ON DELETE CASCADE
);

-- PlayLog.list in each order; erase
CREATE INDEX track_play_total_completed_idx ON ${schema}.track_play_total (namespace, listener, completed, track_id);
CREATE INDEX track_play_total_last_at_idx ON ${schema}.track_play_total (namespace, listener, last_at, track_id);
-- The next popularities to compute
CREATE INDEX track_play_total_ranked_at_idx ON ${schema}.track_play_total (namespace, ranked_at) WHERE listener = '';

-- Plays that began on an earlier day are refused. Their rows are deleted an hour after that was set, when no statement that accepted
-- one is running any more: otherwise a play sent twice could be counted twice.
CREATE TABLE ${schema}.track_play_state (
  namespace  text NOT NULL,
  kept_from  date NOT NULL,
  since      timestamptz NOT NULL,
  CONSTRAINT track_play_state_pkey PRIMARY KEY (namespace)
);

-- Stars and ratings
CREATE TABLE ${schema}.listener_preference (
  namespace   text NOT NULL,
  listener    text COLLATE "C" NOT NULL CHECK (char_length(listener) BETWEEN 1 AND 200),
  kind        text COLLATE "C" NOT NULL CHECK (kind IN ('TRACK', 'ALBUM', 'ARTIST')),
  subject     uuid NOT NULL,
  starred_at  timestamptz,
  rating      smallint CHECK (rating BETWEEN 1 AND 5),
  -- The subject if it is a track, which exists; albums and artists are only in the tags of tracks
  track_id    uuid CHECK (track_id IS NOT DISTINCT FROM CASE WHEN kind = 'TRACK' THEN subject END),
  CONSTRAINT listener_preference_pkey PRIMARY KEY (namespace, listener, kind, subject),
  CONSTRAINT listener_preference_track_fkey FOREIGN KEY (namespace, track_id)
    REFERENCES ${schema}.audio_tracks (namespace, id) ON DELETE CASCADE
);

-- PlayLog.starred and rated; the cascade from audio_tracks
CREATE INDEX listener_preference_starred_idx ON ${schema}.listener_preference (namespace, listener, kind, starred_at, subject)
  WHERE starred_at IS NOT NULL;
CREATE INDEX listener_preference_rated_idx ON ${schema}.listener_preference (namespace, listener, kind, rating, subject)
  WHERE rating IS NOT NULL;
CREATE INDEX listener_preference_track_idx ON ${schema}.listener_preference (namespace, track_id) WHERE track_id IS NOT NULL;

-- Each play is updated once. These settings belong to tables that hold rows: if track_play is partitioned, to its leaves.
DO $settings$
DECLARE
  leaf regclass;
BEGIN
  FOR leaf IN SELECT relid FROM pg_partition_tree('${schema}.track_play') WHERE isleaf LOOP
    EXECUTE format('ALTER TABLE %s SET (autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_threshold = 5000)', leaf);
  END LOOP;
END
$settings$;
