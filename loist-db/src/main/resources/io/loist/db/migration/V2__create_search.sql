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

-- SearchService.search and suggest. Every search reads through the list of its pending entries, so each statement that writes
-- entries sets gin_pending_list_limit to a small value; a load collects more, and leaves none.
CREATE INDEX track_search_lexemes_idx ON ${schema}.track_search
  USING gin (${schema}.loist_search_vector(lexemes, tier));
-- A search without words: the best tracks that pass a filter
CREATE INDEX track_search_best_idx ON ${schema}.track_search (namespace, rank DESC, track_id) WHERE tier <= 2;

-- Statistics of each namespace, renewed by refreshSearch(): how many tracks there are, and from which static rank on a track is in
-- which tier. A namespace without a row has not been counted yet.
CREATE TABLE ${schema}.track_search_state (
  namespace  text NOT NULL,
  tracks     bigint NOT NULL,
  floors     real[] NOT NULL,
  CONSTRAINT track_search_state_pkey PRIMARY KEY (namespace)
);

-- When the statistics were renewed, and how far a re-index has come: null if none is under way. One row.
CREATE TABLE ${schema}.track_search_upkeep (
  refreshed_at         timestamptz,
  reindexed_namespace  text,
  reindexed_track      uuid
);
INSERT INTO ${schema}.track_search_upkeep VALUES (NULL, NULL, NULL);

-- The vocabulary of each namespace: every word and every whole name of an artist ('A' and the name without spaces), and hashes of
-- what is left of it without one or two letters. A transaction that saves tracks adds the words that it does not find, as rows of
-- its own, so that it waits for no other one; refreshSearch() counts in how many tracks a word occurs, and leaves one row of it.
CREATE TABLE ${schema}.track_search_term (
  namespace  text NOT NULL,
  term       text COLLATE "C" NOT NULL,
  -- The transaction that added it; 0 if refreshSearch() did
  added      bigint NOT NULL,
  -- Of a load, at first: how many of its tracks have the word. 0 if it has not been counted; -1 if no track had it when
  -- refreshSearch() counted, which deletes it the next time
  tracks     integer NOT NULL,
  deletes    integer[] NOT NULL,
  CONSTRAINT track_search_term_pkey PRIMARY KEY (namespace, term, added)
-- Room for counts to change in place, without new entries in the indexes
) WITH (fillfactor = 85);
CREATE INDEX track_search_term_deletes_idx ON ${schema}.track_search_term USING gin (deletes) WITH (fastupdate = off);

-- The most frequent words that begin with these one to three letters, where hundreds do.
CREATE TABLE ${schema}.track_search_prefix (
  namespace  text NOT NULL,
  prefix     text COLLATE "C" NOT NULL,
  terms      text[] NOT NULL,
  tracks     integer[] NOT NULL,
  CONSTRAINT track_search_prefix_pkey PRIMARY KEY (namespace, prefix)
);

-- Where refreshSearch() counts, before it changes what differs.
CREATE UNLOGGED TABLE ${schema}.track_search_count (
  namespace  text NOT NULL,
  term       text COLLATE "C" NOT NULL,
  tracks     integer NOT NULL
);

-- refreshSearch() analyzes what it has changed, which only the owner of a table may: so a role that may write the vocabulary calls
-- this, which does nothing else. The search path is set, because it runs with the rights of the owner.
CREATE FUNCTION ${schema}.loist_analyze_search(only_counts boolean) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $function$
BEGIN
  IF only_counts THEN
    ANALYZE ${schema}.track_search_count;
  ELSE
    ANALYZE ${schema}.track_search, ${schema}.track_search_term, ${schema}.track_search_prefix;
  END IF;
END
$function$;

DO $grant$
DECLARE
  writer text;
BEGIN
  REVOKE ALL ON FUNCTION ${schema}.loist_analyze_search(boolean) FROM PUBLIC;
  FOR writer IN
    SELECT DISTINCT grantee::regrole::text
    FROM pg_class, aclexplode(relacl)
    WHERE pg_class.oid = '${schema}.track_search_term'::regclass AND grantee NOT IN (0, relowner) AND privilege_type = 'INSERT'
  LOOP
    EXECUTE format('GRANT EXECUTE ON FUNCTION %s TO %s', '${schema}.loist_analyze_search(boolean)'::regprocedure, writer);
  END LOOP;
END
$grant$;

-- Whether a track is completed is in its entry too: its status changes far more often than its words, by any program.
CREATE FUNCTION ${schema}.loist_search_status() RETURNS trigger
LANGUAGE plpgsql SET gin_pending_list_limit = 64 AS $function$
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

