package io.loist.db.internal.load;

import io.loist.db.internal.jdbc.Jdbc;
import io.loist.db.internal.jdbc.Scope;
import io.loist.db.internal.jdbc.Sql;
import io.loist.db.internal.jdbc.TransactionSettings;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * The indexes and constraints that are dropped while an empty library is loaded, and created again at the end, which is faster than
 * keeping them. All of this is one transaction: if it fails, nothing was dropped.
 */
final class DroppedIndexes {

    private static final String[] INDEXES = {
        "audio_tracks_created_at_idx",
        "audio_tracks_updated_at_idx",
        "audio_tracks_title_idx",
        "audio_tracks_artist_idx",
        "audio_tracks_album_idx",
        "audio_tracks_album_order_idx",
        "audio_tracks_year_idx",
        "audio_tracks_duration_idx",
        "audio_tracks_popularity_idx",
        "audio_tracks_open_idx",
        "audio_tracks_audio_sha256_idx",
        "audio_tracks_audio_hash_idx",
        "audio_tracks_artwork_object_idx",
        "audio_tracks_lookup_idx",
        "audio_tracks_attributes_idx",
        "audio_tracks_isrcs_idx",
        "track_search_lexemes_idx",
        "track_search_best_idx",
        "catalog_count_entry_idx",
        "catalog_name_sort_key_idx",
        "catalog_name_twins_idx",
        "catalog_name_since_idx",
        "catalog_name_year_idx",
        "catalog_name_open_idx"
    };

    private static final String[] CONSTRAINTS = {"track_search_track_fkey", "track_search_pkey"};

    /** Fails if there are tracks. No one else reads or writes tracks until the transaction ends. */
    private static final String[] BEGIN = {
        // A transaction that waits for this lock makes all others wait
        TransactionSettings.LIMIT_LOCK_WAITS,
        "LOCK TABLE ${schema}.audio_tracks, ${schema}.track_search, ${schema}.catalog_count, ${schema}.catalog_name"
                + " IN ACCESS EXCLUSIVE MODE",
        """
        DO $do$
        BEGIN
          IF EXISTS (SELECT FROM ${schema}.audio_tracks) THEN
            RAISE EXCEPTION 'there are tracks already' USING ERRCODE = '55000';
          END IF;
        END
        $do$""",
        // Indexes are built by all cores, in memory
        """
        SELECT set_config('min_parallel_table_scan_size', '0', true),
            set_config('maintenance_work_mem', greatest(
                pg_size_bytes(current_setting('maintenance_work_mem')), 256 * 1024 * 1024) / 1024 || 'kB', true)
        """
    };

    /** The definition of an index of a partitioned table says ON ONLY, which would leave the partitions without it. */
    private static final String FIND_INDEXES = """
            SELECT format('DROP INDEX %s', index.indexrelid::regclass) AS drop_it,
                   replace(pg_get_indexdef(index.indexrelid), ' ON ONLY ', ' ON ') AS make_it
            FROM unnest(:names) WITH ORDINALITY AS wanted(name, nth)
            JOIN pg_class AS own ON own.relname = wanted.name
            JOIN pg_index AS index ON index.indexrelid = own.oid
            WHERE index.indrelid IN (
              '${schema}.audio_tracks'::regclass, '${schema}.track_search'::regclass, '${schema}.catalog_count'::regclass,
              '${schema}.catalog_name'::regclass)
            ORDER BY wanted.nth
            """;

    private static final String FIND_CONSTRAINTS = """
            SELECT format('ALTER TABLE %s DROP CONSTRAINT %I', rule.conrelid::regclass, rule.conname) AS drop_it,
                   format('ALTER TABLE %s ADD CONSTRAINT %I %s', rule.conrelid::regclass, rule.conname,
                       pg_get_constraintdef(rule.oid)) AS make_it
            FROM unnest(:names) WITH ORDINALITY AS wanted(name, nth)
            JOIN pg_constraint AS rule ON rule.conname = wanted.name
            WHERE rule.conrelid = '${schema}.track_search'::regclass
            ORDER BY wanted.nth
            """;

    private final List<String> making = new ArrayList<>();

    private DroppedIndexes() {}

    static DroppedIndexes of(Connection connection, Scope scope) throws SQLException {
        DroppedIndexes dropped = new DroppedIndexes();
        try (Statement statement = connection.createStatement()) {
            for (String sql : BEGIN) {
                statement.execute(scope.sql(sql));
            }
            dropped.drop(connection, statement, scope.in(FIND_CONSTRAINTS).with("names", CONSTRAINTS));
            // A primary key comes before the foreign key
            Collections.reverse(dropped.making);
            dropped.drop(connection, statement, scope.in(FIND_INDEXES).with("names", INDEXES));
        }
        return dropped;
    }

    private void drop(Connection connection, Statement statement, Sql find) throws SQLException {
        List<String> dropping = new ArrayList<>();
        Jdbc.query(connection, find, row -> {
            dropping.add(row.getString("drop_it"));
            return making.add(row.getString("make_it"));
        });
        for (String sql : dropping) {
            statement.execute(sql);
        }
    }

    /** Creates all of them again. */
    void makeAgain(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String sql : making) {
                statement.execute(sql);
            }
        }
    }
}
