package io.loist.db.internal.catalog;

import io.loist.db.internal.jdbc.SchemaName;
import io.loist.db.internal.track.TrackSql;

/**
 * The SQL that reads the catalogue. <code>${schema}.</code> stands for the schema, see {@link SchemaName}. The counts of an entry are sums
 * over its rows that are not of one album (states 0 and 1), those of an entry on an album sums over its rows of that album (states 0 and
 * 2).
 */
final class CatalogSql {

    /** Maximum number of entries that are read for a page, whether they pass or not. */
    static final int MAX_EXAMINED = 2_000;

    /** Maximum number of albums of an artist, genre or label that are looked at one by one. */
    static final int MAX_ALBUMS = 1_000;

    /** The columns of the name of an entry by which lists are sorted. */
    static final String PLACE = "entry.id, entry.sort_key, entry.since, entry.order_year";

    /** The name of an entry of {@code :kind}; the entry is that of an outer query. */
    private static final String NAME_OF = """
            (SELECT name.* FROM ${schema}.catalog_name AS name
             WHERE name.namespace = :namespace AND name.kind = :kind AND name.id = %s
             ORDER BY name.tagged DESC, name.added DESC, coalesce(name.year, 0) DESC, name.mark DESC LIMIT 1)""";

    /** The name is the one that counts; looked up for each entry, because a join would read all of them. */
    static final String IS_NEWEST = """
            NOT EXISTS (
              SELECT FROM ${schema}.catalog_name AS newer
              WHERE newer.namespace = :namespace AND newer.kind = :kind AND newer.id = entry.id
                AND (newer.tagged, newer.added, coalesce(newer.year, 0), newer.mark)
                  > (entry.tagged, entry.added, coalesce(entry.year, 0), entry.mark)
              OFFSET 0)""";

    private static final String COUNT_OF = """
            (SELECT coalesce(sum(count.tracks), 0) FROM ${schema}.catalog_count AS count
             WHERE count.namespace = :namespace AND count.state IN (0, 1) AND count.id = entry.id
               AND strpos(count.kinds, %s) > 0)""";

    static final String HAS_TRACKS = COUNT_OF.formatted(":kind") + " > 0";

    static final String HAS_NO_COVER = COUNT_OF.formatted("'v'") + " = 0";

    /** More than half of the tracks of an album say so: to be completed with a letter, twice. */
    static final String IS_OF_TYPE = """
            (SELECT 2 * sum(CASE WHEN strpos(count.kinds, %s) > 0 THEN count.tracks ELSE 0 END) > sum(count.tracks)
             FROM ${schema}.catalog_count AS count
             WHERE count.namespace = :namespace AND count.state IN (0, 1) AND count.id = entry.id)""";

    /** An entry has tracks on an album: to be completed with a parameter and a letter. */
    static final String IS_ON = """
            EXISTS (
              SELECT FROM ${schema}.catalog_count AS pair
              WHERE pair.namespace = :namespace AND pair.state IN (0, 2) AND pair.id = :%s AND pair.album = entry.id
                AND strpos(pair.kinds, '%s') > 0
              HAVING sum(pair.tracks) > 0)""";

    /** The names of a kind; to be completed with conditions, an order and a limit. */
    static final String NAMES = """
            SELECT entry.*, coalesce(entry.year, 0) AS order_year FROM ${schema}.catalog_name AS entry
            WHERE entry.namespace = :namespace AND entry.kind = :kind
            """;

    /** The albums on which an entry has tracks, at most one more than are looked at. */
    private static final String ALBUMS_OF = """
            SELECT DISTINCT pair.album FROM ${schema}.catalog_count AS pair
            WHERE pair.namespace = :namespace AND pair.state IN (0, 2) AND pair.id = :%s
            LIMIT %d""";

    static final String COUNT_ALBUMS_OF =
            "SELECT count(*) FROM (" + ALBUMS_OF.formatted("driver", MAX_ALBUMS + 1) + ") AS album";

