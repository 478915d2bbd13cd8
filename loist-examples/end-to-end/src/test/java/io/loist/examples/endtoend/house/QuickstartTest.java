package io.loist.examples.endtoend.house;

import static org.assertj.core.api.Assertions.assertThat;

import io.loist.examples.demo.Samples;
import io.loist.examples.endtoend.ingest.TestDatabase;
import io.loist.examples.quickstart.QuickstartMain;
import io.loist.testing.Integration;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs the README's program in a process of its own, as a newcomer would. */
@Integration
class QuickstartTest {

    @TempDir
    private Path folder;

    @Test
    void main_aSongAndAMisspeltText_printsAUrlThatPlaysIt() throws IOException, InterruptedException {
        Path samples = Samples.copyTo(Files.createDirectory(folder.resolve("samples")));
        try (TestDatabase postgres = TestDatabase.createEmpty()) {
            Process program = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-Dstdout.encoding=UTF-8",
                            "-Dfile.encoding=UTF-8",
                            "-cp",
                            System.getProperty("java.class.path"),
                            QuickstartMain.class.getName(),
                            postgres.jdbcUrl(),
                            samples.resolve("jokulljos.mp3").toString(),
                            "bjrok")
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .start();
            List<String> output = new ArrayList<>();
            try (BufferedReader lines = program.inputReader(StandardCharsets.UTF_8);
                    OutputStream keyboard = program.getOutputStream()) {
                for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                    output.add(line);
                    if (line.startsWith("Press Enter")) {
                        assertThat(status(output.get(0))).isEqualTo(200);
                        keyboard.write('\n');
                        keyboard.flush();
                    }
                }
            }

            assertThat(program.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(output).hasSize(2);
            assertThat(output.get(0)).contains(" plays at http://127.0.0.1:").contains("X-Goog-Signature=");
            assertThat(program.exitValue()).isZero();
        }
    }

    private static int status(String hit) throws IOException, InterruptedException {
        URI url = URI.create(hit.substring(hit.indexOf("http://")));
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(url).build(), HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }
}
