package io.loist.db.internal.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Settings that statements of loist change for the rest of their transaction.
 *
 * @param names their names
 */
public record TransactionSettings(List<String> names) {

    /** The settings that loading changes. */
    public static final TransactionSettings OF_LOADING = new TransactionSettings(List.of(
            "statement_timeout",
            "lock_timeout",
            "idle_in_transaction_session_timeout",
            "min_parallel_table_scan_size",
            "maintenance_work_mem",
            "gin_pending_list_limit"));

    /** The settings that {@link #NO_TIMEOUTS} and longer upkeep change. */
    public static final TransactionSettings OF_UPKEEP = new TransactionSettings(List.of(
            "statement_timeout", "lock_timeout", "idle_in_transaction_session_timeout", "gin_pending_list_limit"));

    private static final TransactionSettings OF_JOINS = new TransactionSettings(List.of("enable_nestloop"));

    /** The setting of what need not be on the disk when its transaction ends. */
    public static final TransactionSettings OF_NOTES = new TransactionSettings(List.of("synchronous_commit"));

    /** The setting that writing search entries changes. */
    public static final TransactionSettings OF_INDEXING = new TransactionSettings(List.of("gin_pending_list_limit"));

    /** The settings that indexing rows in their order changes. */
    public static final TransactionSettings OF_REINDEXING =
            new TransactionSettings(List.of("gin_pending_list_limit", "enable_sort", "enable_bitmapscan"));

    /** The settings that {@link #READ_IN_ORDER} changes. */
    public static final TransactionSettings OF_READING_IN_ORDER =
            new TransactionSettings(List.of("enable_sort", "enable_bitmapscan"));

    /** The settings that {@link #READ_IN_ORDER} and {@link #READ_BY_INDEX} change. */
    public static final TransactionSettings OF_LISTING =
            new TransactionSettings(List.of("enable_sort", "enable_bitmapscan", "enable_seqscan"));

    /** Precedes a query that reads what an index leads to. Without statistics the server would read all rows. */
    public static final String READ_BY_INDEX = """
            SELECT set_config('enable_sort', 'on', true), set_config('enable_bitmapscan', 'on', true),
              set_config('enable_seqscan', 'off', true);
            """;

    /**
     * Precedes a query that reads the beginning of an index in its order. Without statistics the server would read and sort all
     * that follows, for each page.
     */
    public static final String READ_IN_ORDER =
            "SELECT set_config('enable_sort', 'off', true), set_config('enable_bitmapscan', 'off', true);\n";

    /** Lifts the time-outs for the rest of the transaction. */
    public static final Sql NO_TIMEOUTS = Sql.of("""
            SELECT set_config('statement_timeout', '0', true), set_config('idle_in_transaction_session_timeout', '0', true)
            """);

    /** Limits waits for locks for the rest of the transaction, where the sessions of the host do not: to the default of loist's own. */
    public static final String LIMIT_LOCK_WAITS = """
            SELECT set_config('lock_timeout', '10s', true) WHERE current_setting('lock_timeout') = '0'
            """;

    private static final String READ = """
            SELECT current_setting(name, true) FROM unnest(:names) WITH ORDINALITY AS setting(name, nth) ORDER BY nth
            """;

    /** Resets a setting that was not set before to the empty string, which has the same effect. */
    private static final String PUT_BACK =
            "SELECT set_config(name, coalesce(value, ''), true) FROM unnest(:names, :values) AS setting(name, value)";

    /**
     * Does work whose joins read each table once. Of a namespace that is new since the last {@code ANALYZE} the server expects a single
     * row, so that it would read all rows of it again for each of them.
     */
    public static <T> T joiningLarge(Connection connection, Jdbc.Work<T> work) throws SQLException {
        return OF_JOINS.kept(connection, same -> {
            Jdbc.query(same, Sql.of("SELECT set_config('enable_nestloop', 'off', true)"), row -> 0);
            return work.on(same);
        });
    }

    /** Does work and then restores the settings; if the work fails, its rollback restores them. */
    <T> T kept(Connection connection, Jdbc.Work<T> work) throws SQLException {
        String[] all = names.toArray(String[]::new);
        List<@Nullable String> before =
                Jdbc.query(connection, Sql.of(READ).with("names", all), row -> row.getString(1));
        T result = work.on(connection);
        Jdbc.query(
                connection,
                Sql.of(PUT_BACK).with("names", all).with("values", before.toArray(String[]::new)),
                row -> 0);
        return result;
    }
}
