-- The table of tracks, and the functions that fold text.
--
-- No extension is needed: folding is done with what every PostgreSQL since 13 has, and gives the same result whatever the
-- server's locale, so that indexes and sort orders agree after a dump is restored elsewhere. Every name is written with its
-- schema, because pg_restore runs with an empty search_path.

-- Reduces text to what filters and sorting look at: without case, accents, width and repeated white space. Signs stay, so that
-- "Song!" is not "Song?"; search has a fold of its own, which forgives more. NameKey does the same in Java.
CREATE FUNCTION ${schema}.loist_fold(value text) RETURNS text
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $function$
DECLARE
  folded text;
BEGIN
  IF octet_length(value) = char_length(value) THEN
    folded := lower(value COLLATE "C");
    -- Most names: nothing to squeeze
    IF strpos(folded, '  ') = 0 AND folded = btrim(folded)
        AND folded = translate(folded, E'\x01\x02\x03\x04\x05\x06\x07\x08\t\n\x0b\x0c\r\x0e\x0f\x10\x11\x12\x13\x14\x15\x16\x17\x18\x19\x1a\x1b\x1c\x1d\x1e\x1f\x7f', '') THEN
      RETURN folded;
    END IF;
  ELSE
    -- Letters apart from their marks, and wide, narrow, joined and superscript forms as plain ones
    folded := normalize(value, NFKD);
    -- Marks of Latin, Greek, Cyrillic, Hebrew and Arabic; soft hyphens, zero-width characters, variation selectors
    folded := regexp_replace(
        folded COLLATE "C",
        '[\u00ad\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u0640\u064b-\u065f\u0670\u1ab0-\u1aff\u1dc0-\u1dff\u200b-\u200f\u2060\u20d0-\u20ff\ufe00-\ufe0f\ufe20-\ufe2f\ufeff]+',
        '', 'g');
    -- Case, letter by letter: lower() would follow the server's locale
    folded := lower(folded COLLATE "C");
    folded := translate(folded, 'ΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡΣςΤΥΦΧΨΩ', 'αβγδεζηθικλμνξοπρσστυφχψω');
    folded := translate(
        folded,
        'АБВГДЕЖЗИКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯЂЄЅІЈЉЊЋЏѠѢѤѦѨѪѬѮѰѲѴѸѺѼѾҀҊҌҎҐҒҔҖҘҚҜҞҠҢҤҦҨҪҬҮҰҲҴҶҸҺҼҾӀӃӅӇӉӋӍӔӘӠӨӶӺӼӾ',
        'абвгдежзиклмнопрстуфхцчшщъыьэюяђєѕіјљњћџѡѣѥѧѩѫѭѯѱѳѵѹѻѽѿҁҋҍҏґғҕҗҙқҝҟҡңҥҧҩҫҭүұҳҵҷҹһҽҿӏӄӆӈӊӌӎӕәӡөӷӻӽӿ');
    folded := translate(
        folded,
        'ԱԲԳԴԵԶԷԸԹԺԻԼԽԾԿՀՁՂՃՄՅՆՇՈՉՊՋՌՍՎՏՐՑՒՓՔՕՖ', 'աբգդեզէըթժիլխծկհձղճմյնշոչպջռսվտրցւփքօֆ');
    -- Latin letters that Unicode does not take apart
    folded := translate(
        folded,
        'ØøĐđÐðĦħıŁłŊŋŦŧƒƑƗɨƵƶƁɓƊɗƉɖƘƙƝɲƓɠǤǥȻȼɆɇɌɍɎɏȺⱥȽƚȾⱦɃƀ', 'ooddddhhillnnttffiizzbbddddkknnggggcceerryyaallttbb');
    folded := translate(
        folded,
        'ƂƄƆƇƋƎƏƐƔƖƜƟƢƤƦƧƩƬƮƱƲƳƷƸƼǶǷȜȠȢȤɁɄɅɈɊ', 'ƃƅɔƈƌǝəɛɣɩɯɵƣƥʀƨʃƭʈʊʋƴʒƹƽƕƿȝƞȣȥɂʉʌɉɋ');
    folded := replace(replace(folded, 'ß', 'ss'), 'ẞ', 'ss');
    folded := replace(replace(folded, 'æ', 'ae'), 'Æ', 'ae');
    folded := replace(replace(folded, 'œ', 'oe'), 'Œ', 'oe');
    folded := replace(replace(folded, 'þ', 'th'), 'Þ', 'th');
    -- Korean syllables and voiced kana in one piece again
    folded := normalize(folded, NFKC);
  END IF;
  RETURN btrim(regexp_replace(
      folded COLLATE "C", '[\u0001-\u0020\u007f-\u00a0\u1680\u180e\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+', ' ', 'g'));
