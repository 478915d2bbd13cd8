package io.loist.storage.internal.server;

import io.loist.object.ObjectRef;
import io.loist.object.ObjectStore;
import io.loist.signing.SignedUrlVerifier;
import io.loist.storage.internal.bytes.OpenObject;
import io.loist.storage.internal.server.upload.SpoolFolder;
import java.net.URI;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.jspecify.annotations.Nullable;

/** A running media server: the listening socket, the threads that answer requests, and the folder of unfinished uploads. */
public final class MediaServer implements AutoCloseable {

    /** Threads wait for the store, and for the bodies of signed uploads; never for readers, heads, or unsigned requests. */
    static final int MAX_THREADS = 512;

    private static final int MIN_THREADS = 8;
    private static final int IDLE_THREAD_MILLIS = 30_000;
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);
    /** Enough for two blocks. The kernel would hold megabytes for each slow reader, all of them copied at the start. */
    private static final int SEND_BUFFER = 128 * 1024;

    private static final int MAX_HEAD_BYTES = 32 * 1024;

    private final Server http;
    private final ConnectionWatch watch;
    private final SpoolFolder spool;

    /**
     * What a media server works with.
     *
     * @param store the store of the objects
     * @param opener opens an object of the store
     * @param verifier checks the signatures of requests and forms
     * @param uri the base URI under which clients reach the server
     * @param cors the cross-origin rules
     * @param clock the clock by which upload sessions expire
     * @param limits the limits of connections
     * @param spoolFolder the parent folder of unfinished uploads, or null for the folder of temporary files
     */
    public record Settings(
            ObjectStore store,
            Function<ObjectRef, Optional<OpenObject>> opener,
            SignedUrlVerifier verifier,
            URI uri,
            CorsPolicy cors,
            Clock clock,
            Limits limits,
            @Nullable Path spoolFolder) {}

    /**
     * The limits of connections.
     *
     * @param stallTimeout the maximum time that a client may take to move a block of bytes
     * @param maxConnections the maximum number of connections
     */
    public record Limits(Duration stallTimeout, int maxConnections) {}

    /**
     * Starts a server on a bound socket.
     *
     * @throws IllegalStateException if it cannot be started
     */
    public MediaServer(ServerSocketChannel socket, Settings settings) {
        QueuedThreadPool threads = new QueuedThreadPool(MAX_THREADS, MIN_THREADS, IDLE_THREAD_MILLIS);
        threads.setName("loist-local-media");
        threads.setStopTimeout(CLOSE_TIMEOUT.toMillis());
        this.http = new Server(threads);
        this.watch = new ConnectionWatch(settings.limits());
        this.spool = new SpoolFolder(settings.spoolFolder());
        MediaHandler handler = new MediaHandler(settings, spool, watch);
        http.setHandler(handler);
        http.setErrorHandler(handler::refuse);
        try {
            http.addConnector(connector(socket, settings));
            http.start();
        } catch (Exception e) {
            close();
            throw new IllegalStateException("The local media server cannot start.", e);
        }
    }

    private ServerConnector connector(ServerSocketChannel socket, Settings settings) throws Exception {
        HttpConfiguration configuration = new HttpConfiguration();
        configuration.setSendServerVersion(false);
        configuration.setRequestHeaderSize(MAX_HEAD_BYTES);
        configuration.setResponseHeaderSize(MAX_HEAD_BYTES);
        // Names of objects may contain all of that, and only the path as it was sent is signed
        configuration.setUriCompliance(UriCompliance.UNSAFE);
        ServerConnector connector = new ServerConnector(http, 1, 1, new HttpConnectionFactory(configuration));
        connector.setIdleTimeout(0); // the watch is stricter
        connector.setAcceptedSendBufferSize(SEND_BUFFER);
        connector.addEventListener(watch);
        connector.setHost(settings.uri().getHost()); // for the log alone
        connector.open(socket);
        return connector;
    }

    /** Stops at once; requests in progress are broken off, unfinished uploads are deleted. */
    @Override
    public void close() {
        watch.close();
        try {
            http.stop();
        } catch (Exception e) {
            throw new IllegalStateException("The local media server did not stop.", e);
        } finally {
            http.destroy();
            spool.close();
        }
    }
}
