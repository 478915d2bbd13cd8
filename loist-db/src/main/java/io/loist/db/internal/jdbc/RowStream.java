package io.loist.db.internal.jdbc;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** A stream of rows, read through a server-side cursor in batches. */
public final class RowStream<T> extends Spliterators.AbstractSpliterator<T> implements AutoCloseable {

    private static final int ROWS_PER_TRIP = 500;

    private final String action;
    private final ReadOnlyTransaction reading;
    private final PreparedStatement statement;
    private final ResultSet rows;
    private final Jdbc.RowMapper<T> mapper;
    private boolean closed;

    private RowStream(String action, ReadOnlyTransaction reading, PreparedStatement statement, Jdbc.RowMapper<T> mapper)
            throws SQLException {
        super(Long.MAX_VALUE, Spliterator.ORDERED | Spliterator.NONNULL);
        this.action = action;
        this.reading = reading;
        this.statement = statement;
        this.mapper = mapper;
        this.rows = statement.executeQuery();
    }

    /**
     * Opens a stream, to be closed by the caller.
     *
     * @param action the purpose of the stream, to end the sentence "the database could not …"
     * @param statements all but the last prepare the transaction, unless it is the host's
     */
    public static <T> Stream<T> open(Jdbc jdbc, String action, Jdbc.RowMapper<T> mapper, Sql... statements) {
        try {
            RowStream<T> rows = open(jdbc.reading(), action, mapper, statements);
            return StreamSupport.stream(rows, false).onClose(rows::close);
        } catch (SQLException e) {
            throw SqlErrors.translate(action, e);
        }
    }

    private static <T> RowStream<T> open(
            ReadOnlyTransaction reading, String action, Jdbc.RowMapper<T> mapper, Sql... statements)
            throws SQLException {
        try {
            int last = statements.length - 1;
            for (int i = 0; i < last && !reading.isHosts(); i++) {
                Jdbc.query(reading.connection(), statements[i], row -> true);
            }
            PreparedStatement statement =
                    statements[last].prepare(reading.connection()).bind().statement();
            statement.setFetchSize(ROWS_PER_TRIP);
            return new RowStream<>(action, reading, statement, mapper);
        } catch (SQLException | RuntimeException | Error e) {
            try (reading) {
                throw e;
            }
        }
    }

    @Override
    public boolean tryAdvance(Consumer<? super T> consumer) {
        T row;
        try {
            if (closed || !rows.next()) {
                return false;
            }
            row = mapper.map(rows);
        } catch (SQLException e) {
            throw SqlErrors.translate(action, e);
        }
        consumer.accept(row);
        return true;
    }

    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        try (reading;
                statement) {
            rows.close();
        } catch (SQLException e) {
            throw SqlErrors.translate(action, e);
        }
    }
}