END
$function$;

-- The beginning of folded text, short enough for an index: what names are sorted and compared by.
CREATE FUNCTION ${schema}.loist_key(value text) RETURNS text
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $function$
BEGIN
  RETURN left(${schema}.loist_fold(value), 200);
END
$function$;

CREATE FUNCTION ${schema}.loist_keys(names text[]) RETURNS text[]
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $function$
BEGIN
  RETURN CASE cardinality(names)
      WHEN 0 THEN names
      WHEN 1 THEN ARRAY[${schema}.loist_key(names[array_lower(names, 1)])]
      ELSE ARRAY(SELECT ${schema}.loist_key(name) FROM unnest(names) WITH ORDINALITY AS each(name, nth) ORDER BY nth)
    END;
END
$function$;

-- The bucket and the object's name in gs://bucket/name.
CREATE FUNCTION ${schema}.loist_bucket(path text) RETURNS text
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $function$
  SELECT split_part(path, '/', 3)
$function$;

CREATE FUNCTION ${schema}.loist_object_name(path text) RETURNS text
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $function$
  SELECT substr(path, char_length(split_part(path, '/', 3)) + 7)
$function$;

CREATE TABLE ${schema}.audio_tracks (
  id                      uuid NOT NULL,
  namespace               text NOT NULL DEFAULT 'default' CHECK (char_length(namespace) BETWEEN 1 AND 100),
  version                 bigint NOT NULL DEFAULT 0 CHECK (version >= 0),
  created_at              timestamptz NOT NULL DEFAULT now(),
  updated_at              timestamptz NOT NULL DEFAULT now(),

  -- How far its processing has come
  status                  text NOT NULL DEFAULT 'PENDING'
                          CHECK (status IN ('PENDING', 'PROCESSING', 'COMPLETED', 'FAILED')),
  error_message           text CHECK (char_length(error_message) <= 10000),
  retry_count             integer NOT NULL DEFAULT 0 CHECK (retry_count >= 0),
  last_processed_at       timestamptz,

  -- How much it is in demand, by the host's own measure: the static rank of search
  popularity              double precision NOT NULL DEFAULT 0 CHECK (popularity >= 0 AND popularity < 'Infinity'),

  -- As a piece of music
  title                   text NOT NULL CHECK (char_length(title) BETWEEN 1 AND 1000),
  artist                  text CHECK (char_length(artist) BETWEEN 1 AND 1000),
  album                   text CHECK (char_length(album) BETWEEN 1 AND 1000),
  album_artist            text CHECK (char_length(album_artist) BETWEEN 1 AND 1000),
  -- In order: {"name": …, "role": …, "join": …, "mbid": …}; join and mbid only if there is one
  credits                 jsonb NOT NULL DEFAULT '[]' CHECK (jsonb_typeof(credits) = 'array'),
  -- The first of genres
  genre                   text CHECK (char_length(genre) BETWEEN 1 AND 1000),
  genres                  text[] NOT NULL DEFAULT '{}',
  year                    integer CHECK (year BETWEEN 1800 AND 2100),
  release_date            date CHECK (release_date BETWEEN '1800-01-01' AND '2100-12-31'),
  release_date_precision  text CHECK (release_date_precision IN ('YEAR', 'MONTH', 'DAY')),
  track_number            integer CHECK (track_number > 0),
  track_total             integer CHECK (track_total > 0),
  disc_number             integer CHECK (disc_number > 0),
  disc_total              integer CHECK (disc_total > 0),
  composer                text CHECK (char_length(composer) BETWEEN 1 AND 1000),
  label                   text CHECK (char_length(label) BETWEEN 1 AND 1000),
  isrcs                   text[] NOT NULL DEFAULT '{}',
  mb_recording_id         uuid,
  mb_track_id             uuid,
  mb_release_id           uuid,
  mb_release_group_id     uuid,
  mb_work_id              uuid,
  -- Every other tag, with all its values: {"mood": ["calm", "blue"]}
  tags                    jsonb NOT NULL DEFAULT '{}' CHECK (jsonb_typeof(tags) = 'object'),
  -- What the host app keeps with it
  attributes              jsonb NOT NULL DEFAULT '{}' CHECK (jsonb_typeof(attributes) = 'object'),

  -- As sound
  duration_seconds        numeric(10, 3) CHECK (duration_seconds > 0),
  channels                smallint CHECK (channels BETWEEN 1 AND 16),
  sample_rate             integer CHECK (sample_rate > 0),
  bitrate                 integer CHECK (bitrate > 0),
  bit_depth               smallint CHECK (bit_depth BETWEEN 1 AND 64),
  format                  text NOT NULL CHECK (char_length(format) BETWEEN 1 AND 20),
  codec                   text CHECK (char_length(codec) BETWEEN 1 AND 20),
  -- SHA-256 of the sound without its tags
  audio_hash            bytea CHECK (octet_length(audio_hash) = 32),

  -- Its bytes
  audio_gcs_path          text NOT NULL CHECK (audio_gcs_path LIKE 'gs://%' AND octet_length(audio_gcs_path) <= 1300),
  audio_bucket            text GENERATED ALWAYS AS (${schema}.loist_bucket(audio_gcs_path)) STORED,
  audio_name              text GENERATED ALWAYS AS (${schema}.loist_object_name(audio_gcs_path)) STORED,
  audio_generation        bigint NOT NULL DEFAULT 0 CHECK (audio_generation >= 0),
  file_size_bytes         bigint CHECK (file_size_bytes > 0),
  audio_crc32c            text CHECK (char_length(audio_crc32c) = 8),
  audio_sha256            bytea CHECK (octet_length(audio_sha256) = 32),
  audio_content_type      text CHECK (char_length(audio_content_type) BETWEEN 1 AND 255),

  -- Its cover
  thumbnail_gcs_path      text CHECK (thumbnail_gcs_path LIKE 'gs://%' AND octet_length(thumbnail_gcs_path) <= 1300),
  artwork_bucket        text GENERATED ALWAYS AS (${schema}.loist_bucket(thumbnail_gcs_path)) STORED,
  artwork_name          text GENERATED ALWAYS AS (${schema}.loist_object_name(thumbnail_gcs_path)) STORED,
  artwork_generation    bigint CHECK (artwork_generation >= 0),
  artwork_size_bytes    bigint CHECK (artwork_size_bytes >= 0),
  artwork_crc32c        text CHECK (char_length(artwork_crc32c) = 8),
  artwork_sha256        bytea CHECK (octet_length(artwork_sha256) = 32),
  artwork_content_type  text CHECK (char_length(artwork_content_type) BETWEEN 1 AND 255),

  -- What names are sorted and compared by: loist_key of them; in code-point order, which is the same everywhere. Whoever
  -- writes a name need not write its key, see loist_fill_keys.
  title_key               text COLLATE "C" NOT NULL,
  artist_key              text COLLATE "C",
  album_key               text COLLATE "C",
  genre_keys              text[] COLLATE "C" NOT NULL,

  CONSTRAINT audio_tracks_pkey PRIMARY KEY (id, namespace),
  CONSTRAINT audio_tracks_audio_object_key UNIQUE (namespace, audio_gcs_path),
  CONSTRAINT audio_tracks_release_date_precise CHECK ((release_date IS NULL) = (release_date_precision IS NULL))
);

