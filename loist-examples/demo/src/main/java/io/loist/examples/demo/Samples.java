package io.loist.examples.demo;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Objects;

/** The sample audio that comes with the examples. */
public final class Samples {

    private static final String FOLDER = "/samples/";

    private Samples() {}

    /** Returns the names of the samples. */
    public static List<String> names() {
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(open("index.txt"), StandardCharsets.UTF_8))) {
            return lines.lines().filter(line -> !line.isBlank()).toList();
        } catch (IOException e) {
            throw new UncheckedIOException("The samples' index cannot be read: " + e.getMessage(), e);
        }
    }

    /** Copies the samples into a folder and returns it. */
    public static Path copyTo(Path folder) {
        try {
            for (String name : names()) {
                try (InputStream in = open(name)) {
                    Files.copy(in, folder.resolve(name), StandardCopyOption.REPLACE_EXISTING);
                }
            }
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException("The samples cannot be copied to " + folder + ": " + e.getMessage(), e);
        }
    }

    private static InputStream open(String name) {
        return Objects.requireNonNull(
                Samples.class.getResourceAsStream(FOLDER + name), () -> "the sample " + name + " is missing");
    }
}
