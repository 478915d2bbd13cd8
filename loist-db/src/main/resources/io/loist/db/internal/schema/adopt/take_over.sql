-- Moves the predecessor's rows into loist's table. What loist could not read again, or holds already, stays where it is.
WITH moved AS (
  INSERT INTO ${schema}.audio_tracks (
    namespace, id, created_at, updated_at, status, error_message, retry_count, last_processed_at,
    title, artist, album, genre, genres, year, duration_seconds, channels, sample_rate, bitrate, format,
    audio_gcs_path, file_size_bytes, audio_content_type, thumbnail_gcs_path, artwork_content_type)
  SELECT
    :namespace, id, coalesce(created_at, now()), coalesce(updated_at, created_at, now()), status, left(error_message, 10000),
    greatest(coalesce(retry_count, 0), 0), last_processed_at,
    CASE WHEN title ~ '\S' THEN title ELSE 'Untitled' END,
    CASE WHEN artist ~ '\S' THEN artist END,
    CASE WHEN album ~ '\S' THEN album END,
    CASE WHEN genre ~ '\S' THEN genre END,
    CASE WHEN genre ~ '\S' THEN ARRAY[genre::text] ELSE '{}' END,
    year,
    CASE WHEN duration_seconds > 0 THEN duration_seconds END,
    channels, sample_rate,
    -- Its extractor wrote kilobits into a column of bits
    CASE WHEN bitrate < 10000 THEN bitrate * 1000 ELSE bitrate END,
    known.format,
    audio_gcs_path, file_size_bytes,
    CASE known.format
      WHEN 'mp3' THEN 'audio/mpeg' WHEN 'flac' THEN 'audio/flac' WHEN 'ogg' THEN 'audio/ogg' WHEN 'opus' THEN 'audio/ogg'
      WHEN 'm4a' THEN 'audio/mp4' WHEN 'mp4' THEN 'audio/mp4' WHEN 'aac' THEN 'audio/aac' WHEN 'wav' THEN 'audio/wav'
      WHEN 'aiff' THEN 'audio/aiff' ELSE 'application/octet-stream'
    END,
    thumbnail_gcs_path,
    CASE WHEN thumbnail_gcs_path IS NOT NULL THEN 'image/jpeg' END
  FROM ${predecessor}.audio_tracks_predecessor
  CROSS JOIN LATERAL (
    SELECT coalesce(substring(lower(btrim(format, ' .')) COLLATE "C" FROM '^[a-z0-9][a-z0-9.+-]{0,19}$'), 'unknown') AS format
  ) AS known
  WHERE ${schema}.loist_is_object(audio_gcs_path)
    AND (thumbnail_gcs_path IS NULL OR ${schema}.loist_is_object(thumbnail_gcs_path))
  ORDER BY created_at, id
  ON CONFLICT DO NOTHING
  RETURNING id
)
DELETE FROM ${predecessor}.audio_tracks_predecessor AS old USING moved WHERE old.id = moved.id
