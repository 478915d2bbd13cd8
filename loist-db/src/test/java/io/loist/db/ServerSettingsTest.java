package io.loist.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.loist.db.testing.PostgresExtension;
import io.loist.db.testing.TestServer;
import io.loist.testing.Integration;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Integration
class ServerSettingsTest {

    @RegisterExtension
    static final PostgresExtension POSTGRES = new PostgresExtension();

    @Test
    void advise_requiredMachine_fitsItsMemory() {
        Map<String, String> settings = values(ServerSettings.advise(3_840, 1, ServerSettings.Disk.SSD));

        assertThat(settings)
                .containsEntry("shared_buffers", "960MB")
                .containsEntry("effective_cache_size", "2880MB")
                .containsEntry("work_mem", "7MB")
                .containsEntry("maintenance_work_mem", "240MB")
                .containsEntry("random_page_cost", "1.1")
                .containsEntry("log_statement", "none");
    }

    @Test
    void figuresOfTheRequirement_areBlocksNotMegabytes() throws SQLException {
        // "shared_buffers: 98,304 MB (96 GB)" on a machine of 3.75 GB: the server counts in blocks of 8 kB
        assertThat(POSTGRES.texts("SELECT pg_size_pretty(98304 * current_setting('block_size')::bigint)"))
                .containsExactly("768 MB");
        assertThat(POSTGRES.texts("SELECT pg_size_pretty(100000 * current_setting('block_size')::bigint)"))
                .containsExactly("781 MB");
    }

    @ParameterizedTest
    @CsvSource({"512, 1, HDD", "3840, 1, SSD", "16777216, 1024, SSD"})
    void toSql_everySize_isAcceptedByTheServer(long megabytes, int cores, ServerSettings.Disk disk) {
        String sql = ServerSettings.advise(megabytes, cores, disk).toSql();
        try {
            sql.lines()
                    .filter(line -> line.startsWith("ALTER"))
                    .forEach(line -> TestServer.execute(POSTGRES.url(), line));
        } finally {
            TestServer.execute(POSTGRES.url(), "ALTER SYSTEM RESET ALL");
        }
        assertThat(sql).endsWith("SELECT pg_reload_conf();\n").contains("(restart)");
    }

    @ParameterizedTest
    @CsvSource({"511, 1", "16777217, 1", "1024, 0", "1024, 1025"})
    void advise_outOfRange_throws(long megabytes, int cores) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ServerSettings.advise(megabytes, cores, ServerSettings.Disk.SSD));
    }

    private static Map<String, String> values(ServerSettings advice) {
        Map<String, String> values = new HashMap<>();
        advice.settings().forEach(setting -> values.put(setting.name(), setting.value()));
        return values;
    }
}
