-- Search: one narrow row for each track, written in the transaction that writes the track, and one index on its words.
--
-- Words are made here rather than by PostgreSQL's own parser and dictionaries, which take "AC/DC" for a file, "will.i.am"
-- for a host and "The Who" for nothing. No word is left out, none is stemmed. How it all works together is in SEARCH.md.

-- How single characters are folded; a character that is not here stays as it is. Rows: at the end of this file.
CREATE TABLE ${schema}.track_search_fold (
  character  text COLLATE "C" PRIMARY KEY,
  folded     text NOT NULL
);

-- What is searched. words: the folded title, artist, album, genres and other names, with | between. A tier is a group of
-- tracks of about the same static rank, see loist_search_tier.
CREATE TABLE ${schema}.track_search (
  track_id   uuid NOT NULL,
  rank       real NOT NULL,
  tier       smallint NOT NULL,
  completed  boolean NOT NULL,
  namespace  text NOT NULL,
  words      text NOT NULL
);
ALTER TABLE ${schema}.track_search ALTER COLUMN words SET STORAGE MAIN;

-- Statistics, renewed by refreshSearch(): how many tracks there are, and from which static rank on a track is in which tier.
CREATE TABLE ${schema}.track_search_state (
  tracks  bigint NOT NULL,
  floors  real[] NOT NULL
);
INSERT INTO ${schema}.track_search_state VALUES (0, '{0.4625,0.4525,0.4325,0.4025}');

-- The vocabulary, renewed by refreshSearch(): every word and every whole name of an artist ('A' and the name without
-- spaces), in how many tracks it occurs, and hashes of what is left of it without one or two letters.
CREATE TABLE ${schema}.track_search_term (
  term     text COLLATE "C" PRIMARY KEY,
  tracks   integer NOT NULL,
  deletes  integer[] NOT NULL
) WITH (fillfactor = 90);
CREATE INDEX track_search_term_deletes_idx ON ${schema}.track_search_term USING gin (deletes);

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

-- Folds text; its twin in Java is Fold. The result is chunks with one space between. In a chunk, '.' stands where signs
-- joined two words (ac.dc); a chunk ',' stands between the parts of a list and before a suffix. Text of nothing but signs
-- becomes one word made of them all.
CREATE FUNCTION ${schema}.loist_search_text(source text) RETURNS text
LANGUAGE plpgsql STABLE PARALLEL SAFE AS $function$
DECLARE
  t text := left(source, 600);
  x text;
BEGIN
  IF t IS NULL OR t = '' THEN
    RETURN '';
  END IF;
  IF octet_length(t) = char_length(t) THEN
    x := translate(
        lower(replace(replace(replace(replace(replace(replace(replace(t, E'\x01', ' '), ', ', E' \x01 '), '; ', E' \x01 '),
            ' - ', E' \x01 '), ' (', E' \x01 '), ' [', E' \x01 '), ' / ', E' \x01 ') COLLATE "C"),
        E'!"#$%()*+,-./:;<=>?@[\\]^_{|}~\x01\t\n\r\x02\x03\x04\x05\x06\x07\x08\x0b\x0c\x0e\x0f\x10\x11\x12\x13\x14\x15\x16\x17\x18\x19\x1a\x1b\x1c\x1d\x1e\x1f\x7f''`',
        '...s.........................,                               ');
    IF strpos(x, '&') > 0 THEN
      x := replace(x, '&', ' and ');
    END IF;
  ELSE
    t := left(normalize(t, NFKC), 600);
    SELECT string_agg(coalesce(f.folded, c.c), '' ORDER BY c.n) INTO x
    FROM unnest(string_to_array(
        replace(replace(replace(replace(replace(replace(replace(replace(replace(t, E'\x01', ' '), ', ', E' \x01 '), '; ', E' \x01 '),
            ' - ', E' \x01 '), ' – ', E' \x01 '), ' — ', E' \x01 '), ' (', E' \x01 '), ' [', E' \x01 '), ' / ', E' \x01 '),
        NULL)) WITH ORDINALITY AS c(c, n)
    LEFT JOIN ${schema}.track_search_fold AS f ON f.character = c.c;
    x := regexp_replace(x, '([\u0E00-\u0EFF\u1000-\u109F\u1100-\u11FF\u1780-\u17FF\u3005-\u3007\u3040-\u30FF\u3400-\u4DBF\u4E00-\u9FFF\uAC00-\uD7A3\uF900-\uFAFF\U00020000-\U000313FF]+)', ' \1 ', 'g');
  END IF;
  IF strpos(x, '.') > 0 OR strpos(x, '  ') > 0 THEN
    x := regexp_replace(x, '[. ]* [. ]*', ' ', 'g');
    IF strpos(x, '..') > 0 THEN
      x := regexp_replace(x, '\.\.+', '.', 'g');
    END IF;
  END IF;
  x := btrim(x, ' .');
  IF x = '' THEN
    t := replace(replace(t, ' ', ''), E'\x01', '');
    RETURN CASE WHEN t = '' THEN '' ELSE 'q' || left(md5(t), 12) END;
  END IF;
  RETURN x;
END
$function$;

-- What a track is found by: its words, chunks joined, pairs of characters where no spaces are written, 'T' and the short
-- title, 'A' and the artist, initials of names of three words; all of it again with the mark of each tier the track is in.
-- It is in an index, so it calls nothing outside pg_catalog.
CREATE FUNCTION ${schema}.loist_search_lexemes(words text, tier smallint, namespace text) RETURNS tsvector
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $function$
DECLARE
  title constant text := split_part(words, '|', 1);
  artist constant text := split_part(words, '|', 2);
  -- With spaces between: what an array costs, text does not; and replacing costs half of what translating does
  found text := replace(replace(replace(words, '|', ' '), '.', ' '), ',', ' ');
  lexemes text[];
  name text;
  key text;
BEGIN
  -- All of it once more with its chunks joined; what is found twice counts once
  IF strpos(words, '.') > 0 THEN
    found := found || ' ' || translate(words, '|,.', '  ');
  END IF;
  -- A word of 61 letters fills one of the stretches of 30
  IF octet_length(words) > 60 AND (octet_length(words) >= 150
        OR strpos(substr(words, 1, 30), ' ') = 0 OR strpos(substr(words, 31, 30), ' ') = 0
        OR (octet_length(words) >= 90 AND strpos(substr(words, 61, 30), ' ') = 0)
        OR (octet_length(words) >= 120 AND strpos(substr(words, 91, 30), ' ') = 0))
      AND words ~ '[^ .|]{61}|\.[^ |]{60}' THEN
    found := (SELECT string_agg(left(f, 60), ' ') FROM unnest(string_to_array(found, ' ')) AS f);
  END IF;
  IF octet_length(words) > char_length(words) AND words ~ '[\u0E00-\u0EFF\u1000-\u109F\u1100-\u11FF\u1780-\u17FF\u3005-\u3007\u3040-\u30FF\u3400-\u4DBF\u4E00-\u9FFF\uAC00-\uD7A3\uF900-\uFAFF\U00020000-\U000313FF]' THEN
    found := concat(
        (SELECT string_agg(' ' || f, '') FROM unnest(string_to_array(found, ' ')) AS f WHERE f !~ '^[\u0E00-\u0EFF\u1000-\u109F\u1100-\u11FF\u1780-\u17FF\u3005-\u3007\u3040-\u30FF\u3400-\u4DBF\u4E00-\u9FFF\uAC00-\uD7A3\uF900-\uFAFF\U00020000-\U000313FF]'),
        (SELECT string_agg(' ' || substr(c, i, n), '')
            FROM unnest(string_to_array(translate(words, '|', ' '), ' ')) AS c,
                generate_series(1, char_length(c)) AS i, generate_series(1, 2) AS n
            WHERE i + n <= char_length(c) + 1 AND c ~ '^[\u0E00-\u0EFF\u1000-\u109F\u1100-\u11FF\u1780-\u17FF\u3005-\u3007\u3040-\u30FF\u3400-\u4DBF\u4E00-\u9FFF\uAC00-\uD7A3\uF900-\uFAFF\U00020000-\U000313FF]'));
  END IF;
  -- The short title. Few names begin with an a or a t, and only those can begin with an article.
  IF title <> '' THEN
    key := replace(replace(replace(
        CASE WHEN ascii(title) NOT IN (97, 116) THEN title
             WHEN title LIKE 'the %' THEN substr(title, 5) WHEN title LIKE 'a %' THEN substr(title, 3)
             WHEN title LIKE 'an %' THEN substr(title, 4) ELSE title END, ' ', ''), '.', ''), ',', '');
    IF char_length(key) <= 12 AND key <> '' THEN
      found := found || ' T' || key;
    END IF;
    IF strpos(title, ' , ') > 1 THEN
      name := left(title, strpos(title, ' , ') - 1);
      key := replace(replace(
          CASE WHEN ascii(name) NOT IN (97, 116) THEN name
               WHEN name LIKE 'the %' THEN substr(name, 5) WHEN name LIKE 'a %' THEN substr(name, 3)
               WHEN name LIKE 'an %' THEN substr(name, 4) ELSE name END, ' ', ''), '.', '');
      IF char_length(key) <= 12 AND key <> '' THEN
        found := found || ' T' || key;
      END IF;
    END IF;
  END IF;
  -- The artist; if there are several, all of them and each
  IF artist <> '' THEN
    key := left(replace(replace(replace(
        CASE WHEN ascii(artist) NOT IN (97, 116) THEN artist
             WHEN artist LIKE 'the %' THEN substr(artist, 5) WHEN artist LIKE 'a %' THEN substr(artist, 3)
             WHEN artist LIKE 'an %' THEN substr(artist, 4) ELSE artist END, ' ', ''), '.', ''), ',', ''), 40);
    IF key <> '' THEN
      found := found || ' A' || key;
    END IF;
    IF strpos(artist, ' , ') > 0 THEN
      FOREACH name IN ARRAY string_to_array(artist, ' , ') LOOP
        key := left(replace(replace(replace(
            CASE WHEN ascii(name) NOT IN (97, 116) THEN name
                 WHEN name LIKE 'the %' THEN substr(name, 5) WHEN name LIKE 'a %' THEN substr(name, 3)
                 WHEN name LIKE 'an %' THEN substr(name, 4) ELSE name END, ' ', ''), '.', ''), ',', ''), 40);
        IF key <> '' THEN
          found := found || ' A' || key;
        END IF;
        IF name LIKE '% % %' THEN
          found := found || ' ' || left(name, 1)
              || left(split_part(name, ' ', 2), 1) || left(split_part(name, ' ', 3), 1) || left(split_part(name, ' ', 4), 1)
              || CASE WHEN name LIKE '% % % % %' THEN
                   left(split_part(name, ' ', 5), 1) || left(split_part(name, ' ', 6), 1)
                   || left(split_part(name, ' ', 7), 1) || left(split_part(name, ' ', 8), 1)
                 ELSE '' END;
        END IF;
      END LOOP;
    ELSIF artist LIKE '% % %' THEN
      found := found || ' ' || left(artist, 1)
          || left(split_part(artist, ' ', 2), 1) || left(split_part(artist, ' ', 3), 1) || left(split_part(artist, ' ', 4), 1)
          || CASE WHEN artist LIKE '% % % % %' THEN
               left(split_part(artist, ' ', 5), 1) || left(split_part(artist, ' ', 6), 1)
               || left(split_part(artist, ' ', 7), 1) || left(split_part(artist, ' ', 8), 1)
             ELSE '' END;
    END IF;
  END IF;
  IF namespace <> 'default' THEN
    found := found || ' N' || namespace;
  END IF;
  lexemes := array_remove(string_to_array(found, ' '), '');
  IF tier < 4 AND lexemes <> '{}' THEN
    found := array_to_string(lexemes, ' ');
    IF tier < 1 THEN
      lexemes := lexemes || string_to_array('W' || replace(found, ' ', ' W'), ' ');
    END IF;
    IF tier < 2 THEN
      lexemes := lexemes || string_to_array('X' || replace(found, ' ', ' X'), ' ');
    END IF;
    IF tier < 3 THEN
      lexemes := lexemes || string_to_array('Y' || replace(found, ' ', ' Y'), ' ');
    END IF;
    lexemes := lexemes || string_to_array('Z' || replace(found, ' ', ' Z'), ' ');
  END IF;
  RETURN array_to_tsvector(lexemes);