-- Not generated columns, because computing keys is most of the work of writing a row: loist sends them along, and the
-- triggers leave alone what has them.
CREATE FUNCTION ${schema}.loist_fill_keys() RETURNS trigger
LANGUAGE plpgsql AS $function$
BEGIN
  NEW.title_key := ${schema}.loist_key(NEW.title);
  NEW.artist_key := ${schema}.loist_key(NEW.artist);
  NEW.album_key := ${schema}.loist_key(NEW.album);
  NEW.genre_keys := ${schema}.loist_keys(NEW.genres);
  RETURN NEW;
END
$function$;

CREATE TRIGGER audio_tracks_keys_inserted
  BEFORE INSERT ON ${schema}.audio_tracks
  FOR EACH ROW WHEN (
    NEW.title_key IS NULL OR NEW.genre_keys IS NULL
    OR (NEW.artist_key IS NULL) <> (NEW.artist IS NULL) OR (NEW.album_key IS NULL) <> (NEW.album IS NULL))
  EXECUTE FUNCTION ${schema}.loist_fill_keys();

-- A name that changed while its key did not: whoever changed it knew nothing of keys, or the key stays the same anyway
CREATE TRIGGER audio_tracks_keys_updated
  BEFORE UPDATE OF title, artist, album, genres, title_key, artist_key, album_key, genre_keys ON ${schema}.audio_tracks
  FOR EACH ROW WHEN (
    NEW.title_key IS NULL OR NEW.genre_keys IS NULL
    OR (NEW.artist_key IS NULL) <> (NEW.artist IS NULL) OR (NEW.album_key IS NULL) <> (NEW.album IS NULL)
    OR (NEW.title <> OLD.title AND NEW.title_key = OLD.title_key)
    OR (NEW.artist <> OLD.artist AND NEW.artist_key = OLD.artist_key)
    OR (NEW.album <> OLD.album AND NEW.album_key = OLD.album_key)
    OR (NEW.genres <> OLD.genres AND NEW.genre_keys = OLD.genre_keys))
  EXECUTE FUNCTION ${schema}.loist_fill_keys();

CREATE INDEX audio_tracks_created_at_idx ON ${schema}.audio_tracks (namespace, created_at, id);
CREATE INDEX audio_tracks_updated_at_idx ON ${schema}.audio_tracks (namespace, updated_at, id);
CREATE INDEX audio_tracks_title_idx ON ${schema}.audio_tracks (namespace, title_key, id);
CREATE INDEX audio_tracks_artist_idx ON ${schema}.audio_tracks (namespace, artist_key, id);
CREATE INDEX audio_tracks_album_idx ON ${schema}.audio_tracks (namespace, album_key, id);
CREATE INDEX audio_tracks_year_idx ON ${schema}.audio_tracks (namespace, year, id);
CREATE INDEX audio_tracks_duration_idx ON ${schema}.audio_tracks (namespace, duration_seconds, id);
CREATE INDEX audio_tracks_popularity_idx ON ${schema}.audio_tracks (namespace, popularity, id);
CREATE INDEX audio_tracks_open_idx ON ${schema}.audio_tracks (namespace, status, created_at) WHERE status <> 'COMPLETED';
CREATE INDEX audio_tracks_audio_sha256_idx ON ${schema}.audio_tracks (namespace, audio_sha256)
  WHERE audio_sha256 IS NOT NULL;
