package io.loist.audio.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** Where the audio files are that the tests read: the samples that loist ships, and small ones of every other format. */
public final class AudioFixtures {

    private static final Path ROOT = root();
    private static final Path SAMPLES = ROOT.resolve("loist-examples/demo/src/main/resources/samples");
    private static final Path OTHERS = ROOT.resolve("loist-storage/src/test/resources/io/loist/audio");

    private AudioFixtures() {}

    /** Returns the root of the repository, from whichever of its modules the tests run in. */
    private static Path root() {
        Path folder =
                Path.of(System.getProperty("basedir", ".")).toAbsolutePath().normalize();
        while (!Files.isDirectory(folder.resolve("loist-examples"))) {
            folder = Objects.requireNonNull(folder.getParent(), "the tests do not run in the repository");
        }
        return folder;
    }

    public static Path sample(String name) {
        return SAMPLES.resolve(name);
    }

    public static Path other(String name) {
        return OTHERS.resolve(name);
    }

    public static List<Path> samples() {
        return audioIn(SAMPLES);
    }

    public static List<Path> all() {
        return Stream.concat(audioIn(SAMPLES).stream(), audioIn(OTHERS).stream())
                .toList();
    }

    public static byte[] bytes(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Path> audioIn(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> !file.toString().matches(".*\\.(md|txt)"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
