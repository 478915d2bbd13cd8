package io.loist.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.loist.db.internal.connect.DatabaseAddress;
import io.loist.db.internal.connect.DatabaseSettings;
import io.loist.db.internal.connect.PoolSettings;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the address of the database becomes for the driver, and what of it is shown. */
class AddressSettingsTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jdbc:postgresql://db/music?password=S3CRET&S3CRET",
                "jdbc:postgresql://db/music?pass%77ord=S3CRET",
                "jdbc:postgresql://db/music;password=S3CRET",
                "jdbc:postgresql://db/music?options=-c%20x=S3CRET",
                "jdbc:postgresql://db/music?sslpassword=S3CRET",
                "jdbc:postgresql://db/music?user=a@S3CRET",
                "jdbc:postgresql:music;S3CRET"
            })
    void explain_oddUrl_showsNoPartOfAPassword(String url) {
        assertThat(LoistDatabase.builder().jdbcUrl(url).explain()).doesNotContain("S3CRET");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jdbc:postgresql://user:S3CRET@db/music",
                "jdbc:postgresql://user:S3C/RET@db/music",
                "jdbc:postgresql://user:S3C@RET@db/music",
                "jdbc:postgresql://db:S3CRET/music",
                "jdbc:postgresql://db?password=S3CRET"
            })
    void jdbcUrl_notUnderstood_isRefusedWithoutRepeatingIt(String url) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LoistDatabase.builder().jdbcUrl(url))
                .withMessageContaining("?user=name&password=secret")
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("S3C", "RET"));
    }

    @Test
    void url_parts_areTakenApart() {
        DatabaseAddress address =
                address(Map.of("DB_URL", "jdbc:postgresql://a:1,[::1]:2,c/my%20music?user=me&password=p%26w"));

        assertThat(address.hosts()).isEqualTo("a:1,[::1]:2,c:5432");
        assertThat(address.database()).isEqualTo("my music");
        assertThat(address.properties()).containsEntry("user", "me").containsEntry("password", "p&w");
    }

    @ParameterizedTest
    @CsvSource({
        "jdbc:postgresql://db/music?sslmode=disable, verify-full, verify-full",
        "jdbc:postgresql://db/music?sslmode=require, , require",
        "jdbc:postgresql://db/music, require, require",
        "jdbc:postgresql://db/music, , ",
        "jdbc:postgresql://localhost/music, , "
    })
    void url_sslMode_isThatOfTheSettingFirst(String url, String setting, String expected) {
        Map<String, String> environment = new HashMap<>(Map.of("DB_URL", url));
        if (setting != null) {
            environment.put("DB_SSL_MODE", setting);
        }
        assertThat(address(environment).properties().get("sslmode")).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "jdbc:postgresql://db:6000/music, , true",
        "jdbc:postgresql://localhost/music, , false",
        "jdbc:postgresql://db/music?sslmode=disable, , false",
        "jdbc:postgresql://db/music, disable, false"
    })
    void url_withoutAWordAboutTls_warnsWithTheSetting(String url, String setting, boolean warned) {
        Map<String, String> environment = new HashMap<>(Map.of("DB_URL", url));
        if (setting != null) {
            environment.put("DB_SSL_MODE", setting);
        }
        PrintStream before = System.err;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        System.setErr(new PrintStream(printed, true, StandardCharsets.UTF_8));
        try {
            address(environment);
        } finally {
            System.setErr(before);
        }

        String[] lines = printed.toString(StandardCharsets.UTF_8).lines().toArray(String[]::new);
        assertThat(lines).hasSize(warned ? 1 : 0);
        assertThat(lines)
                .allMatch(line -> line.contains("WARN") && line.contains("DB_SSL_MODE") && line.contains("db:6000"));
    }

    @Test
    void url_certificates_countWhateverItSays() {
        Map<String, String> environment = Map.of(
                "DB_URL", "jdbc:postgresql://db/music?sslrootcert=/other.pem",
                "DB_SSL_ROOT_CERT", "/ca.pem",
                "DB_SSL_CERT", "/me.pem",
                "DB_SSL_KEY", "/me.pk8");

        assertThat(address(environment).properties())
                .containsOnly(
                        Map.entry("sslmode", "verify-full"),
                        Map.entry("sslrootcert", "/ca.pem"),
                        Map.entry("sslcert", "/me.pem"),
                        Map.entry("sslkey", "/me.pk8"));
    }

    @Test
    void host_clientCertificateWithoutAuthority_throws() {
        assertThatIllegalStateException()
                .isThrownBy(() -> address(Map.of("DB_HOST", "db", "DB_NAME", "music", "DB_SSL_CERT", "/me.pem")))
                .withMessageContaining("DB_SSL_ROOT_CERT");
    }

    @Test
    void host_list_isHandedOnWithItsPorts() {
        DatabaseAddress address = address(Map.of(
                "DB_HOST", "a:5433, b,[fd00::1]:5434,fd00::2",
                "DB_PORT", "6000",
                "DB_NAME", "music",
                "DB_TARGET_SERVER_TYPE", "primary",
                "DB_PREPARE_THRESHOLD", "0"));

        assertThat(address.hosts()).isEqualTo("a:5433,b:6000,[fd00::1]:5434,[fd00::2]:6000");
        assertThat(address.properties())
                .containsEntry("targetServerType", "primary")
                .containsEntry("prepareThreshold", "0")
                .containsEntry("sslmode", "verify-full");
    }

    @Test
    void cloudSql_privateAddress_isHandedOn() {
        assertThat(address(Map.of("DB_CONNECTION_NAME", "p:r:i", "DB_NAME", "music", "DB_IP_TYPES", "PRIVATE"))
                        .properties())
                .containsEntry("ipTypes", "PRIVATE");
    }

    @ParameterizedTest
    @CsvSource({"DB_POOLER, pgbouncer", "DB_TARGET_SERVER_TYPE, replica", "DB_IP_TYPES, LAN", "DB_HOST, me:pw@db"})
    void environment_unknownWord_throwsWithItsName(String name, String value) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LoistDatabase.builder().environment(Map.of(name, value)))
                .withMessageContaining(name);
    }

    @Test
    void pool_ofItsOwn_limitsItsSessions() {
        assertThat(pooled(Map.of()))
                .containsEntry(
                        "options",
                        "-c statement_timeout=30000 -c lock_timeout=10000 -c idle_in_transaction_session_timeout=60000");
    }

    @Test
    void pool_behindAPooler_saysNothingWhenItConnects() {
        assertThat(pooled(Map.of("DB_POOLER", "transaction")))
                .containsEntry("prepareThreshold", "0")
                .doesNotContainKey("options");
        assertThat(pooled(Map.of("DB_POOLER", "session"))).doesNotContainKeys("prepareThreshold", "options");
    }

    private static Properties pooled(Map<String, String> environment) {
        Map<String, String> all = new HashMap<>(environment);
        all.put("DB_URL", "jdbc:postgresql://localhost/music");
        return new PoolSettings(settings(all)).pooled();
    }

    private static DatabaseAddress address(Map<String, String> environment) {
        return DatabaseAddress.of(settings(environment));
    }

    private static DatabaseSettings settings(Map<String, String> environment) {
        DatabaseSettings settings = new DatabaseSettings();
        settings.environment(environment);
        return settings;
    }
}
