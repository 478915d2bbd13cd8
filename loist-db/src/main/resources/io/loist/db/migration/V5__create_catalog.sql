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
  CONSTRAINT catalog_name_pkey PRIMARY KEY (namespace, id, kind, added)
);
-- Catalog.entries, and albums by title. No index of all rows but the primary key begins with the namespace: while the table is empty, the
-- server could take the wrong one to look up an entry, and keep to it.
CREATE INDEX catalog_name_sort_key_idx ON ${schema}.catalog_name (sort_key, id);
CREATE INDEX catalog_name_twins_idx ON ${schema}.catalog_name (twins, namespace);
-- Catalog.albums, in the other orders
CREATE INDEX catalog_name_since_idx ON ${schema}.catalog_name (namespace, since DESC, id) WHERE kind = 'A';
CREATE INDEX catalog_name_year_idx ON ${schema}.catalog_name (namespace, coalesce(year, 0) DESC, sort_key, id) WHERE kind = 'A';
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
