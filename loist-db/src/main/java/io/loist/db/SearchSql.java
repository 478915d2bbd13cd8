package io.loist.db;

/** The SQL for search. <code>${schema}.</code> stands for the schema, see {@link SchemaName}. */
final class SearchSql {

    /** Takes the terms to look up, the doubtful words, their delete keys, whether known words are doubted too, and a prefix. */
    static final String LOOK_UP = """
            SELECT kind, word, term, tracks
            FROM ${schema}.loist_search_vocabulary(?, ?, ?, ?, ?)
            """;

    /**
     * Takes the requests (queries, first tiers, last tiers, fills), how many are enough, how many milliseconds it may take, the
     * namespace, and the filter: statuses, formats, artist, album, genre, first and last year, SHA-256, least and most seconds.
     */
    static final String CANDIDATES = """
            SELECT track_id, rank, words
            FROM ${schema}.loist_search_candidates(
              ?, ?, ?, ?, ?, ?, ?, ?, ?, ${schema}.loist_key(?), ${schema}.loist_key(?), ${schema}.loist_key(?), ?, ?, ?, ?, ?)
            """;

    /** Takes the namespace and ids; conditions on {@code track} follow. */
    static final String AMONG = """
            SELECT track.id
            FROM ${schema}.audio_tracks AS track
            WHERE track.namespace = ? AND track.id = ANY (?)""";

    private SearchSql() {}
}
