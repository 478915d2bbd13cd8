package io.loist.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import com.google.cloud.sql.AuthType;
import com.google.cloud.sql.RefreshStrategy;
import com.google.cloud.sql.core.ConnectionConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.loist.db.internal.connect.DatabaseAddress;
import io.loist.db.internal.connect.DatabaseSettings;
import io.loist.db.internal.connect.PoolSettings;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import javax.net.SocketFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.postgresql.ds.PGSimpleDataSource;

class LoistDatabaseBuilderTest {

    private static final Map<String, String> ENVIRONMENT = Map.of(
            "DB_HOST", "db.example.com",
            "DB_PORT", "6543",
            "DB_NAME", "music",
            "DB_USER", "loist",
            "DB_PASSWORD", "secret-4711",
            "DB_MIN_CONNECTIONS", "5",
            "DB_MAX_CONNECTIONS", "20",
            "DB_STATEMENT_TIMEOUT", "30000",
            "DB_IDLE_TIMEOUT", "60000",
            "PATH", "/bin");

    @Test
    void explain_environment_listsValuesAndSourcesAndMasksSecrets() {
        assertThat(LoistDatabase.builder().environment(ENVIRONMENT).explain()).isEqualTo("""
                        DB_HOST = db.example.com (environment DB_HOST)
                        DB_PORT = 6543 (environment DB_PORT)
                        DB_NAME = music (environment DB_NAME)
                        DB_USER = loist (environment DB_USER)
                        DB_PASSWORD = **** (environment DB_PASSWORD)
                        DB_MIN_CONNECTIONS = 5 (environment DB_MIN_CONNECTIONS)
                        DB_MAX_CONNECTIONS = 20 (environment DB_MAX_CONNECTIONS)
                        DB_CONNECTION_TIMEOUT = 10000 (default)
                        DB_STATEMENT_TIMEOUT = 30000 (environment DB_STATEMENT_TIMEOUT)
                        DB_LOCK_TIMEOUT = 10000 (default)
                        DB_IDLE_TIMEOUT = 60000 (environment DB_IDLE_TIMEOUT)
                        DB_LEAK_TIMEOUT = 300000 (default)
                        """);
    }

    @Test
    void explain_severalSources_strongestCounts() {
        Properties properties = new Properties();
        properties.setProperty("loist.db.max-connections", "15");
        properties.setProperty("loist.db.statement-timeout", "15000");
        properties.setProperty("server.port", "8080");

        String explained = LoistDatabase.builder()
                .jdbcUrl("jdbc:postgresql://db/music?password=secret-4711&sslmode=require")
                .password(() -> "secret-4711")
                .statementTimeout(Duration.ofSeconds(5))
                .properties(properties)
                .environment(ENVIRONMENT)
                .explain();

        assertThat(explained)
                .contains("DB_URL = jdbc:postgresql://db/music?password=****&sslmode=require (builder jdbcUrl)\n")
                .contains("DB_PASSWORD = **** (builder password)\n")
                .contains("DB_STATEMENT_TIMEOUT = 5000 (builder statementTimeout)\n")
                .contains("DB_MAX_CONNECTIONS = 15 (properties loist.db.max-connections)\n")
                .contains("DB_MIN_CONNECTIONS = 5 (environment DB_MIN_CONNECTIONS)\n")
                .doesNotContain("DB_HOST", "DB_NAME", "secret");
    }

    @Test
    void environment_blankValue_countsAsNone() {
        assertThat(LoistDatabase.builder()
                        .environment(Map.of("DB_PORT", "", "DB_MAX_CONNECTIONS", " "))
                        .explain())
                .contains("DB_MAX_CONNECTIONS = 10 (default)");
    }

