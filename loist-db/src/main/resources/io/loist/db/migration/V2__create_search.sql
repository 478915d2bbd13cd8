-- Search: one narrow row for each track, written in the transaction that writes the track, and one index on its lexemes.
--
-- loist folds and splits text in Java, see SEARCH.md; the database keeps what came of it.

-- What is searched. A tier is a group of tracks of about the same static rank, 0 the best thousandth of them, 4 all; where each
-- begins is in track_search_state.
CREATE TABLE ${schema}.track_search (
  track_id   uuid NOT NULL,
  rank       real NOT NULL,
  tier       smallint NOT NULL,
  completed  boolean NOT NULL,
  namespace  text NOT NULL,
  -- The folded title, artist, album, genres and other names, with | between
  words      text NOT NULL,
  -- What the index finds it by, with spaces between: words, joined words, pairs of characters in scripts without spaces, 'T' and
  -- the short title, 'A' and the artist, initials, 'N' and the namespace unless it is the default one
  lexemes    text NOT NULL,
  CONSTRAINT track_search_pkey PRIMARY KEY (namespace, track_id),
  CONSTRAINT track_search_track_fkey FOREIGN KEY (namespace, track_id)
    REFERENCES ${schema}.audio_tracks (namespace, id) ON DELETE CASCADE
);

-- The lexemes as they are indexed: once as they are, and once more with the mark of each tier that the track is in, so that a
-- query can look among the best tracks alone. It is in an index, so it calls nothing outside pg_catalog.
CREATE FUNCTION ${schema}.loist_search_vector(lexemes text, tier smallint) RETURNS tsvector
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $function$
  SELECT array_to_tsvector(string_to_array(
    CASE WHEN tier >= 4 OR lexemes = '' THEN lexemes
      ELSE lexemes || ' Z' || replace(lexemes, ' ', ' Z')
        || CASE WHEN tier <= 2 THEN ' Y' || replace(lexemes, ' ', ' Y') ELSE '' END
        || CASE WHEN tier <= 1 THEN ' X' || replace(lexemes, ' ', ' X') ELSE '' END
        || CASE WHEN tier <= 0 THEN ' W' || replace(lexemes, ' ', ' W') ELSE '' END
    END, ' '))
$function$;

-- SearchService.search and suggest. A short pending list, because every search reads through it.
CREATE INDEX track_search_lexemes_idx ON ${schema}.track_search
  USING gin (${schema}.loist_search_vector(lexemes, tier)) WITH (gin_pending_list_limit = 64);
-- A search without words: the best tracks that pass a filter
CREATE INDEX track_search_best_idx ON ${schema}.track_search (namespace, rank DESC, track_id) WHERE tier <= 2;

-- Statistics, renewed by refreshSearch(): how many tracks there are, and from which static rank on a track is in which tier.
CREATE TABLE ${schema}.track_search_state (
  tracks  bigint NOT NULL,
  floors  real[] NOT NULL
);
INSERT INTO ${schema}.track_search_state VALUES (0, '{0.4625,0.4525,0.4325,0.4025}');

-- When the statistics were renewed, and how far a re-index has come: null if none is under way. One row.
CREATE TABLE ${schema}.track_search_upkeep (
  refreshed_at         timestamptz,
  reindexed_namespace  text,
  reindexed_track      uuid
);
INSERT INTO ${schema}.track_search_upkeep VALUES (NULL, NULL, NULL);

-- The vocabulary, renewed by refreshSearch(): every word and every whole name of an artist ('A' and the name without
-- spaces), in how many tracks it occurs, and hashes of what is left of it without one or two letters.
CREATE TABLE ${schema}.track_search_term (
  term     text COLLATE "C" PRIMARY KEY,
  tracks   integer NOT NULL,
  deletes  integer[] NOT NULL
);
CREATE INDEX track_search_term_deletes_idx ON ${schema}.track_search_term USING gin (deletes) WITH (fastupdate = off);

-- The most frequent words that begin with these one to three letters.
CREATE TABLE ${schema}.track_search_prefix (
  prefix  text COLLATE "C" PRIMARY KEY,
  terms   text[] NOT NULL,
  tracks  integer[] NOT NULL
);

-- Where refreshSearch() counts, before it changes what differs.
CREATE UNLOGGED TABLE ${schema}.track_search_count (
  term    text COLLATE "C" NOT NULL,
  tracks  integer NOT NULL
);

-- Whether a track is completed is in its entry too: its status changes far more often than its words, by any program.
CREATE FUNCTION ${schema}.loist_search_status() RETURNS trigger
LANGUAGE plpgsql AS $function$
BEGIN
  UPDATE ${schema}.track_search
  SET completed = NEW.status = 'COMPLETED'
  WHERE namespace = NEW.namespace AND track_id = NEW.id AND completed <> (NEW.status = 'COMPLETED');
  RETURN NULL;
END
$function$;

CREATE TRIGGER audio_tracks_search_status
  AFTER UPDATE OF status ON ${schema}.audio_tracks
  FOR EACH ROW WHEN ((OLD.status = 'COMPLETED') <> (NEW.status = 'COMPLETED'))
  EXECUTE FUNCTION ${schema}.loist_search_status();
