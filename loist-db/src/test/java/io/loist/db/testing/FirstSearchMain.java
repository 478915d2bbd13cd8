package io.loist.db.testing;

import io.loist.db.LoistDatabase;
import io.loist.search.SearchResult;
import java.io.IOException;
import java.lang.management.ClassLoadingMXBean;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;

/** A process that searches once, on a processor that stands still for three quarters of the time: at most half a core of two. */
public final class FirstSearchMain {

    public static final String TEXT = "jokulljos";

    private FirstSearchMain() {}

    /** Runs the process; returns the number of hits and the number of classes that the search loaded. */
    public static String run(String url, boolean warm) throws IOException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        FirstSearchMain.class.getName(),
                        url,
                        String.valueOf(warm))
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        String often = "while kill -STOP $0; do sleep 0.075; kill -CONT $0; sleep 0.025; done";
        Process brake = new ProcessBuilder("sh", "-c", often, String.valueOf(process.pid()))
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        } finally {
            brake.destroy();
            process.destroyForcibly();
        }
    }

    public static void main(String[] arguments) {
        ClassLoadingMXBean classes = ManagementFactory.getClassLoadingMXBean();
        try (LoistDatabase database = LoistDatabase.builder()
                .jdbcUrl(arguments[0])
                .user(TestServer.SUPERUSER)
                .password(TestServer.SUPERUSER)
                .build()) {
            if (Boolean.parseBoolean(arguments[1])) {
                database.warmUp();
            }
            long before = classes.getTotalLoadedClassCount();
            Instant start = Instant.now();
            SearchResult found = database.search().search(TEXT);
            long loaded = classes.getTotalLoadedClassCount() - before;
            System.out.println(found.hits().size() + " hits, " + loaded + " classes, "
                    + Duration.between(start, Instant.now()).toMillis() + " ms");
        }
    }
}