    @ParameterizedTest
    @CsvSource({
        "DB_PORT, 0",
        "DB_PORT, http",
        "DB_MAX_CONNECTIONS, 0",
        "DB_MIN_CONNECTIONS, -1",
        "DB_STATEMENT_TIMEOUT, 30s",
        "DB_CONNECTION_TIMEOUT, 249",
        "DB_LEAK_TIMEOUT, 1999",
        "DB_SSL_MODE, on",
        "DB_URL, postgresql://db/music",
        "DB_HOST, /cloudsql/project:region:name"
    })
    void environment_unusableValue_throwsWithItsName(String name, String value) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LoistDatabase.builder().environment(Map.of(name, value)))
                .withMessageContaining(name);
    }

    @Test
    void properties_unknownName_throws() {
        Properties properties = new Properties();
        properties.setProperty("loist.db.max-conections", "15");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> LoistDatabase.builder().properties(properties))
                .withMessageContaining("loist.db.max-conections");
    }

    @Test
    void build_twoAddressesOfOneSource_throws() {
        assertThatIllegalStateException()
                .isThrownBy(() -> LoistDatabase.builder()
                        .environment(Map.of("DB_HOST", "db", "DB_CONNECTION_NAME", "p:r:i", "DB_NAME", "music"))
                        .build())
                .withMessageContaining("DB_HOST")
                .withMessageContaining("DB_CONNECTION_NAME");
    }

    @Test
    void build_hostWithoutName_throws() {
        assertThatIllegalStateException()
                .isThrownBy(() -> LoistDatabase.builder()
                        .environment(Map.of("DB_HOST", "db"))
                        .build())
                .withMessageContaining("DB_NAME");
    }

    @Test
    void build_keepsMoreThanItMayHave_throws() {
        assertThatIllegalStateException()
                .isThrownBy(() -> LoistDatabase.builder()
                        .jdbcUrl("jdbc:postgresql://db/music")
                        .poolSize(3)
                        .minimumPoolSize(4)
                        .build())
                .withMessageContaining("DB_MIN_CONNECTIONS is 4");
    }

    @Test
    void address_cloudSql_isUnderstoodByItsConnector() {
        DatabaseAddress address =
                address(Map.of("DB_CONNECTION_NAME", "music:europe-west1:main", "DB_NAME", "my music"));
        Properties asked = new Properties();
        asked.putAll(address.properties());

        ConnectionConfig understood = ConnectionConfig.fromConnectionProperties(asked);

        assertThat(address.hosts()).isEmpty();
        assertThat(address.database()).isEqualTo("my music");
        assertThat(address.properties()).containsEntry("sslmode", "disable");
        assertThat(understood.getCloudSqlInstance()).isEqualTo("music:europe-west1:main");
        assertThat(understood.getConnectorConfig().getRefreshStrategy()).isEqualTo(RefreshStrategy.LAZY);
        assertThat(understood.getAuthType()).isEqualTo(AuthType.IAM);
    }

    @Test
    void address_cloudSqlWithPassword_logsInByIt() {
        Properties asked = new Properties();
        asked.putAll(address(Map.of("DB_CONNECTION_NAME", "p:r:i", "DB_NAME", "music", "DB_PASSWORD", "secret"))
                .properties());

        assertThat(ConnectionConfig.fromConnectionProperties(asked).getAuthType())
                .isEqualTo(AuthType.PASSWORD);
    }

    @Test
    void address_cloudSql_namesAFactoryThatTheDriverCanUse() throws Exception {
        Map<String, String> properties = address(Map.of("DB_CONNECTION_NAME", "p:r:i", "DB_NAME", "music"))
                .properties();

        assertThat(Class.forName(properties.get("socketFactory"))).isAssignableTo(SocketFactory.class);
    }

    @Test
    void address_otherMachine_mustProveItsName() {
        DatabaseAddress address = address(ENVIRONMENT);

        assertThat(address.hosts()).isEqualTo("db.example.com:6543");
        assertThat(address.database()).isEqualTo("music");
        assertThat(address.properties())
                .containsEntry("sslmode", "verify-full")
                .containsEntry("sslfactory", "org.postgresql.ssl.DefaultJavaSSLFactory");
    }

    @Test
    void address_certificateNamed_isWhatCounts() {
        DatabaseAddress address =
                address(Map.of("DB_HOST", "db", "DB_NAME", "music", "DB_SSL_ROOT_CERT", "/etc/ca.pem"));

        assertThat(address.properties())
                .containsOnly(Map.entry("sslmode", "verify-full"), Map.entry("sslrootcert", "/etc/ca.pem"));
    }

    @ParameterizedTest
    @CsvSource({"localhost, localhost", "127.0.0.1, 127.0.0.1", "::1, [::1]"})
    void address_proxyOnThisMachine_needsNoTls(String host, String inUrl) {
        DatabaseAddress address = address(Map.of("DB_HOST", host, "DB_NAME", "my music"));

        assertThat(address.hosts()).isEqualTo(inUrl + ":5432");
        assertThat(address.database()).isEqualTo("my music");
        assertThat(address.properties()).isEmpty();
    }

    @Test
    void build_urlOfAReplicaBesideADataSource_isRefused() {
        LoistDatabaseBuilder builder = LoistDatabase.builder()
                .dataSource(new PGSimpleDataSource())
                .replicaUrl("jdbc:postgresql://replica/music");

        assertThatIllegalStateException().isThrownBy(builder::build).withMessageContaining("DB_REPLICA_URL");
    }

    @Test
    void pool_settings_areHandedOn() {
        DatabaseSettings settings = new DatabaseSettings();
        settings.environment(ENVIRONMENT);
        try (HikariDataSource pool = new PoolSettings(settings).pool()) {
            assertThat(pool.getMaximumPoolSize()).isEqualTo(20);
            assertThat(pool.getMinimumIdle()).isEqualTo(5);
            assertThat(pool.getMaxLifetime()).isGreaterThan(pool.getIdleTimeout());
        }
    }

    private static DatabaseAddress address(Map<String, String> environment) {
        DatabaseSettings settings = new DatabaseSettings();
        settings.environment(environment);
        return DatabaseAddress.of(settings);
    }
}
