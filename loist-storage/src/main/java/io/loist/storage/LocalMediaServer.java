package io.loist.storage;

import com.sun.net.httpserver.HttpServer;
import io.loist.MediaServerException;
import io.loist.object.ObjectRef;
import io.loist.object.ObjectStore;
import io.loist.signing.SignedUrlService;
import io.loist.signing.SignedUrlVerifier;
import io.loist.signing.SigningKey;
import io.loist.signing.UrlEndpoint;
import io.loist.signing.VerificationKey;
import io.loist.storage.internal.server.CorsPolicy;
import io.loist.storage.internal.server.MediaServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
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
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves the objects of any {@link ObjectStore} through signed URLs and takes uploads, as Cloud Storage's XML API does, so that a web
 * page works the same with both: for development, tests and machines without a cloud. It answers
 *
 * <ul>
 *   <li>GET and HEAD (each needs a signature of its own, as there) with byte ranges and conditions, and DELETE;
 *   <li>PUT with a signed type, size ({@code x-goog-content-length-range}), checksum ({@code x-goog-hash}, {@code Content-MD5}) and
 *       generation ({@code x-goog-if-generation-match}, checked and stored in one step);
 *   <li>POST with {@code x-goog-resumable: start}, and the session that it starts: chunks, queries, the end, or DELETE. A session ends
 *       after 7 days, or when there are 256 others that were used since; what came lies in a {@linkplain Builder#spoolFolder folder};
 *   <li>forms with a signed policy;
 *   <li>what browsers ask on behalf of pages, by the {@linkplain Builder#cors(CorsRule...) rules} it is given.
 * </ul>
 *
 * <p>Whatever is not signed, or not any more, is refused with an XML body like Cloud Storage's, and so is an upload that only the cloud
 * could store as it asks, such as with an ACL. An upload is stored whole or not at all.
 *
 * <pre>{@code
 * try (LocalMediaServer server = LocalMediaServer.start(store)) {
 *     SignedUrl url = server.signedUrls().sign(new ObjectRef("music", "song.mp3"));
 * }
 * }</pre>
 *
 * <p>It listens on the loopback address, on a free port, unless told otherwise. It speaks plain HTTP and is not made for the open
 * Internet. Requests run on virtual threads where the JVM has them, otherwise on a pool, at most 1,024 at once; memory use does not
 * grow with the size of an object. Unless the system property {@code sun.net.httpserver.nodelay} is set, it is set to {@code true}, since
 * the JDK's server is slow without it.
 *
 * <p>Safe for use by many threads. It runs, and keeps the JVM running, until it is closed; the store stays open.
 */
public final class LocalMediaServer implements AutoCloseable {

    /** How long a client may keep a request without sending or taking 4 KiB unless told otherwise: 30 seconds. */
    public static final Duration DEFAULT_STALL_TIMEOUT = Duration.ofSeconds(30);

    private static final Logger LOG = LoggerFactory.getLogger(LocalMediaServer.class);

    private final MediaServer server;
    private final UrlEndpoint endpoint;
    private final SignedUrlService signedUrls;
    private final AtomicBoolean closed = new AtomicBoolean();

    private LocalMediaServer(Builder builder, HttpServer http) {
        String accessId = "LOCAL" + random(8);
        String secret = random(32);
        List<VerificationKey> keys = new ArrayList<>(builder.keys);
        keys.add(VerificationKey.hmac(accessId, secret));
        this.endpoint = UrlEndpoint.pathStyle(builder.publicUri == null ? uriOf(http.getAddress()) : builder.publicUri);
        this.signedUrls = SignedUrlService.builder(SigningKey.hmac(accessId, secret))
                .endpoint(endpoint)
                .clock(builder.clock)
                .build();
        this.server = new MediaServer(
                http,
                new MediaServer.Settings(
                        builder.store,
                        SignedUrlVerifier.create(builder.clock, keys.toArray(VerificationKey[]::new)),
                        uri(),
                        new CorsPolicy(builder.cors, builder.bucketCors, LOG::warn),
                        builder.clock,
                        builder.stallTimeout,
                        builder.spoolFolder));
    }

    /**
     * Starts a server on a free port of the loopback address.
     *
     * @throws MediaServerException if this machine lets nobody listen there
     */
    public static LocalMediaServer start(ObjectStore store) {
        return builder(store).start();
    }

    /** Starts the description of a server for a store. */
    public static Builder builder(ObjectStore store) {
        return new Builder(store);
    }

    /** Returns where it listens, such as {@code http://127.0.0.1:49152}, or the public URI it was given. */
    public URI uri() {
        return endpoint.base();
    }

    /** Returns where URLs for it point to: whoever signs with a key of their own signs for this endpoint. */
    public UrlEndpoint endpoint() {
        return endpoint;
    }

    /**
     * Returns a service that signs URLs for this server, with a key that is made anew at each start: its URLs are good until they
     * expire or the server is closed.
     */
    public SignedUrlService signedUrls() {
        return signedUrls;
    }

    /** Stops at once; requests that are being answered break off. Closing again does nothing. */
    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            server.close();
        }
    }

    /** Returns where it listens. */
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

        private final ObjectStore store;
        private final List<VerificationKey> keys = new ArrayList<>();
        private InetAddress address = InetAddress.getLoopbackAddress();
        private int port;
        private @Nullable URI publicUri;
        private Clock clock = Clock.systemUTC();
        private Duration stallTimeout = DEFAULT_STALL_TIMEOUT;
        private List<CorsPolicy.Rule> cors = List.of();
        private final Map<String, List<CorsPolicy.Rule>> bucketCors = new HashMap<>();
        private @Nullable Path spoolFolder;

        private Builder(ObjectStore store) {
            this.store = Objects.requireNonNull(store, "store");
        }

        /**
         * Sets the port to listen on; by default 0, which is any free one.
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
         * Sets the address to listen on; by default the loopback address, which only this machine can reach. Listening on all
         * addresses needs a {@link #publicUri} too, for URLs that others can use.
         */
        public Builder address(InetAddress address) {
            this.address = Objects.requireNonNull(address, "address");
            return this;
        }

        /**
         * Sets where clients reach the server, such as {@code http://media.test:8080} behind a proxy that passes the
         * {@code Host} header on; by default where it listens.
         *
         * @throws IllegalArgumentException if {@code uri} is not http or https with a host and nothing behind the port
         */
        public Builder publicUri(URI uri) {
            this.publicUri = UrlEndpoint.pathStyle(uri).base();
            return this;
        }

        /** Accepts what this key signed, too. */
        public Builder accept(VerificationKey key) {
            keys.add(Objects.requireNonNull(key, "key"));
            return this;
        }

        /** Sets the clock that tells when URLs are signed and expire; by default the system's. */
        public Builder clock(Clock clock) {
            this.clock = Objects.requireNonNull(clock, "clock");
            return this;
        }

        /**
         * Sets which web pages of other origins may read and write the objects of every bucket that has no rules {@linkplain
         * #cors(String, CorsRule...) of its own}. By default none may, as with a new bucket of Cloud Storage: a page can play an
         * object in an {@code <audio>} element without {@code crossorigin}, and no more. The log tells once for each reason why a
         * page was refused.
         */
        public Builder cors(CorsRule... rules) {
            this.cors = policyRules(rules);
            return this;
        }

        /**
         * Sets which web pages of other origins may read and write the objects of a bucket; the rules for all buckets do not count
         * for it. Of its rules the first that names the page's origin and the method decides.
         *
         * @throws IllegalArgumentException if the name is not a bucket's
         */
        public Builder cors(String bucket, CorsRule... rules) {
            bucketCors.put(ObjectRef.requireBucket(bucket), policyRules(rules));
            return this;
        }

        private static List<CorsPolicy.Rule> policyRules(CorsRule... rules) {
            return Stream.of(rules)
                    .map(rule -> new CorsPolicy.Rule(rule.origins(), rule.methods(), rule.headers(), rule.maxAge()))
                    .toList();
        }

        /**
         * Sets the folder to keep unfinished resumable uploads in, which takes as much room as they have bytes; by default the one
         * for temporary files. The server makes a folder of its own in it, and deletes that when it is closed.
         */
        public Builder spoolFolder(Path folder) {
            this.spoolFolder = Objects.requireNonNull(folder, "folder");
            return this;
        }

        /**
         * Sets how long a client may keep a request without sending or taking 4 KiB; then its connection is closed. By default
         * 30 seconds.
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
         * Starts the server.
         *
         * @throws MediaServerException if the port is in use, or this machine or user may not listen there
         */
        public LocalMediaServer start() {
            if (System.getProperty("sun.net.httpserver.nodelay") == null) {
                System.setProperty("sun.net.httpserver.nodelay", "true");
            }
            try {
                return new LocalMediaServer(this, HttpServer.create(new InetSocketAddress(address, port), 0));
            } catch (IOException e) {
                String place = inUrl(address) + ":" + port;
                throw new MediaServerException(
                        place,
                        "The local media server cannot listen on " + place + " (" + e.getMessage()
                                + "); stop what uses that port, or choose another one, or 0 for any free one.",
                        e);
            }
        }
    }
}
