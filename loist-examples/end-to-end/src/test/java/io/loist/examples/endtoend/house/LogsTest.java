package io.loist.examples.endtoend.house;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.auth.oauth2.AccessToken;
import com.google.auth.oauth2.GoogleCredentials;
import io.loist.ObjectStoreException;
import io.loist.ObjectStoreException.Reason;
import io.loist.db.LoistDatabase;
import io.loist.examples.endtoend.ingest.TestDatabase;
import io.loist.object.ObjectRef;
import io.loist.object.ObjectStore;
import io.loist.object.Upload;
import io.loist.signing.SignedUrl;
import io.loist.storage.GcsObjectStore;
import io.loist.storage.LocalMediaServer;
import io.loist.storage.testing.gcs.GcsTestServer;
import io.loist.testing.Integration;
import io.loist.testkit.memory.InMemoryObjectStore;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.reflect.Proxy;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.sql.Connection;
import java.sql.DriverManager;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the logs of a host get to see: no secret if they are set as SECURITY.md says, and no flood. */
@Integration
class LogsTest {

    private static final ObjectRef SONG = new ObjectRef("music", "song.mp3");

    /** As SECURITY.md names them, besides Jetty's, which goes through SLF4J. */
    private static final List<String> TALKATIVE = List.of(
            "org.postgresql",
            "com.google.api.client.http",
            "sun.net.www.protocol.http.HttpURLConnection",
            "jdk.internal.httpclient",
            "jdk.httpclient");

    private final String password = "pw-" + UUID.randomUUID();
    private final String token = "token-" + UUID.randomUUID();

    @Test
    void everyLogger_mostVerboseButThoseOfSecurityMd_showsNoSecret() throws Exception {
        assertThat(loggersOfSecrets(Level.INFO)).isEmpty();
    }

    @Test
    void theLoggersOfSecurityMd_mostVerbose_showTheSecrets() throws Exception {
        Set<String> loggers = loggersOfSecrets(Level.ALL);

        assertThat(loggers).allMatch(LogsTest::isTalkative);
        // The last one prints only what a system property asks for when the JVM starts
        assertThat(TALKATIVE.subList(0, 4))
                .allSatisfy(name -> assertThat(loggers).anyMatch(each -> each.startsWith(name)));
    }

    @Test
    void mediaServer_brokenStore_logsOneTraceAMinute() throws IOException, InterruptedException {
        ObjectStore broken = (ObjectStore) Proxy.newProxyInstance(
                LogsTest.class.getClassLoader(), new Class<?>[] {ObjectStore.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("close")) {
                        return null;
                    }
                    throw new ObjectStoreException(Reason.UNAVAILABLE, SONG.uri(), "It is down.", null);
                });

        String log;
        try (LocalMediaServer server = LocalMediaServer.start(broken)) {
            SignedUrl url = server.signedUrls().sign(SONG);
            log = errorOutputOf(() -> {
                for (int i = 0; i < 20; i++) {
                    get(url.uri());
                }
            });
        }