END
$function$;

-- The static rank, from 0 to 1: how popular a track is, or else how short its names are.
CREATE FUNCTION ${schema}.loist_search_rank(popularity double precision, words text) RETURNS real
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $function$
  SELECT CASE WHEN popularity > 0 THEN 1 - 0.5 / (1 + ln(1 + popularity))
      ELSE 0.5 - 0.005 * least(100, char_length(split_part(words, '|', 1)) + char_length(split_part(words, '|', 2)))
    END::real
$function$;

-- Tiers are nested: 0 is about the best thousandth of all tracks, 4 all of them.
CREATE FUNCTION ${schema}.loist_search_tier(rank real, floors real[]) RETURNS smallint
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $function$
  SELECT CASE WHEN rank >= floors[1] THEN 0 WHEN rank >= floors[2] THEN 1 WHEN rank >= floors[3] THEN 2
      WHEN rank >= floors[4] THEN 3 ELSE 4 END::smallint
$function$;

-- The folded words of a track, in one go if all of them are ASCII; SearchEntry makes the same in Java. Names that stand in
-- the artist's field already are not repeated.
CREATE FUNCTION ${schema}.loist_search_words(
    title text, artist text, album text, genre text, genres text[], album_artist text, composer text, credits jsonb)
  RETURNS text
LANGUAGE plpgsql STABLE PARALLEL SAFE AS $function$
DECLARE
  kinds text := CASE WHEN cardinality(genres) > 1 THEN array_to_string(genres, ', ') ELSE coalesce(genres[1], genre, '') END;
  t text := left(title, 600) || E'\x02' || coalesce(left(artist, 600), '') || E'\x02' || coalesce(left(album, 600), '')
      || E'\x02' || left(kinds, 600);
  x text;
  folded_artist text;
  others text := '';
BEGIN
  IF octet_length(t) = char_length(t) THEN
    x := translate(
        lower(replace(replace(replace(replace(replace(replace(replace(t, E'\x01', ' '), ', ', E' \x01 '), '; ', E' \x01 '),
            ' - ', E' \x01 '), ' (', E' \x01 '), ' [', E' \x01 '), ' / ', E' \x01 ') COLLATE "C"),
        E'!"#$%()*+,-./:;<=>?@[\\]^_{|}~\x01\x02\t\n\r\x03\x04\x05\x06\x07\x08\x0b\x0c\x0e\x0f\x10\x11\x12\x13\x14\x15\x16\x17\x18\x19\x1a\x1b\x1c\x1d\x1e\x1f\x7f''`',
        '...s.........................,|                              ');
    IF strpos(x, '&') > 0 THEN
      x := replace(x, '&', ' and ');
    END IF;
    IF strpos(x, '.') > 0 OR strpos(x, '  ') > 0 THEN
      x := regexp_replace(x, '[. ]* [. ]*', ' ', 'g');
      IF strpos(x, '..') > 0 THEN
        x := regexp_replace(x, '\.\.+', '.', 'g');
      END IF;
    END IF;
    IF strpos(x, ' |') > 0 OR strpos(x, '.|') > 0 OR strpos(x, '| ') > 0 OR strpos(x, '|.') > 0 THEN
      x := regexp_replace(x, '[ .]*\|[ .]*', '|', 'g');
    END IF;
    x := btrim(x, ' .');
    -- A field of nothing but signs is left to loist_search_text
    IF split_part(x, '|', 1) = '' OR (split_part(x, '|', 2) = '') <> (coalesce(artist, '') = '')
        OR (split_part(x, '|', 3) = '') <> (coalesce(album, '') = '') OR (split_part(x, '|', 4) = '') <> (kinds = '')
        OR split_part(x, '|', 5) <> '' THEN
      x := NULL;
    END IF;
  END IF;
  IF x IS NULL THEN
    x := ${schema}.loist_search_text(title) || '|' || ${schema}.loist_search_text(artist) || '|'
        || ${schema}.loist_search_text(album) || '|' || ${schema}.loist_search_text(kinds);
  END IF;
  IF album_artist <> coalesce(artist, '') OR composer IS NOT NULL OR credits <> '[]' THEN
    folded_artist := split_part(x, '|', 2);
    SELECT coalesce(string_agg(other, ' , ' ORDER BY other COLLATE "C"), '') INTO others
    FROM (
      SELECT DISTINCT ${schema}.loist_search_text(name) AS other
      FROM (
        SELECT name
        FROM (
          SELECT album_artist AS name, 0 AS nth UNION ALL SELECT composer, 1
          UNION ALL SELECT credit ->> 'name', nth + 1 FROM jsonb_array_elements(credits) WITH ORDINALITY AS each(credit, nth)
        ) AS every
        WHERE name <> '' ORDER BY nth LIMIT 20) AS named
    ) AS folded
    WHERE other <> '' AND strpos(folded_artist, other) = 0;
  END IF;
  RETURN CASE WHEN others = '' THEN x ELSE x || '|' || others END;
END
$function$;

CREATE FUNCTION ${schema}.loist_search_inserted() RETURNS trigger
LANGUAGE plpgsql AS $function$
DECLARE
  floors constant real[] := (SELECT state.floors FROM ${schema}.track_search_state AS state);
BEGIN
  INSERT INTO ${schema}.track_search (track_id, rank, tier, completed, namespace, words)
  SELECT id, rank, ${schema}.loist_search_tier(rank, floors), completed, namespace, words
  FROM (
    SELECT id, ${schema}.loist_search_rank(popularity, words) AS rank, completed, namespace, words
    FROM (
      SELECT track.id, track.popularity, track.status = 'COMPLETED' AS completed, track.namespace,
          ${schema}.loist_search_words(track.title, track.artist, track.album, track.genre, track.genres,
              track.album_artist, track.composer, track.credits) AS words
      FROM new_tracks AS track OFFSET 0) AS folded OFFSET 0) AS ranked;
  RETURN NULL;
END
$function$;

-- Adds the entries that are not there yet, of every track.
CREATE FUNCTION ${schema}.loist_search_add_missing() RETURNS void
LANGUAGE plpgsql AS $function$
DECLARE
  floors constant real[] := (SELECT state.floors FROM ${schema}.track_search_state AS state);
BEGIN
  INSERT INTO ${schema}.track_search (track_id, rank, tier, completed, namespace, words)
  SELECT id, rank, ${schema}.loist_search_tier(rank, floors), completed, namespace, words
  FROM (
    SELECT id, ${schema}.loist_search_rank(popularity, words) AS rank, completed, namespace, words
    FROM (
      SELECT track.id, track.popularity, track.status = 'COMPLETED' AS completed, track.namespace,
          ${schema}.loist_search_words(track.title, track.artist, track.album, track.genre, track.genres,
              track.album_artist, track.composer, track.credits) AS words
      FROM ${schema}.audio_tracks AS track
      WHERE NOT EXISTS (SELECT FROM ${schema}.track_search AS search
                        WHERE search.track_id = track.id AND search.namespace = track.namespace)
      OFFSET 0) AS folded OFFSET 0) AS ranked;
END
$function$;

-- Whoever computes entries himself, writes them before the tracks, and says so by loist.entries: that makes the trigger look
-- for each whether it is there. No track goes without its entry either way.
CREATE FUNCTION ${schema}.loist_search_sent() RETURNS boolean
LANGUAGE sql STABLE PARALLEL SAFE AS $function$
  SELECT coalesce(current_setting('loist.entries', true), '') = 'sent'
$function$;

-- The plan is kept for tables of any size, so it must not follow that of the first one
CREATE FUNCTION ${schema}.loist_search_checked() RETURNS trigger
LANGUAGE plpgsql
SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off AS $function$
DECLARE
  floors constant real[] := (SELECT state.floors FROM ${schema}.track_search_state AS state);
