package io.loist.db.internal.track;

import io.loist.db.internal.ledger.LedgerSql;

/** The SQL that indexes rows which other programs wrote. */
final class IndexSql {

    /** An order that only the index of stale rows provides. */
    static final String IS_ANY_STALE = """
            SELECT FROM ${schema}.audio_tracks AS track
            WHERE track.namespace = :namespace AND track.digest IS NULL
            ORDER BY track.version
            LIMIT 1
            """;

    private static final String IS_STALE = "track.digest IS NULL";
    /** What {@link RowDigest} begins with if nothing has read the names. */
    private static final String IS_UNREAD = "track.digest < '00010000-0000-0000-0000-000000000000'";

    private static final String FIND = """
            SELECT %s
            FROM ${schema}.audio_tracks AS track
            WHERE track.namespace = :namespace AND %%s
            """.formatted(StaleRow.COLUMNS);

    /** Finds stale rows. To be completed with conditions and {@link #ORDER}. */
    static final String FIND_STALE = FIND.formatted(IS_STALE);

    /** Finds rows with names that nothing has read, although they are not written in letters. */
    static final String FIND_UNREAD = FIND.formatted(IS_UNREAD);

    static final String ORDER = """
            ORDER BY track.version
            LIMIT :limit
            """;

    /** Skips rows that other transactions have locked. */
    static final String LOCK = "FOR NO KEY UPDATE OF track SKIP LOCKED";

    /** Returns the next rows in the order of their ids, stale or not, after {@code after}. */
    static final String FIND_NEXT = """
            SELECT %s
            FROM ${schema}.audio_tracks AS track
            WHERE track.namespace = :namespace AND track.id > :after
            ORDER BY track.id
            LIMIT :limit
            FOR NO KEY UPDATE OF track
            """.formatted(StaleRow.COLUMNS);

    private static final String KEYS = "digest, " + LedgerSql.COLUMNS + ", " + TrackColumns.names(TrackColumn.KEYS);
    private static final String NEW_KEYS =
            ":digest::uuid, " + LedgerSql.VALUES + ", " + TrackColumns.parameters(TrackColumn.KEYS);

    /** Writes the keys, digest and search entry of a locked row, where they differ. */
    static final String INDEX = """
            WITH indexed AS (
              SELECT track.id, track.status, track.duration_seconds, new.*
              FROM ${schema}.audio_tracks AS track CROSS JOIN (VALUES (%3$s)) AS new(%4$s)
              WHERE track.namespace = :namespace AND track.id = :id
            ), keyed AS (
              UPDATE ${schema}.audio_tracks
              SET (%1$s) = ROW (%2$s)
              WHERE namespace = :namespace AND id = :id AND (%1$s) IS DISTINCT FROM (%2$s)
            )
            """.formatted(KEYS, NEW_KEYS, LedgerSql.VALUES, LedgerSql.COLUMNS)
            + EntrySql.UPSERT.formatted("indexed", false);

    /** Returns the next namespace after {@code after} that has tracks; null if there is none. */
    static final String NEXT_NAMESPACE = "SELECT min(namespace) FROM ${schema}.audio_tracks WHERE namespace > :after";

    private static final String NEXT =
            "SELECT min(track.namespace) FROM ${schema}.audio_tracks AS track WHERE track.namespace > :after AND %s";

    /** Returns the next namespace after {@code after} that has stale rows; null if there is none. */
    static final String NEXT_STALE_NAMESPACE = NEXT.formatted(IS_STALE);

    /** Returns the next namespace after {@code after} that has rows with names that nothing has read; null if there is none. */
    static final String NEXT_UNREAD_NAMESPACE = NEXT.formatted(IS_UNREAD);

    private IndexSql() {}
}
