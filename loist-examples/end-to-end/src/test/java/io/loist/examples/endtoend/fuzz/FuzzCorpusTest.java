package io.loist.examples.endtoend.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import io.loist.testing.Integration;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Gives the inputs of the corpus, and those that once broke something, to their targets: each file is a test. */
@Integration
final class FuzzCorpusTest {

    @TestFactory
    Stream<DynamicTest> input_ofTheCorpus_keepsThePromises() throws IOException, InterruptedException {
        List<DynamicTest> tests = new ArrayList<>();
        for (FuzzTargets target : FuzzTargets.values()) {
            List<Path> files = FuzzCorpus.filesIn(FuzzCorpus.of(target));
            if (!files.isEmpty()) {
                List<String> arguments = new ArrayList<>(List.of(target.name(), "replay"));
                files.forEach(file -> arguments.add(file.toString()));
                List<String> lines = FuzzChild.run(arguments);
                files.forEach(file -> tests.add(DynamicTest.dynamicTest(
                        target.folder() + "/" + file.getFileName(),
                        () -> assertThat(lines)
                                .anyMatch(line -> line.startsWith("GOOD " + file.getFileName() + " ")))));
            }
        }
        return tests.stream();
    }
}