BEGIN
  INSERT INTO ${schema}.track_search (track_id, rank, tier, completed, namespace, words)
  SELECT id, rank, ${schema}.loist_search_tier(rank, floors), completed, namespace, words
  FROM (
    SELECT id, ${schema}.loist_search_rank(popularity, words) AS rank, completed, namespace, words
    FROM (
      SELECT track.id, track.popularity, track.status = 'COMPLETED' AS completed, track.namespace,
          ${schema}.loist_search_words(track.title, track.artist, track.album, track.genre, track.genres,
              track.album_artist, track.composer, track.credits) AS words
      FROM new_tracks AS track
      WHERE NOT EXISTS (SELECT FROM ${schema}.track_search AS search
                        WHERE search.track_id = track.id AND search.namespace = track.namespace)
      OFFSET 0) AS folded OFFSET 0) AS ranked;
  RETURN NULL;
END
$function$;

-- New entries of an index wait in a list that every search reads through. Only the owner may sort them in, hence on his
-- behalf; it changes nothing that anybody could see.
CREATE FUNCTION ${schema}.loist_search_sort_in() RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $function$
BEGIN
  PERFORM gin_clean_pending_list('${schema}.track_search_lexemes_idx'::regclass);
END
$function$;

CREATE FUNCTION ${schema}.loist_search_deleted() RETURNS trigger
LANGUAGE plpgsql AS $function$
BEGIN
  DELETE FROM ${schema}.track_search AS search USING old_tracks AS track
  WHERE search.track_id = track.id AND search.namespace = track.namespace;
  RETURN NULL;
END
$function$;

CREATE FUNCTION ${schema}.loist_search_truncated() RETURNS trigger
LANGUAGE plpgsql AS $function$
BEGIN
  TRUNCATE ${schema}.track_search;
  RETURN NULL;
END
$function$;

-- A track whose words stay the same keeps its place in the index. Most changes are of the status: they leave the words alone.
-- Whoever changes it may have ruled out hash joins for statements of its own; comparing row with row needs one.
CREATE FUNCTION ${schema}.loist_search_updated() RETURNS trigger
LANGUAGE plpgsql SET enable_hashjoin = on AS $function$
DECLARE
  floors real[];
  moved boolean;
  renamed boolean;
  ended boolean;
BEGIN
  SELECT bool_or(after.id IS NULL),
      bool_or((after.title, after.artist, after.album, after.genre, after.genres, after.popularity, after.album_artist,
               after.composer, after.credits)
          IS DISTINCT FROM (before.title, before.artist, before.album, before.genre, before.genres, before.popularity,
               before.album_artist, before.composer, before.credits)),
      bool_or((after.status = 'COMPLETED') <> (before.status = 'COMPLETED'))
  INTO moved, renamed, ended
  FROM old_tracks AS before LEFT JOIN new_tracks AS after ON after.id = before.id AND after.namespace = before.namespace;
  IF NOT coalesce(moved OR renamed, false) THEN
    IF ended THEN
      UPDATE ${schema}.track_search AS search
      SET completed = track.status = 'COMPLETED'
      FROM new_tracks AS track
      WHERE search.track_id = track.id AND search.namespace = track.namespace
        AND search.completed <> (track.status = 'COMPLETED');
    END IF;
    RETURN NULL;
  END IF;
  floors := (SELECT state.floors FROM ${schema}.track_search_state AS state);
  IF moved THEN
    DELETE FROM ${schema}.track_search AS search USING old_tracks AS track
    WHERE search.track_id = track.id AND search.namespace = track.namespace;
  END IF;
  UPDATE ${schema}.track_search AS search
  SET rank = entry.rank, tier = ${schema}.loist_search_tier(entry.rank, floors), completed = entry.completed,
      words = entry.words
  FROM (
    SELECT id, namespace, completed, words, ${schema}.loist_search_rank(popularity, words) AS rank
    FROM (
      SELECT track.id, track.namespace, track.popularity, track.status = 'COMPLETED' AS completed,
          ${schema}.loist_search_words(track.title, track.artist, track.album, track.genre, track.genres,
              track.album_artist, track.composer, track.credits) AS words
      FROM new_tracks AS track OFFSET 0) AS folded OFFSET 0) AS entry
  WHERE search.track_id = entry.id AND search.namespace = entry.namespace
    AND (search.rank, search.completed, search.words) IS DISTINCT FROM (entry.rank, entry.completed, entry.words);
  IF moved THEN
    INSERT INTO ${schema}.track_search (track_id, rank, tier, completed, namespace, words)
    SELECT id, rank, ${schema}.loist_search_tier(rank, floors), completed, namespace, words
    FROM (
      SELECT id, ${schema}.loist_search_rank(popularity, words) AS rank, completed, namespace, words
      FROM (
        SELECT track.id, track.popularity, track.status = 'COMPLETED' AS completed, track.namespace,
            ${schema}.loist_search_words(track.title, track.artist, track.album, track.genre, track.genres,
              track.album_artist, track.composer, track.credits) AS words
        FROM new_tracks AS track
        WHERE NOT EXISTS (SELECT FROM ${schema}.track_search AS search
                          WHERE search.track_id = track.id AND search.namespace = track.namespace)
        OFFSET 0) AS folded OFFSET 0) AS ranked;
  END IF;
  RETURN NULL;
END
$function$;

