package io.loist.examples.endtoend.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class ReadmeTest {

    private static final Pattern REGION =
            Pattern.compile("// README begins\\R(.*?)\\R *// README ends", Pattern.DOTALL);
    private static final Pattern BLOCK = Pattern.compile("```java\\R(.*?)\\R```", Pattern.DOTALL);

    @Test
    void program_inTheReadme_isQuickstartMain() throws IOException {
        String source = Files.readString(
                Path.of("../quickstart/src/main/java/io/loist/examples/quickstart/QuickstartMain.java"));
        String readme = Files.readString(Path.of("../../README.md"));

        assertThat(first(BLOCK, readme)).isEqualTo(first(REGION, source).stripIndent());
    }

    @Test
    void pages_areAsShortAsPromised() throws IOException {
        assertThat(Files.readAllLines(Path.of("../../README.md"))).hasSizeLessThanOrEqualTo(150);
        assertThat(Files.readAllLines(Path.of("../../CONTRIBUTING.md"))).hasSizeLessThanOrEqualTo(120);
    }

    private static String first(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        assertThat(matcher.find()).as("a match for %s", pattern).isTrue();
        return matcher.group(1);
    }
}
