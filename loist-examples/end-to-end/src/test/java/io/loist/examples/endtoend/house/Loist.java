package io.loist.examples.endtoend.house;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** The classes and source folders of all modules, as the tests of the house need them. */
final class Loist {

    /** The root of the repository. */
    static final Path ROOT = Path.of("../..");

    /** The packages of each module that hosts may use, and what is below them. */
    static final String[] CORE = {
        "io.loist",
        "io.loist.track..",
        "io.loist.search..",
        "io.loist.catalog..",
        "io.loist.object..",
        "io.loist.signing..",
        "io.loist.upload..",
        "io.loist.ingest..",
        "io.loist.library..",
        "io.loist.observe",
        "io.loist.play",
        "io.loist.internal.."
    };

    static final String[] STORAGE = {"io.loist.storage..", "io.loist.audio.."};
    static final String[] DB = {"io.loist.db.."};

    /** Every class of the modules but those of their tests. */
    static final JavaClasses MAIN = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .withImportOption(location -> !location.contains("-tests.jar") && !location.contains("-test/"))
            .importPackages("io.loist");

    private Loist() {}

    /** Returns the classes that a host could name: of the library, not of the examples. */
    static List<JavaClass> library() {
        return MAIN.stream()
                .filter(type -> !type.getPackageName().startsWith("io.loist.examples"))
                .toList();
    }

    /** Returns the Java files of all modules, main and test. */
    static List<Path> sources() throws IOException {
        List<Path> sources = new ArrayList<>();
        try (Stream<Path> folders = Files.walk(ROOT, 3)) {
            for (Path folder : folders.filter(each -> each.endsWith("src")).toList()) {
                try (Stream<Path> files = Files.walk(folder)) {
                    files.filter(file -> file.toString().endsWith(".java")).forEach(sources::add);
                }
            }
        }
        return sources;
    }

    /** Returns the lines of a list beside this class, without comments and blank lines. */
    static List<String> list(String name) {
        try (InputStream in =
                Objects.requireNonNull(Loist.class.getResourceAsStream(name), () -> "there is no list " + name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .map(String::strip)
                    .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
