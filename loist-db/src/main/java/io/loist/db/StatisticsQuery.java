package io.loist.db;

import io.loist.db.internal.jdbc.Jdbc;
import io.loist.db.internal.jdbc.Sql;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/** Reads PostgreSQL's statistics of loist's tables, which it recognises by their names. */
final class StatisticsQuery {

    private static final String TABLES = """
            SELECT stat.relname AS name,
                   CASE WHEN pg_is_in_recovery()
                     THEN (SELECT greatest(reltuples, 0)::bigint FROM pg_class WHERE pg_class.oid = stat.relid)
                     ELSE stat.n_live_tup END AS rows,
                   stat.n_dead_tup AS dead_rows,
                   pg_table_size(stat.relid) AS table_bytes,
                   pg_indexes_size(stat.relid) AS index_bytes,
                   stat.seq_scan AS sequential_scans,
                   coalesce(stat.idx_scan, 0) AS index_scans,
                   (heap_blks_hit + coalesce(idx_blks_hit, 0) + coalesce(toast_blks_hit, 0))::double precision
                     / nullif(heap_blks_hit + coalesce(idx_blks_hit, 0) + coalesce(toast_blks_hit, 0)
                       + heap_blks_read + coalesce(idx_blks_read, 0) + coalesce(toast_blks_read, 0), 0) AS cache_hits,
                   greatest(stat.last_vacuum, stat.last_autovacuum) AS vacuumed_at,
                   greatest(stat.last_analyze, stat.last_autoanalyze) AS analyzed_at
            FROM pg_stat_user_tables AS stat
            JOIN pg_statio_user_tables AS io USING (relid)
            WHERE stat.schemaname = :schema
              AND (stat.relname IN ('audio_tracks', 'object_outbox', 'ingest_source') OR stat.relname LIKE 'track\\_%' OR stat.relname LIKE 'loist\\_%')
            ORDER BY stat.relname
            """;

    private static final String INDEXES = """
            SELECT stat.indexrelname AS name,
                   stat.relname AS table_name,
                   index.indisunique AS is_unique,
                   pg_relation_size(stat.indexrelid) AS bytes,
                   stat.idx_scan AS scans
            FROM pg_stat_user_indexes AS stat
            JOIN pg_index AS index USING (indexrelid)
            WHERE stat.schemaname = :schema
              AND (stat.relname IN ('audio_tracks', 'object_outbox', 'ingest_source') OR stat.relname LIKE 'track\\_%' OR stat.relname LIKE 'loist\\_%')
            ORDER BY stat.relname, stat.indexrelname
            """;

    private static final String IS_STANDBY = "SELECT pg_is_in_recovery()";

    private StatisticsQuery() {}

    static DatabaseStatistics read(Jdbc jdbc, String schema) {
        return jdbc.read(
                "read its statistics",
                connection -> new DatabaseStatistics(
                        Jdbc.query(connection, Sql.of(IS_STANDBY), row -> row.getBoolean(1))
                                .get(0),
                        Jdbc.query(connection, Sql.of(TABLES).with("schema", schema), StatisticsQuery::table),
                        Jdbc.query(connection, Sql.of(INDEXES).with("schema", schema), StatisticsQuery::index)));
    }

    private static DatabaseStatistics.Table table(ResultSet row) throws SQLException {
        return new DatabaseStatistics.Table(
                row.getString("name"),
                row.getLong("rows"),
                row.getLong("dead_rows"),
                row.getLong("table_bytes"),
                row.getLong("index_bytes"),
                row.getLong("sequential_scans"),
                row.getLong("index_scans"),
                row.getObject("cache_hits", Double.class),
                instant(row, "vacuumed_at"),
                instant(row, "analyzed_at"));
    }

    private static DatabaseStatistics.Index index(ResultSet row) throws SQLException {
        return new DatabaseStatistics.Index(
                row.getString("name"),
                row.getString("table_name"),
                row.getBoolean("is_unique"),
                row.getLong("bytes"),
                row.getLong("scans"));
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }
}
