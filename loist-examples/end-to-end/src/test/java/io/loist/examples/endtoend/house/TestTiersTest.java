package io.loist.examples.endtoend.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Each test class runs in exactly one tier: it starts something and is marked {@code @Integration}, or it does not and is not. */
class TestTiersTest {

    private static final Pattern STARTS =
            Pattern.compile("\\b(EmbeddedPostgres|PostgreSQLContainer|ProcessBuilder)\\b|\\bclass GcsTestServer\\b");
    private static final Pattern TEST =
            Pattern.compile("@(Test|ParameterizedTest|RepeatedTest|TestFactory)\\b|extends \\w+(Contract|Base)\\b");
    private static final Pattern COMMENTS_AND_STRINGS =
            Pattern.compile("(?s)/\\*.*?\\*/|//[^\\n]*|\"\"\".*?\"\"\"|\"(\\\\.|[^\"\\\\\\n])*\"");
    private static final Pattern IMPORTS = Pattern.compile("(?m)^(import|package) .*$");
    private static final Pattern TYPE = Pattern.compile("\\b[A-Z]\\w+\\b");

    /** The text of each class that tests consist of, without comments, strings and imports, by its path. */
    private static final Map<String, String> SOURCES = new TreeMap<>();

    private static final Map<String, List<String>> NAMES = new HashMap<>();

    /** The classes that each of them names. */
    private static final Map<String, Set<String>> USES = new HashMap<>();

    @BeforeAll
    static void readSources() throws IOException {
        for (Path file : Loist.sources().stream().filter(TestTiersTest::isRead).toList()) {
            String name = file.toString().replace(".java", "");
            String text = COMMENTS_AND_STRINGS.matcher(Files.readString(file)).replaceAll("");
            SOURCES.put(name, IMPORTS.matcher(text).replaceAll(""));
        }
        SOURCES.keySet()
                .forEach(path -> NAMES.computeIfAbsent(simpleName(path), name -> new ArrayList<>())
                        .add(path));
        SOURCES.forEach((name, text) -> USES.put(name, used(name, text)));
    }

    @Test
    void classesWithTests_haveTheNameThatIsLookedFor() {
        assertThat(SOURCES.entrySet().stream()
                        .filter(source -> TEST.matcher(source.getValue()).find())
                        .filter(source -> !source.getValue().contains("abstract class " + simpleName(source.getKey())))
                        .map(Map.Entry::getKey)
                        .filter(name -> !name.endsWith("Test")))
                .isEmpty();
    }

    @Test
    void testClasses_thatStartSomething_areMarked() {
        assertThat(starters().stream().filter(name -> name.endsWith("Test")).filter(name -> !isMarked(name)))
                .isEmpty();
    }

    private static boolean isMarked(String name) {
        String source = SOURCES.getOrDefault(name, "");
        return source.contains("@Integration")
                || USES.getOrDefault(name, Set.of()).stream()
                        .anyMatch(other -> source.contains(" extends " + simpleName(other)) && isMarked(other));
    }

    /** Returns the classes that start a server, a process or a browser, by themselves or through another class. */
    private static Set<String> starters() {
        Set<String> starters = SOURCES.keySet().stream()
                .filter(name -> STARTS.matcher(SOURCES.get(name)).find())
                .collect(Collectors.toCollection(TreeSet::new));
        int before;
        do {
            before = starters.size();
            for (String name : SOURCES.keySet()) {
                if (USES.getOrDefault(name, Set.of()).stream()
                        .anyMatch(other -> starters.contains(other) && !other.endsWith("Test"))) {
                    starters.add(name);
                }
            }
        } while (starters.size() > before);
        return starters;
    }

    /** Returns the classes that a text names: those of the same module, if there are any of that name, or of another. */
    private static Set<String> used(String path, String text) {
        Set<String> used = new HashSet<>();
        TYPE.matcher(text).results().map(MatchResult::group).distinct().forEach(name -> {
            List<String> all = NAMES.getOrDefault(name, List.of());
            List<String> near = all.stream()
                    .filter(other -> module(other).equals(module(path)))
                    .toList();
            used.addAll(near.isEmpty() ? all : near);
        });
        used.remove(path);
        return used;
    }

    private static String module(String path) {
        return path.substring(0, path.indexOf("/src/"));
    }

    private static String simpleName(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    private static boolean isRead(Path file) {
        String path = file.toString();
        return !path.endsWith("package-info.java")
                && (path.contains("/src/test/java/") || path.matches(".*/loist-examples/\\w+/src/main/java/.*"));
    }
}
