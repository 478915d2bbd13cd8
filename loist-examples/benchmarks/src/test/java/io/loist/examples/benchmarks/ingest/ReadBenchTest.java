package io.loist.examples.benchmarks.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.loist.examples.benchmarks.harness.BenchOptions;
import io.loist.examples.benchmarks.harness.BenchReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReadBenchTest {

    private static final Path SAMPLES = Path.of("../demo/src/main/resources/samples");

    @TempDir
    Path folder;

    @Test
    void run_folder_countsByFormatAndReason() throws IOException {
        for (String name : List.of("ping.mp3", "jokulljos.mp3", "tenshi.flac")) {
            Files.copy(SAMPLES.resolve(name), folder.resolve(name));
        }
        Files.copy(SAMPLES.resolve("ping.mp3"), folder.resolve("misnamed.wav"));
        Files.createFile(folder.resolve("empty.ogg"));
        BenchReport report = new BenchReport();

        new ReadBench().run(BenchOptions.parse(List.of("--dir", folder.toString())), report);

        Path json = folder.resolve("report.json");
        report.writeJson(json);
        assertThat(Files.readString(json))
                .contains(
                        "\"read.mp3.read\": 3",
                        "\"read.mp3.refused\": 0",
                        "\"read.flac.read\": 1",
                        "\"read.ogg.read\": 0",
                        "\"read.ogg.refused\": 1",
                        "\"read.ogg.refused.empty\": 1",
                        "\"read.ogg.unexpected\": 0",
                        "\"read.files\": 5",
                        "\"read.unexpected\": 0",
                        "\"read.slowest_ms\": ",
                        "\"read.peak_heap_bytes\": ");
    }

    @Test
    void run_withoutFolder_saysWhatIsMissing() {
        assertThatThrownBy(() -> new ReadBench().run(BenchOptions.parse(List.of()), new BenchReport()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("--dir");
    }
}
