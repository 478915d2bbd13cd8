package io.loist.db.internal.ledger;

import io.loist.db.internal.jdbc.Jdbc;
import io.loist.db.internal.jdbc.LongWork;
import io.loist.db.internal.jdbc.Scope;
import io.loist.db.internal.jdbc.Sql;
import io.loist.db.internal.jdbc.TransactionSettings;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Puts the rows that transactions have added to the catalogue together, so that reading it stays cheap. What it reads and writes are
 * rows of committed transactions: no other transaction waits for it.
 */
public final class CatalogFold {

    private static final int CHANGES_PER_STEP = 50_000;
    private static final String BEFORE_ALL = "";

    private final Scope scope;

    public CatalogFold(Scope scope) {
        this.scope = scope;
    }

    /** Folds all namespaces, each in a transaction of its own, unless another fold is under way. */
    public void run(Jdbc jdbc) {
        String namespace = next(jdbc, BEFORE_ALL);
        while (namespace != null) {
            Scope its = scope.ofNamespace(namespace);
            boolean done = jdbc.inTransaction(
                    "count the entries of the catalogue",
                    Jdbc.keeping(TransactionSettings.OF_UPKEEP, connection -> fold(connection, its)));
            namespace = done ? next(jdbc, namespace) : null;
        }
    }

    private static boolean fold(Connection connection, Scope scope) throws SQLException {
        Sql lock = Sql.of(scope.sql(FoldSql.TRY_LOCK));
        if (!Jdbc.query(connection, lock, row -> row.getBoolean(1)).get(0)) {
            return false;
        }
        return LongWork.on(
                connection,
                all -> TransactionSettings.joiningLarge(all, same -> {
                    Jdbc.update(same, scope.in(FoldSql.DELETE_UNUSED));
                    Jdbc.update(same, scope.in(FoldSql.KEEP_OLDEST));
                    Jdbc.update(same, scope.in(FoldSql.DELETE_TWINS));
                    Jdbc.update(same, scope.in(FoldSql.CLOSE));
                    Sql counts = scope.in(FoldSql.COUNTS).with("limit", CHANGES_PER_STEP);
                    boolean gone = false;
                    Step step;
                    do {
                        step = Jdbc.query(same, counts, row -> new Step(row.getLong("taken"), row.getLong("gone")))
                                .get(0);
                        gone |= step.gone > 0;
                    } while (step.taken > CHANGES_PER_STEP);
                    if (gone) {
                        Jdbc.update(same, scope.in(FoldSql.MARK_UNUSED));
                    }
                    NewEntries.countHeadings(same, scope);
                    return true;
                }));
    }

    private @Nullable String next(Jdbc jdbc, String after) {
        Sql next = Sql.of(scope.sql(FoldSql.NEXT_NAMESPACE)).with("after", after);
        return jdbc.read(
                        "look for changes of the catalogue",
                        connection -> Jdbc.query(connection, next, row -> Optional.ofNullable(row.getString(1)))
                                .get(0))
                .orElse(null);
    }

    private record Step(long taken, long gone) {}
}
