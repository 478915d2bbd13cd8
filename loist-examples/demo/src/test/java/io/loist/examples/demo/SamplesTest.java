package io.loist.examples.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SamplesTest {

    private static final Path FOLDER = Path.of("src/main/resources/samples");

    @Test
    void names_areTheAudioFilesInTheFolder() throws IOException {
        assertThat(Samples.names())
                .containsExactlyInAnyOrderElementsOf(audioFiles().stream()
                        .map(file -> file.getFileName().toString())
                        .toList());
    }

    @Test
    void samples_areSmallAndOfEachFormat() throws IOException {
        long bytes = 0;
        for (Path file : audioFiles()) {
            bytes += Files.size(file);
        }

        assertThat(bytes).isLessThan(2_000_000);
        assertThat(Samples.names())
                .extracting(name -> name.substring(name.lastIndexOf('.') + 1))
                .contains("mp3", "flac", "ogg", "m4a", "wav", "aiff");
    }

    private static List<Path> audioFiles() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.filter(file -> !file.toString().matches(".*\\.(txt|md|sh)"))
                    .toList();
        }
    }
}
