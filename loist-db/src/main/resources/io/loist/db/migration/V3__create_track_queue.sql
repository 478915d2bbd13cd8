-- The queue of tracks to work on, and the record of what happened to each track.
--
-- audio_tracks.status is the status of a track, with one exception: a track that a worker holds is PROCESSING, and only
-- track_queue says so, because a new version of a row of audio_tracks, which is wide and has many indexes, costs ten times what
-- a new version of a row of track_queue does. The view track_status combines the two. Every time is the server's.

-- Schedule and lease of each track that is not COMPLETED. A claim changes due_at, so that one index, read in one direction,
-- yields new tracks, tracks to retry and tracks whose worker died, the longest due first.
CREATE TABLE ${schema}.track_queue (
  namespace     text NOT NULL,
  track_id      uuid NOT NULL,
  -- From when on it may be claimed: when it was saved, the end of the back-off, the end of the lease; infinity for never
  due_at        timestamptz NOT NULL,
  -- Who holds the lease; null if no one does
  worker        text CHECK (char_length(worker) BETWEEN 1 AND 200),
  -- How often it was claimed: distinguishes a claim from the next one of the same track
  claim_number  integer NOT NULL DEFAULT 0 CHECK (claim_number >= 0),
  -- Retries so far, the attempt under way included
  retry_count   integer NOT NULL CHECK (retry_count >= 0),
  -- Whether the last attempt failed, so that the next claim is a retry
  is_retry      boolean NOT NULL DEFAULT false,
  CONSTRAINT track_queue_pkey PRIMARY KEY (namespace, track_id) WITH (fillfactor = 80),
  CONSTRAINT track_queue_track_fkey FOREIGN KEY (namespace, track_id)
    REFERENCES ${schema}.audio_tracks (namespace, id) ON DELETE CASCADE
);

-- Claims read it in order, from the row that was claimed last
CREATE INDEX track_queue_due_at_idx ON ${schema}.track_queue (namespace, due_at, track_id) WITH (fillfactor = 80);

-- The queue changes all the time. These settings belong to tables that hold rows: if the queue is partitioned, to its leaves.
DO $settings$
DECLARE
  leaf regclass;
BEGIN
  FOR leaf IN SELECT relid FROM pg_partition_tree('${schema}.track_queue') WHERE isleaf LOOP
    EXECUTE format(
        'ALTER TABLE %s SET (fillfactor = 60, autovacuum_vacuum_scale_factor = 0.0, autovacuum_vacuum_threshold = 5000,'
        ' autovacuum_analyze_scale_factor = 0.1, autovacuum_analyze_threshold = 500, autovacuum_vacuum_cost_delay = 0)', leaf);
  END LOOP;
END
$settings$;

-- What happened to each track. Rows are only added, and stay when the track is deleted: that is its last change.
CREATE TABLE ${schema}.track_change (
  namespace       text NOT NULL,
  -- Numbers the servers that this database has lived on, see loist_restart_feed
  epoch           integer NOT NULL DEFAULT 1,
  -- Transactions end in another order than positions are given, so a reader waits for the older ones
  transaction_id  xid8 NOT NULL DEFAULT pg_current_xact_id(),
  position        bigint GENERATED ALWAYS AS IDENTITY,
  track_id        uuid NOT NULL,
  changed_at      timestamptz NOT NULL DEFAULT now(),
  -- STATUS, which creation is too; DELETE
  kind            text NOT NULL CHECK (char_length(kind) BETWEEN 1 AND 20),
  -- The worker, what the host gave as actor, or the database role
  actor           text NOT NULL,
  from_status     text,
  to_status       text,
  reason          text,
  -- More about changes of other kinds
  details         jsonb,
  CONSTRAINT track_change_pkey PRIMARY KEY (namespace, epoch, transaction_id, position)
);

-- The history of one track
CREATE INDEX track_change_track_idx ON ${schema}.track_change (namespace, track_id, position);

