package io.loist.examples.endtoend.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.JarURLConnection;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jaudiotagger.tag.id3.framebody.FrameBodyTXXX;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The reachability metadata in the jars name what loist loads and reflects on, and nothing else. */
class NativeImageTest {

    private static final Pattern NAME = Pattern.compile("\"name\": ?\"([\\w.$]+\\.[A-Z]\\w*)\"");
    private static final Pattern INTERFACE = Pattern.compile("\"interfaces\": ?\\[\"([\\w.]+)\"]");
    private static final Pattern RESOURCES = Pattern.compile("\"pattern\": ?\"([^\"]+)\"");

    /** Who looks something up by its name at run time: a new one needs an entry in its module's metadata, and one here. */
    private static final List<String> REFLECTING = List.of(
            "io.loist.db.Migrations",
            "io.loist.db.internal.connect.DatabaseAddress",
            "io.loist.db.internal.schema.FlywayConnections",
            "io.loist.db.internal.schema.Predecessor",
            "io.loist.db.internal.text.FoldTable",
            "io.loist.db.internal.text.HanVariants",
            "io.loist.db.internal.text.LetterReading",
            "io.loist.internal.Daemons",
            "io.loist.observe.WatchedCalls",
            "io.loist.storage.internal.keys.RsaProvider");

    private static final Set<String> LOOK_UPS = Set.of(
            "java.lang.Class.forName",
            "java.lang.Class.getConstructor",
            "java.lang.Class.getDeclaredConstructor",
            "java.lang.Class.getDeclaredField",
            "java.lang.Class.getDeclaredMethod",
            "java.lang.Class.getMethod",
            "java.lang.Class.getResource",
            "java.lang.Class.getResourceAsStream",
            "java.lang.ClassLoader.getResource",
            "java.lang.ClassLoader.getResourceAsStream",
            "java.lang.ClassLoader.getResources",
            "java.lang.ClassLoader.loadClass",
            "java.lang.reflect.Proxy.newProxyInstance");

    @Test
    void classesThatReflect_areTheKnownOnes() {
        Set<String> found = new TreeSet<>();
        Loist.library()
                .forEach(type -> type.getMethodCallsFromSelf().stream()
                        .filter(call -> LOOK_UPS.contains(call.getTargetOwner().getName() + "."
                                + call.getTarget().getName()))
                        .forEach(call -> found.add(type.getName().replaceAll("\\$.*", ""))));

        assertThat(found).containsExactlyElementsOf(REFLECTING);
    }

    @Test
    void resourcesOfTheDatabase_areNamed() throws IOException {
        Path resources = Loist.ROOT.resolve("loist-db/src/main/resources");
        List<Pattern> patterns = RESOURCES
                .matcher(metadata("loist-db", "resource-config.json"))
                .results()
                .map(found -> Pattern.compile(found.group(1).replace("\\\\", "\\")))
                .toList();
        List<String> shipped;
        try (Stream<Path> files = Files.walk(resources.resolve("io"))) {
            shipped = files.filter(Files::isRegularFile)
                    .map(file -> resources.relativize(file).toString().replace('\\', '/'))
                    .toList();
        }

        assertThat(shipped)
                .hasSizeGreaterThan(8)
                .allMatch(name -> patterns.stream()
                        .anyMatch(pattern -> pattern.matcher(name).matches()));
        assertThat(patterns)
                .allMatch(pattern ->
                        shipped.stream().anyMatch(name -> pattern.matcher(name).matches()));
    }

    /** An observer watches a contract through a proxy, which calls the service by reflection. */
    @Test
    void contracts_haveProxiesAndMethods() throws IOException {
        String proxies = metadata("loist-core", "proxy-config.json");
        List<String> contracts = INTERFACE
                .matcher(proxies)
                .results()
                .map(found -> found.group(1))
                .toList();

        assertThat(contracts).hasSizeGreaterThan(8).isSubsetOf(names("loist-core"));
        assertThat(contracts)
                .containsAll(Loist.library().stream()
                        .filter(type -> type.getSimpleName().equals("HostTransaction"))
                        .flatMap(type -> type.getMethods().stream())
                        .map(method -> method.getRawReturnType())
                        .filter(type -> type.isInterface() && type.getName().startsWith("io.loist."))
                        .map(type -> type.getName())
                        .toList());
    }

    /** A host brings Cloud SQL's connector, or does not. */
    @ParameterizedTest
    @ValueSource(strings = {"loist-core", "loist-storage"})
    void classesInTheMetadata_exist(String module) throws IOException {
        assertThat(names(module))
                .isNotEmpty()
                .allSatisfy(name -> Class.forName(name, false, Loist.class.getClassLoader()));
    }

    @Test
    void framesOfId3_areNamed() throws IOException {
        URL some = FrameBodyTXXX.class.getResource("FrameBodyTXXX.class");
        List<String> frames = new ArrayList<>();
        ((JarURLConnection) some.openConnection())
                .getJarFile().stream()
                        .map(entry -> entry.getName().replace('/', '.'))
                        .filter(name -> name.matches(
                                "org\\.jaudiotagger\\.tag\\.(id3\\.framebody\\.FrameBody|datatype\\.)\\w+\\.class"))
                        .forEach(name -> frames.add(name.replaceAll("\\.class$", "")));

        assertThat(frames).hasSizeGreaterThan(100);
        assertThat(names("loist-storage")).containsAll(frames);
    }

    private static List<String> names(String module) throws IOException {
        return NAME.matcher(metadata(module, "reflect-config.json"))
                .results()
                .map((MatchResult found) -> found.group(1))
                .toList();
    }

    private static String metadata(String module, String file) throws IOException {
        return Files.readString(Loist.ROOT.resolve(
                module + "/src/main/resources/META-INF/native-image/io.loist/" + module + "/" + file));
    }
}