-- Runs candidate queries without conditions on the track; CandidateSql does the same for those with conditions, in one statement.
-- A function only for speed, see SEARCH.md: a session plans its statement once.
--
-- What it sets keeps that plan cheap for good: a plan made while the table has a page or two would be
--   Limit -> Sort -> Limit -> Seq Scan on track_search entry  Filter: namespace, tier, loist_search_vector(...) @@ $0
-- The planner sees neither the tsquery nor the number of matches, being behind SELECT, so no value is worth a plan of its own.
CREATE FUNCTION ${schema}.loist_search_candidates(
    tsqueries text[], first_tiers integer[], last_tiers integer[], limits integer[], supersets text[], enough integer,
    timeout_ms double precision, searched_namespace text, only_completed boolean)
  RETURNS TABLE (track_id uuid, rank real, names text)
LANGUAGE plpgsql STABLE SET enable_seqscan = off AS $function$
DECLARE
  tier_marks constant text[] := '{W,X,Y,Z,""}';
  deadline constant timestamptz := clock_timestamp() + timeout_ms * interval '1 millisecond';
  complete integer[] := '{}';
  total integer := 0;
  found_here integer;
  added integer;
  min_tier integer;
  max_matches integer;
  wanted tsquery;
  cut boolean := false;
BEGIN
  <<queries>>
  FOR nth IN 1 .. cardinality(tsqueries) LOOP
    CONTINUE WHEN supersets[nth]::integer[] && complete;
    found_here := 0;
    max_matches := greatest(5000, 4 * limits[nth]);
    FOR searched_tier IN first_tiers[nth] .. last_tiers[nth] LOOP
      IF clock_timestamp() > deadline THEN
        cut := true;
        EXIT queries;
      END IF;
      -- The index has found the better tiers' tracks already
      min_tier := CASE WHEN searched_tier > first_tiers[nth] THEN searched_tier ELSE 0 END;
      wanted := replace(tsqueries[nth], E'\x01', tier_marks[searched_tier + 1])::tsquery;
      RETURN QUERY
        SELECT match.track_id, match.rank, match.words
        FROM (
          SELECT entry.track_id, entry.rank, entry.words FROM ${schema}.track_search AS entry
          WHERE ${schema}.loist_search_vector(entry.lexemes, entry.tier) @@ (SELECT wanted)
            AND entry.namespace = searched_namespace AND (entry.completed OR NOT only_completed)
            AND entry.tier >= min_tier
          LIMIT (SELECT max_matches)) AS match
        ORDER BY match.rank DESC, match.track_id LIMIT limits[nth] - found_here;
      GET DIAGNOSTICS added = ROW_COUNT;
      found_here := found_here + added;
      EXIT WHEN found_here >= limits[nth];
    END LOOP;
    IF found_here < limits[nth] AND last_tiers[nth] = 4 THEN
      complete := complete || nth;
    END IF;
    cut := cut OR found_here >= limits[nth] AND limits[nth] >= 100;
    total := total + found_here;
    IF total >= enough AND nth < cardinality(tsqueries) THEN
      cut := true;
      EXIT;
    END IF;
  END LOOP;
  IF cut THEN
    RETURN QUERY SELECT NULL::uuid, NULL::real, NULL::text;
  END IF;
END
$function$;

