package io.loist.examples.quarkus;

import io.loist.examples.hosts.HostServer;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** The settings that the application gets in place of those in {@code application.properties}. */
public final class HostSettings implements QuarkusTestResourceLifecycleManager {

    @Override
    public Map<String, String> start() {
        try {
            return Map.of(
                    "quarkus.datasource.jdbc.url",
                    HostServer.database("application"),
                    "quarkus.http.test-port",
                    "0",
                    "music.folder",
                    Files.createTempDirectory(Path.of("target"), "objects").toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void stop() {
        // the server stops with the process
    }
}