INSERT INTO ${schema}.track_search_fold (character, folded)
SELECT chr(code), folded
FROM (
  SELECT split_part(entry, '=', 1) AS codes, replace(split_part(entry, '=', 2), '_', ' ') AS folded
  FROM regexp_split_to_table(btrim($fold$
1=, 2-1f=_ 21-23=. 24=s 25=. 26=_and_ 27= 28-2d=. 2f=. 3a-40=. 41=a 42=b 43=c 44=d 45=e 46=f 47=g 48=h 49=i 4a=j 4b=k
4c=l 4d=m 4e=n 4f=o 50=p 51=q 52=r 53=s 54=t 55=u 56=v 57=w 58=x 59=y 5a=z 5b-5f=. 60= 7b-7e=. 7f-a0=_ a1-a9=. ab-ac=.
ad= ae-b4=. b6-b9=. bb-bf=. c0-c5=a c6=ae c7=c c8-cb=e cc-cf=i d0=d d1=n d2-d6=o d7=. d8=o d9-dc=u dd=y de=th df=ss
e0-e5=a e6=ae e7=c e8-eb=e ec-ef=i f0=d f1=n f2-f6=o f7=. f8=o f9-fc=u fd=y fe=th ff=y 100-105=a 106-10d=c 10e-111=d
112-11b=e 11c-123=g 124-127=h 128-131=i 132=ĳ 134-135=j 136-138=k 139-13e=l 13f=ŀ 141-142=l 143-148=n 14a-14b=n
14c-151=o 152-153=oe 154-159=r 15a-161=s 162-167=t 168-173=u 174-175=w 176-178=y 179-17e=z 181=ɓ 182=ƃ 184=ƅ 186=ɔ
187=ƈ 189=ɖ 18a=ɗ 18b=ƌ 18e=ǝ 18f=e 190=ɛ 191-192=f 193=ɠ 194=ɣ 196=ɩ 197=ɨ 198=ƙ 19c=ɯ 19d=ɲ 19f=ɵ 1a0-1a1=o 1a2=ƣ
1a4=ƥ 1a6=ʀ 1a7=ƨ 1a9=ʃ 1ac=ƭ 1ae=ʈ 1af-1b0=u 1b1=ʊ 1b2=ʋ 1b3=ƴ 1b5=ƶ 1b7=ʒ 1b8=ƹ 1bc=ƽ 1c4-1c5=ǆ 1c7-1c8=ǉ 1ca-1cb=ǌ
1cd-1ce=a 1cf-1d0=i 1d1-1d2=o 1d3-1dc=u 1de-1e1=a 1e2-1e3=ae 1e4=ǥ 1e6-1e7=g 1e8-1e9=k 1ea-1ed=o 1ee-1ef=ʒ 1f0=j
1f1-1f2=ǳ 1f4-1f5=g 1f6=ƕ 1f7=ƿ 1f8-1f9=n 1fa-1fb=a 1fc-1fd=ae 1fe-1ff=o 200-203=a 204-207=e 208-20b=i 20c-20f=o
210-213=r 214-217=u 218-219=s 21a-21b=t 21c=ȝ 21e-21f=h 220=ƞ 222=ȣ 224=ȥ 226-227=a 228-229=e 22a-231=o 232-233=y
23a=ⱥ 23b=ȼ 23d=ƚ 23e=ⱦ 241=ɂ 243=ƀ 244=ʉ 245=ʌ 246=ɇ 248=ɉ 24a=ɋ 24c=ɍ 24e=ɏ 259=e 2b0= 2b9= 2bb-2bc= 2c2-2c5=.
2d2-2df=. 2e5-2eb=. 2ed=. 2ef-2ff=. 300-36f= 370=ͱ 372=ͳ 374=ʹ 375=. 376=ͷ 37e=. 37f=ϳ 384-385=. 386=α 387=. 388=ε
389=η 38a=ι 38c=ο 38e=υ 38f=ω 390=ι 391=α 392=β 393=γ 394=δ 395=ε 396=ζ 397=η 398=θ 399=ι 39a=κ 39b=λ 39c=μ 39d=ν
39e=ξ 39f=ο 3a0=π 3a1=ρ 3a3=σ 3a4=τ 3a5=υ 3a6=φ 3a7=χ 3a8=ψ 3a9=ω 3aa=ι 3ab=υ 3ac=α 3ad=ε 3ae=η 3af=ι 3b0=υ 3c2=σ
3ca=ι 3cb=υ 3cc=ο 3cd=υ 3ce=ω 3cf=ϗ 3d3-3d4=ϒ 3d8=ϙ 3da=ϛ 3dc=ϝ 3de=ϟ 3e0=ϡ 3e2=ϣ 3e4=ϥ 3e6=ϧ 3e8=ϩ 3ea=ϫ 3ec=ϭ 3ee=ϯ
3f4=θ 3f6=. 3f7=ϸ 3f9=ϲ 3fa=ϻ 3fd=ͻ 3fe=ͼ 3ff=ͽ 400-401=е 402=ђ 403=г 404=є 405=ѕ 406-407=і 408=ј 409=љ 40a=њ 40b=ћ
40c=к 40d=и 40e=у 40f=џ 410=а 411=б 412=в 413=г 414=д 415=е 416=ж 417=з 418-419=и 41a=к 41b=л 41c=м 41d=н 41e=о 41f=п
420=р 421=с 422=т 423=у 424=ф 425=х 426=ц 427=ч 428=ш 429=щ 42a=ъ 42b=ы 42c=ь 42d=э 42e=ю 42f=я 439=и 450-451=е 453=г
457=і 45c=к 45d=и 45e=у 460=ѡ 462=ѣ 464=ѥ 466=ѧ 468=ѩ 46a=ѫ 46c=ѭ 46e=ѯ 470=ѱ 472=ѳ 474=ѵ 476-477=ѵ 478=ѹ 47a=ѻ 47c=ѽ
47e=ѿ 480=ҁ 482=. 483-489= 48a=ҋ 48c=ҍ 48e=ҏ 490=ґ 492=ғ 494=ҕ 496=җ 498=ҙ 49a=қ 49c=ҝ 49e=ҟ 4a0=ҡ 4a2=ң 4a4=ҥ 4a6=ҧ
4a8=ҩ 4aa=ҫ 4ac=ҭ 4ae=ү 4b0=ұ 4b2=ҳ 4b4=ҵ 4b6=ҷ 4b8=ҹ 4ba=һ 4bc=ҽ 4be=ҿ 4c0=ӏ 4c1-4c2=ж 4c3=ӄ 4c5=ӆ 4c7=ӈ 4c9=ӊ 4cb=ӌ
4cd=ӎ 4d0-4d3=а 4d4=ӕ 4d6-4d7=е 4d8=ә 4da-4db=ә 4dc-4dd=ж 4de-4df=з 4e0=ӡ 4e2-4e5=и 4e6-4e7=о 4e8=ө 4ea-4eb=ө
4ec-4ed=э 4ee-4f3=у 4f4-4f5=ч 4f6=ӷ 4f8-4f9=ы 4fa=ӻ 4fc=ӽ 4fe=ӿ 500=ԁ 502=ԃ 504=ԅ 506=ԇ 508=ԉ 50a=ԋ 50c=ԍ 50e=ԏ 510=ԑ
512=ԓ 514=ԕ 516=ԗ 518=ԙ 51a=ԛ 51c=ԝ 51e=ԟ 520=ԡ 522=ԣ 524=ԥ 526=ԧ 528=ԩ 52a=ԫ 52c=ԭ 52e=ԯ 531=ա 532=բ 533=գ 534=դ
535=ե 536=զ 537=է 538=ը 539=թ 53a=ժ 53b=ի 53c=լ 53d=խ 53e=ծ 53f=կ 540=հ 541=ձ 542=ղ 543=ճ 544=մ 545=յ 546=ն 547=շ
548=ո 549=չ 54a=պ 54b=ջ 54c=ռ 54d=ս 54e=վ 54f=տ 550=ր 551=ց 552=ւ 553=փ 554=ք 555=օ 556=ֆ 55a-55f=. 589-58a=.
58d-58f=. 591-5bd= 5be=. 5bf= 5c0=. 5c1-5c2= 5c3=. 5c4-5c5= 5c6=. 5c7= 5f3-5f4=. 600-605= 606-60f=. 610-61a= 61b=.
61c= 61e-61f=. 622-623=ا 624=و 625=ا 626=ي 629=ه 640= 649=ي 64b-65f= 66a-66d=. 670= 6c0=ە 6c2=ہ 6d3=ے 6d4=. 6d6-6dd=
6de=. 6df-6e4= 6e7-6e8= 6e9=. 6ea-6ed= 6fd-6fe=. 700-70d=. 70f= 7f6-7f9=. 7fe-7ff=. 830-83e=. 85e=. 8e2= 958=क़ 959=ख़
95a=ग़ 95b=ज़ 95c=ड़ 95d=ढ़ 95e=फ़ 95f=य़ 964-965=. 970=. 9dc=ড় 9dd=ঢ় 9df=য় 9f2-9fb=. 9fd=. a33=ਲ਼ a36=ਸ਼ a59=ਖ਼
a5a=ਗ਼ a5b=ਜ਼ a5e=ਫ਼ a76=. af0-af1=. b5c=ଡ଼ b5d=ଢ଼ b70=. b72-b77=. bf0-bfa=. c77-c7f=. c84=. d4f=. d58-d5e=. d70-d79=.
df4=. e3f=. e4f=. e5a-e5b=. f01-f17=. f1a-f1f=. f2a-f34=. f36=. f38=. f3a-f3d=. f43=གྷ f4d=ཌྷ f52=དྷ f57=བྷ f5c=ཛྷ
f69=ཀྵ f73=ཱི f75=ཱུ f76=ྲྀ f78=ླྀ f81=ཱྀ f85=. f93=ྒྷ f9d=ྜྷ fa2=ྡྷ fa7=ྦྷ fac=ྫྷ fb9=ྐྵ fbe-fc5=. fc7-fcc=.
fce-fda=. 104a-104f=. 109e-109f=. 10a0=ⴀ 10a1=ⴁ 10a2=ⴂ 10a3=ⴃ 10a4=ⴄ 10a5=ⴅ 10a6=ⴆ 10a7=ⴇ 10a8=ⴈ 10a9=ⴉ 10aa=ⴊ 10ab=ⴋ
10ac=ⴌ 10ad=ⴍ 10ae=ⴎ 10af=ⴏ 10b0=ⴐ 10b1=ⴑ 10b2=ⴒ 10b3=ⴓ 10b4=ⴔ 10b5=ⴕ 10b6=ⴖ 10b7=ⴗ 10b8=ⴘ 10b9=ⴙ 10ba=ⴚ 10bb=ⴛ 10bc=ⴜ
10bd=ⴝ 10be=ⴞ 10bf=ⴟ 10c0=ⴠ 10c1=ⴡ 10c2=ⴢ 10c3=ⴣ 10c4=ⴤ 10c5=ⴥ 10c7=ⴧ 10cd=ⴭ 10fb=. 1360-137c=. 1390-1399=. 13a0=ꭰ
13a1=ꭱ 13a2=ꭲ 13a3=ꭳ 13a4=ꭴ 13a5=ꭵ 13a6=ꭶ 13a7=ꭷ 13a8=ꭸ 13a9=ꭹ 13aa=ꭺ 13ab=ꭻ 13ac=ꭼ 13ad=ꭽ 13ae=ꭾ 13af=ꭿ 13b0=ꮀ 13b1=ꮁ
13b2=ꮂ 13b3=ꮃ 13b4=ꮄ 13b5=ꮅ 13b6=ꮆ 13b7=ꮇ 13b8=ꮈ 13b9=ꮉ 13ba=ꮊ 13bb=ꮋ 13bc=ꮌ 13bd=ꮍ 13be=ꮎ 13bf=ꮏ 13c0=ꮐ 13c1=ꮑ 13c2=ꮒ
13c3=ꮓ 13c4=ꮔ 13c5=ꮕ 13c6=ꮖ 13c7=ꮗ 13c8=ꮘ 13c9=ꮙ 13ca=ꮚ 13cb=ꮛ 13cc=ꮜ 13cd=ꮝ 13ce=ꮞ 13cf=ꮟ 13d0=ꮠ 13d1=ꮡ 13d2=ꮢ 13d3=ꮣ
13d4=ꮤ 13d5=ꮥ 13d6=ꮦ 13d7=ꮧ 13d8=ꮨ 13d9=ꮩ 13da=ꮪ 13db=ꮫ 13dc=ꮬ 13dd=ꮭ 13de=ꮮ 13df=ꮯ 13e0=ꮰ 13e1=ꮱ 13e2=ꮲ 13e3=ꮳ 13e4=ꮴ
13e5=ꮵ 13e6=ꮶ 13e7=ꮷ 13e8=ꮸ 13e9=ꮹ 13ea=ꮺ 13eb=ꮻ 13ec=ꮼ 13ed=ꮽ 13ee=ꮾ 13ef=ꮿ 13f0=ᏸ 13f1=ᏹ 13f2=ᏺ 13f3=ᏻ 13f4=ᏼ 13f5=ᏽ
1400=. 166d-166e=. 1680=_ 169b-169c=. 16eb-16ed=. 1735-1736=. 17d4-17d6=. 17d8-17db=. 17f0-17f9=. 1800-180a=. 180e=
1940=. 1944-1945=. 19da=. 19de-19ff=. 1a1e-1a1f=. 1aa0-1aa6=. 1aa8-1aad=. 1ab0-1ac0= 1b5a-1b6a=. 1b74-1b7c=.
1bfc-1bff=. 1c3b-1c3f=. 1c7e-1c7f=. 1c90=ა 1c91=ბ 1c92=გ 1c93=დ 1c94=ე 1c95=ვ 1c96=ზ 1c97=თ 1c98=ი 1c99=კ 1c9a=ლ
1c9b=მ 1c9c=ნ 1c9d=ო 1c9e=პ 1c9f=ჟ 1ca0=რ 1ca1=ს 1ca2=ტ 1ca3=უ 1ca4=ფ 1ca5=ქ 1ca6=ღ 1ca7=ყ 1ca8=შ 1ca9=ჩ 1caa=ც 1cab=ძ
1cac=წ 1cad=ჭ 1cae=ხ 1caf=ჯ 1cb0=ჰ 1cb1=ჱ 1cb2=ჲ 1cb3=ჳ 1cb4=ჴ 1cb5=ჵ 1cb6=ჶ 1cb7=ჷ 1cb8=ჸ 1cb9=ჹ 1cba=ჺ 1cbd=ჽ 1cbe=ჾ
1cbf=ჿ 1cc0-1cc7=. 1cd3=. 1dc0-1df9= 1dfb-1dff= 1e00-1e01=a 1e02-1e07=b 1e08-1e09=c 1e0a-1e13=d 1e14-1e1d=e
1e1e-1e1f=f 1e20-1e21=g 1e22-1e2b=h 1e2c-1e2f=i 1e30-1e35=k 1e36-1e3d=l 1e3e-1e43=m 1e44-1e4b=n 1e4c-1e53=o
1e54-1e57=p 1e58-1e5f=r 1e60-1e69=s 1e6a-1e71=t 1e72-1e7b=u 1e7c-1e7f=v 1e80-1e89=w 1e8a-1e8d=x 1e8e-1e8f=y
1e90-1e95=z 1e96=h 1e97=t 1e98=w 1e99=y 1e9b=ſ 1e9e=ss 1ea0-1eb7=a 1eb8-1ec7=e 1ec8-1ecb=i 1ecc-1ee3=o 1ee4-1ef1=u
1ef2-1ef9=y 1efa=ỻ 1efc=ỽ 1efe=ỿ 1f00-1f0f=α 1f10-1f15=ε 1f18-1f1d=ε 1f20-1f2f=η 1f30-1f3f=ι 1f40-1f45=ο 1f48-1f4d=ο
1f50-1f57=υ 1f59=υ 1f5b=υ 1f5d=υ 1f5f=υ 1f60-1f6f=ω 1f70-1f71=α 1f72-1f73=ε 1f74-1f75=η 1f76-1f77=ι 1f78-1f79=ο
1f7a-1f7b=υ 1f7c-1f7d=ω 1f80-1f8f=α 1f90-1f9f=η 1fa0-1faf=ω 1fb0-1fb4=α 1fb6-1fbc=α 1fbd=. 1fbe=ι 1fbf-1fc1=.
1fc2-1fc4=η 1fc6-1fc7=η 1fc8-1fc9=ε 1fca-1fcc=η 1fcd-1fcf=. 1fd0-1fd3=ι 1fd6-1fdb=ι 1fdd-1fdf=. 1fe0-1fe3=υ
1fe4-1fe5=ρ 1fe6-1feb=υ 1fec=ρ 1fed-1fef=. 1ff2-1ff4=ω 1ff6-1ff7=ω 1ff8-1ff9=ο 1ffa-1ffc=ω 1ffd-1ffe=. 2000-200a=_
200b-200f= 2010-2017=. 2018-201b= 201c-2027=. 2028-2029=_ 202a-202e= 202f=_ 2030-2031=. 2032= 2033-205e=. 205f=_
2060-2064= 2066-206f= 2070=. 2074-207e=. 2080-208e=. 20a0-20bf=. 20d0-20f0= 2100-2101=. 2103-2106=. 2108-2109=. 2114=.
2116-2118=. 211e-2123=. 2125=. 2126=ω 2127=. 2129=. 212a=k 212b=a 212e=. 2132=ⅎ 213a-213b=. 2140-2144=. 214a-214d=.
214f-215f=. 2160=ⅰ 2161=ⅱ 2162=ⅲ 2163=ⅳ 2164=ⅴ 2165=ⅵ 2166=ⅶ 2167=ⅷ 2168=ⅸ 2169=ⅹ 216a=ⅺ 216b=ⅻ 216c=ⅼ 216d=ⅽ 216e=ⅾ
216f=ⅿ 2183=ↄ 2189-218b=. 2190-2426=. 2440-244a=. 2460-2b73=. 2b76-2b95=. 2b97-2bff=. 2c00=ⰰ 2c01=ⰱ 2c02=ⰲ 2c03=ⰳ
2c04=ⰴ 2c05=ⰵ 2c06=ⰶ 2c07=ⰷ 2c08=ⰸ 2c09=ⰹ 2c0a=ⰺ 2c0b=ⰻ 2c0c=ⰼ 2c0d=ⰽ 2c0e=ⰾ 2c0f=ⰿ 2c10=ⱀ 2c11=ⱁ 2c12=ⱂ 2c13=ⱃ 2c14=ⱄ
2c15=ⱅ 2c16=ⱆ 2c17=ⱇ 2c18=ⱈ 2c19=ⱉ 2c1a=ⱊ 2c1b=ⱋ 2c1c=ⱌ 2c1d=ⱍ 2c1e=ⱎ 2c1f=ⱏ 2c20=ⱐ 2c21=ⱑ 2c22=ⱒ 2c23=ⱓ 2c24=ⱔ 2c25=ⱕ
2c26=ⱖ 2c27=ⱗ 2c28=ⱘ 2c29=ⱙ 2c2a=ⱚ 2c2b=ⱛ 2c2c=ⱜ 2c2d=ⱝ 2c2e=ⱞ 2c60=ⱡ 2c62=ɫ 2c63=ᵽ 2c64=ɽ 2c67=ⱨ 2c69=ⱪ 2c6b=ⱬ 2c6d=ɑ
2c6e=ɱ 2c6f=ɐ 2c70=ɒ 2c72=ⱳ 2c75=ⱶ 2c7e=ȿ 2c7f=ɀ 2c80=ⲁ 2c82=ⲃ 2c84=ⲅ 2c86=ⲇ 2c88=ⲉ 2c8a=ⲋ 2c8c=ⲍ 2c8e=ⲏ 2c90=ⲑ 2c92=ⲓ
2c94=ⲕ 2c96=ⲗ 2c98=ⲙ 2c9a=ⲛ 2c9c=ⲝ 2c9e=ⲟ 2ca0=ⲡ 2ca2=ⲣ 2ca4=ⲥ 2ca6=ⲧ 2ca8=ⲩ 2caa=ⲫ 2cac=ⲭ 2cae=ⲯ 2cb0=ⲱ 2cb2=ⲳ 2cb4=ⲵ
2cb6=ⲷ 2cb8=ⲹ 2cba=ⲻ 2cbc=ⲽ 2cbe=ⲿ 2cc0=ⳁ 2cc2=ⳃ 2cc4=ⳅ 2cc6=ⳇ 2cc8=ⳉ 2cca=ⳋ 2ccc=ⳍ 2cce=ⳏ 2cd0=ⳑ 2cd2=ⳓ 2cd4=ⳕ 2cd6=ⳗ
2cd8=ⳙ 2cda=ⳛ 2cdc=ⳝ 2cde=ⳟ 2ce0=ⳡ 2ce2=ⳣ 2ce5-2cea=. 2ceb=ⳬ 2ced=ⳮ 2cf2=ⳳ 2cf9-2cff=. 2d70=. 2e00-2e2e=. 2e30-2e52=.
2e80-2e99=. 2e9b-2ef3=. 2f00-2fd5=. 2ff0-2ffb=. 3000=_ 3001-3004=. 3008-3020=. 3030=. 3036-3037=. 303d-303f=.
309b-309c=. 30a0=. 30fb=. 3190-319f=. 31c0-31e3=. 3200-321e=. 3220-33ff=. 4dc0-4dff=. a490-a4c6=. a4fe-a4ff=.
a60d-a60f=. a640=ꙁ a642=ꙃ a644=ꙅ a646=ꙇ a648=ꙉ a64a=ꙋ a64c=ꙍ a64e=ꙏ a650=ꙑ a652=ꙓ a654=ꙕ a656=ꙗ a658=ꙙ a65a=ꙛ a65c=ꙝ
a65e=ꙟ a660=ꙡ a662=ꙣ a664=ꙥ a666=ꙧ a668=ꙩ a66a=ꙫ a66c=ꙭ a673=. a67e=. a680=ꚁ a682=ꚃ a684=ꚅ a686=ꚇ a688=ꚉ a68a=ꚋ a68c=ꚍ
a68e=ꚏ a690=ꚑ a692=ꚓ a694=ꚕ a696=ꚗ a698=ꚙ a69a=ꚛ a6f2-a6f7=. a700-a716=. a720-a721=. a722=ꜣ a724=ꜥ a726=ꜧ a728=ꜩ
a72a=ꜫ a72c=ꜭ a72e=ꜯ a732=ꜳ a734=ꜵ a736=ꜷ a738=ꜹ a73a=ꜻ a73c=ꜽ a73e=ꜿ a740=ꝁ a742=ꝃ a744=ꝅ a746=ꝇ a748=ꝉ a74a=ꝋ a74c=ꝍ
a74e=ꝏ a750=ꝑ a752=ꝓ a754=ꝕ a756=ꝗ a758=ꝙ a75a=ꝛ a75c=ꝝ a75e=ꝟ a760=ꝡ a762=ꝣ a764=ꝥ a766=ꝧ a768=ꝩ a76a=ꝫ a76c=ꝭ a76e=ꝯ
a779=ꝺ a77b=ꝼ a77d=ᵹ a77e=ꝿ a780=ꞁ a782=ꞃ a784=ꞅ a786=ꞇ a789-a78a=. a78b=ꞌ a78d=ɥ a790=ꞑ a792=ꞓ a796=ꞗ a798=ꞙ a79a=ꞛ
a79c=ꞝ a79e=ꞟ a7a0=ꞡ a7a2=ꞣ a7a4=ꞥ a7a6=ꞧ a7a8=ꞩ a7aa=ɦ a7ab=ɜ a7ac=ɡ a7ad=ɬ a7ae=ɪ a7b0=ʞ a7b1=ʇ a7b2=ʝ a7b3=ꭓ a7b4=ꞵ
a7b6=ꞷ a7b8=ꞹ a7ba=ꞻ a7bc=ꞽ a7be=ꞿ a7c2=ꟃ a7c4=ꞔ a7c5=ʂ a7c6=ᶎ a7c7=ꟈ a7c9=ꟊ a7f5=ꟶ a828-a82b=. a830-a839=.
a874-a877=. a8ce-a8cf=. a8f8-a8fa=. a8fc=. a92e-a92f=. a95f=. a9c1-a9cd=. a9de-a9df=. aa5c-aa5f=. aa77-aa79=.
aade-aadf=. aaf0-aaf1=. ab5b=. ab6a-ab6b=. abeb=. f900=豈 f901=更 f902=車 f903=賈 f904=滑 f905=串 f906=句 f907-f908=龜 f909=契
f90a=金 f90b=喇 f90c=奈 f90d=懶 f90e=癩 f90f=羅 f910=蘿 f911=螺 f912=裸 f913=邏 f914=樂 f915=洛 f916=烙 f917=珞 f918=落 f919=酪 f91a=駱
f91b=亂 f91c=卵 f91d=欄 f91e=爛 f91f=蘭 f920=鸞 f921=嵐 f922=濫 f923=藍 f924=襤 f925=拉 f926=臘 f927=蠟 f928=廊 f929=朗 f92a=浪 f92b=狼
f92c=郎 f92d=來 f92e=冷 f92f=勞 f930=擄 f931=櫓 f932=爐 f933=盧 f934=老 f935=蘆 f936=虜 f937=路 f938=露 f939=魯 f93a=鷺 f93b=碌 f93c=祿
f93d=綠 f93e=菉 f93f=錄 f940=鹿 f941=論 f942=壟 f943=弄 f944=籠 f945=聾 f946=牢 f947=磊 f948=賂 f949=雷 f94a=壘 f94b=屢 f94c=樓 f94d=淚
f94e=漏 f94f=累 f950=縷 f951=陋 f952=勒 f953=肋 f954=凜 f955=凌 f956=稜 f957=綾 f958=菱 f959=陵 f95a=讀 f95b=拏 f95c=樂 f95d=諾 f95e=丹
f95f=寧 f960=怒 f961=率 f962=異 f963=北 f964=磻 f965=便 f966=復 f967=不 f968=泌 f969=數 f96a=索 f96b=參 f96c=塞 f96d=省 f96e=葉 f96f=說
f970=殺 f971=辰 f972=沈 f973=拾 f974=若 f975=掠 f976=略 f977=亮 f978=兩 f979=凉 f97a=梁 f97b=糧 f97c=良 f97d=諒 f97e=量 f97f=勵 f980=呂
f981=女 f982=廬 f983=旅 f984=濾 f985=礪 f986=閭 f987=驪 f988=麗 f989=黎 f98a=力 f98b=曆 f98c=歷 f98d=轢 f98e=年 f98f=憐 f990=戀 f991=撚
f992=漣 f993=煉 f994=璉 f995=秊 f996=練 f997=聯 f998=輦 f999=蓮 f99a=連 f99b=鍊 f99c=列 f99d=劣 f99e=咽 f99f=烈 f9a0=裂 f9a1=說 f9a2=廉
f9a3=念 f9a4=捻 f9a5=殮 f9a6=簾 f9a7=獵 f9a8=令 f9a9=囹 f9aa=寧 f9ab=嶺 f9ac=怜 f9ad=玲 f9ae=瑩 f9af=羚 f9b0=聆 f9b1=鈴 f9b2=零 f9b3=靈
f9b4=領 f9b5=例 f9b6=禮 f9b7=醴 f9b8=隸 f9b9=惡 f9ba=了 f9bb=僚 f9bc=寮 f9bd=尿 f9be=料 f9bf=樂 f9c0=燎 f9c1=療 f9c2=蓼 f9c3=遼 f9c4=龍
f9c5=暈 f9c6=阮 f9c7=劉 f9c8=杻 f9c9=柳 f9ca=流 f9cb=溜 f9cc=琉 f9cd=留 f9ce=硫 f9cf=紐 f9d0=類 f9d1=六 f9d2=戮 f9d3=陸 f9d4=倫 f9d5=崙
f9d6=淪 f9d7=輪 f9d8=律 f9d9=慄 f9da=栗 f9db=率 f9dc=隆 f9dd=利 f9de=吏 f9df=履 f9e0=易 f9e1=李 f9e2=梨 f9e3=泥 f9e4=理 f9e5=痢 f9e6=罹
f9e7=裏 f9e8=裡 f9e9=里 f9ea=離 f9eb=匿 f9ec=溺 f9ed=吝 f9ee=燐 f9ef=璘 f9f0=藺 f9f1=隣 f9f2=鱗 f9f3=麟 f9f4=林 f9f5=淋 f9f6=臨 f9f7=立
f9f8=笠 f9f9=粒 f9fa=狀 f9fb=炙 f9fc=識 f9fd=什 f9fe=茶 f9ff=刺 fa00=切 fa01=度 fa02=拓 fa03=糖 fa04=宅 fa05=洞 fa06=暴 fa07=輻 fa08=行
fa09=降 fa0a=見 fa0b=廓 fa0c=兀 fa0d=嗀 fa10=塚 fa12=晴 fa15=凞 fa16=猪 fa17=益 fa18=礼 fa19=神 fa1a=祥 fa1b=福 fa1c=靖 fa1d=精 fa1e=羽
fa20=蘒 fa22=諸 fa25=逸 fa26=都 fa2a=飯 fa2b=飼 fa2c=館 fa2d=鶴 fa2e=郞 fa2f=隷 fa30=侮 fa31=僧 fa32=免 fa33=勉 fa34=勤 fa35=卑 fa36=喝
fa37=嘆 fa38=器 fa39=塀 fa3a=墨 fa3b=層 fa3c=屮 fa3d=悔 fa3e=慨 fa3f=憎 fa40=懲 fa41=敏 fa42=既 fa43=暑 fa44=梅 fa45=海 fa46=渚 fa47=漢
fa48=煮 fa49=爫 fa4a=琢 fa4b=碑 fa4c=社 fa4d=祉 fa4e=祈 fa4f=祐 fa50=祖 fa51=祝 fa52=禍 fa53=禎 fa54=穀 fa55=突 fa56=節 fa57=練 fa58=縉
fa59=繁 fa5a=署 fa5b=者 fa5c=臭 fa5d-fa5e=艹 fa5f=著 fa60=褐 fa61=視 fa62=謁 fa63=謹 fa64=賓 fa65=贈 fa66=辶 fa67=逸 fa68=難 fa69=響
fa6a=頻 fa6b=恵 fa6c=𤋮 fa6d=舘 fa70=並 fa71=况 fa72=全 fa73=侀 fa74=充 fa75=冀 fa76=勇 fa77=勺 fa78=喝 fa79=啕 fa7a=喙 fa7b=嗢 fa7c=塚
fa7d=墳 fa7e=奄 fa7f=奔 fa80=婢 fa81=嬨 fa82=廒 fa83=廙 fa84=彩 fa85=徭 fa86=惘 fa87=慎 fa88=愈 fa89=憎 fa8a=慠 fa8b=懲 fa8c=戴 fa8d=揄
fa8e=搜 fa8f=摒 fa90=敖 fa91=晴 fa92=朗 fa93=望 fa94=杖 fa95=歹 fa96=殺 fa97=流 fa98=滛 fa99=滋 fa9a=漢 fa9b=瀞 fa9c=煮 fa9d=瞧 fa9e=爵
fa9f=犯 faa0=猪 faa1=瑱 faa2=甆 faa3=画 faa4=瘝 faa5=瘟 faa6=益 faa7=盛 faa8=直 faa9=睊 faaa=着 faab=磌 faac=窱 faad=節 faae=类 faaf=絛
fab0=練 fab1=缾 fab2=者 fab3=荒 fab4=華 fab5=蝹 fab6=襁 fab7=覆 fab8=視 fab9=調 faba=諸 fabb=請 fabc=謁 fabd=諾 fabe=諭 fabf=謹 fac0=變
fac1=贈 fac2=輸 fac3=遲 fac4=醙 fac5=鉶 fac6=陼 fac7=難 fac8=靖 fac9=韛 faca=響 facb=頋 facc=頻 facd=鬒 face=龜 facf=𢡊 fad0=𢡄 fad1=𣏕
fad2=㮝 fad3=䀘 fad4=䀹 fad5=𥉉 fad6=𥳐 fad7=𧻓 fad8=齃 fad9=龎 fb1d=י fb1f=ײ fb29=. fb2a-fb2d=ש fb2e-fb30=א fb31=ב fb32=ג
fb33=ד fb34=ה fb35=ו fb36=ז fb38=ט fb39=י fb3a=ך fb3b=כ fb3c=ל fb3e=מ fb40=נ fb41=ס fb43=ף fb44=פ fb46=צ fb47=ק fb48=ר
fb49=ש fb4a=ת fb4b=ו fb4c=ב fb4d=כ fb4e=פ fbb2-fbc1=. fd3e-fd3f=. fdfc-fdfd=. fe00-fe19= fe20-fe2f= fe30-fe52=.
fe54-fe66=. fe68-fe6b=. feff= ff01-ff0f=. ff1a-ff20=. ff21=ａ ff22=ｂ ff23=ｃ ff24=ｄ ff25=ｅ ff26=ｆ ff27=ｇ ff28=ｈ ff29=ｉ
ff2a=ｊ ff2b=ｋ ff2c=ｌ ff2d=ｍ ff2e=ｎ ff2f=ｏ ff30=ｐ ff31=ｑ ff32=ｒ ff33=ｓ ff34=ｔ ff35=ｕ ff36=ｖ ff37=ｗ ff38=ｘ ff39=ｙ ff3a=ｚ
ff3b-ff40=. ff5b-ff65=. ffe0-ffe6=. ffe8-ffee=. fff9-fffb= fffc-fffd=. 10100-10102=. 10107-10133=. 10137-1013f=.
10175-1018e=. 10190-1019c=. 101a0=. 101d0-101fc=. 102e1-102fb=. 10320-10323=. 1039f=. 103d0=. 10400=𐐨 10401=𐐩 10402=𐐪
10403=𐐫 10404=𐐬 10405=𐐭 10406=𐐮 10407=𐐯 10408=𐐰 10409=𐐱 1040a=𐐲 1040b=𐐳 1040c=𐐴 1040d=𐐵 1040e=𐐶 1040f=𐐷 10410=𐐸
10411=𐐹 10412=𐐺 10413=𐐻 10414=𐐼 10415=𐐽 10416=𐐾 10417=𐐿 10418=𐑀 10419=𐑁 1041a=𐑂 1041b=𐑃 1041c=𐑄 1041d=𐑅 1041e=𐑆
1041f=𐑇 10420=𐑈 10421=𐑉 10422=𐑊 10423=𐑋 10424=𐑌 10425=𐑍 10426=𐑎 10427=𐑏 104b0=𐓘 104b1=𐓙 104b2=𐓚 104b3=𐓛 104b4=𐓜
104b5=𐓝 104b6=𐓞 104b7=𐓟 104b8=𐓠 104b9=𐓡 104ba=𐓢 104bb=𐓣 104bc=𐓤 104bd=𐓥 104be=𐓦 104bf=𐓧 104c0=𐓨 104c1=𐓩 104c2=𐓪
104c3=𐓫 104c4=𐓬 104c5=𐓭 104c6=𐓮 104c7=𐓯 104c8=𐓰 104c9=𐓱 104ca=𐓲 104cb=𐓳 104cc=𐓴 104cd=𐓵 104ce=𐓶 104cf=𐓷 104d0=𐓸
104d1=𐓹 104d2=𐓺 104d3=𐓻 1056f=. 10857-1085f=. 10877-1087f=. 108a7-108af=. 108fb-108ff=. 10916-1091b=. 1091f=. 1093f=.
109bc-109bd=. 109c0-109cf=. 109d2-109ff=. 10a40-10a48=. 10a50-10a58=. 10a7d-10a7f=. 10a9d-10a9f=. 10ac8=.
10aeb-10af6=. 10b39-10b3f=. 10b58-10b5f=. 10b78-10b7f=. 10b99-10b9c=. 10ba9-10baf=. 10c80=𐳀 10c81=𐳁 10c82=𐳂 10c83=𐳃
10c84=𐳄 10c85=𐳅 10c86=𐳆 10c87=𐳇 10c88=𐳈 10c89=𐳉 10c8a=𐳊 10c8b=𐳋 10c8c=𐳌 10c8d=𐳍 10c8e=𐳎 10c8f=𐳏 10c90=𐳐 10c91=𐳑
10c92=𐳒 10c93=𐳓 10c94=𐳔 10c95=𐳕 10c96=𐳖 10c97=𐳗 10c98=𐳘 10c99=𐳙 10c9a=𐳚 10c9b=𐳛 10c9c=𐳜 10c9d=𐳝 10c9e=𐳞 10c9f=𐳟
10ca0=𐳠 10ca1=𐳡 10ca2=𐳢 10ca3=𐳣 10ca4=𐳤 10ca5=𐳥 10ca6=𐳦 10ca7=𐳧 10ca8=𐳨 10ca9=𐳩 10caa=𐳪 10cab=𐳫 10cac=𐳬 10cad=𐳭
10cae=𐳮 10caf=𐳯 10cb0=𐳰 10cb1=𐳱 10cb2=𐳲 10cfa-10cff=. 10e60-10e7e=. 10ead=. 10f1d-10f26=. 10f51-10f59=. 10fc5-10fcb=.
11047-1104d=. 11052-11065=. 110bb-110bc=. 110bd= 110be-110c1=. 110cd= 11140-11143=. 11174-11175=. 111c5-111c8=.
111cd=. 111db=. 111dd-111df=. 111e1-111f4=. 11238-1123d=. 112a9=. 1144b-1144f=. 1145a-1145b=. 1145d=. 114c6=.
115c1-115d7=. 11641-11643=. 11660-1166c=. 1173a-1173f=. 1183b=. 118a0=𑣀 118a1=𑣁 118a2=𑣂 118a3=𑣃 118a4=𑣄 118a5=𑣅
118a6=𑣆 118a7=𑣇 118a8=𑣈 118a9=𑣉 118aa=𑣊 118ab=𑣋 118ac=𑣌 118ad=𑣍 118ae=𑣎 118af=𑣏 118b0=𑣐 118b1=𑣑 118b2=𑣒 118b3=𑣓
118b4=𑣔 118b5=𑣕 118b6=𑣖 118b7=𑣗 118b8=𑣘 118b9=𑣙 118ba=𑣚 118bb=𑣛 118bc=𑣜 118bd=𑣝 118be=𑣞 118bf=𑣟 118ea-118f2=.
11944-11946=. 119e2=. 11a3f-11a46=. 11a9a-11a9c=. 11a9e-11aa2=. 11c41-11c45=. 11c5a-11c6c=. 11c70-11c71=.
11ef7-11ef8=. 11fc0-11ff1=. 11fff=. 12470-12474=. 13430-13438= 16a6e-16a6f=. 16af5=. 16b37-16b3f=. 16b44-16b45=.
16b5b-16b61=. 16e40=𖹠 16e41=𖹡 16e42=𖹢 16e43=𖹣 16e44=𖹤 16e45=𖹥 16e46=𖹦 16e47=𖹧 16e48=𖹨 16e49=𖹩 16e4a=𖹪 16e4b=𖹫 16e4c=𖹬
16e4d=𖹭 16e4e=𖹮 16e4f=𖹯 16e50=𖹰 16e51=𖹱 16e52=𖹲 16e53=𖹳 16e54=𖹴 16e55=𖹵 16e56=𖹶 16e57=𖹷 16e58=𖹸 16e59=𖹹 16e5a=𖹺
16e5b=𖹻 16e5c=𖹼 16e5d=𖹽 16e5e=𖹾 16e5f=𖹿 16e80-16e9a=. 16fe2=. 1bc9c=. 1bc9f=. 1bca0-1bca3= 1d000-1d0f5=. 1d100-1d126=.
1d129-1d164=. 1d16a-1d16c=. 1d173-1d17a= 1d183-1d184=. 1d18c-1d1a9=. 1d1ae-1d1e8=. 1d200-1d241=. 1d245=. 1d2e0-1d2f3=.
1d300-1d356=. 1d360-1d378=. 1d6c1=. 1d6db=. 1d6fb=. 1d715=. 1d735=. 1d74f=. 1d76f=. 1d789=. 1d7a9=. 1d7c3=.
1d800-1d9ff=. 1da37-1da3a=. 1da6d-1da74=. 1da76-1da83=. 1da85-1da8b=. 1e14f=. 1e2ff=. 1e8c7-1e8cf=. 1e900=𞤢 1e901=𞤣
1e902=𞤤 1e903=𞤥 1e904=𞤦 1e905=𞤧 1e906=𞤨 1e907=𞤩 1e908=𞤪 1e909=𞤫 1e90a=𞤬 1e90b=𞤭 1e90c=𞤮 1e90d=𞤯 1e90e=𞤰 1e90f=𞤱
1e910=𞤲 1e911=𞤳 1e912=𞤴 1e913=𞤵 1e914=𞤶 1e915=𞤷 1e916=𞤸 1e917=𞤹 1e918=𞤺 1e919=𞤻 1e91a=𞤼 1e91b=𞤽 1e91c=𞤾 1e91d=𞤿
1e91e=𞥀 1e91f=𞥁 1e920=𞥂 1e921=𞥃 1e95e-1e95f=. 1ec71-1ecb4=. 1ed01-1ed3d=. 1eef0-1eef1=. 1f000-1f02b=. 1f030-1f093=.
1f0a0-1f0ae=. 1f0b1-1f0bf=. 1f0c1-1f0cf=. 1f0d1-1f0f5=. 1f100-1f1ad=. 1f1e6-1f202=. 1f210-1f23b=. 1f240-1f248=.
1f250-1f251=. 1f260-1f265=. 1f300-1f6d7=. 1f6e0-1f6ec=. 1f6f0-1f6fc=. 1f700-1f773=. 1f780-1f7d8=. 1f7e0-1f7eb=.
1f800-1f80b=. 1f810-1f847=. 1f850-1f859=. 1f860-1f887=. 1f890-1f8ad=. 1f8b0-1f8b1=. 1f900-1f978=. 1f97a-1f9cb=.
1f9cd-1fa53=. 1fa60-1fa6d=. 1fa70-1fa74=. 1fa78-1fa7a=. 1fa80-1fa86=. 1fa90-1faa8=. 1fab0-1fab6=. 1fac0-1fac2=.
1fad0-1fad6=. 1fb00-1fb92=. 1fb94-1fbca=. 2f800=丽 2f801=丸 2f802=乁 2f803=𠄢 2f804=你 2f805=侮 2f806=侻 2f807=倂 2f808=偺
2f809=備 2f80a=僧 2f80b=像 2f80c=㒞 2f80d=𠘺 2f80e=免 2f80f=兔 2f810=兤 2f811=具 2f812=𠔜 2f813=㒹 2f814=內 2f815=再 2f816=𠕋
2f817=冗 2f818=冤 2f819=仌 2f81a=冬 2f81b=况 2f81c=𩇟 2f81d=凵 2f81e=刃 2f81f=㓟 2f820=刻 2f821=剆 2f822=割 2f823=剷 2f824=㔕
2f825=勇 2f826=勉 2f827=勤 2f828=勺 2f829=包 2f82a=匆 2f82b=北 2f82c=卉 2f82d=卑 2f82e=博 2f82f=即 2f830=卽 2f831-2f833=卿 2f834=𠨬
2f835=灰 2f836=及 2f837=叟 2f838=𠭣 2f839=叫 2f83a=叱 2f83b=吆 2f83c=咞 2f83d=吸 2f83e=呈 2f83f=周 2f840=咢 2f841=哶 2f842=唐
2f843=啓 2f844=啣 2f845-2f846=善 2f847=喙 2f848=喫 2f849=喳 2f84a=嗂 2f84b=圖 2f84c=嘆 2f84d=圗 2f84e=噑 2f84f=噴 2f850=切 2f851=壮
2f852=城 2f853=埴 2f854=堍 2f855=型 2f856=堲 2f857=報 2f858=墬 2f859=𡓤 2f85a=売 2f85b=壷 2f85c=夆 2f85d=多 2f85e=夢 2f85f=奢
2f860=𡚨 2f861=𡛪 2f862=姬 2f863=娛 2f864=娧 2f865=姘 2f866=婦 2f867=㛮 2f868=㛼 2f869=嬈 2f86a-2f86b=嬾 2f86c=𡧈 2f86d=寃 2f86e=寘
2f86f=寧 2f870=寳 2f871=𡬘 2f872=寿 2f873=将 2f874=当 2f875=尢 2f876=㞁 2f877=屠 2f878=屮 2f879=峀 2f87a=岍 2f87b=𡷤 2f87c=嵃
2f87d=𡷦 2f87e=嵮 2f87f=嵫 2f880=嵼 2f881=巡 2f882=巢 2f883=㠯 2f884=巽 2f885=帨 2f886=帽 2f887=幩 2f888=㡢 2f889=𢆃 2f88a=㡼
2f88b=庰 2f88c=庳 2f88d=庶 2f88e=廊 2f88f=𪎒 2f890=廾 2f891-2f892=𢌱 2f893=舁 2f894-2f895=弢 2f896=㣇 2f897=𣊸 2f898=𦇚 2f899=形
2f89a=彫 2f89b=㣣 2f89c=徚 2f89d=忍 2f89e=志 2f89f=忹 2f8a0=悁 2f8a1=㤺 2f8a2=㤜 2f8a3=悔 2f8a4=𢛔 2f8a5=惇 2f8a6=慈 2f8a7=慌
2f8a8=慎 2f8a9=慌 2f8aa=慺 2f8ab=憎 2f8ac=憲 2f8ad=憤 2f8ae=憯 2f8af=懞 2f8b0=懲 2f8b1=懶 2f8b2=成 2f8b3=戛 2f8b4=扝 2f8b5=抱
2f8b6=拔 2f8b7=捐 2f8b8=𢬌 2f8b9=挽 2f8ba=拼 2f8bb=捨 2f8bc=掃 2f8bd=揤 2f8be=𢯱 2f8bf=搢 2f8c0=揅 2f8c1=掩 2f8c2=㨮 2f8c3=摩
2f8c4=摾 2f8c5=撝 2f8c6=摷 2f8c7=㩬 2f8c8=敏 2f8c9=敬 2f8ca=𣀊 2f8cb=旣 2f8cc=書 2f8cd=晉 2f8ce=㬙 2f8cf=暑 2f8d0=㬈 2f8d1=㫤
2f8d2=冒 2f8d3=冕 2f8d4=最 2f8d5=暜 2f8d6=肭 2f8d7=䏙 2f8d8=朗 2f8d9=望 2f8da=朡 2f8db=杞 2f8dc=杓 2f8dd=𣏃 2f8de=㭉 2f8df=柺
2f8e0=枅 2f8e1=桒 2f8e2=梅 2f8e3=𣑭 2f8e4=梎 2f8e5=栟 2f8e6=椔 2f8e7=㮝 2f8e8=楂 2f8e9=榣 2f8ea=槪 2f8eb=檨 2f8ec=𣚣 2f8ed=櫛
2f8ee=㰘 2f8ef=次 2f8f0=𣢧 2f8f1=歔 2f8f2=㱎 2f8f3=歲 2f8f4=殟 2f8f5=殺 2f8f6=殻 2f8f7=𣪍 2f8f8=𡴋 2f8f9=𣫺 2f8fa=汎 2f8fb=𣲼
2f8fc=沿 2f8fd=泍 2f8fe=汧 2f8ff=洖 2f900=派 2f901=海 2f902=流 2f903=浩 2f904=浸 2f905=涅 2f906=𣴞 2f907=洴 2f908=港 2f909=湮
2f90a=㴳 2f90b=滋 2f90c=滇 2f90d=𣻑 2f90e=淹 2f90f=潮 2f910=𣽞 2f911=𣾎 2f912=濆 2f913=瀹 2f914=瀞 2f915=瀛 2f916=㶖 2f917=灊
2f918=災 2f919=灷 2f91a=炭 2f91b=𠔥 2f91c=煅 2f91d=𤉣 2f91e=熜 2f91f=𤎫 2f920=爨 2f921=爵 2f922=牐 2f923=𤘈 2f924=犀 2f925=犕
2f926=𤜵 2f927=𤠔 2f928=獺 2f929=王 2f92a=㺬 2f92b=玥 2f92c-2f92d=㺸 2f92e=瑇 2f92f=瑜 2f930=瑱 2f931=璅 2f932=瓊 2f933=㼛 2f934=甤
2f935=𤰶 2f936=甾 2f937=𤲒 2f938=異 2f939=𢆟 2f93a=瘐 2f93b=𤾡 2f93c=𤾸 2f93d=𥁄 2f93e=㿼 2f93f=䀈 2f940=直 2f941=𥃳 2f942=𥃲
2f943=𥄙 2f944=𥄳 2f945=眞 2f946-2f947=真 2f948=睊 2f949=䀹 2f94a=瞋 2f94b=䁆 2f94c=䂖 2f94d=𥐝 2f94e=硎 2f94f=碌 2f950=磌 2f951=䃣
2f952=𥘦 2f953=祖 2f954=𥚚 2f955=𥛅 2f956=福 2f957=秫 2f958=䄯 2f959=穀 2f95a=穊 2f95b=穏 2f95c=𥥼 2f95d-2f95e=𥪧 2f95f=竮 2f960=䈂
2f961=𥮫 2f962=篆 2f963=築 2f964=䈧 2f965=𥲀 2f966=糒 2f967=䊠 2f968=糨 2f969=糣 2f96a=紀 2f96b=𥾆 2f96c=絣 2f96d=䌁 2f96e=緇
2f96f=縂 2f970=繅 2f971=䌴 2f972=𦈨 2f973=𦉇 2f974=䍙 2f975=𦋙 2f976=罺 2f977=𦌾 2f978=羕 2f979=翺 2f97a=者 2f97b=𦓚 2f97c=𦔣
2f97d=聠 2f97e=𦖨 2f97f=聰 2f980=𣍟 2f981=䏕 2f982=育 2f983=脃 2f984=䐋 2f985=脾 2f986=媵 2f987=𦞧 2f988=𦞵 2f989=𣎓 2f98a=𣎜
2f98b=舁 2f98c=舄 2f98d=辞 2f98e=䑫 2f98f=芑 2f990=芋 2f991=芝 2f992=劳 2f993=花 2f994=芳 2f995=芽 2f996=苦 2f997=𦬼 2f998=若
2f999=茝 2f99a=荣 2f99b=莭 2f99c=茣 2f99d=莽 2f99e=菧 2f99f=著 2f9a0=荓 2f9a1=菊 2f9a2=菌 2f9a3=菜 2f9a4=𦰶 2f9a5=𦵫 2f9a6=𦳕
2f9a7=䔫 2f9a8=蓱 2f9a9=蓳 2f9aa=蔖 2f9ab=𧏊 2f9ac=蕤 2f9ad=𦼬 2f9ae=䕝 2f9af=䕡 2f9b0=𦾱 2f9b1=𧃒 2f9b2=䕫 2f9b3=虐 2f9b4=虜
2f9b5=虧 2f9b6=虩 2f9b7=蚩 2f9b8=蚈 2f9b9=蜎 2f9ba=蛢 2f9bb=蝹 2f9bc=蜨 2f9bd=蝫 2f9be=螆 2f9bf=䗗 2f9c0=蟡 2f9c1=蠁 2f9c2=䗹
2f9c3=衠 2f9c4=衣 2f9c5=𧙧 2f9c6=裗 2f9c7=裞 2f9c8=䘵 2f9c9=裺 2f9ca=㒻 2f9cb=𧢮 2f9cc=𧥦 2f9cd=䚾 2f9ce=䛇 2f9cf=誠 2f9d0=諭
2f9d1=變 2f9d2=豕 2f9d3=𧲨 2f9d4=貫 2f9d5=賁 2f9d6=贛 2f9d7=起 2f9d8=𧼯 2f9d9=𠠄 2f9da=跋 2f9db=趼 2f9dc=跰 2f9dd=𠣞 2f9de=軔
2f9df=輸 2f9e0=𨗒 2f9e1=𨗭 2f9e2=邔 2f9e3=郱 2f9e4=鄑 2f9e5=𨜮 2f9e6=鄛 2f9e7=鈸 2f9e8=鋗 2f9e9=鋘 2f9ea=鉼 2f9eb=鏹 2f9ec=鐕
2f9ed=𨯺 2f9ee=開 2f9ef=䦕 2f9f0=閷 2f9f1=𨵷 2f9f2=䧦 2f9f3=雃 2f9f4=嶲 2f9f5=霣 2f9f6=𩅅 2f9f7=𩈚 2f9f8=䩮 2f9f9=䩶 2f9fa=韠
2f9fb=𩐊 2f9fc=䪲 2f9fd=𩒖 2f9fe-2f9ff=頋 2fa00=頩 2fa01=𩖶 2fa02=飢 2fa03=䬳 2fa04=餩 2fa05=馧 2fa06=駂 2fa07=駾 2fa08=䯎 2fa09=𩬰
2fa0a=鬒 2fa0b=鱀 2fa0c=鳽 2fa0d=䳎 2fa0e=䳭 2fa0f=鵧 2fa10=𪃎 2fa11=䳸 2fa12=𪄅 2fa13=𪈎 2fa14=𪊑 2fa15=麻 2fa16=䵖 2fa17=黹
2fa18=黾 2fa19=鼅 2fa1a=鼏 2fa1b=鼖 2fa1c=鼻 2fa1d=𪘀 e0001= e0020-e007f= e0100-e01ef=
$fold$, E'\n'), '[ \n]') AS entry
) AS rule
CROSS JOIN LATERAL generate_series(
    ('x' || lpad(split_part(codes, '-', 1), 8, '0'))::bit(32)::integer,
    ('x' || lpad(reverse(split_part(reverse(codes), '-', 1)), 8, '0'))::bit(32)::integer) AS code;
