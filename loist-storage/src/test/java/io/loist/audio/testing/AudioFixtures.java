package io.loist.audio.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Where the audio files are that the tests read: the samples that loist ships, and small ones of every other format. */
public final class AudioFixtures {

    private static final Path MODULE =
            Path.of(System.getProperty("basedir", ".")).toAbsolutePath().normalize();
    private static final Path SAMPLES =
            MODULE.resolveSibling("loist-examples").resolve("demo/src/main/resources/samples");
    private static final Path OTHERS = MODULE.resolve("src/test/resources/io/loist/audio");

    private AudioFixtures() {}

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
