package io.loist.examples.spring;

import static org.assertj.core.api.Assertions.assertThat;

import io.loist.db.LoistDatabase;
import io.loist.examples.hosts.HostServer;
import io.loist.testing.Integration;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The application's own Flyway, before and after loist's. */
@Integration
class FlywayOrderTest {

    @TempDir
    private Path folder;

    @Test
    void migrate_afterTheApplication_both() {
        assertThatBothAreMigrated(HostServer.database("application_first"));
    }

    /** With a pool of its own, of the HikariCP that the application has chosen. */
    @Test
    void migrate_beforeTheApplication_both() {
        String url = HostServer.database("loist_first");
        try (LoistDatabase loist = LoistDatabase.builder().jdbcUrl(url).build()) {
            loist.migrate();
            assertThat(loist.search().search("early").hits()).isEmpty();
        }

        assertThatBothAreMigrated(url);
    }

    /** Spring Boot 3 runs Flyway as soon as it is on the class path, where loist brings it; this setting says no. */
    @Test
    void migrate_applicationWithoutFlyway_loistOnly() throws SQLException {
        String url = HostServer.database("no_flyway");
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE play (track uuid)");
        }

        try (ConfigurableApplicationContext application = run(url, "--spring.flyway.enabled=false")) {
            assertThatLoistIsMigrated(application);
        }
    }

    private void assertThatBothAreMigrated(String url) {
        try (ConfigurableApplicationContext application = run(url)) {
            JdbcClient jdbc = application.getBean(JdbcClient.class);
            assertThat(jdbc.sql("SELECT count(*) FROM flyway_schema_history WHERE script = 'V1__play.sql' AND success")
                            .query(Integer.class)
                            .single())
                    .isOne();
            assertThatLoistIsMigrated(application);
        }
    }

    private static void assertThatLoistIsMigrated(ConfigurableApplicationContext application) {
        assertThat(application
                        .getBean(LoistDatabase.class)
                        .health(Duration.ofSeconds(30))
                        .problems())
                .isEmpty();
    }

    private ConfigurableApplicationContext run(String url, String... more) {
        List<String> arguments = new ArrayList<>(List.of(more));
        arguments.add("--spring.datasource.url=" + url);
        arguments.add("--music.folder=" + folder);
        return new SpringApplicationBuilder(MusicApplication.class)
                .web(WebApplicationType.NONE)
                .run(arguments.toArray(String[]::new));
    }
}
