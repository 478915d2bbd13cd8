package io.loist.examples.endtoend.operate;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.loist.audio.AudioFileReader;
import io.loist.db.LoistDatabase;
import io.loist.examples.demo.Samples;
import io.loist.examples.endtoend.ingest.TestDatabase;
import io.loist.ingest.IngestListener;
import io.loist.library.Loist;
import io.loist.observe.LoistObserver;
import io.loist.observe.micrometer.MicrometerObserver;
import io.loist.storage.FileSystemObjectStore;
import io.loist.testing.Integration;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The alerts and the dashboard fit what loist measures, and the alerts go off when they should. */
@Integration
class MonitoringTest {

    private static final Path DATABASE = Path.of("../../loist-db");
    private static final Path ALERTS = DATABASE.resolve("monitoring/alerts.yml");
    private static final Path DASHBOARD = DATABASE.resolve("monitoring/dashboard.json");
    private static final Pattern METRIC = Pattern.compile("\\b(?:loist|hikaricp)_[a-z_]+\\b");
    private static final Pattern ALERT = Pattern.compile("- alert: (\\w+)");
    private static final Pattern OPERATION = Pattern.compile("\\b(?:LoistDatabase|SearchService|IngestPipeline)\\.\\w+");

    @TempDir
    Path folder;

    @Test
    void metrics_ofAlertsAndDashboard_areEmitted() throws IOException {
        PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        LoistObserver observer = MicrometerObserver.of(registry);
        FileSystemObjectStore objects = FileSystemObjectStore.create(folder.resolve("objects"));
        objects.createBucket("music");
        TestDatabase postgres = TestDatabase.create();
        LoistDatabase database = LoistDatabase.builder()
                .jdbcUrl(postgres.jdbcUrl())
                .observer(observer)
                .poolMetrics(registry)
                .build();
        try (postgres;
                Loist loist = Loist.builder()
                .database(database)
                .objects(objects)
                .bucket("music")
                .audioReader(AudioFileReader.create())
                .observer(observer)
                .build()) {
            loist.ingestAll(Samples.copyTo(Files.createDirectory(folder.resolve("samples"))), new IngestListener() {});
            loist.ingest(folder.resolve("samples").resolve(firstSample()));
            assertThat(loist.search("tone").hits()).isNotNull();
            loist.recover();
            database.refreshSearch();

            String emitted = registry.scrape();

            assertThat(namesIn(emitted, METRIC)).containsAll(namesIn(Files.readString(ALERTS), METRIC));
            assertThat(namesIn(emitted, METRIC)).containsAll(namesIn(Files.readString(DASHBOARD), METRIC));
            assertThat(emitted)
                    .contains(namesIn(Files.readString(ALERTS), OPERATION))
                    .contains("operation=\"ObjectStore.put\"")
                    .doesNotContain("tone");
        }
    }

    private String firstSample() throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve("samples"))) {
            return files.filter(Files::isRegularFile).sorted().findFirst().orElseThrow().getFileName().toString();
        }
    }

    private static Set<String> namesIn(String text, Pattern pattern) {
        Set<String> names = new TreeSet<>();
        pattern.matcher(text).results().map(MatchResult::group).forEach(names::add);
        return names;
    }

    @Test
    void alerts_each_hasARunbook() throws IOException {
        List<String> alerts = ALERT.matcher(Files.readString(ALERTS))
                .results()
                .map(found -> found.group(1))
                .toList();

        assertThat(alerts).hasSizeGreaterThan(5);
        assertThat(Files.readString(DATABASE.resolve("OPERATIONS.md")))
                .contains(alerts.stream().map(name -> "`" + name + "`").toList());
    }

    @Test
    void alerts_onSampleSeries_goOffWhenTheyShould() throws Exception {
        Path promtool = Path.of("/usr/bin/promtool");
        assumeTrue(Files.isExecutable(promtool), "promtool, of Debian's package prometheus, is not installed");
        Path cases = folder.resolve("cases.yml");
        Files.writeString(
                cases,
                Files.readString(Path.of("src/test/resources/io/loist/examples/endtoend/operate/alert-cases.yml"))
                        .replace("ALERTS", ALERTS.toRealPath().toString()));

        Process process = new ProcessBuilder(promtool.toString(), "test", "rules", cases.toString())
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), UTF_8);

        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(said).isZero();
        assertThat(said).contains("SUCCESS");
    }
}