        assertThat(log.lines().filter(line -> line.contains("could not serve"))).hasSize(1);
    }

    @Test
    void mediaServer_unsignedRequests_logNothing() throws IOException, InterruptedException {
        try (LocalMediaServer server = LocalMediaServer.start(new InMemoryObjectStore("music"))) {
            String log = errorOutputOf(() -> {
                for (int i = 0; i < 5; i++) {
                    for (String request : unsigned()) {
                        try (Socket socket = new Socket("localhost", server.uri().getPort())) {
                            socket.getOutputStream().write(request.getBytes(UTF_8));
                            socket.shutdownOutput();
                            assertThat(socket.getInputStream().readAllBytes()).isNotNull();
                        }
                    }
                }
            });

            assertThat(log).doesNotContain("WARN").doesNotContain("ERROR").doesNotContain("\tat ");
        }
    }

    private static List<String> unsigned() {
        String host = " HTTP/1.1\r\nHost: localhost\r\n";
        return Stream.of(
                        "PUT /music/x" + host + "Transfer-Encoding: chunked\r\n\r\nfffffff0\r\nhello\r\n",
                        "PUT /music/x" + host + "Content-Length: -5\r\n\r\nhello",
                        "POST /music/" + host
                                + "Content-Type: multipart/form-data; boundary=b\r\nContent-Length: 9\r\n\r\n--b\r\nx\r\n",
                        "GET /%zz" + host + "\r\n",
                        "GET /music/x?upload_id=1" + host + "\r\n",
                        "GET /music/x?X-Goog-Signature=zz" + host + "Range: bytes=9-1\r\n\r\n",
                        "\r\n\r\n",
                        "BREW /music/x" + host + "\r\n")
                .toList();
    }

    private interface Action {
        void run() throws IOException, InterruptedException;
    }

    private static String errorOutputOf(Action action) throws IOException, InterruptedException {
        PrintStream before = System.err;
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        System.setErr(new PrintStream(output, true, UTF_8));
        try {
            action.run();
        } finally {
            System.setErr(before);
        }
        return output.toString(UTF_8);
    }

    private static boolean isTalkative(String logger) {
        return TALKATIVE.stream().anyMatch(logger::startsWith);
    }

    private boolean showsASecret(LogRecord logged) {
        String text = new SimpleFormatter().format(logged);
        return Stream.of("X-Goog-Signature", "upload_id", password, token).anyMatch(text::contains);
    }

    /** Returns which loggers print a secret while each third party is used, with all of them on, and the talkative at a level. */
    private Set<String> loggersOfSecrets(Level talkative) throws Exception {
        List<LogRecord> records = new CopyOnWriteArrayList<>();
        Handler handler = new Handler() {
            @Override
            public void publish(LogRecord logged) {
                records.add(logged);
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        handler.setLevel(Level.ALL);
        Logger root = Logger.getLogger("");
        Level before = root.getLevel();
        Handler[] others = root.getHandlers();
        List<Logger> quiet = TALKATIVE.stream().map(Logger::getLogger).toList();
        Stream.of(others).forEach(root::removeHandler);
        root.addHandler(handler);
        root.setLevel(Level.ALL);
        quiet.forEach(logger -> logger.setLevel(talkative));
        try {
            useEverything();
        } finally {
            quiet.forEach(logger -> logger.setLevel(null));
            root.setLevel(before);
            root.removeHandler(handler);
            Stream.of(others).forEach(root::addHandler);
        }
        return records.stream()
                .filter(logged -> !"com.sun.net.httpserver".equals(logged.getLoggerName())) // of the test server
                .filter(this::showsASecret)
                .map(LogRecord::getLoggerName)
                .collect(Collectors.toSet());
    }

    private void useEverything() throws Exception {
        InMemoryObjectStore store = new InMemoryObjectStore("music");
        store.put(Upload.builder(SONG, new byte[9]).build());
        try (LocalMediaServer server = LocalMediaServer.start(store)) {
            get(server.signedUrls().sign(SONG).uri());
        }
        try (TestDatabase server = TestDatabase.create();
                LoistDatabase database = LoistDatabase.builder()
                        .jdbcUrl(server.jdbcUrl() + "&password=" + password)
                        .build();
                Connection host = DriverManager.getConnection(server.jdbcUrl() + "&password=" + password)) {
            assertThat(database.search().search("x").page().items()).isEmpty();
            assertThat(host.isValid(9)).isTrue();
        }
        GoogleCredentials credentials = GoogleCredentials.create(
                new AccessToken(token, Date.from(Instant.now().plusSeconds(3_600))));
        try (GcsTestServer server = GcsTestServer.start();
                GcsObjectStore cloud = GcsObjectStore.builder()
                        .credentials(credentials)
                        .endpoint(server.endpoint())
                        .build()) {
            server.createBucket("music");
            cloud.put(Upload.builder(SONG, new byte[9]).build());
            cloud.put(Upload.builder(new ObjectRef("music", "long"), new byte[9_000_000])
                    .build());
        }
    }

    private static void get(URI uri) throws IOException, InterruptedException {
        HttpClient.newHttpClient().send(HttpRequest.newBuilder(uri).build(), BodyHandlers.discarding());
    }
}
