package io.loist.examples.quarkus;

import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.function.Supplier;
import javax.sql.DataSource;

/** A service with rows and transactions of its own, around calls of loist. */
@Singleton
class Shop {

    private final DataSource dataSource;

    Shop(DataSource dataSource) {
        this.dataSource = dataSource;
        execute("CREATE TABLE IF NOT EXISTS sale (note text)");
    }

    /** Inserts a row before and after the call, in one transaction with it. */
    @Transactional
    <T> T sell(String note, Supplier<T> call) {
        execute("INSERT INTO sale VALUES (?)", note);
        T result = call.get();
        execute("INSERT INTO sale VALUES (?)", note);
        return result;
    }

    long sales(String note) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement count = connection.prepareStatement("SELECT count(*) FROM sale WHERE note = ?")) {
            count.setString(1, note);
            try (ResultSet rows = count.executeQuery()) {
                rows.next();
                return rows.getLong(1);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private void execute(String sql, String... arguments) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < arguments.length; i++) {
                statement.setString(i + 1, arguments[i]);
            }
            statement.execute();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
