-- Work on tracks: who may take which, who holds it until when, and what became of it.
--
-- audio_tracks is wide and has many indexes, so a new version of its row costs ten times what one of track_work does. That is
-- why a lease is written to track_work alone, and audio_tracks follows when the work ends: a track that is being worked on
-- under a lease still says PENDING or FAILED there. Otherwise the two agree, always, in the same transaction; track_status
-- says which it is. Every time is the server's.

ALTER TABLE ${schema}.audio_tracks DROP CONSTRAINT IF EXISTS audio_tracks_status_check;
ALTER TABLE ${schema}.audio_tracks ADD CONSTRAINT audio_tracks_status_check
  CHECK (status IN ('PENDING', 'PROCESSING', 'COMPLETED', 'FAILED', 'DEAD'));

-- One narrow row for each track that is not COMPLETED. Claiming changes due_at, so that one index, read in one direction,
-- yields what was saved, what is to be tried again and what a dead worker left, the longest due first.
CREATE TABLE ${schema}.track_work (
  track_id      uuid NOT NULL,
  namespace     text NOT NULL,
  -- When it may be claimed: since it was saved, when the back-off ends, when the lease ends; infinity if never
  due_at        timestamptz NOT NULL,
  status        text NOT NULL CHECK (status IN ('PENDING', 'PROCESSING', 'FAILED', 'DEAD')),
  retry_count   integer NOT NULL CHECK (retry_count >= 0),
  -- How often it was claimed: tells a claim from the next one of the same track
  claim_number  integer NOT NULL DEFAULT 0 CHECK (claim_number >= 0),
  worker        text CHECK (char_length(worker) BETWEEN 1 AND 200),
  CONSTRAINT track_work_pkey PRIMARY KEY (track_id, namespace) WITH (fillfactor = 80),
  CONSTRAINT track_work_track_fkey FOREIGN KEY (track_id, namespace)
    REFERENCES ${schema}.audio_tracks (id, namespace) ON DELETE CASCADE
) WITH (
  fillfactor = 60, autovacuum_vacuum_scale_factor = 0.0, autovacuum_vacuum_threshold = 5000,
  autovacuum_analyze_scale_factor = 0.0, autovacuum_analyze_threshold = 20000, autovacuum_vacuum_cost_delay = 0
);

-- What happened to the status of each track: only ever added to, and kept when the track is deleted. That is the last thing
-- that happens to it, and has no to_status.
CREATE TABLE ${schema}.track_history (
  -- Grows with each change of a track, but not with the order of commits: hence transaction_id
  position        bigint GENERATED ALWAYS AS IDENTITY,
  transaction_id  xid8 NOT NULL DEFAULT pg_current_xact_id(),
  namespace       text NOT NULL,
  track_id        uuid NOT NULL,
  changed_at      timestamptz NOT NULL DEFAULT now(),
  changed_by      text NOT NULL,
  from_status     text,
  to_status       text,
  reason          text,
  CONSTRAINT track_history_pkey PRIMARY KEY (namespace, transaction_id, position)
);

INSERT INTO ${schema}.track_work (track_id, namespace, due_at, status, retry_count)
SELECT id, namespace, CASE WHEN status = 'PROCESSING' THEN 'infinity' ELSE created_at END, status, retry_count
FROM ${schema}.audio_tracks
WHERE status <> 'COMPLETED';

CREATE INDEX track_work_due_at_idx ON ${schema}.track_work (namespace, due_at, track_id) WITH (fillfactor = 80);
CREATE INDEX track_history_track_idx ON ${schema}.track_history (track_id, namespace, position);

CREATE VIEW ${schema}.track_status AS
SELECT track.id, track.namespace, coalesce(work.status, track.status) AS status, work.due_at, work.worker
FROM ${schema}.audio_tracks AS track
LEFT JOIN ${schema}.track_work AS work ON work.track_id = track.id AND work.namespace = track.namespace;

-- The moves that make sense; TrackStatus.canBecome says the same.
CREATE FUNCTION ${schema}.loist_may_move(from_status text, to_status text) RETURNS boolean
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $function$
  SELECT CASE from_status
      WHEN 'PENDING' THEN to_status = 'PROCESSING'
      WHEN 'PROCESSING' THEN to_status IN ('COMPLETED', 'FAILED', 'DEAD', 'PENDING')
      WHEN 'FAILED' THEN to_status IN ('PENDING', 'PROCESSING', 'DEAD')
      WHEN 'DEAD' THEN to_status = 'PENDING'
      ELSE false
    END
$function$;

-- loist's own statements write track_work and track_history themselves, many rows at once, and say so by loist.moving.
-- For everybody else these triggers do.
CREATE FUNCTION ${schema}.loist_moving() RETURNS boolean
LANGUAGE sql STABLE PARALLEL SAFE AS $function$
  SELECT coalesce(current_setting('loist.moving', true), '') = 'on'
$function$;

CREATE FUNCTION ${schema}.loist_begin_work() RETURNS trigger
LANGUAGE plpgsql AS $function$
BEGIN
  INSERT INTO ${schema}.track_work (track_id, namespace, due_at, status, retry_count)
  VALUES (
      NEW.id, NEW.namespace, CASE WHEN NEW.status IN ('PENDING', 'FAILED') THEN now() ELSE 'infinity' END, NEW.status,
      NEW.retry_count);
  INSERT INTO ${schema}.track_history (namespace, track_id, changed_by, to_status, reason)
  VALUES (NEW.namespace, NEW.id, session_user, NEW.status, NEW.error_message);
  RETURN NULL;
END
$function$;

