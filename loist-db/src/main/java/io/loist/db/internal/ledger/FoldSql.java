package io.loist.db.internal.ledger;

/** The SQL that puts the rows of each entry of the catalogue together, in one namespace. */
final class FoldSql {

    /** Lets one fold run at a time. */
    static final String TRY_LOCK = "SELECT pg_try_advisory_xact_lock('${schema}.catalog_count'::regclass::oid::bigint)";

    /** Returns the next namespace after {@code after} that has something to fold; null if there is none. */
    static final String NEXT_NAMESPACE = """
            SELECT least(
              (SELECT min(namespace) FROM ${schema}.catalog_count WHERE namespace > :after AND state = 0),
              (SELECT min(namespace) FROM ${schema}.catalog_name WHERE namespace > :after AND (added <> 0 OR unused)))
            """;

    /** Adds up to about {@code :limit} changes to the sums; returns how many, and how many entries have lost their last track. */
    static final String COUNTS = """
            WITH taken AS (
              DELETE FROM ${schema}.catalog_count
              WHERE namespace = :namespace AND state = 0 AND id <= coalesce(
                (SELECT last.id FROM ${schema}.catalog_count AS last WHERE last.namespace = :namespace AND last.state = 0
                 ORDER BY last.id LIMIT 1 OFFSET :limit),
                'ffffffff-ffff-ffff-ffff-ffffffffffff')
              RETURNING id, kinds, album, tracks, uses, millis
            ), sums AS (
              DELETE FROM ${schema}.catalog_count AS count
              USING (SELECT DISTINCT id FROM taken) AS entry
              WHERE count.namespace = :namespace AND count.state = 1 AND count.id = entry.id
              RETURNING count.id, count.kinds, count.tracks, count.uses, count.millis
            ), pairs AS (
              DELETE FROM ${schema}.catalog_count AS count
              USING (SELECT DISTINCT id, album FROM taken WHERE kinds ~ '[PGL]') AS pair
              WHERE count.namespace = :namespace AND count.state = 2 AND count.id = pair.id AND count.album = pair.album
              RETURNING count.id, count.kinds, count.album, count.tracks, count.uses, count.millis
            ), summed AS (
              SELECT id, kinds, sum(tracks) AS tracks, sum(uses) AS uses, sum(millis) AS millis
              FROM (SELECT id, kinds, tracks, uses, millis FROM taken UNION ALL SELECT * FROM sums) AS part
              GROUP BY id, kinds
            ), paired AS (
              SELECT id, kinds, album, sum(tracks) AS tracks, sum(uses) AS uses, sum(millis) AS millis
              FROM (SELECT * FROM taken WHERE kinds ~ '[PGL]' UNION ALL SELECT * FROM pairs) AS part
              GROUP BY id, kinds, album
            ), written AS (
              INSERT INTO ${schema}.catalog_count (namespace, state, id, kinds, album, tracks, uses, millis)
              SELECT :namespace, 1, id, kinds, NULL, tracks, uses, millis FROM summed WHERE uses <> 0 OR tracks <> 0
              UNION ALL
              SELECT :namespace, 2, id, kinds, album, tracks, uses, millis FROM paired WHERE uses <> 0 OR tracks <> 0
            )
            SELECT (SELECT count(*) FROM taken) AS taken, (SELECT count(*) FROM summed WHERE uses = 0) AS gone
            """;

    private static final String USED = """
            EXISTS (
              SELECT FROM ${schema}.catalog_count AS count
              WHERE count.namespace = :namespace AND count.state IN (0, 1) AND count.id = name.id AND strpos(count.kinds, name.kind) > 0
              HAVING sum(count.uses) > 0)
            """;

    /** Deletes names that had no track at the last fold, and have none now. */
    static final String DELETE_UNUSED = """
            DELETE FROM ${schema}.catalog_name AS name WHERE name.namespace = :namespace AND name.unused AND NOT
            """ + USED;

    /** Marks names without tracks. */
    static final String MARK_UNUSED = """
            UPDATE ${schema}.catalog_name AS name SET unused = true WHERE name.namespace = :namespace AND NOT name.unused AND NOT
            """ + USED;

    private static final String TWINS = """
            WITH twin AS (
              SELECT name.kind, name.id, name.added, name.mark, min(name.since) OVER entry AS since, max(name.year) OVER entry AS year,
                row_number() OVER (PARTITION BY name.kind, name.id ORDER BY name.tagged DESC, name.added DESC, coalesce(name.year, 0) DESC, name.mark DESC) AS nth
              FROM ${schema}.catalog_name AS name
              WHERE name.namespace = :namespace AND (name.kind, name.id) IN (
                SELECT kind, id FROM ${schema}.catalog_name AS open
                WHERE open.namespace = :namespace AND (open.added <> 0 OR open.unused))
              WINDOW entry AS (PARTITION BY name.kind, name.id))
            """;

    /** Keeps what the newest name of an entry does not say. */
    static final String KEEP_OLDEST = TWINS + """
            UPDATE ${schema}.catalog_name AS name SET since = twin.since, year = twin.year
            FROM twin
            WHERE twin.nth = 1 AND name.namespace = :namespace AND name.kind = twin.kind AND name.id = twin.id AND name.added = twin.added
              AND name.mark = twin.mark
              AND (name.since, name.year) IS DISTINCT FROM (twin.since, twin.year)
            """;

    /** Deletes all names of an entry but the newest. */
    static final String DELETE_TWINS = TWINS + """
            DELETE FROM ${schema}.catalog_name AS name
            USING twin
            WHERE twin.nth > 1 AND name.namespace = :namespace AND name.kind = twin.kind AND name.id = twin.id AND name.added = twin.added
              AND name.mark = twin.mark
            """;

    static final String CLOSE = """
            UPDATE ${schema}.catalog_name AS name SET added = 0, unused = false
            WHERE name.namespace = :namespace AND (name.added <> 0 OR name.unused) AND NOT EXISTS (
              SELECT FROM ${schema}.catalog_name AS twin
              WHERE twin.namespace = :namespace AND twin.kind = name.kind AND twin.id = name.id AND (twin.added, twin.mark) <> (name.added, name.mark))
            """;

    static final String EMPTY_HEADINGS = "DELETE FROM ${schema}.catalog_heading WHERE namespace = :namespace";

    static final String FILL_HEADINGS = """
            INSERT INTO ${schema}.catalog_heading (namespace, kind, heading, entries)
            SELECT :namespace, name.kind, name.heading, count(DISTINCT name.id)
            FROM (
              SELECT count.id, letter.kind
              FROM ${schema}.catalog_count AS count CROSS JOIN LATERAL unnest(string_to_array(count.kinds, NULL)) AS letter(kind)
              WHERE count.namespace = :namespace AND count.state = 1
              GROUP BY count.id, letter.kind
              HAVING sum(count.tracks) > 0) AS present
            JOIN ${schema}.catalog_name AS name
              ON name.namespace = :namespace AND name.kind = present.kind COLLATE "C" AND name.id = present.id
            GROUP BY name.kind, name.heading
            """;

    private FoldSql() {}
}
