-- Search without words: the best tracks by static rank that pass a filter are looked for here first.
CREATE INDEX track_search_best_idx ON ${schema}.track_search (namespace, rank DESC, track_id) WHERE tier <= 2;

-- One row: when the statistics were renewed last, and how far a re-index has come, null if none is under way.
CREATE TABLE ${schema}.track_search_upkeep (
  refreshed_at   timestamptz,
  reindexed_to   uuid
);
INSERT INTO ${schema}.track_search_upkeep VALUES (NULL, NULL);

-- Writes the search entries of the next tracks anew where they differ, in the order of ids, of all namespaces; returns the
-- id of the last of them, null if there were no more. The tracks are locked against change until the transaction ends.
CREATE FUNCTION ${schema}.loist_search_reindex(behind uuid, batch integer) RETURNS uuid
LANGUAGE plpgsql AS $function$
DECLARE
  floors constant real[] := (SELECT state.floors FROM ${schema}.track_search_state AS state);
  ids uuid[];
BEGIN
  ids := ARRAY(
    SELECT track.id FROM ${schema}.audio_tracks AS track
    WHERE track.id > coalesce(behind, '00000000-0000-0000-0000-000000000000')
    ORDER BY track.id LIMIT batch);
  IF ids = '{}' THEN
    RETURN NULL;
  END IF;
  PERFORM FROM ${schema}.audio_tracks AS track WHERE track.id = ANY (ids) FOR SHARE;
  WITH entry AS MATERIALIZED (
    SELECT id, namespace, completed, words, ${schema}.loist_search_rank(popularity, words) AS rank
    FROM (
      SELECT track.id, track.namespace, track.popularity, track.status = 'COMPLETED' AS completed,
          ${schema}.loist_search_words(track.title, track.artist, track.album, track.genre, track.genres,
              track.album_artist, track.composer, track.credits) AS words
      FROM ${schema}.audio_tracks AS track WHERE track.id = ANY (ids) OFFSET 0) AS folded
  ), mended AS (
    UPDATE ${schema}.track_search AS search
    SET rank = entry.rank, tier = ${schema}.loist_search_tier(entry.rank, floors), completed = entry.completed,
        words = entry.words
    FROM entry
    WHERE search.track_id = entry.id AND search.namespace = entry.namespace
      AND (search.rank, search.completed, search.words) IS DISTINCT FROM (entry.rank, entry.completed, entry.words)
  )
  INSERT INTO ${schema}.track_search (track_id, rank, tier, completed, namespace, words)
  SELECT id, rank, ${schema}.loist_search_tier(rank, floors), completed, namespace, words
  FROM entry
  WHERE NOT EXISTS (SELECT FROM ${schema}.track_search AS search
                    WHERE search.track_id = entry.id AND search.namespace = entry.namespace);
  RETURN ids[cardinality(ids)];
END
$function$;
