package io.loist.examples.endtoend.house;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.loist.audio.AudioFileReader;
import io.loist.db.LoistDatabase;
import io.loist.examples.endtoend.ingest.TestDatabase;
import io.loist.library.Loist;
import io.loist.testing.Integration;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs a host's program on the jars that DEPENDENCIES.md names: without those of Cloud Storage, and all of them as modules. */
@Integration
class HostJarsTest {

    private static final String MODULE =
            "module host { requires io.loist.core; requires io.loist.db; requires io.loist.storage; }";

    private static final String MAIN = """
            package host;

            import io.loist.ObjectStoreException;
            import io.loist.db.LoistDatabase;
            import io.loist.library.Loist;
            import io.loist.storage.FileSystemObjectStore;
            import io.loist.storage.GcsObjectStore;
            import io.loist.storage.LocalMediaServer;
            import java.nio.file.Path;

            public class Main {
                public static void main(String[] arguments) throws Exception {
                    LoistDatabase database = LoistDatabase.builder().jdbcUrl(arguments[0]).schema(arguments[1]).build();
                    FileSystemObjectStore objects = FileSystemObjectStore.create(Path.of(arguments[2]));
                    database.migrate();
                    objects.createBucket("music");
                    try (LocalMediaServer media = LocalMediaServer.start(objects);
                            Loist loist = Loist.builder().database(database).objects(objects).bucket("music")
                                    .signedUrls(media.signedUrls()).build()) {
                        loist.ingest(Path.of(arguments[3]));
                        loist.search("jokulljos").hits().forEach(hit -> System.out.println(
                                hit.track().metadata().title() + loist.playUrl(hit.track()).uri().getScheme()));
                    }
                    if (arguments.length > 4) {
                        try (GcsObjectStore store = GcsObjectStore.create()) {
                            System.out.println("Cloud Storage");
                        } catch (ObjectStoreException e) {
                            System.out.println("Cloud Storage"); // no credentials: Google's classes were asked for them
                        }
                    }
                    System.out.println(Main.class.getModule().getName());
                }
            }
            """;

    /** What a host without Cloud Storage needs beside loist's own jars, with a local media server. */
    private static final String NEEDED =
            ".*/(caffeine|HikariCP|flyway-core|flyway-database-\\w+|jackson-core|jaudiotagger|jetty-(?:http|io|server|util)|jspecify|postgresql|slf4j-api)-[0-9][^/]*\\.jar";

    private static final String OF_CLOUD_STORAGE =
            ".*/(com/google|io/grpc|io/opencensus|io/opentelemetry|org/threeten|org/checkerframework)/.*\\.jar";

    @TempDir
    private static Path folder;

    private static TestDatabase database;

    @BeforeAll
    static void createDatabase() {
        database = TestDatabase.createEmpty();
    }

    @AfterAll
    static void dropDatabase() {
        database.close();
    }

    @Test
    void library_withoutTheJarsOfCloudStorage_runs() throws IOException, InterruptedException {
        String path = Stream.concat(loist().stream(), jars(NEEDED)).collect(Collectors.joining(File.pathSeparator));
        Path classes = compile(folder.resolve("small"), path, "-cp");

        String output = run(List.of("-cp", classes + File.pathSeparator + path, "host.Main"), "small");

        assertThat(output.lines().filter(line -> !line.startsWith("SLF4J"))).containsExactly("Jökulljóshttp", "null");
    }

    @Test
    void library_onTheModulePath_runs() throws IOException, InterruptedException {
        assumeTrue(loist().stream().allMatch(jar -> jar.endsWith(".jar")), "the modules are not packaged yet");
        String path = Stream.concat(loist().stream(), Stream.concat(jars(NEEDED), jars(OF_CLOUD_STORAGE)))
                .collect(Collectors.joining(File.pathSeparator));
        Files.writeString(Files.createDirectories(folder.resolve("modular")).resolve("module-info.java"), MODULE);
        Path classes = compile(folder.resolve("modular"), path, "-p");

        String output = run(
                List.of(
                        "--add-modules",
                        "ALL-DEFAULT,ALL-MODULE-PATH",
                        "-p",
                        classes + File.pathSeparator + path,
                        "-m",
                        "host/host.Main"),
                "modular",
                "gcs");

        assertThat(output.lines().filter(line -> !line.startsWith("SLF4J")))
                .containsExactly("Jökulljóshttp", "Cloud Storage", "host");
    }

    private static Path compile(Path sources, String path, String option) throws IOException {
        Path main = Files.writeString(
                Files.createDirectories(sources.resolve("host")).resolve("Main.java"), MAIN);
        Path classes = Files.createDirectory(sources.resolve("classes"));
        List<String> arguments = Stream.of(option, path, "-d", classes.toString(), "-proc:none", main.toString())
                .collect(Collectors.toList());
        Path module = sources.resolve("module-info.java");
        if (Files.exists(module)) {
            arguments.add(module.toString());
        }
        int compiled = ToolProvider.getSystemJavaCompiler().run(null, null, null, arguments.toArray(String[]::new));
        assertThat(compiled).isZero();
        return classes;
    }

    private static String run(List<String> options, String name, String... more)
            throws IOException, InterruptedException {
        Path song = Path.of("../demo/src/main/resources/samples/jokulljos.mp3");
        List<String> command = Stream.of(
                        Stream.of(
                                Path.of(System.getProperty("java.home"), "bin", "java")
                                        .toString(),
                                "-Dstdout.encoding=UTF-8",
                                "-Dfile.encoding=UTF-8"),
                        options.stream(),
                        Stream.of(
                                database.jdbcUrl(),
                                name,
                                folder.resolve(name + "-objects").toString(),
                                song.toString()),
                        Arrays.stream(more))
                .flatMap(part -> part)
                .toList();
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return output;
    }

    private static Stream<String> jars(String pattern) {
        String path = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        return Arrays.stream(path.split(File.pathSeparator)).filter(jar -> jar.matches(pattern));
    }

    private static List<String> loist() {
        return Stream.of(Loist.class, AudioFileReader.class, LoistDatabase.class)
                .map(HostJarsTest::location)
                .toList();
    }

    private static String location(Class<?> type) {
        try {
            return Path.of(type.getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI())
                    .toString();
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
