package io.loist.examples.endtoend.fuzz;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** The inputs in the repository: to begin with, and those that once broke something, a file each. */
final class FuzzCorpus {

    private FuzzCorpus() {}

    /** Returns the root of the repository. */
    static Path root() {
        Path folder = Path.of("").toAbsolutePath();
        while (!Files.exists(folder.resolve("mvnw"))) {
            folder = Objects.requireNonNull(folder.getParent(), "the tests run within the repository");
        }
        return folder;
    }

    /** Returns the folder of a target's inputs. */
    static Path of(FuzzTargets target) {
        return root().resolve("loist-examples/end-to-end/src/test/resources/io/loist/examples/endtoend/fuzz")
                .resolve(target.folder());
    }

    static List<Path> filesIn(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(Files::isRegularFile).sorted().toList();
        }
    }
}
