package io.loist.db;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Runs work on connections of a {@code DataSource}, gives them back as they were, and translates what goes wrong. */
final class Jdbc {

    private final DataSource dataSource;

    Jdbc(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /** Work on a connection. */
    @FunctionalInterface
    interface Work<T> {
        T on(Connection connection) throws SQLException;
    }

    /** Makes a value of the row that a result stands at. */
    @FunctionalInterface
    interface RowMapper<T> {
        T map(ResultSet row) throws SQLException;
    }

    /**
     * Reads, without a transaction around several statements; more than once if need be, see {@link Retry}.
     *
     * @param action what the work does, to end the sentence "the database could not …"
     */
    <T> T read(String action, Work<T> work) {
        try {
            return Retry.STANDARD.run(() -> readOnce(work));
        } catch (SQLException e) {
            throw SqlStates.translate(action, e);
        }
    }

    private <T> T readOnce(Work<T> work) throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            T result = work.on(connection);
            if (!connection.getAutoCommit()) {
                connection.rollback();
            }
            return result;
        }
    }

    /** Does all of the work or nothing of it. */
    <T> T inTransaction(String action, Work<T> work) {
        try (Connection connection = dataSource.getConnection()) {
            boolean autoCommit = connection.getAutoCommit();
            if (autoCommit) {
                connection.setAutoCommit(false);
            }
            try {
                T result = work.on(connection);
                connection.commit();
                return result;
            } catch (SQLException | RuntimeException | Error e) {
                rollBack(connection, e);
                throw e;
            } finally {
                if (autoCommit && !connection.isClosed()) {
                    connection.setAutoCommit(true);
                }
            }
        } catch (SQLException e) {
            throw SqlStates.translate(action, e);
        }
    }

    static <T> List<T> query(Connection connection, SqlClause clause, RowMapper<T> mapper) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(clause.sql())) {
            return query(statement, clause.bindings(), mapper);
        }
    }

    static <T> List<T> query(
            PreparedStatement statement, List<? extends @Nullable Object> bindings, RowMapper<T> mapper)
            throws SQLException {
        bind(statement, bindings);
        try (ResultSet rows = statement.executeQuery()) {
            List<T> result = new ArrayList<>();
            while (rows.next()) {
                result.add(mapper.map(rows));
            }
            return result;
        }
    }

    static int update(Connection connection, SqlClause clause) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(clause.sql())) {
            bind(statement, clause.bindings());
            return statement.executeUpdate();
        }
    }

    static void bind(PreparedStatement statement, List<? extends @Nullable Object> bindings) throws SQLException {
        for (int i = 0; i < bindings.size(); i++) {
            Object value = bindings.get(i);
            if (value instanceof UUID[] ids) {
                statement.setArray(i + 1, statement.getConnection().createArrayOf("uuid", ids));
            } else if (value instanceof String[] texts) {
                statement.setArray(i + 1, statement.getConnection().createArrayOf("text", texts));
            } else {
                statement.setObject(i + 1, value);
            }
        }
    }

    private static void rollBack(Connection connection, Throwable reason) {
        try {
            connection.rollback();
        } catch (SQLException e) {
            reason.addSuppressed(e);
        }
    }
}
