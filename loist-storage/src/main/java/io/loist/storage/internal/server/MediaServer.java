package io.loist.storage.internal.server;

import com.sun.net.httpserver.HttpServer;
import io.loist.object.ObjectStore;
import io.loist.signing.SignedUrlVerifier;
import io.loist.storage.internal.server.http.HttpWorkers;
import io.loist.storage.internal.server.upload.SpoolFolder;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A running media server: the listening socket, the threads that answer requests, and the folder of unfinished uploads. */
public final class MediaServer implements AutoCloseable {

    private final HttpServer http;
    private final HttpWorkers workers;
    private final SpoolFolder spool;

    /**
     * What a media server works with.
     *
     * @param store the store of the objects
     * @param verifier checks the signatures of requests and forms
     * @param uri the base URI under which clients reach the server
     * @param cors the cross-origin rules
     * @param clock the clock by which upload sessions expire
     * @param stallTimeout the maximum time that a request may take to move a block of bytes
     * @param spoolFolder the parent folder of unfinished uploads, or null for the folder of temporary files
     */
    public record Settings(
            ObjectStore store,
            SignedUrlVerifier verifier,
            URI uri,
            CorsPolicy cors,
            Clock clock,
            Duration stallTimeout,
            @Nullable Path spoolFolder) {}

    /** Starts a server on a bound socket. */
    public MediaServer(HttpServer http, Settings settings) {
        this.http = http;
        this.workers = new HttpWorkers(settings.stallTimeout());
        this.spool = new SpoolFolder(settings.spoolFolder());
        http.setExecutor(workers);
        http.createContext("/", new MediaHandler(settings, spool, workers::progressed));
        http.start();
    }

    /** Stops at once; requests in progress are broken off, unfinished uploads are deleted. */
    @Override
    public void close() {
        http.stop(0);
        workers.close();
        spool.close();
    }
}
