package io.loist.db.testing;

import io.loist.db.LoistDatabase;
import io.loist.search.SearchResult;
import java.io.IOException;
import java.lang.management.ClassLoadingMXBean;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** A process that searches once, on one processor that stands still for half of the time. */
public final class FirstSearchMain {

    public static final String TEXT = "jokulljos";

    private static final Path ONE_PROCESSOR = Path.of("/usr/bin/taskset");

    private FirstSearchMain() {}

    /** Runs the process; returns the number of hits and the number of classes that the search loaded. */
    public static String run(String url, boolean warm) throws IOException {
        List<String> command = new ArrayList<>();
        if (Files.isExecutable(ONE_PROCESSOR)) {
            command.addAll(List.of(ONE_PROCESSOR.toString(), "-c", "0"));
        }
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                FirstSearchMain.class.getName(),
                url,
                String.valueOf(warm)));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String often = "while kill -STOP $0; do sleep 0.05; kill -CONT $0; sleep 0.05; done";
        Process brake = new ProcessBuilder("sh", "-c", often, String.valueOf(process.pid()))
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                    .replaceAll("(?m)^SLF4J.*\\R", "")
                    .strip();
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
