-- The catalogue: artists, albums, genres and other entries, with the number of tracks of each.
--
-- Ids, sort keys and headings are computed in Java. A track's row has the ids of its entries, so that triggers keep the counts
-- right whatever program changes the row; a statement of loist that saves a track adds its counts itself.

-- How many tracks each entry has: the sum over its rows. Rows are only added, without a unique key, so that no transaction waits for
-- another one; the upkeep puts those of an entry together.
CREATE TABLE ${schema}.catalog_count (
  namespace  text NOT NULL,
  -- 0 a change since the last upkeep, 1 the sum over all changes before, 2 the same for the tracks of one album
  state      smallint NOT NULL,
  id         uuid NOT NULL,
  -- Letters, see CatalogKinds: an artist has several. Tracks are counted in each of them.
  kinds      text COLLATE "C" NOT NULL,
  -- Null if state is 1
  album      uuid,
  -- Completed tracks
  tracks     integer NOT NULL,
  -- Tracks of any status: the name of an entry without any is deleted
  uses       integer NOT NULL,
  -- The duration of the completed tracks
  millis     bigint NOT NULL
);
CREATE INDEX catalog_count_entry_idx ON ${schema}.catalog_count (namespace, state, id, album);

-- The names of entries. A transaction adds the names that it does not find, as rows of its own, so that it waits for no other one;
-- the upkeep keeps the newest row of each entry and kind.
CREATE TABLE ${schema}.catalog_name (
  namespace  text NOT NULL,
  kind       text COLLATE "C" NOT NULL,
  id         uuid NOT NULL,
  -- The transaction that added it; 0 if the upkeep has kept it
  added      bigint NOT NULL,
  -- A hash of the kind and of what its track says about it, to find out cheaply whether another track says the same
  mark       integer NOT NULL,
  name       text NOT NULL,
  sort_name  text NOT NULL,
  -- The namespace, the kind and what its entries are sorted by
  sort_key   text COLLATE "C" NOT NULL,
  heading    text COLLATE "C" NOT NULL,
  -- The words of the sort name, with a space before each
  words      text NOT NULL,
  -- Whether the tags gave the sort name: it outranks one that was made
  tagged     boolean NOT NULL,
  -- What entries of this name have in common, albums of this title and artist
  twins      uuid NOT NULL,
  -- When the entry was first known
  since      timestamptz NOT NULL,
  -- No track had it when the upkeep looked, which deletes it the next time. A track with it may be saved just now, by a transaction that
  -- has found it; those that begin later add it anew.
  unused     boolean NOT NULL DEFAULT false,
  -- Of albums: the artist and the latest year
  artist_id  uuid,
  artist     text,
  year       integer,
  CONSTRAINT catalog_name_pkey PRIMARY KEY (namespace, id, kind, added, mark)
);
-- Catalog.entries, and albums by title. No index but the primary key begins with the namespace itself: as long as the server knows little
-- about the table, it could take another one to look up an entry, and read all albums.
CREATE INDEX catalog_name_sort_key_idx ON ${schema}.catalog_name (sort_key, id);
CREATE INDEX catalog_name_twins_idx ON ${schema}.catalog_name (twins, namespace);
-- Catalog.albums, in the other orders
CREATE INDEX catalog_name_since_idx ON ${schema}.catalog_name ((namespace || ''), since DESC, id) WHERE kind = 'A';
CREATE INDEX catalog_name_year_idx ON ${schema}.catalog_name ((namespace || ''), coalesce(year, 0) DESC, sort_key, id) WHERE kind = 'A';
-- The upkeep
CREATE INDEX catalog_name_open_idx ON ${schema}.catalog_name (namespace, kind, id) WHERE added <> 0 OR unused;

-- How many entries with tracks there are under each heading, as of the last upkeep.
CREATE TABLE ${schema}.catalog_heading (
  namespace  text NOT NULL,
  kind       text COLLATE "C" NOT NULL,
  heading    text COLLATE "C" NOT NULL,
  entries    integer NOT NULL,
  CONSTRAINT catalog_heading_pkey PRIMARY KEY (namespace, kind, heading)
);

