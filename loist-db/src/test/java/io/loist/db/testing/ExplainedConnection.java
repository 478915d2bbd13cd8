package io.loist.db.testing;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.sql.Statement;

/**
 * A connection on which every statement, those inside functions included, tells its plan as a warning, which is collected here: as
 * {@code EXPLAIN} does, or {@code EXPLAIN (ANALYZE, BUFFERS)}.
 */
public final class ExplainedConnection implements AutoCloseable {

    private final StringBuilder plans = new StringBuilder();
    private final Connection target;
    private final Connection connection;

    private ExplainedConnection(Connection target) {
        this.target = target;
        this.connection = proxy(Connection.class, target, (method, result) -> {
            if (!method.equals("prepareStatement")) {
                return result;
            }
            PreparedStatement statement = (PreparedStatement) result;
            return proxy(PreparedStatement.class, statement, (called, value) -> {
                if (called.startsWith("execute")) {
                    for (SQLWarning w = statement.getWarnings(); w != null; w = w.getNextWarning()) {
                        plans.append(w.getMessage()).append('\n');
                    }
                }
                return value;
            });
        });
    }

    /**
     * Opens one.
     *
     * @param mode the server's plan_cache_mode
     * @param more other settings, such as {@code auto_explain.log_analyze = on}
     */
    public static ExplainedConnection open(PostgresExtension postgres, String mode, String... more)
            throws SQLException {
        Connection connection =
                TestServer.dataSource(postgres.url(), TestServer.SUPERUSER).getConnection();
        try (Statement statement = connection.createStatement()) {
            statement.execute("LOAD 'auto_explain'");
            statement.execute("SET auto_explain.log_min_duration = 0");
            statement.execute("SET auto_explain.log_nested_statements = on");
            statement.execute("SET auto_explain.log_level = notice");
            statement.execute("SET plan_cache_mode = " + mode);
            for (String setting : more) {
                statement.execute("SET " + setting);
            }
        }
        return new ExplainedConnection(connection);
    }

    public Connection connection() {
        return connection;
    }

    /** Returns the plans of all statements since the last call. */
    public String takePlans() {
        String taken = plans.toString();
        plans.setLength(0);
        return taken;
    }

    @Override
    public void close() throws SQLException {
        target.close();
    }

    private static <T> T proxy(Class<T> type, T target, Wrapper wrapper) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (self, method, args) -> {
            try {
                return wrapper.wrap(method.getName(), method.invoke(target, args));
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
        }));
    }

    @FunctionalInterface
    private interface Wrapper {
        Object wrap(String method, Object result) throws SQLException;
    }
}