    /** The names of the albums on which the entry {@code :driver} has tracks. */
    static final String NAMES_OF_ALBUMS =
            "SELECT entry.*, coalesce(entry.year, 0) AS order_year FROM (" + ALBUMS_OF.formatted("driver", MAX_ALBUMS)
                    + ") AS pair CROSS JOIN LATERAL " + NAME_OF.formatted("pair.album") + " AS entry WHERE true\n";

    /** What a list of entries shows of {@code :ids}, in this order. */
    static final String ENTRIES = """
            SELECT name.id, name.name, name.sort_name, name.heading, total.tracks, album.albums
            FROM unnest(:ids::uuid[]) WITH ORDINALITY AS entry(id, nth)
            CROSS JOIN LATERAL %s AS name
            CROSS JOIN LATERAL (SELECT %s AS tracks OFFSET 0) AS total
            LEFT JOIN LATERAL (
              SELECT count(*) AS albums FROM (
                SELECT FROM ${schema}.catalog_count AS pair
                WHERE :has_albums AND pair.namespace = :namespace AND pair.state IN (0, 2) AND pair.id = entry.id
                  AND pair.album <> pair.id AND strpos(pair.kinds, 'B') > 0
                GROUP BY pair.album HAVING sum(pair.tracks) > 0) AS own) AS album ON true
            WHERE total.tracks > 0
            ORDER BY entry.nth
            """.formatted(NAME_OF.formatted("entry.id"), COUNT_OF.formatted(":kind"));

    /** What a list of albums shows of {@code :ids}, in this order; the first tracks say what is no sum. */
    static final String ALBUMS = """
            SELECT name.id, name.name, name.sort_name, name.heading, name.artist_id, name.artist, name.since,
              total.tracks, total.millis, total.compilations, total.singles, own.year, own.discs, own.artwork_track, own.added_at
            FROM unnest(:ids::uuid[]) WITH ORDINALITY AS entry(id, nth)
            CROSS JOIN LATERAL %s AS name
            CROSS JOIN LATERAL (
              SELECT sum(count.tracks) AS tracks, sum(count.millis) AS millis,
                coalesce(sum(count.tracks) FILTER (WHERE strpos(count.kinds, 'c') > 0), 0) AS compilations,
                coalesce(sum(count.tracks) FILTER (WHERE strpos(count.kinds, 's') > 0), 0) AS singles
              FROM ${schema}.catalog_count AS count
              WHERE count.namespace = :namespace AND count.state IN (0, 1) AND count.id = entry.id) AS total
            CROSS JOIN LATERAL (
              SELECT max(track.year) AS year, coalesce(max(track.disc_number), 1) AS discs, min(track.created_at) AS added_at,
                (array_agg(track.id) FILTER (WHERE track.thumbnail_gcs_path IS NOT NULL))[1] AS artwork_track
              FROM (
                SELECT first.year, first.disc_number, first.created_at, first.id, first.thumbnail_gcs_path
                FROM ${schema}.audio_tracks AS first
                WHERE first.namespace = :namespace AND first.album_id = entry.id AND first.status = 'COMPLETED'
                ORDER BY first.disc_number, first.track_number, first.id LIMIT 1000) AS track) AS own
            WHERE total.tracks > 0
            ORDER BY entry.nth
            """.formatted(NAME_OF.formatted("entry.id"));

    private static final String ALBUM_ORDER =
            "coalesce(track.disc_number, 1), coalesce(track.track_number, 2147483647), track.title_key, track.id";

    /** Reads the first tracks of an album. */
    static final String TRACKS_OF_ALBUM = """
            SELECT %s FROM ${schema}.audio_tracks AS track
            WHERE track.namespace = :namespace AND track.album_id = :id AND track.status = 'COMPLETED'
            ORDER BY %s LIMIT :limit
            """.formatted(TrackSql.COLUMNS, ALBUM_ORDER);

    /** After all sort keys. */
    private static final String LAST = "U&'\\+10FFFF'";

