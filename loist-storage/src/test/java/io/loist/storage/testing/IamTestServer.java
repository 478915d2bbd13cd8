package io.loist.storage.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.api.client.http.javanet.NetHttpTransport;
import com.google.auth.http.HttpTransportFactory;
import com.google.auth.oauth2.ComputeEngineCredentials;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.URI;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.util.Base64;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Plays the metadata server of a machine (reached as a proxy, since its name is fixed) and the IAM Service Account Credentials API,
 * over real HTTP and with a key made for the run.
 */
public final class IamTestServer implements AutoCloseable {

    public static final String ACCOUNT = "runner@loist-test.iam.gserviceaccount.com";

    private static final String TOKEN = "token-" + System.nanoTime();
    private static final String FEDERATED = "federated-" + System.nanoTime();

    /** What proves who a process elsewhere is. */
    public static final String SUBJECT = "subject-" + System.nanoTime();

    private static final Pattern PAYLOAD = Pattern.compile("\"payload\":\"([^\"]*)\"");

    /** Of all servers of a JVM: a new one takes a large part of a second. */
    private static final KeyPair KEYS = newKeys();

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Queue<Answer> answers = new ConcurrentLinkedQueue<>();
    private final AtomicInteger asked = new AtomicInteger();
    private final AtomicInteger underWay = new AtomicInteger();
    private final AtomicInteger mostUnderWay = new AtomicInteger();

    public IamTestServer() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        server.createContext("/", this::handle);
        server.setExecutor(threads);
        server.start();
    }

    private static KeyPair newKeys() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2_048);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    /** Has the next call answered with a status and a body. */
    public IamTestServer answer(int status, String body) {
        answers.add(new Answer(status, body, 0));
        return this;
    }

    /** Has the next call answered late. */
    public IamTestServer late(long millis) {
        answers.add(new Answer(200, "", millis));
        return this;
    }

    /** Returns the credentials file of a process elsewhere, which proves who it is with a token in a file. */
    public static String federated(Path subjectToken, boolean impersonating) {
        String impersonation = ",\"service_account_impersonation_url\":"
                + "\"https://iamcredentials.googleapis.com/v1/projects/-/serviceAccounts/" + ACCOUNT
                + ":generateAccessToken\"";
        return "{\"type\":\"external_account\",\"audience\":\"//iam.googleapis.com/projects/1/locations/global/"
                + "workloadIdentityPools/pool/providers/provider\","
                + "\"subject_token_type\":\"urn:ietf:params:oauth:token-type:jwt\","
                + "\"token_url\":\"https://sts.googleapis.com/v1/token\",\"credential_source\":{\"file\":\""
                + subjectToken + "\"}" + (impersonating ? impersonation : "") + "}";
    }

    /** Returns what takes calls of Google's hosts here: the client lets them have no other addresses. */
    public HttpTransportFactory transport() {
        return () -> new NetHttpTransport.Builder()
                .setConnectionFactory(url -> {
                    if (!url.getHost().endsWith(".googleapis.com")) {
                        throw new IOException("no call to " + url.getHost() + " is expected");
                    }
                    return (HttpURLConnection)
                            uri().resolve(url.getPath()).toURL().openConnection();
                })
                .build();
    }

    /** Returns the token that the account has now. */
    public static String token() {
        return TOKEN;
    }

    public KeyPair keys() {
        return KEYS;
    }

    public URI uri() {
        return URI.create("http://" + server.getAddress().getAddress().getHostAddress() + ":"
                + server.getAddress().getPort());
    }

    public int asked() {
        return asked.get();
    }

    public int mostUnderWay() {
        return mostUnderWay.get();
    }

    /** Returns the credentials of a process on this machine. */
    public ComputeEngineCredentials machine() {
        Proxy metadata = new Proxy(Proxy.Type.HTTP, server.getAddress());
        return ComputeEngineCredentials.newBuilder()
                .setHttpTransportFactory(
                        () -> new NetHttpTransport.Builder().setProxy(metadata).build())
                .build();
    }

    private void handle(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        if (path.endsWith("/default/email")) {
            exchange.getResponseHeaders().set("Metadata-Flavor", "Google");
            send(exchange, 200, ACCOUNT);
        } else if (path.endsWith("/default/token")) {
            exchange.getResponseHeaders().set("Metadata-Flavor", "Google");
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            send(exchange, 200, "{\"access_token\":\"" + TOKEN + "\",\"expires_in\":3600,\"token_type\":\"Bearer\"}");
        } else if (path.endsWith("/v1/token")) {
            exchangeToken(exchange);
        } else if (path.endsWith(ACCOUNT + ":generateAccessToken")) {
            boolean known =
                    ("Bearer " + FEDERATED).equals(exchange.getRequestHeaders().getFirst("Authorization"));
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            send(
                    exchange,
                    known ? 200 : 401,
                    "{\"accessToken\":\"" + TOKEN + "\",\"expireTime\":\"2999-01-01T00:00:00Z\"}");
        } else if (path.endsWith(ACCOUNT + ":signBlob")) {
            signBlob(exchange);
        } else {
            send(exchange, 404, "{\"error\":{\"status\":\"NOT_FOUND\"}}");
        }
    }

    private static void exchangeToken(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        if (body.contains("subject_token=" + SUBJECT + "&") || body.endsWith("subject_token=" + SUBJECT)) {
            send(
                    exchange,
                    200,
                    "{\"access_token\":\"" + FEDERATED + "\",\"token_type\":\"Bearer\",\"expires_in\":3600,"
                            + "\"issued_token_type\":\"urn:ietf:params:oauth:token-type:access_token\"}");
        } else {
            send(exchange, 400, "{\"error\":\"invalid_grant\",\"error_description\":\"The token is not known.\"}");
        }
    }

    private void signBlob(HttpExchange exchange) throws IOException {
        asked.incrementAndGet();
        mostUnderWay.accumulateAndGet(underWay.incrementAndGet(), Math::max);
        Answer answer;
        try {
            answer = answer(exchange);
        } finally {
            // Before the answer leaves: the next question may come as soon as it has arrived.
            underWay.decrementAndGet();
        }
        send(exchange, answer.status(), answer.body());
    }

    private Answer answer(HttpExchange exchange) throws IOException {
        Answer planned = answers.poll();
        if (planned != null && planned.delayMillis() == 0) {
            return planned;
        }
        if (planned != null) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(planned.delayMillis()));
        }
        String given = String.valueOf(exchange.getRequestHeaders().getFirst("Authorization"));
        if (!given.equals("Bearer " + TOKEN) && !given.equals("Bearer " + FEDERATED)) {
            return new Answer(401, "{\"error\":{\"status\":\"UNAUTHENTICATED\"}}", 0);
        }
        Matcher payload = PAYLOAD.matcher(new String(exchange.getRequestBody().readAllBytes(), UTF_8));
        return payload.find()
                ? new Answer(200, "{\"keyId\":\"1\",\"signedBlob\":\"" + signature(payload.group(1)) + "\"}", 0)
                : new Answer(400, "{\"error\":{\"status\":\"INVALID_ARGUMENT\"}}", 0);
    }

    private String signature(String payload) {
        try {
            Signature signer = Signature.getInstance("SHA256withRSA");
            signer.initSign(KEYS.getPrivate());
            signer.update(Base64.getDecoder().decode(payload));
            return Base64.getEncoder().encodeToString(signer.sign());
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    private static void send(HttpExchange exchange, int status, String body) {
        byte[] bytes = body.getBytes(UTF_8);
        try (exchange) {
            exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private record Answer(int status, String body, long delayMillis) {}
}
