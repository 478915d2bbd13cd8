package io.loist.examples.spring;

import static org.assertj.core.api.Assertions.assertThat;

import io.loist.examples.hosts.HostServer;
import io.loist.examples.hosts.MusicClient;
import io.loist.testing.Integration;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The packaged application, one file with the jars of loist inside, in a process of its own. */
@Integration
class PackagedTest {

    private static final Pattern PORT = Pattern.compile("Tomcat started on port (\\d+)");

    @TempDir
    private Path folder;

    @Test
    void jar_started_doesAllOfIt() throws IOException, InterruptedException {
        Process application = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-jar",
                        jar().toString(),
                        "--server.port=0",
                        "--spring.datasource.url=" + HostServer.database("packaged"),
                        "--music.folder=" + folder)
                .redirectErrorStream(true)
                .start();
        try (BufferedReader log =
                new BufferedReader(new InputStreamReader(application.getInputStream(), StandardCharsets.UTF_8))) {
            MatchResult port = log.lines()
                    .flatMap(line -> PORT.matcher(line).results())
                    .findFirst()
                    .orElseThrow();

            new MusicClient(URI.create("http://localhost:" + port.group(1))).uploadFindAndPlay();
        } finally {
            application.destroy();
        }
        assertThat(application.waitFor()).isEqualTo(128 + 15);
    }

    private static Path jar() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("target"))) {
            return files.filter(file -> file.toString().endsWith(".jar"))
                    .findFirst()
                    .orElseThrow();
        }
    }
}