-- The last row is the present epoch, which is the default of track_change.epoch, too.
CREATE TABLE ${schema}.track_change_epoch (
  epoch     integer NOT NULL PRIMARY KEY,
  began_at  timestamptz NOT NULL DEFAULT now()
);

INSERT INTO ${schema}.track_change_epoch (epoch) VALUES (1);

INSERT INTO ${schema}.track_queue (namespace, track_id, due_at, retry_count, is_retry)
SELECT namespace, id, CASE WHEN status IN ('PENDING', 'FAILED') THEN created_at ELSE 'infinity' END, retry_count, status = 'FAILED'
FROM ${schema}.audio_tracks
WHERE status <> 'COMPLETED';

CREATE VIEW ${schema}.track_status AS
SELECT track.namespace, track.id, CASE WHEN lease.worker IS NOT NULL THEN 'PROCESSING' ELSE track.status END AS status,
       lease.due_at, lease.worker
FROM ${schema}.audio_tracks AS track
LEFT JOIN ${schema}.track_queue AS lease ON lease.namespace = track.namespace AND lease.track_id = track.id;

-- The transitions that are allowed; TrackStatus.canBecome says the same.
CREATE FUNCTION ${schema}.loist_can_become(from_status text, to_status text) RETURNS boolean
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $function$
  SELECT CASE from_status
      WHEN 'PENDING' THEN to_status = 'PROCESSING'
      WHEN 'PROCESSING' THEN to_status IN ('COMPLETED', 'FAILED', 'DEAD', 'PENDING')
      WHEN 'FAILED' THEN to_status IN ('PENDING', 'PROCESSING', 'DEAD')
      WHEN 'DEAD' THEN to_status = 'PENDING'
      ELSE false
    END
$function$;

-- A new track is queued, whoever inserted it.
CREATE FUNCTION ${schema}.loist_enqueue() RETURNS trigger
LANGUAGE plpgsql AS $function$
BEGIN
  INSERT INTO ${schema}.track_queue (namespace, track_id, due_at, retry_count, is_retry)
  VALUES (
      NEW.namespace, NEW.id, CASE WHEN NEW.status IN ('PENDING', 'FAILED') THEN now() ELSE 'infinity' END, NEW.retry_count,
      NEW.status = 'FAILED');
  INSERT INTO ${schema}.track_change (namespace, track_id, kind, actor, to_status, reason)
  VALUES (NEW.namespace, NEW.id, 'STATUS', session_user, NEW.status, NEW.error_message);
  RETURN NULL;
END
$function$;

CREATE TRIGGER audio_tracks_enqueue
  AFTER INSERT ON ${schema}.audio_tracks
  FOR EACH ROW WHEN (NEW.status <> 'COMPLETED') EXECUTE FUNCTION ${schema}.loist_enqueue();

-- The queue follows a status that another program has set. loist's own statements change the queue themselves, many rows at
-- once; they are recognised by the version -1, which they set. Triggers run in the order of their names: this one comes before the
-- one that sets the version.
CREATE FUNCTION ${schema}.loist_accept_status() RETURNS trigger
LANGUAGE plpgsql AS $function$
DECLARE
  lease  ${schema}.track_queue;
  before text;