ANALYZE ${schema}.track_search_fold;

SELECT ${schema}.loist_search_add_missing();

CREATE INDEX track_search_track_idx ON ${schema}.track_search (track_id);
CREATE INDEX track_search_lexemes_idx ON ${schema}.track_search
  USING gin (${schema}.loist_search_lexemes(words, tier, namespace));

CREATE TRIGGER audio_tracks_search_inserted AFTER INSERT ON ${schema}.audio_tracks
  REFERENCING NEW TABLE AS new_tracks
  FOR EACH STATEMENT WHEN (NOT ${schema}.loist_search_sent()) EXECUTE FUNCTION ${schema}.loist_search_inserted();
CREATE TRIGGER audio_tracks_search_checked AFTER INSERT ON ${schema}.audio_tracks
  REFERENCING NEW TABLE AS new_tracks
  FOR EACH STATEMENT WHEN (${schema}.loist_search_sent()) EXECUTE FUNCTION ${schema}.loist_search_checked();
CREATE TRIGGER audio_tracks_search_updated AFTER UPDATE ON ${schema}.audio_tracks
  REFERENCING OLD TABLE AS old_tracks NEW TABLE AS new_tracks
  FOR EACH STATEMENT EXECUTE FUNCTION ${schema}.loist_search_updated();
CREATE TRIGGER audio_tracks_search_deleted AFTER DELETE ON ${schema}.audio_tracks
  REFERENCING OLD TABLE AS old_tracks FOR EACH STATEMENT EXECUTE FUNCTION ${schema}.loist_search_deleted();
CREATE TRIGGER audio_tracks_search_truncated AFTER TRUNCATE ON ${schema}.audio_tracks
  FOR EACH STATEMENT EXECUTE FUNCTION ${schema}.loist_search_truncated();
