-- Search: one narrow row for each track, written in the transaction that writes the track.
--
-- Words are made here rather than by PostgreSQL's own parser and dictionaries, which take "AC/DC" for a file, "will.i.am"
-- for a host and "The Who" for nothing. No word is left out, none is stemmed.

-- A lexeme as the text forms of tsvector and tsquery quote it.
CREATE FUNCTION ${schema}.loist_quote(lexeme text) RETURNS text
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $function$
  SELECT '''' || replace(replace(left(lexeme, 64), '\', '\\'), '''', '''''') || ''''
$function$;

-- The runs of letters and digits in a folded word: "ac/dc" has two. Chinese, Japanese and Korean form runs of their own.
CREATE FUNCTION ${schema}.loist_runs(word text, OUT run text, OUT nth bigint, OUT cjk boolean) RETURNS SETOF record
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE ROWS 2 AS $function$
BEGIN
  RETURN QUERY
  SELECT coalesce(found.match[1], found.match[2]), found.place, found.match[1] IS NOT NULL
  FROM regexp_matches(
      word COLLATE "C",
      '([\u1100-\u11ff\u2e80-\u2fdf\u3005-\u3007\u3021-\u3029\u3031-\u3035\u3041-\u3096\u3099\u309a\u309d-\u309f\u30a1-\u30fa\u30fc-\u30ff\u3105-\u318f\u31a0-\u31bf\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\ua960-\ua97f\uac00-\ud7ff\uf900-\ufaff\U00020000-\U0003fffd]+)'
      || '|([^\u0001-\u002f\u003a-\u0060\u007b-\u00bf\u00d7\u00f7\u02b9-\u02df\u037e\u0387\u055a-\u055f\u0589\u058a\u05be\u05f3\u05f4\u060c\u061b\u061f\u066a-\u066d\u06d4\u0964\u0965\u1100-\u11ff\u2000-\u2bff\u2e00-\u9fff\ua960-\ua97f\uac00-\ud7ff\ue000-\ufaff\ufe10-\ufe6f\uff00-\uff0f\uffe0-\uffff\U0001f000-\U0001faff\U00020000-\U0003fffd]+)',
      'g') WITH ORDINALITY AS found(match, place);
END
$function$;

-- What a track's folded word is found by: its runs, the runs joined ("acdc"), every two neighbours of a run of Chinese,
-- Japanese or Korean and its last character, or the word itself if it is nothing but signs ("!!!").
CREATE FUNCTION ${schema}.loist_lexemes(word text) RETURNS SETOF text
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE ROWS 3 AS $function$
BEGIN
  RETURN QUERY
  WITH part AS (SELECT run, nth, cjk FROM ${schema}.loist_runs(word))
  SELECT run FROM part WHERE NOT cjk
  UNION
  SELECT substr(run, start, 2) FROM part CROSS JOIN LATERAL generate_series(1, char_length(run)) AS start WHERE cjk
  UNION
  SELECT string_agg(run, '' ORDER BY nth) FROM part HAVING count(*) > 1 AND NOT bool_or(cjk)
  UNION
  SELECT word WHERE NOT EXISTS (SELECT FROM part);
END
$function$;

CREATE FUNCTION ${schema}.loist_vector(value text, weight text) RETURNS tsvector
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $function$
DECLARE
  lexemes text := '';
  place   integer := 0;
  word    text;
  lexeme  text;
BEGIN
  IF value IS NULL THEN
    RETURN '';
  END IF;
  FOREACH word IN ARRAY string_to_array(${schema}.loist_fold(left(value, 4000)), ' ') LOOP
    place := place + 1;
    IF word COLLATE "C" ~ '^[a-z0-9]+$' THEN
      lexemes := lexemes || ${schema}.loist_quote(word) || ':' || place || weight || ' ';
    ELSE
      FOR lexeme IN SELECT made FROM ${schema}.loist_lexemes(word) AS made WHERE word <> '' LOOP
        lexemes := lexemes || ${schema}.loist_quote(lexeme) || ':' || place || weight || ' ';
      END LOOP;
    END IF;
  END LOOP;
  RETURN lexemes::tsvector;
END
$function$;

-- What a track is found by: title and artist weigh most, the album less, genres little, everything else least.
CREATE FUNCTION ${schema}.loist_document(track ${schema}.audio_tracks) RETURNS tsvector
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $function$
DECLARE
  credited text;
BEGIN
  IF track.credits <> '[]' THEN
    SELECT string_agg(credit ->> 'name', ' ') INTO credited FROM jsonb_array_elements(track.credits) AS credit;
  END IF;
  RETURN ${schema}.loist_vector(track.title, 'A')
      || ${schema}.loist_vector(track.artist, 'A')
      || ${schema}.loist_vector(track.album, 'B')
      || ${schema}.loist_vector(array_to_string(track.genres, ' '), 'C')
      || ${schema}.loist_vector(track.album_artist, 'D')
      || ${schema}.loist_vector(track.composer, 'D')
      || ${schema}.loist_vector(credited, 'D');
