package io.loist.examples.endtoend.subsonic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.loist.testing.Integration;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Clients that others wrote, from npm, use the server: {@code subsonic-api} and {@code subsonicjs}. Skipped without Node.js, npm or their
 * registry.
 */
@Integration
@Timeout(120)
class ClientsTest {

    private static final List<String> CLIENTS = List.of("subsonic-api@3.3.1", "subsonicjs@0.6.0");
    private static final int INSTALLATION_SECONDS = 60;

    @TempDir
    private Path folder;

    @Test
    void clientsFromNpm_browseCopyPlayStarAndKeepPlaylists() throws IOException, InterruptedException {
        Path script = Files.createDirectory(folder.resolve("node")).resolve("clients.mjs");
        try (InputStream in = ClientsTest.class.getResourceAsStream("clients.mjs")) {
            Files.copy(in, script);
        }
        List<String> install =
                new ArrayList<>(List.of("npm", "install", "--no-audit", "--no-fund", "--ignore-scripts"));
        install.addAll(CLIENTS);
        assumeTrue(run(install, folder.resolve("npm.log")) == 0, "skipped: npm cannot install " + CLIENTS + " here");

        try (SubsonicLibrary library = SubsonicLibrary.start(folder)) {
            List<String> node = List.of(
                    "node",
                    script.toString(),
                    library.url(),
                    SubsonicLibrary.USER,
                    SubsonicLibrary.PASSWORD,
                    SubsonicLibrary.API_KEY);
            int code = run(node, folder.resolve("node.log"));

            List<String> lines = Files.readAllLines(folder.resolve("node.log"));
            assertThat(lines).as("exit code %s", code).hasSize(9).allMatch(line -> line.startsWith("ok "));
        }
    }

    /** Runs a program in the folder of the script; returns its exit code, or -1 if there is no such program or it takes too long. */
    private int run(List<String> command, Path log) throws InterruptedException {
        try {
            Process process = new ProcessBuilder(command)
                    .directory(folder.resolve("node").toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
            if (process.waitFor(INSTALLATION_SECONDS, TimeUnit.SECONDS)) {
                return process.exitValue();
            }
            process.destroyForcibly();
            return -1;
        } catch (IOException e) {
            return -1;
        }
    }
}
