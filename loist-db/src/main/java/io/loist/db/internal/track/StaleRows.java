package io.loist.db.internal.track;

import io.loist.DatabaseException;
import io.loist.db.internal.jdbc.Jdbc;
import io.loist.db.internal.jdbc.NamedStatement;
import io.loist.db.internal.jdbc.Scope;
import io.loist.db.internal.jdbc.Sql;
import io.loist.db.internal.jdbc.SqlErrors;
import io.loist.db.internal.text.SearchEntry;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.postgresql.PGStatement;

/**
 * The rows of a namespace that another program wrote, and whose search entries are therefore missing or outdated. A search indexes
 * some of them before it starts, if it may write; otherwise it compares the {@link #pending} ones in Java.
 */
public final class StaleRows {

    /** Maximum number of stale rows that a search indexes, or compares in Java. */
    public static final int MAX_PER_SEARCH = 200;

    private static final int ROWS_PER_STEP = 50;
    private static final Duration MAX_TIME = Duration.ofMillis(20);
    private static final int MIN_STATEMENT_MILLIS = 5;
    private static final Duration RETRY_AFTER = Duration.ofMinutes(1);

    /** Limits the duration of statements and of waits for locks. */
    private static final String LIMIT_TIME =
            "SELECT set_config('statement_timeout', :millis || 'ms', true), set_config('lock_timeout', :millis || 'ms', true)";

    private final Jdbc jdbc;
    private final Scope scope;
    private final Sql isAnyStale;
    private final Sql lockStale;
    private final TrackIndexer indexer;
    private volatile long readOnlyUntil = System.nanoTime();

    public StaleRows(Jdbc jdbc, Scope scope) {
        this.jdbc = jdbc;
        this.scope = scope;
        this.isAnyStale = scope.in(IndexSql.IS_ANY_STALE);
        this.lockStale = scope.in(IndexSql.FIND_STALE + IndexSql.ORDER + IndexSql.LOCK);
        this.indexer = new TrackIndexer(scope);
    }

    /** A stale row with the search entry that it will have. */
    public record Pending(UUID id, SearchEntry entry) {}

    /**
     * Indexes up to {@value #MAX_PER_SEARCH} stale rows in transactions of its own, for 20 milliseconds at most. Does nothing in a
     * transaction of the host, on a standby, with reads from a replica, or with a role that may only read.
     *
     * @return true if no stale row is left
     */
    public boolean index() {
        if (jdbc.isOnCallersConnection()) {
            return false;
        }
        Jdbc.Work<Optional<Boolean>> look = connection -> Optional.of(isAny(connection));
        Optional<Boolean> any = jdbc.read("look for stale rows", look.orOnHosts(hosts -> Optional.empty()));
        if (any.isEmpty() || !any.get() || !mayIndex() || jdbc.isReadingFromReplica()) {
            return any.isPresent() && !any.get();
        }
        try {
            long start = System.nanoTime();
            int indexed = 0;
            int last = ROWS_PER_STEP;
            while (last == ROWS_PER_STEP && indexed < MAX_PER_SEARCH) {
                long left = MAX_TIME.toMillis() - (System.nanoTime() - start) / 1_000_000;
                if (left <= 0) {
                    return false;
                }
                last = jdbc.inTransaction("index stale rows", connection -> step(connection, left));
                indexed += last;
            }
        } catch (DatabaseException e) {
            if (isReadOnly(e)) {
                readOnlyUntil = System.nanoTime() + RETRY_AFTER.toNanos();
            }
            return false;
        }
        return !jdbc.read("look for stale rows", this::isAny);
    }

    /** Returns whether {@link #index} would try to index rows if some were stale. */
    public boolean mayIndex() {
        return !jdbc.isOnCallersConnection() && System.nanoTime() - readOnlyUntil >= 0;
    }

    private int step(Connection connection, long millis) throws SQLException {
        String limit = Long.toString(Math.max(MIN_STATEMENT_MILLIS, millis));
        Jdbc.query(connection, Sql.of(LIMIT_TIME).with("millis", limit), row -> true);
        List<StaleRow> rows = Jdbc.query(connection, lockStale.with("limit", ROWS_PER_STEP), StaleRow::map);
        indexer.index(connection, rows);
        return rows.size();
    }

    /**
     * Returns stale rows as search would find them if they were indexed.
     *
     * @param conditions further conditions on {@code audio_tracks AS track}
     * @param limit the maximum number of them
     */
    public List<Pending> pending(Connection connection, Sql conditions, int limit) throws SQLException {
        if (!isAny(connection)) {
            return List.of();
        }
        Sql find = scope.in(Sql.of(IndexSql.FIND_STALE).then(conditions).then(IndexSql.ORDER))
                .with("limit", limit);
        return Jdbc.query(connection, find, StaleRow::map).stream()
                .map(row -> new Pending(row.id(), row.entry(scope)))
                .toList();
    }

    /** Planned each time: a plan made when the table was small would scan it later. */
    private boolean isAny(Connection connection) throws SQLException {
        try (NamedStatement statement = isAnyStale.prepare(connection)) {
            if (statement.statement().isWrapperFor(PGStatement.class)) {
                statement.statement().unwrap(PGStatement.class).setPrepareThreshold(0);
            }
            return !statement.bind().query(row -> true).isEmpty();
        }
    }

    private static boolean isReadOnly(DatabaseException e) {
        return SqlErrors.READ_ONLY.equals(e.sqlState()) || SqlErrors.PERMISSION_DENIED.equals(e.sqlState());
    }
}
