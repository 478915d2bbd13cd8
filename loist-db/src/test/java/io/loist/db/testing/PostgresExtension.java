package io.loist.db.testing;

import com.zaxxer.hikari.HikariDataSource;
import io.loist.db.LoistDatabase;
import io.loist.db.LoistDatabaseBuilder;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Gives a test class a migrated database of its own, in sessions whose time zone is neither the JVM's nor UTC. */
public final class PostgresExtension implements BeforeAllCallback, AfterAllCallback {

    private static final AtomicInteger NAMESPACES = new AtomicInteger();

    private @Nullable HikariDataSource pool;
    private String url = "";

    @Override
    public void beforeAll(ExtensionContext context) {
        url = TestServer.running().newDatabase(Template.NAME);
        HikariDataSource sessions = new HikariDataSource();
        sessions.setJdbcUrl(url);
        sessions.setUsername(TestServer.SUPERUSER);
        sessions.setPassword(TestServer.SUPERUSER);
        sessions.setMaximumPoolSize(8);
        sessions.setMinimumIdle(1);
        sessions.setConnectionInitSql("SET TIME ZONE 'America/St_Johns'");
        pool = sessions;
    }

    @Override
    public void afterAll(ExtensionContext context) {
        if (pool != null) {
            pool.close();
            TestServer.running().drop(url);
        }
    }

    public String url() {
        return url;
    }

    public DataSource dataSource() {
        if (pool == null) {
            throw new IllegalStateException("no test class is running");
        }
        return pool;
    }

    /** Returns the database in a namespace that no test has used yet; its searches have time on a busy machine too. */
    public LoistDatabase emptyDatabase() {
        return empty().searchTimeout(Duration.ofMinutes(1)).build();
    }

    /** Starts a database in a namespace that no test has used yet. */
    public LoistDatabaseBuilder empty() {
        return LoistDatabase.builder().dataSource(dataSource()).namespace("test-" + NAMESPACES.incrementAndGet());
    }

    /** Runs a statement; each question mark in it is one of the values. */
    public void execute(String sql, @Nullable Object... values) throws SQLException {
        try (Connection connection = dataSource().getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            bind(statement, values);
            statement.execute();
        }
    }

    /** Returns the first column of the rows that a query gives, as text; each question mark in it is one of the values. */
    public List<String> texts(String sql, @Nullable Object... values) throws SQLException {
        try (Connection connection = dataSource().getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            bind(statement, values);
            List<String> texts = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    texts.add(String.valueOf(rows.getString(1)));
                }
            }
            return texts;
        }
    }

    private static void bind(PreparedStatement statement, @Nullable Object... values) throws SQLException {
        for (int i = 0; i < values.length; i++) {
            statement.setObject(i + 1, values[i]);
        }
    }

    private static final class Template {
        private static final String NAME = create();

        private static String create() {
            String url = TestServer.running().newDatabase();
            try (LoistDatabase database = LoistDatabase.create(TestServer.dataSource(url, TestServer.SUPERUSER))) {
                database.migrate();
            }
            return url.substring(url.lastIndexOf('/') + 1);
        }
    }
}
