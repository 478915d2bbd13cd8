package io.loist.db.internal.schema;

import io.loist.db.internal.jdbc.ConnectionFactory;
import io.loist.db.internal.jdbc.SqlSavepoint;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * Lends Flyway one connection in place of the several that it opens, and keeps its work inside the transaction that is open there, to
 * be committed or rolled back as a whole by the one who opened it. So a lock of that transaction covers everything, and nothing is
 * left in the session, which a pooler would hand to another client.
 */
final class FlywayConnections extends ConnectionFactory {

    private final Connection connection;
    private final SqlSavepoint before;

    FlywayConnections(Connection connection) throws SQLException {
        this.connection = connection;
        this.before = SqlSavepoint.set(connection);
    }

    @Override
    public Connection getConnection() {
        return (Connection) Proxy.newProxyInstance(
                FlywayConnections.class.getClassLoader(), new Class<?>[] {Connection.class}, this::call);
    }

    private @Nullable Object call(Object proxy, Method method, Object @Nullable [] arguments) throws Throwable {
        switch (method.getName()) {
            case "getAutoCommit" -> {
                return true;
            }
            case "setAutoCommit", "commit", "close" -> {
                return null;
            }
            case "rollback" -> {
                before.rollBack();
                return null;
            }
            case "prepareStatement", "prepareCall", "nativeSQL" -> {
                if (arguments != null && arguments[0] instanceof String sql) {
                    arguments[0] = local(sql);
                }
            }
            default -> {}
        }
        try {
            return method.invoke(connection, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    /** Flyway sets the search path and the role of the session; here they are those of the transaction. */
    private static String local(String sql) {
        return sql.replaceFirst("(?i)(set_config\\('search_path', *\\?, *)false\\)", "$1true)")
                .replaceFirst("(?i)^SET ROLE ", "SET LOCAL ROLE ");
    }
}
