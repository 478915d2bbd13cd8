package io.loist.storage.internal.server;

import io.loist.internal.Daemons;
import io.loist.internal.Ticker;
import io.loist.storage.internal.server.http.ClientPace;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.server.Request;

/**
 * Closes the connections of clients that are {@linkplain ClientPace too slow}, and if too many are open, those that have been idle for
 * the longest time.
 */
final class ConnectionWatch implements Connection.Listener, AutoCloseable {

    private final MediaServer.Limits limits;
    private final Map<Connection, ClientPace> open = new ConcurrentHashMap<>();
    private final ScheduledExecutorService watch =
            Executors.newSingleThreadScheduledExecutor(Daemons.named("loist-local-media-watch"));

    @SuppressWarnings("FutureReturnValueIgnored") // the watch ends with its executor
    ConnectionWatch(MediaServer.Limits limits) {
        this.limits = limits;
        long interval = Math.max(1, Math.min(limits.stallTimeout().toMillis() / 4, 1_000));
        watch.scheduleWithFixedDelay(this::closeSlow, interval, interval, TimeUnit.MILLISECONDS);
    }

    @Override
    public void onOpened(Connection connection) {
        open.put(connection, newPace(connection));
        if (open.size() > limits.maxConnections()) {
            takeLongestIdle().forEach(idle -> close(idle, "there are too many connections"));
        }
    }

    /** Takes out several at once, since it has to look at all of them; one thread at a time, so that each takes out others. */
    private synchronized List<Connection> takeLongestIdle() {
        int tooMany = open.size() - limits.maxConnections();
        if (tooMany <= 0) {
            return List.of();
        }
        List<Connection> idle = open.entrySet().stream()
                .filter(entry -> entry.getValue().isIdle())
                .sorted(Comparator.comparingLong(entry -> -entry.getValue().idleNanos()))
                .limit(tooMany + limits.maxConnections() / 16)
                .map(Map.Entry::getKey)
                .toList();
        open.keySet().removeAll(idle);
        return idle;
    }

    @Override
    public void onClosed(Connection connection) {
        open.remove(connection);
    }

    /** Returns the pace of a request's connection. */
    ClientPace pace(Request request) {
        Connection connection = request.getConnectionMetaData().getConnection();
        ClientPace pace = open.get(connection);
        return pace == null ? newPace(connection) : pace; // none if it was closed meanwhile
    }

    private ClientPace newPace(Connection connection) {
        return new ClientPace(limits.stallTimeout(), Ticker.SYSTEM, connection::getBytesIn);
    }

    private void closeSlow() {
        open.forEach((connection, pace) -> {
            if (pace.isTooSlow()) {
                close(connection, "the client is too slow");
            }
        });
    }

    private static void close(Connection connection, String reason) {
        connection.getEndPoint().close(new TimeoutException(reason));
    }

    @Override
    public void close() {
        watch.shutdownNow();
    }
}
