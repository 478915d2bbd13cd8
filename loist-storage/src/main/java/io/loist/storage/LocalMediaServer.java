package io.loist.storage;

import io.loist.MediaServerException;
import io.loist.object.ObjectRef;
import io.loist.object.ObjectStore;
import io.loist.signing.SignedUrlService;
import io.loist.signing.SignedUrlVerifier;
import io.loist.signing.SigningKey;
import io.loist.signing.UrlEndpoint;
import io.loist.signing.VerificationKey;
import io.loist.storage.internal.bytes.OpenObject;
import io.loist.storage.internal.server.CorsPolicy;
import io.loist.storage.internal.server.MediaServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An HTTP server that serves the objects of any {@link ObjectStore} through signed URLs and accepts uploads, like the XML API of Cloud
 * Storage, so that a web page works the same with both: for development, tests and machines without a cloud. It supports
 *
 * <ul>
 *   <li>GET and HEAD, each with its own signature, with byte ranges and preconditions, and DELETE;
 *   <li>PUT with a signed type, size ({@code x-goog-content-length-range}), checksum ({@code x-goog-hash}, {@code Content-MD5}) and
 *       generation ({@code x-goog-if-generation-match}, checked atomically);
 *   <li>POST with {@code x-goog-resumable: start}, and the session that it starts: chunks, status queries, and DELETE. A session
 *       expires after 7 days; the least recently used is dropped of more than 16 of one signed URL, 256 of one client's address, and
 *       512 altogether. Received bytes are stored in a
 *       {@linkplain Builder#spoolFolder folder};
 *   <li>forms with a signed policy;
 *   <li>cross-origin requests of web pages, by {@linkplain Builder#cors(CorsRule...) rules}.
 * </ul>
 *
 * <p>Requests without a valid signature are refused with an XML body like Cloud Storage's. So are uploads with options that only Cloud
 * Storage supports, such as an ACL. Uploads are atomic. Everything is served under {@code Content-Security-Policy: sandbox}, because an upload may be a web
 * page. One stack trace per minute at most is logged for requests that the server fails to answer.
 *
 * <pre>{@code
 * try (LocalMediaServer server = LocalMediaServer.start(store)) {
 *     SignedUrl url = server.signedUrls().sign(new ObjectRef("music", "song.mp3"));
 * }
 * }</pre>
 *
 * <p>By default it listens on a free port of the loopback address. It uses plain HTTP and is not intended for the public Internet.
 * It needs Jetty ({@code org.eclipse.jetty:jetty-server} 12.1) on the class path. Up to 512 threads wait for the store and for signed
 * uploads, of which up to 256 are received at once; slow readers, idle connections and unsigned requests occupy no thread. Memory use does
 * not depend on the size of objects.
 *
 * <p>Safe for use by several threads. The server runs, and keeps the JVM running, until it is closed; closing does not close the store.
 */
public final class LocalMediaServer implements AutoCloseable {

    /** The default {@linkplain Builder#stallTimeout stall timeout}: 30 seconds. */
    public static final Duration DEFAULT_STALL_TIMEOUT = Duration.ofSeconds(30);

    /** The default {@linkplain Builder#maxConnections maximum number of connections}: 2,048. */
    public static final int DEFAULT_MAX_CONNECTIONS = 2_048;

    private static final Logger LOG = LoggerFactory.getLogger(LocalMediaServer.class);

    private final MediaServer server;
    private final UrlEndpoint endpoint;
    private final SignedUrlService signedUrls;
    private final AtomicBoolean closed = new AtomicBoolean();

    private LocalMediaServer(Builder builder, ServerSocketChannel socket) throws IOException {
        InetSocketAddress bound = (InetSocketAddress) socket.getLocalAddress();
        String accessId = "LOCAL" + random(8);
        String secret = random(32);
        List<VerificationKey> keys = new ArrayList<>(builder.keys);
        keys.add(VerificationKey.hmac(accessId, secret));
        this.endpoint = UrlEndpoint.pathStyle(builder.publicUri == null ? uriOf(bound) : builder.publicUri);
        this.signedUrls = SignedUrlService.builder(SigningKey.hmac(accessId, secret))
                .endpoint(endpoint)
                .clock(builder.clock)
                .build();
        this.server = new MediaServer(
                socket,
                new MediaServer.Settings(
                        builder.store,
                        builder.opener(),
                        SignedUrlVerifier.create(builder.clock, keys.toArray(VerificationKey[]::new)),
                        uri(),
                        new CorsPolicy(builder.cors, builder.bucketCors, LOG::warn),
                        builder.clock,
                        new MediaServer.Limits(builder.stallTimeout, builder.maxConnections),
                        builder.spoolFolder));
    }

    /**
     * Starts a server on a free port of the loopback address.
     *
     * @throws MediaServerException if the server cannot listen there
     */
    public static LocalMediaServer start(ObjectStore store) {
        return builder(store).start();
    }

    /** Creates a builder of a server for a store. */
    public static Builder builder(ObjectStore store) {
        return new Builder(store);
    }

    /** Returns the server's base URI, such as {@code http://127.0.0.1:49152}, or its public URI if one is set. */
    public URI uri() {
        return endpoint.base();
    }

    /** Returns the endpoint of its URLs, for services that sign with another key. */
    public UrlEndpoint endpoint() {
        return endpoint;
    }

    /**
     * Returns a service that signs URLs of this server with a random key, which is created at every start: the URLs are valid until they
     * expire or the server is closed.
     */
    public SignedUrlService signedUrls() {
        return signedUrls;
    }

    /** Stops at once and breaks off running requests. Closing again has no effect. */
    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            server.close();
        }
    }

    /** Returns a description with the base URI. */
    @Override
    public String toString() {
        return "local media server at " + uri();
    }

    private static URI uriOf(InetSocketAddress address) {
        InetAddress host =
                address.getAddress().isAnyLocalAddress() ? InetAddress.getLoopbackAddress() : address.getAddress();
        return URI.create("http://" + inUrl(host) + ":" + address.getPort());
    }

    private static String inUrl(InetAddress host) {
        String text = host.getHostAddress();
        int zone = text.indexOf('%');
        String withoutZone = zone < 0 ? text : text.substring(0, zone);
        return withoutZone.contains(":") ? "[" + withoutZone + "]" : withoutZone;
    }

    private static String random(int bytes) {
        byte[] random = new byte[bytes];
        new SecureRandom().nextBytes(random);
        return HexFormat.of().formatHex(random);
    }

    /** Builds a {@link LocalMediaServer}. Not safe for use by several threads at once. */
    public static final class Builder {

        private static final int BACKLOG = 1_024;

        private final ObjectStore store;
        private final List<VerificationKey> keys = new ArrayList<>();
        private InetAddress address = InetAddress.getLoopbackAddress();
        private int port;
        private @Nullable URI publicUri;
        private Clock clock = Clock.systemUTC();
        private Duration stallTimeout = DEFAULT_STALL_TIMEOUT;
        private int maxConnections = DEFAULT_MAX_CONNECTIONS;
        private List<CorsPolicy.Rule> cors = List.of();
        private final Map<String, List<CorsPolicy.Rule>> bucketCors = new HashMap<>();
        private @Nullable Path spoolFolder;

        private Builder(ObjectStore store) {
            this.store = Objects.requireNonNull(store, "store");
        }

        /**
         * Sets the port to listen on; by default 0, which means any free port.
         *
         * @throws IllegalArgumentException if {@code port} is not from 0 to 65535
         */
        public Builder port(int port) {
            if (port < 0 || port > 65_535) {
                throw new IllegalArgumentException("port must be from 0 to 65535, but is " + port);
            }
            this.port = port;
            return this;
        }

        /**
         * Sets the address to listen on; by default the loopback address, which only this machine can reach. To listen on all
         * addresses, also set a {@link #publicUri} that clients can reach.
         */
        public Builder address(InetAddress address) {
            this.address = Objects.requireNonNull(address, "address");
            return this;
        }

        /**
         * Sets the base URI that clients use, such as {@code http://media.test:8080} for a proxy that forwards the {@code Host}
         * header; by default the address that the server listens on.
         *
         * @throws IllegalArgumentException if {@code uri} is not http or https with a host and no path
         */
        public Builder publicUri(URI uri) {
            this.publicUri = UrlEndpoint.pathStyle(uri).base();
            return this;
        }

        /** Accepts the signatures of another key, too. May be called several times. */
        public Builder accept(VerificationKey key) {
            keys.add(Objects.requireNonNull(key, "key"));
            return this;
        }

        /** Sets the clock by which URLs are signed and expire; by default the system's clock in UTC. */
        public Builder clock(Clock clock) {
            this.clock = Objects.requireNonNull(clock, "clock");
            return this;
        }

        /**
         * Sets the cross-origin rules of all buckets without rules {@linkplain #cors(String, CorsRule...) of their own}; by default
         * none, as for a new bucket of Cloud Storage: a page of another origin can then only play objects in an {@code <audio>}
         * element without {@code crossorigin}. Each reason for refusing a page is logged once.
         */
        public Builder cors(CorsRule... rules) {
            this.cors = policyRules(rules);
            return this;
        }

        /**
         * Sets the cross-origin rules of one bucket, to which the rules for all buckets then do not apply. The first rule that
         * contains the page's origin and the method applies.
         *
         * @throws IllegalArgumentException if the bucket's name is not valid
         */
        public Builder cors(String bucket, CorsRule... rules) {
            bucketCors.put(ObjectRef.requireBucket(bucket), policyRules(rules));
            return this;
        }

        private Function<ObjectRef, Optional<OpenObject>> opener() {
            return store instanceof FileSystemObjectStore files ? files::open : ref -> OpenObject.in(store, ref);
        }

        private static List<CorsPolicy.Rule> policyRules(CorsRule... rules) {
            return Stream.of(rules)
                    .map(rule -> new CorsPolicy.Rule(rule.origins(), rule.methods(), rule.headers(), rule.maxAge()))
                    .toList();
        }

        /**
         * Sets the parent folder of unfinished resumable uploads; by default the folder of temporary files. The server creates a
         * folder of its own in it and deletes that when it is closed.
         */
        public Builder spoolFolder(Path folder) {
            this.spoolFolder = Objects.requireNonNull(folder, "folder");
            return this;
        }

        /**
         * Sets the maximum time that a client may take to send or receive 4 KiB, and that a connection may be idle, after which it is
         * closed; by default 30 seconds. Before a signature is verified, it is 10 seconds at most, for all that is sent until then.
         *
         * @throws IllegalArgumentException if {@code timeout} is not positive
         */
        public Builder stallTimeout(Duration timeout) {
            if (timeout.isNegative() || timeout.isZero()) {
                throw new IllegalArgumentException("stallTimeout must be positive, but is " + timeout);
            }
            this.stallTimeout = timeout;
            return this;
        }

        /**
         * Sets the maximum number of open connections; by default 2,048. When another client connects, the connection that has been idle
         * for the longest time is closed. Each connection takes up to 100 KiB of memory outside the heap while its client is slow, and
         * about 10 KiB while it is idle.
         *
         * @throws IllegalArgumentException if {@code connections} is less than 1
         */
        public Builder maxConnections(int connections) {
            if (connections < 1) {
                throw new IllegalArgumentException("maxConnections must be at least 1, but is " + connections);
            }
            this.maxConnections = connections;
            return this;
        }

        /**
         * Starts the server.
         *
         * @throws MediaServerException if the port is in use, the process has no permission to listen there, or Jetty is missing
         */
        public LocalMediaServer start() {
            InetSocketAddress place = new InetSocketAddress(address, port);
            try {
                return start(ServerSocketChannel.open(), place);
            } catch (IOException e) {
                throw notStarted(
                        e.getMessage()
                                + "); stop the program that uses the port, choose another port, or 0 for any free one.",
                        e);
            } catch (NoClassDefFoundError e) {
                throw notStarted(
                        "a class of Jetty is missing); add org.eclipse.jetty:jetty-server 12.1 to the class path.", e);
            }
        }

        private LocalMediaServer start(ServerSocketChannel socket, InetSocketAddress place) throws IOException {
            try {
                socket.bind(place, BACKLOG);
                return new LocalMediaServer(this, socket);
            } catch (IOException | RuntimeException | NoClassDefFoundError e) {
                socket.close();
                throw e;
            }
        }

        private MediaServerException notStarted(String reason, Throwable cause) {
            String place = inUrl(address) + ":" + port;
            return new MediaServerException(
                    place, "The local media server cannot listen on " + place + " (" + reason, cause);
        }
    }
}