-- About how many tracks of a namespace have a word that refreshSearch() has not counted yet: counted among the best tracks, or else
-- among more of them. Tiers bound the work: the index gives all matches in a tier before the first of them is counted.
CREATE FUNCTION ${schema}.loist_search_frequency(searched_namespace text, word text) RETURNS integer
LANGUAGE plpgsql STABLE SET enable_seqscan = off AS $function$
DECLARE
  tier_marks constant text[] := '{W,X,Y,Z,""}';
  tier_shares constant double precision[] := '{0.0015,0.01,0.06,0.27,1}';
  lexeme constant text := replace(replace(word, '\', '\\'), '''', '''''');
  wanted tsquery;
  found bigint := 0;
BEGIN
  FOR tier IN 1 .. 5 LOOP
    wanted := ('''' || tier_marks[tier] || lexeme || '''')::tsquery;
    IF searched_namespace <> 'default' THEN
      wanted := wanted && ('''' || tier_marks[tier] || 'N' || searched_namespace || '''')::tsquery;
    END IF;
    SELECT count(*) INTO found FROM ${schema}.track_search AS entry
    WHERE ${schema}.loist_search_vector(entry.lexemes, entry.tier) @@ (SELECT wanted) AND entry.namespace = searched_namespace;
    IF found >= 20 THEN
      RETURN least(found / tier_shares[tier], 20000)::integer;
    END IF;
  END LOOP;
  RETURN found;
END
$function$;

-- Looks up in one round trip, all of it in one namespace: the number of its tracks, whether any track is stale, terms, what words that
-- are no terms (or all words) may be misspellings of, and what an unfinished word may become. A function for the same reason as
-- loist_search_candidates, with the same setting: while the vocabulary is small, each of its plans would be
--   Seq Scan on track_search_term known
-- and with jit off: servers before 18 call an index scan of an empty table so expensive that they compile the plan.
CREATE FUNCTION ${schema}.loist_search_vocabulary(
    searched_namespace text, terms text[], misspellings text[], delete_keys text[], all_words boolean,
    unfinished text, unfinished_end text)
  RETURNS TABLE (kind text, nth integer, term text, tracks integer)
LANGUAGE plpgsql STABLE SET jit = off SET enable_seqscan = off AS $function$
DECLARE
  word text;
  library bigint := (SELECT state.tracks FROM ${schema}.track_search_state AS state WHERE state.namespace = searched_namespace);
BEGIN
  RETURN QUERY
    SELECT 'LIBRARY', 0, '', least(library, 2000000000)::integer WHERE library IS NOT NULL
    UNION ALL (
      SELECT 'STALE', 0, '', 0 FROM ${schema}.audio_tracks AS track
      WHERE track.namespace = searched_namespace AND track.digest IS NULL ORDER BY track.version LIMIT 1)
    UNION ALL
    SELECT 'TERM', 0, known.term,
      CASE WHEN known.tracks > 0 AND library IS NOT NULL THEN known.tracks
        ELSE ${schema}.loist_search_frequency(searched_namespace, known.term) END
    FROM ${schema}.track_search_term AS known
    WHERE known.namespace = searched_namespace AND known.term = ANY ((SELECT terms)::text[]);
  FOR i IN 1 .. cardinality(misspellings) LOOP
    word := misspellings[i];
    CONTINUE WHEN NOT all_words AND EXISTS (
      SELECT FROM ${schema}.track_search_term AS known WHERE known.namespace = searched_namespace AND known.term = word);
    RETURN QUERY
      SELECT 'SIMILAR', i - 1, known.term, known.tracks FROM ${schema}.track_search_term AS known
      WHERE known.deletes && (SELECT delete_keys[i]::integer[]) AND known.namespace = searched_namespace
        AND abs(char_length(known.term) - char_length(word)) <= 2;
    -- The most frequent pairs of terms that it consists of; of all words, only terms are looked at
    IF char_length(word) BETWEEN 4 AND 30 AND (NOT all_words OR EXISTS (
        SELECT FROM ${schema}.track_search_term AS known WHERE known.namespace = searched_namespace AND known.term = word)) THEN
      RETURN QUERY
        SELECT 'SPLIT', i - 1, head.term || ' ' || tail.term, least(head.tracks, tail.tracks)
        FROM generate_series(1, (SELECT char_length(word) - 1)) AS length
        CROSS JOIN LATERAL (
          SELECT known.term, known.tracks FROM ${schema}.track_search_term AS known
          WHERE known.namespace = searched_namespace AND known.term = left(word, length) LIMIT 1) AS head
        CROSS JOIN LATERAL (
          SELECT known.term, known.tracks FROM ${schema}.track_search_term AS known
          WHERE known.namespace = searched_namespace AND known.term = substr(word, length + 1) LIMIT 1) AS tail
        ORDER BY least(head.tracks, tail.tracks) DESC LIMIT 3;
    END IF;
  END LOOP;
  IF char_length(unfinished) BETWEEN 1 AND 3 AND EXISTS (
      SELECT FROM ${schema}.track_search_prefix AS beginning
      WHERE beginning.namespace = searched_namespace AND beginning.prefix = unfinished) THEN
    RETURN QUERY
      SELECT 'COMPLETION', 0, frequent.term, frequent.tracks
      FROM ${schema}.track_search_prefix AS beginning
      CROSS JOIN LATERAL unnest(beginning.terms, beginning.tracks) AS frequent(term, tracks)
      WHERE beginning.namespace = searched_namespace AND beginning.prefix = unfinished;
  ELSIF unfinished <> '' THEN
    RETURN QUERY
      SELECT 'COMPLETION', 0, known.term, known.tracks FROM ${schema}.track_search_term AS known
      WHERE known.namespace = searched_namespace
        AND known.term > (SELECT unfinished) AND known.term < (SELECT unfinished_end)
      ORDER BY known.tracks DESC, known.term LIMIT 32;
  END IF;
END
$function$;