    /** Reads the tracks of {@code :artist} album by album, after a track. */
    static final String TRACKS_OF_ARTIST =
            """
            SELECT %1$s, album.sort_key AS album_key, album.id AS album_place, coalesce(track.disc_number, 1) AS disc_place,
              coalesce(track.track_number, 2147483647) AS number_place, coalesce(track.title_key, '') AS title_place
            FROM (
              SELECT pair.album AS id, coalesce(entry.sort_key, %3$s) AS sort_key
              FROM (
                SELECT DISTINCT pair.album FROM ${schema}.catalog_count AS pair
                WHERE pair.namespace = :namespace AND pair.state IN (0, 2) AND pair.id = :artist) AS pair
              LEFT JOIN LATERAL %4$s AS entry ON true
              WHERE (coalesce(entry.sort_key, %3$s) COLLATE "C", pair.album) >= (:after_key::text, :after_album::uuid)
              ORDER BY coalesce(entry.sort_key, %3$s) COLLATE "C", pair.album) AS album
            CROSS JOIN LATERAL (
              SELECT track.* FROM ${schema}.audio_tracks AS track
              WHERE track.namespace = :namespace AND track.album_id = album.id AND track.status = 'COMPLETED'
                AND track.catalog_ids @> ARRAY[:artist::uuid]
                AND (album.id <> :after_album OR
                  (coalesce(track.disc_number, 1), coalesce(track.track_number, 2147483647), coalesce(track.title_key, ''), track.id)
                  > (:after_disc::integer, :after_number::integer, :after_title::text, :after_id::uuid))
              ORDER BY %2$s LIMIT :limit) AS track
            LIMIT :limit
            """.formatted(TrackSql.COLUMNS, ALBUM_ORDER, LAST, NAME_OF.formatted("pair.album"));

    /** The number of entries of a kind under each heading: those of the last upkeep, and what has changed since. */
    static final String HEADINGS = """
            WITH changed AS (
              SELECT count.id, sum(count.tracks) AS tracks FROM ${schema}.catalog_count AS count
              WHERE count.namespace = :namespace AND count.state = 0 AND strpos(count.kinds, :kind) > 0
              GROUP BY count.id
            ), difference AS (
              SELECT changed.id, (before.tracks + changed.tracks > 0)::integer - (before.tracks > 0)::integer AS entries
              FROM changed
              CROSS JOIN LATERAL (
                SELECT coalesce(sum(count.tracks), 0) AS tracks FROM ${schema}.catalog_count AS count
                WHERE count.namespace = :namespace AND count.state = 1 AND count.id = changed.id
                  AND strpos(count.kinds, :kind) > 0) AS before
            )
            SELECT part.heading, sum(part.entries) AS entries
            FROM (
              SELECT heading, entries FROM ${schema}.catalog_heading WHERE namespace = :namespace AND kind = :kind
              UNION ALL
              SELECT name.heading, difference.entries FROM difference CROSS JOIN LATERAL %s AS name WHERE difference.entries <> 0) AS part
            GROUP BY part.heading HAVING sum(part.entries) > 0
            ORDER BY part.heading COLLATE "C"
            """.formatted(NAME_OF.formatted("difference.id"));

    /** Follows an id that no track has to the entry where its tracks went last, over up to ten steps; returns no row if there is none. */
    static final String FOLLOW = """
            WITH RECURSIVE step AS (
              SELECT :id::uuid AS id, 0 AS nth, '-infinity'::timestamptz AS moved_at
              UNION ALL
              SELECT last.* FROM (
                SELECT redirect.to_id, step.nth + 1, redirect.moved_at
                FROM step JOIN ${schema}.catalog_redirect AS redirect ON redirect.from_id = step.id
                WHERE redirect.namespace = :namespace AND step.nth < 10
                  AND NOT EXISTS (
                    SELECT FROM ${schema}.catalog_count AS count
                    WHERE count.namespace = :namespace AND count.state IN (0, 1) AND count.id = step.id
                    HAVING sum(count.tracks) > 0)
                ORDER BY redirect.moved_at DESC LIMIT 8) AS last
            )
            SELECT step.id FROM step
            WHERE step.nth > 0 AND EXISTS (
              SELECT FROM ${schema}.catalog_count AS count
              WHERE count.namespace = :namespace AND count.state IN (0, 1) AND count.id = step.id
              HAVING sum(count.tracks) > 0)
            ORDER BY step.nth, step.moved_at DESC LIMIT 1
            """;

    private CatalogSql() {}
}