END
$function$;

-- The condition that a typed, folded word makes. "ac/dc" is met by "acdc" as well as by "ac" and "dc".
CREATE FUNCTION ${schema}.loist_condition(word text, ending text) RETURNS text
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $function$
BEGIN
  RETURN (
    WITH part AS (
      SELECT run, cjk, nth, max(nth) OVER () AS last, bool_or(cjk) OVER () AS any_cjk
      FROM ${schema}.loist_runs(word)
    ), term AS (
      SELECT nth, any_cjk, run,
          CASE
            WHEN NOT cjk AND nth = last THEN ${schema}.loist_quote(run) || ending
            WHEN NOT cjk THEN ${schema}.loist_quote(run)
            WHEN char_length(run) = 1 THEN ${schema}.loist_quote(run) || ':*'
            ELSE (SELECT string_agg(${schema}.loist_quote(substr(run, start, 2)), ' & ')
                  FROM generate_series(1, least(char_length(run) - 1, 64)) AS start)
          END AS condition
      FROM part
    )
    SELECT CASE
        WHEN count(*) = 0 THEN ${schema}.loist_quote(word)
        WHEN count(*) = 1 OR bool_or(any_cjk) THEN string_agg(condition, ' & ' ORDER BY nth)
        ELSE '(' || ${schema}.loist_quote(string_agg(run, '' ORDER BY nth)) || ending
            || ' | (' || string_agg(condition, ' & ' ORDER BY nth) || '))'
      END
    FROM term);
END
$function$;

-- What somebody typed as a query that all words must meet. Of more than 16 words the first 16 count; words that are nothing
-- but signs count only if there are no others. Null if there is no word at all.
CREATE FUNCTION ${schema}.loist_query(value text, ending text) RETURNS tsquery
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $function$
BEGIN
  RETURN (
    WITH word AS (
      SELECT typed.word, typed.nth, EXISTS (SELECT FROM ${schema}.loist_runs(typed.word)) AS spoken
      FROM unnest(string_to_array(${schema}.loist_fold(value), ' ')) WITH ORDINALITY AS typed(word, nth)
      WHERE typed.word <> ''
    ), chosen AS (
      SELECT word, nth FROM word
      WHERE spoken OR NOT (SELECT bool_or(spoken) FROM word)
      ORDER BY nth
      LIMIT 16
    )
    SELECT string_agg(
        ${schema}.loist_condition(word, CASE WHEN nth = (SELECT max(nth) FROM chosen) THEN ending ELSE '' END),
        ' & ' ORDER BY nth)::tsquery
    FROM chosen);
END
$function$;

CREATE TABLE ${schema}.track_search (
  track_id    uuid NOT NULL,
  namespace   text NOT NULL,
  popularity  double precision NOT NULL,
  document    tsvector NOT NULL,
  CONSTRAINT track_search_pkey PRIMARY KEY (track_id, namespace),
  CONSTRAINT track_search_track_fkey FOREIGN KEY (track_id, namespace)
    REFERENCES ${schema}.audio_tracks (id, namespace) ON DELETE CASCADE
);

INSERT INTO ${schema}.track_search (track_id, namespace, popularity, document)
SELECT track.id, track.namespace, track.popularity, ${schema}.loist_document(track) FROM ${schema}.audio_tracks AS track;

CREATE INDEX track_search_document_idx ON ${schema}.track_search USING gin (document);
CREATE INDEX track_search_popularity_idx ON ${schema}.track_search (namespace, popularity DESC, track_id);

CREATE FUNCTION ${schema}.loist_write_search() RETURNS trigger
LANGUAGE plpgsql AS $function$
BEGIN
  INSERT INTO ${schema}.track_search (track_id, namespace, popularity, document)
  VALUES (NEW.id, NEW.namespace, NEW.popularity, ${schema}.loist_document(NEW))
  ON CONFLICT (track_id, namespace) DO UPDATE
    SET popularity = EXCLUDED.popularity, document = EXCLUDED.document
    WHERE (track_search.popularity, track_search.document) IS DISTINCT FROM (EXCLUDED.popularity, EXCLUDED.document);
  RETURN NULL;
END
$function$;

CREATE TRIGGER audio_tracks_write_search
  AFTER INSERT OR UPDATE OF popularity, title, artist, album, album_artist, credits, genres, composer
  ON ${schema}.audio_tracks
  FOR EACH ROW EXECUTE FUNCTION ${schema}.loist_write_search();
