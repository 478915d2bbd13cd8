package io.loist.examples.benchmarks.database;

import io.loist.examples.benchmarks.harness.BenchServer;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Predicate;
import javax.sql.DataSource;

/** Records the statements prepared on the connections to a server, so that they can be executed without loist. */
final class CapturedSql {

    private final List<String> statements = Collections.synchronizedList(new ArrayList<>());

    /** Returns a source of connections whose prepared statements are recorded. */
    DataSource listen(BenchServer server) {
        return (DataSource) Proxy.newProxyInstance(
                DataSource.class.getClassLoader(),
                new Class<?>[] {DataSource.class},
                (proxy, method, arguments) -> listen(server.connect()));
    }

    /** Returns the last statement with a property. */
    String last(Predicate<String> property) {
        return statements.stream()
                .filter(property)
                .reduce((one, next) -> next)
                .orElseThrow(() -> new IllegalStateException("loist no longer does this in one statement"));
    }

    private Connection listen(Connection connection) {
        return (Connection) Proxy.newProxyInstance(
                Connection.class.getClassLoader(), new Class<?>[] {Connection.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("prepareStatement")) {
                        statements.add((String) arguments[0]);
                    }
                    try {
                        return method.invoke(connection, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getTargetException();
                    }
                });
    }
}
