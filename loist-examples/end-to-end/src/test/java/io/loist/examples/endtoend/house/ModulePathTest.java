package io.loist.examples.endtoend.house;

import static org.assertj.core.api.Assertions.assertThat;

import io.loist.LoistException;
import io.loist.testing.Integration;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.tools.ToolProvider;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;

/** Uses the packaged core the way a modular host does: on the module path, every exported package. */
@Integration
class ModulePathTest {

    private static final String MODULE = "module host { requires io.loist.core; }";

    private static final String MAIN = """
            package host;

            import io.loist.Cursor;
            import io.loist.ingest.IngestListener;
            import io.loist.object.ObjectRef;
            import io.loist.search.SearchQuery;
            import io.loist.track.TrackQuery;

            public class Main {
                public static void main(String[] arguments) {
                    System.out.println(SearchQuery.of("x").limit() + TrackQuery.newest().limit()
                            + ObjectRef.parse("gs://bucket/name").name() + new Cursor("abc").token()
                            + (IngestListener.NONE != null) + Main.class.getModule().getName());
                }
            }
            """;

    @TempDir
    private Path folder;

    @Test
    void core_onTheModulePath_compilesAndRuns() throws IOException, InterruptedException {
        Path moduleInfo = Files.writeString(folder.resolve("module-info.java"), MODULE);
        Path main =
                Files.writeString(Files.createDirectory(folder.resolve("host")).resolve("Main.java"), MAIN);
        Path classes = Files.createDirectory(folder.resolve("classes"));
        String path = String.join(
                File.pathSeparator,
                List.of(location(LoistException.class), location(Logger.class), location(NullMarked.class)));

        int compiled = ToolProvider.getSystemJavaCompiler()
                .run(null, null, null, "-p", path, "-d", classes.toString(), moduleInfo.toString(), main.toString());
        assertThat(compiled).isZero();

        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-p",
                        classes + File.pathSeparator + path,
                        "-m",
                        "host/host.Main")
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(output.strip()).isEqualTo("70nameabctruehost");
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