CREATE TRIGGER audio_tracks_begin_work
  AFTER INSERT ON ${schema}.audio_tracks
  FOR EACH ROW WHEN (NEW.status <> 'COMPLETED') EXECUTE FUNCTION ${schema}.loist_begin_work();

CREATE FUNCTION ${schema}.loist_follow_status() RETURNS trigger
LANGUAGE plpgsql AS $function$
DECLARE
  was text;
BEGIN
  SELECT work.status INTO was
  FROM ${schema}.track_work AS work
  WHERE work.track_id = NEW.id AND work.namespace = NEW.namespace
  FOR UPDATE;
  was := coalesce(was, OLD.status);
  IF NOT ${schema}.loist_may_move(was, NEW.status) THEN
    RAISE EXCEPTION 'track % is %, which cannot become %', NEW.id, was, NEW.status USING ERRCODE = 'check_violation';
  END IF;
  IF NEW.status = 'COMPLETED' THEN
    DELETE FROM ${schema}.track_work WHERE track_id = NEW.id AND namespace = NEW.namespace;
  ELSE
    UPDATE ${schema}.track_work
    SET status = NEW.status, worker = NULL, retry_count = NEW.retry_count, claim_number = claim_number + 1,
        due_at = CASE WHEN NEW.status IN ('PENDING', 'FAILED') THEN now() ELSE 'infinity' END
    WHERE track_id = NEW.id AND namespace = NEW.namespace;
  END IF;
  INSERT INTO ${schema}.track_history (namespace, track_id, changed_by, from_status, to_status, reason)
  VALUES (NEW.namespace, NEW.id, session_user, was, NEW.status, NEW.error_message);
  RETURN NULL;
END
$function$;

CREATE TRIGGER audio_tracks_follow_status
  AFTER UPDATE OF status ON ${schema}.audio_tracks
  FOR EACH ROW WHEN (OLD.status IS DISTINCT FROM NEW.status AND NOT ${schema}.loist_moving())
  EXECUTE FUNCTION ${schema}.loist_follow_status();

-- Whoever deletes a track, its history says so. Under a lease audio_tracks has another status than the track: so what it was is
-- the last of its history, if it has any.
CREATE FUNCTION ${schema}.loist_log_deleted() RETURNS trigger
LANGUAGE plpgsql AS $function$
BEGIN
  INSERT INTO ${schema}.track_history (namespace, track_id, changed_by, from_status)
  SELECT track.namespace, track.id, session_user,
      coalesce((
          SELECT change.to_status
          FROM ${schema}.track_history AS change
          WHERE change.track_id = track.id AND change.namespace = track.namespace
          ORDER BY change.position DESC
          LIMIT 1), track.status)
  FROM old_tracks AS track;
  RETURN NULL;
END
$function$;

CREATE TRIGGER audio_tracks_log_deleted
  AFTER DELETE ON ${schema}.audio_tracks
  REFERENCING OLD TABLE AS old_tracks
  FOR EACH STATEMENT EXECUTE FUNCTION ${schema}.loist_log_deleted();

CREATE FUNCTION ${schema}.loist_refuse_change() RETURNS trigger
LANGUAGE plpgsql AS $function$
BEGIN
  RAISE EXCEPTION '% is not to be changed by hand; %', TG_TABLE_NAME,
      CASE TG_TABLE_NAME
        WHEN 'track_history' THEN 'it is only added to'
        ELSE 'set the status in audio_tracks'
      END
    USING ERRCODE = 'check_violation';
END
$function$;

CREATE TRIGGER track_history_refuse_change
  BEFORE UPDATE ON ${schema}.track_history
  FOR EACH STATEMENT WHEN (NOT ${schema}.loist_moving()) EXECUTE FUNCTION ${schema}.loist_refuse_change();

-- After rather than before: a trigger before would lock each row once more
CREATE TRIGGER track_work_refuse_change
  AFTER UPDATE OF status ON ${schema}.track_work
  FOR EACH ROW WHEN (OLD.status IS DISTINCT FROM NEW.status AND NOT ${schema}.loist_moving() AND pg_trigger_depth() = 0)
  EXECUTE FUNCTION ${schema}.loist_refuse_change();

CREATE TRIGGER track_work_refuse_delete
  AFTER DELETE ON ${schema}.track_work
  FOR EACH ROW WHEN (NOT ${schema}.loist_moving() AND pg_trigger_depth() = 0)
  EXECUTE FUNCTION ${schema}.loist_refuse_change();

-- To be called once after a dump has been restored on another server, where transactions are numbered anew: the feed of
-- changes begins with those of the dump then.
CREATE FUNCTION ${schema}.loist_restart_feed() RETURNS void
LANGUAGE plpgsql AS $function$
BEGIN
  PERFORM set_config('loist.moving', 'on', true);
  UPDATE ${schema}.track_history SET transaction_id = '0' WHERE transaction_id <> '0';
  PERFORM set_config('loist.moving', 'off', true);
END
$function$;

-- Only whoever migrates writes which migrations have run, whatever rights others have on new tables by default.
DO $revoke$
DECLARE
  writer text;
BEGIN
  FOR writer IN
    SELECT DISTINCT grantee::regrole::text
    FROM pg_class, aclexplode(relacl)
    WHERE pg_class.oid = '${schema}.loist_schema_history'::regclass AND grantee NOT IN (0, relowner)
      AND privilege_type IN ('INSERT', 'UPDATE', 'DELETE')
  LOOP
    EXECUTE format('REVOKE INSERT, UPDATE, DELETE ON %s FROM %s', '${schema}.loist_schema_history'::regclass, writer);
  END LOOP;
END
$revoke$;
