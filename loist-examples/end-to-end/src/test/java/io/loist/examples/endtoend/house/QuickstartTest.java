package io.loist.examples.endtoend.house;

import static org.assertj.core.api.Assertions.assertThat;

import io.loist.examples.demo.Samples;
import io.loist.examples.endtoend.ingest.TestDatabase;
import io.loist.examples.quickstart.QuickstartMain;
import io.loist.testing.Integration;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs the README's program in a process of its own, as a newcomer would. */
@Integration
class QuickstartTest {

    @TempDir
    private Path folder;

    @Test
    void main_aSong_printsAUrlThatPlaysIt() throws IOException, InterruptedException {
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
                            "bjork")
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .start();
            String output = new String(program.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

            assertThat(program.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(output).contains(" plays at http://127.0.0.1:").contains("X-Goog-Signature=");
            assertThat(output.lines()).hasSize(1);
            assertThat(program.exitValue()).isZero();
        }
    }
}
