package io.loist.examples.endtoend.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
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
    private static final Pattern COMMENTS = Pattern.compile("(?s)/\\*.*?\\*/|//[^\\n]*");
    private static final Pattern IMPORTS = Pattern.compile("(?m)^(import|package) .*$");
    private static final Pattern TYPE = Pattern.compile("\\b[A-Z]\\w+\\b");

    /** The text of each class that tests consist of, by its name, without comments and imports. */
    private static final Map<String, String> SOURCES = new TreeMap<>();

    /** The classes that each of them names. */
    private static final Map<String, Set<String>> USES = new HashMap<>();

    @BeforeAll
    static void readSources() throws IOException {
        for (Path file : Loist.sources().stream().filter(TestTiersTest::isRead).toList()) {
            String name = String.valueOf(file.getFileName()).replace(".java", "");
            String text = COMMENTS.matcher(Files.readString(file)).replaceAll("");
            SOURCES.put(name, IMPORTS.matcher(text).replaceAll(""));
        }
        SOURCES.forEach((name, text) -> USES.put(name, used(name, text)));
    }

    @Test
    void classesWithTests_haveTheNameThatIsLookedFor() {
        assertThat(SOURCES.entrySet().stream()
                        .filter(source -> TEST.matcher(source.getValue()).find())
                        .filter(source -> !source.getValue().contains("abstract class " + source.getKey()))
                        .map(Map.Entry::getKey))
                .allMatch(name -> name.endsWith("Test"));
    }

    @Test
    void testClasses_thatStartSomething_areMarked() {
        assertThat(starters().stream().filter(name -> name.endsWith("Test")))
                .allMatch(this::isMarked);
    }

    private boolean isMarked(String name) {
        return SOURCES.get(name).contains("@Integration")
                || USES.get(name).stream()
                        .anyMatch(other -> SOURCES.get(name).contains(name + " extends " + other) && isMarked(other));
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
                if (USES.get(name).stream().anyMatch(other -> starters.contains(other) && !other.endsWith("Test"))) {
                    starters.add(name);
                }
            }
        } while (starters.size() > before);
        return starters;
    }

    private static Set<String> used(String name, String text) {
        Set<String> used = TYPE.matcher(text)
                .results()
                .map(match -> match.group())
                .collect(Collectors.toCollection(HashSet::new));
        used.retainAll(SOURCES.keySet());
        used.remove(name);
        return used;
    }

    private static boolean isRead(Path file) {
        String path = file.toString();
        return !path.endsWith("package-info.java")
                && (path.contains("/src/test/java/") || path.matches(".*/loist-examples/\\w+/src/main/java/.*"));
    }
}