-- Where the tracks of an album or an artist went that got other tags: its id leads there as long as no track has it. Rows are only added.
CREATE TABLE ${schema}.catalog_redirect (
  namespace  text NOT NULL,
  from_id    uuid NOT NULL,
  to_id      uuid NOT NULL,
  -- The transaction that added it
  added      bigint NOT NULL,
  moved_at   timestamptz NOT NULL,
  CONSTRAINT catalog_redirect_pkey PRIMARY KEY (namespace, from_id, to_id, added)
);

-- Adds names that are not known: an array of objects with the columns of catalog_name; "kinds" has all kinds of an entry, of which those with
-- capital letters have names. A variable of a function has the collation of its arguments, which is not that of the index. Plans made while the table is small are kept: they must not read all of it.
CREATE FUNCTION ${schema}.loist_catalog_named(entry_namespace text, names text, added bigint) RETURNS boolean
LANGUAGE plpgsql SET enable_seqscan = off SET plan_cache_mode = force_generic_plan AS $function$
BEGIN
  INSERT INTO ${schema}.catalog_name (
    namespace, kind, id, added, mark, name, sort_name, sort_key, heading, words, tagged, twins, since, artist_id, artist, year)
  SELECT entry_namespace, letter.kind, entry.id, loist_catalog_named.added, marked.mark, entry.name, entry.sort_name,
    entry_namespace || ' ' || letter.kind || entry.sort_key, entry.heading, entry.words, entry.tagged, entry.twins,
    coalesce(known.since, now()), entry.artist_id, entry.artist, greatest(entry.year, known.year)
  FROM json_to_recordset(names::json) AS entry(
    id uuid, kinds text, mark integer, name text, sort_name text, sort_key text, heading text, words text, tagged boolean, twins uuid,
    artist_id uuid, artist text, year integer)
  CROSS JOIN LATERAL unnest(string_to_array(entry.kinds, NULL)) AS letter(kind)
  CROSS JOIN LATERAL (SELECT entry.mark # (ascii(letter.kind) << 24) AS mark) AS marked
  CROSS JOIN LATERAL (
    SELECT min(same.since) AS since, max(same.year) AS year, bool_or(same.mark = marked.mark AND NOT same.unused) AS is_there
    FROM ${schema}.catalog_name AS same
    WHERE same.namespace = entry_namespace COLLATE "default" AND same.id = entry.id AND same.kind = letter.kind COLLATE "C") AS known
  WHERE letter.kind COLLATE "C" < 'a' AND known.is_there IS NOT TRUE
  ON CONFLICT DO NOTHING;
  RETURN true;
END
$function$;

-- What a statement of loist calls for the row that it saves: counts it in its entries if it is new, and adds their names if one of them
-- is not known. A function, because a session keeps the plans of its statements, which take longer to make than to run.
CREATE FUNCTION ${schema}.loist_catalog_saved(
    entry_namespace text, album_id uuid, ids uuid[], kinds text, completed boolean, duration numeric, is_new boolean, marks integer[],
    names text) RETURNS boolean
LANGUAGE plpgsql SET enable_seqscan = off SET plan_cache_mode = force_generic_plan AS $function$
BEGIN
  IF is_new THEN
    INSERT INTO ${schema}.catalog_count (namespace, state, id, kinds, album, tracks, uses, millis)
    SELECT entry_namespace, 0, entry.id, entry.kinds, loist_catalog_saved.album_id, completed::integer, 1,
      CASE WHEN completed THEN coalesce(1000 * duration, 0) ELSE 0 END
    FROM unnest(loist_catalog_saved.ids, string_to_array(loist_catalog_saved.kinds, ' ')) AS entry(id, kinds);
  END IF;
  IF NOT marks <@ ARRAY(
      SELECT known.mark FROM ${schema}.catalog_name AS known
      WHERE known.namespace = entry_namespace COLLATE "default" AND known.id = ANY (loist_catalog_saved.ids) AND NOT known.unused) THEN
    PERFORM ${schema}.loist_catalog_named(entry_namespace, names, txid_current());
  END IF;
  RETURN true;
END
$function$;

-- A track that is changed or deleted leaves its entries, and joins those that it has now.
CREATE FUNCTION ${schema}.loist_catalog_changed() RETURNS trigger
LANGUAGE plpgsql AS $function$
BEGIN
  INSERT INTO ${schema}.catalog_count (namespace, state, id, kinds, album, tracks, uses, millis)
  SELECT OLD.namespace, 0, entry.id, entry.kinds, OLD.album_id, -(OLD.status = 'COMPLETED')::integer, -1,
      CASE WHEN OLD.status = 'COMPLETED' THEN -coalesce(1000 * OLD.duration_seconds, 0) ELSE 0 END
  FROM unnest(OLD.catalog_ids, string_to_array(OLD.catalog_kinds, ' ')) AS entry(id, kinds);
  IF TG_OP = 'UPDATE' THEN
    INSERT INTO ${schema}.catalog_count (namespace, state, id, kinds, album, tracks, uses, millis)
    SELECT NEW.namespace, 0, entry.id, entry.kinds, NEW.album_id, (NEW.status = 'COMPLETED')::integer, 1,
        CASE WHEN NEW.status = 'COMPLETED' THEN coalesce(1000 * NEW.duration_seconds, 0) ELSE 0 END
    FROM unnest(NEW.catalog_ids, string_to_array(NEW.catalog_kinds, ' ')) AS entry(id, kinds);
    IF OLD.catalog_ids <> NEW.catalog_ids THEN
      -- Its album, and artists of the same name
      INSERT INTO ${schema}.catalog_redirect (namespace, from_id, to_id, added, moved_at)
      SELECT NEW.namespace, moved.from_id, moved.to_id, txid_current(), clock_timestamp()
      FROM (
        SELECT OLD.album_id AS from_id, NEW.album_id AS to_id
        WHERE OLD.album_id <> NEW.album_id AND left(OLD.catalog_kinds, 1) = 'A' AND left(NEW.catalog_kinds, 1) = 'A'
        UNION
        SELECT before.id, after.id
        FROM ${schema}.catalog_name AS before JOIN ${schema}.catalog_name AS after ON after.twins = before.twins
        WHERE before.namespace = NEW.namespace AND before.kind = 'P' AND before.id = ANY (OLD.catalog_ids)
          AND after.namespace = NEW.namespace AND after.kind = 'P' AND after.id = ANY (NEW.catalog_ids)
          AND before.id <> ALL (NEW.catalog_ids) AND after.id <> ALL (OLD.catalog_ids)) AS moved
      WHERE NOT EXISTS (
        SELECT FROM ${schema}.catalog_redirect AS known
        WHERE known.namespace = NEW.namespace AND known.from_id = moved.from_id AND known.to_id = moved.to_id)
      ON CONFLICT DO NOTHING;
    END IF;
  END IF;
  RETURN NULL;
END
$function$;

CREATE TRIGGER audio_tracks_catalog_updated
  AFTER UPDATE ON ${schema}.audio_tracks
  FOR EACH ROW WHEN (
    (OLD.status = 'COMPLETED') <> (NEW.status = 'COMPLETED')
    OR OLD.duration_seconds IS DISTINCT FROM NEW.duration_seconds
    OR OLD.catalog_ids IS DISTINCT FROM NEW.catalog_ids
    OR OLD.catalog_kinds IS DISTINCT FROM NEW.catalog_kinds)
  EXECUTE FUNCTION ${schema}.loist_catalog_changed();

CREATE TRIGGER audio_tracks_catalog_deleted
  AFTER DELETE ON ${schema}.audio_tracks
  FOR EACH ROW WHEN (OLD.catalog_ids IS NOT NULL)
  EXECUTE FUNCTION ${schema}.loist_catalog_changed();

-- The tracks of before have no entries yet: they are stale, and loist indexes them.
UPDATE ${schema}.audio_tracks SET digest = NULL WHERE digest IS NOT NULL;
