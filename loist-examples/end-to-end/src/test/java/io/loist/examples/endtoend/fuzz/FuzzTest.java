package io.loist.examples.endtoend.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import io.loist.testing.Integration;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Looks for inputs that break a promise, for {@code -Dloist.fuzz.seconds} in all, in each target in turn; {@code -Dloist.fuzz.seed}
 * repeats a run. Findings are written to {@code target/fuzz}; when they are mended, they move to the corpus, under a name that says
 * what they broke. The ordinary build only reads the corpus ({@link FuzzCorpusTest}).
 */
@Integration
@EnabledIfSystemProperty(named = "loist.fuzz.seconds", matches = "[0-9]+")
final class FuzzTest {

    private static final long SECONDS = Long.getLong("loist.fuzz.seconds", 60);

    @ParameterizedTest
    @EnumSource
    void anyInput_changedAtRandom_keepsThePromises(FuzzTargets target) throws IOException, InterruptedException {
        long share = Math.max(1, SECONDS / FuzzTargets.values().length);
        Path findings = Path.of("target", "fuzz").toAbsolutePath();

        List<String> lines = FuzzChild.run(List.of(
                target.name(),
                Long.toString(share),
                findings.toString(),
                FuzzCorpus.of(target).toString()));

        lines.forEach(System.out::println);
        assertThat(lines).noneMatch(line -> line.startsWith("FOUND") || line.startsWith("FAILED"));
        assertThat(lines).anyMatch(line -> line.startsWith("DONE"));
    }
}
