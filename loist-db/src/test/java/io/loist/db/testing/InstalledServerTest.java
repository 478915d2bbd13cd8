package io.loist.db.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.loist.DatabaseException;
import io.loist.db.LoistDatabase;
import io.loist.db.LoistDatabaseBuilder;
import io.loist.testing.Integration;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What takes a server that is set up in a way of its own: TLS, passwords. */
@Integration
class InstalledServerTest {

    private static final Duration DEADLINE = Duration.ofSeconds(30);

    @TempDir
    private Path folder = Path.of("");

    @Test
    void connect_verifyFull_takesOnlyTheNameOfTheCertificate() throws Exception {
        TestCertificate certificate = TestCertificate.create(folder.resolve("tls"), "localhost");
        Map<String, String> right = Map.of(
                "DB_HOST", "localhost",
                "DB_NAME", "postgres",
                "DB_USER", TestServer.SUPERUSER,
                "DB_SSL_MODE", "verify-full",
                "DB_SSL_ROOT_CERT", certificate.authority().toString());
        try (HostServer server = HostServer.start(
                HostServer.programs(),
                folder.resolve("server"),
                "ssl=on",
                "ssl_cert_file=" + certificate.authority(),
                "ssl_key_file=" + certificate.key())) {
            Map<String, String> port = Map.of("DB_PORT", String.valueOf(server.port()));
            try (LoistDatabase database = database(right, port);
                    LoistDatabase otherName = database(right, port, Map.of("DB_HOST", "127.0.0.1"));
                    LoistDatabase unknownAuthority = database(
                            port,
                            Map.of(
                                    "DB_HOST", "localhost",
                                    "DB_NAME", "postgres",
                                    "DB_USER", TestServer.SUPERUSER,
                                    "DB_SSL_MODE", "verify-full"))) {
                assertThat(database.admin().statistics().tables()).isEmpty();
                assertThat(database.admin().migrations().status()).isNotEmpty();
                assertUntrusted(otherName);
                assertUntrusted(unknownAuthority);
            }
        }
    }

    @Test
    void password_rotated_isAskedForAgain() throws IOException {
        AtomicReference<String> secret = new AtomicReference<>("first");
        try (HostServer server = HostServer.start(HostServer.programs(), folder);
                LoistDatabase database = LoistDatabase.builder()
                        .jdbcUrl(server.jdbcUrl(TestServer.SUPERUSER))
                        .user("rotating")
                        .password(secret::get)
                        .poolSize(1)
                        .build()) {
            String url = server.jdbcUrl(TestServer.SUPERUSER);
            server.requirePassword("rotating");
            TestServer.execute(url, "CREATE ROLE rotating LOGIN PASSWORD 'first'");
            assertThat(database.admin().statistics().tables()).isEmpty();

            TestServer.execute(
                    url,
                    "ALTER ROLE rotating PASSWORD 'second'",
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'rotating'");
            secret.set("second");

            assertThat(database.admin().statistics().tables()).isEmpty();
            assertThat(database.admin().migrations().status()).isNotEmpty();
        }
    }

    @Test
    void url_withUserAndPassword_isWhatEveryPathConnectsWith() throws IOException {
        try (HostServer server = HostServer.start(HostServer.programs(), folder)) {
            String url = server.jdbcUrl(TestServer.SUPERUSER);
            TestServer.execute(
                    url,
                    "CREATE ROLE guest LOGIN PASSWORD 'guest%secret'",
                    "GRANT CREATE ON DATABASE postgres TO guest");
            server.requirePassword("guest");
            try (LoistDatabase database = at(url + "?user=guest&password=guest%25secret");
                    LoistDatabase without = at(url + "?user=guest");
                    LoistDatabase wrong = at(url + "?user=guest&password=other");
                    LoistDatabase missing = at(server.jdbcUrl("nowhere") + "?user=postgres")) {
                database.migrate();
                database.refreshSearch();
                assertThat(database.health(DEADLINE).problems()).isEmpty();
                assertThat(database.search().search("song").hits()).isEmpty();

                for (LoistDatabase denied : List.of(without, wrong)) {
                    assertCode("DATABASE_ACCESS_DENIED", denied::migrate);
                    assertCode("DATABASE_ACCESS_DENIED", () -> denied.search().search("song"));
                    assertThat(denied.health(DEADLINE).problems())
                            .singleElement()
                            .asString()
                            .contains("check user, password");
                }
                assertCode("DATABASE_MISSING", missing::migrate);
                assertCode("DATABASE_MISSING", () -> missing.search().search("song"));
            }
        }
    }

    @Test
    void url_tlsSettingsBeside_areWhatCounts() throws Exception {
        TestCertificate certificate = TestCertificate.create(folder.resolve("tls"), "localhost");
        TestCertificate client = TestCertificate.create(folder.resolve("client"), "guest");
        try (HostServer server = HostServer.start(
                HostServer.programs(),
                folder.resolve("server"),
                "ssl=on",
                "ssl_cert_file=" + certificate.authority(),
                "ssl_key_file=" + certificate.key(),
                "ssl_ca_file=" + client.authority())) {
            TestServer.execute(server.jdbcUrl(TestServer.SUPERUSER), "CREATE ROLE guest LOGIN");
            server.require("hostssl all guest 127.0.0.1/32 cert");
            String url = "jdbc:postgresql://localhost:" + server.port() + "/postgres?user=guest&sslmode=disable";
            Map<String, String> verified = Map.of(
                    "DB_URL",
                    url,
                    "DB_SSL_MODE",
                    "verify-full",
                    "DB_SSL_ROOT_CERT",
                    certificate.authority().toString());
            Map<String, String> identified = Map.of(
                    "DB_SSL_CERT",
                    client.authority().toString(),
                    "DB_SSL_KEY",
                    client.key().toString());
            try (LoistDatabase database = database(verified, identified);
                    LoistDatabase anonymous = database(verified);
                    LoistDatabase unknownAuthority = database(
                            verified,
                            identified,
                            Map.of("DB_SSL_ROOT_CERT", client.authority().toString()))) {
                assertThat(database.admin().statistics().tables()).isEmpty();
                assertThat(database.admin().migrations().status()).isNotEmpty();
                assertCode("DATABASE_ACCESS_DENIED", () -> anonymous.admin().statistics());
                assertUntrusted(unknownAuthority);
            }
        }
    }

    private static LoistDatabase at(String url) {
        return LoistDatabase.builder()
                .jdbcUrl(url)
                .connectionTimeout(Duration.ofSeconds(2))
                .build();
    }

    private static void assertCode(String code, Runnable call) {
        assertThatExceptionOfType(DatabaseException.class)
                .isThrownBy(call::run)
                .satisfies(e -> assertThat(e.code()).isEqualTo(code));
    }

    private static void assertUntrusted(LoistDatabase database) {
        assertThatExceptionOfType(DatabaseException.class)
                .isThrownBy(() -> database.admin().statistics())
                .satisfies(e -> assertThat(e.code()).isEqualTo("DATABASE_UNTRUSTED"))
                .satisfies(e -> assertThat(e.retryable()).isFalse());
    }

    @SafeVarargs
    private static LoistDatabase database(Map<String, String>... environments) {
        LoistDatabaseBuilder builder = LoistDatabase.builder().connectionTimeout(Duration.ofSeconds(2));
        for (Map<String, String> environment : environments) {
            builder.environment(environment);
        }
        return builder.build();
    }
}