BEGIN
  SELECT * INTO lease
  FROM ${schema}.track_queue AS queue
  WHERE queue.namespace = NEW.namespace AND queue.track_id = NEW.id
  FOR UPDATE;
  before := CASE WHEN lease.worker IS NOT NULL THEN 'PROCESSING' ELSE OLD.status END;
  IF NOT ${schema}.loist_can_become(before, NEW.status) THEN
    RAISE EXCEPTION 'track % is %, which cannot become %', NEW.id, before, NEW.status USING ERRCODE = 'check_violation';
  END IF;
  IF NEW.status = 'COMPLETED' THEN
    DELETE FROM ${schema}.track_queue AS queue WHERE queue.namespace = NEW.namespace AND queue.track_id = NEW.id;
  ELSE
    UPDATE ${schema}.track_queue AS queue
    SET worker = NULL, retry_count = NEW.retry_count, is_retry = (NEW.status = 'FAILED'), claim_number = claim_number + 1,
        due_at = CASE WHEN NEW.status IN ('PENDING', 'FAILED') THEN now() ELSE 'infinity' END
    WHERE queue.namespace = NEW.namespace AND queue.track_id = NEW.id;
  END IF;
  INSERT INTO ${schema}.track_change (namespace, track_id, kind, actor, from_status, to_status, reason)
  VALUES (NEW.namespace, NEW.id, 'STATUS', session_user, before, NEW.status, NEW.error_message);
  RETURN NEW;
END
$function$;

CREATE TRIGGER audio_tracks_accept_status
  BEFORE UPDATE OF status ON ${schema}.audio_tracks
  FOR EACH ROW WHEN (OLD.status IS DISTINCT FROM NEW.status AND NEW.version <> -1)
  EXECUTE FUNCTION ${schema}.loist_accept_status();

-- Before the deletion, while the queue still has the lease.
CREATE FUNCTION ${schema}.loist_record_deletion() RETURNS trigger
LANGUAGE plpgsql AS $function$
BEGIN
  INSERT INTO ${schema}.track_change (namespace, track_id, kind, actor, from_status)
  SELECT OLD.namespace, OLD.id, 'DELETE', session_user,
      CASE
        WHEN EXISTS (
          SELECT FROM ${schema}.track_queue AS lease
          WHERE lease.namespace = OLD.namespace AND lease.track_id = OLD.id AND lease.worker IS NOT NULL)
        THEN 'PROCESSING' ELSE OLD.status
      END;
  RETURN OLD;
END
$function$;

CREATE TRIGGER audio_tracks_record_deletion
  BEFORE DELETE ON ${schema}.audio_tracks
  FOR EACH ROW EXECUTE FUNCTION ${schema}.loist_record_deletion();

CREATE FUNCTION ${schema}.loist_refuse_change() RETURNS trigger
LANGUAGE plpgsql AS $function$
BEGIN
  RAISE EXCEPTION '% is not to be changed by hand; %', TG_TABLE_NAME,
      CASE TG_TABLE_NAME
        WHEN 'track_change' THEN 'rows are only added to it'
        ELSE 'set the status in audio_tracks'
      END
    USING ERRCODE = 'check_violation';
END
$function$;

CREATE TRIGGER track_change_refuse_update
  BEFORE UPDATE ON ${schema}.track_change
  FOR EACH ROW EXECUTE FUNCTION ${schema}.loist_refuse_change();

-- A track that waits leaves the queue only with its row in audio_tracks
CREATE TRIGGER track_queue_refuse_delete
  AFTER DELETE ON ${schema}.track_queue
  FOR EACH ROW WHEN (OLD.worker IS NULL AND OLD.due_at <> 'infinity' AND pg_trigger_depth() = 0)
  EXECUTE FUNCTION ${schema}.loist_refuse_change();

-- To be called once after a dump has been restored on another server, which numbers its transactions anew. From then on, the
-- feed of changes refuses the cursors of before: their readers may have seen changes that the dump does not hold.
CREATE FUNCTION ${schema}.loist_restart_feed() RETURNS integer
LANGUAGE plpgsql AS $function$
DECLARE
  started integer;
BEGIN
  INSERT INTO ${schema}.track_change_epoch (epoch)
  SELECT max(epoch) + 1 FROM ${schema}.track_change_epoch
  RETURNING epoch INTO started;
  EXECUTE format('ALTER TABLE ${schema}.track_change ALTER COLUMN epoch SET DEFAULT %s', started);
  RETURN started;
END
$function$;

-- Only the role that migrates may write the list of migrations, whatever rights other roles have on new tables by default.
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
