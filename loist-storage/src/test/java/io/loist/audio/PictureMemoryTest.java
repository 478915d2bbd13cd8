package io.loist.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.loist.audio.testing.HostilePictures;
import io.loist.testing.Integration;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What pictures take of a process whose heap is small: of its resident memory, native memory included, and of its threads. */
@Integration
class PictureMemoryTest {

    private static final long MAX_MEBIBYTES = 400;

    @TempDir
    Path folder;

    @Test
    void read_hostilePictures_takesLittleMemoryAndLeavesNoThread() throws Exception {
        List<String> lines = run(1, HostilePictures.all().keySet());

        assertThat(lines).hasSize(HostilePictures.all().size() + 1).allSatisfy(this::assertBounded);
        assertThat(lines.stream().filter(line -> line.endsWith(" made")).map(line -> line.split(" ", 2)[0]))
                .as("pictures as large as allowed")
                .containsExactly(
                        "baseline-largest",
                        "progressive-largest",
                        "progressive-of-two-scans",
                        "png-deep",
                        "png-of-bits");
    }

    @Test
    void read_largestPicturesAtOnce_takesNoMore() throws Exception {
        assertThat(run(6, List.of("progressive-of-two-scans"))).hasSize(2).allSatisfy(this::assertBounded);
    }

    private void assertBounded(String line) {
        String[] parts = line.split(" ", -1);
        assertThat(Long.parseLong(parts[1])).as(line).isLessThan(parts[0].equals("threads") ? 1 : MAX_MEBIBYTES);
    }

    private List<String> run(int times, Collection<String> names) throws Exception {
        assumeTrue(Files.isWritable(Path.of("/proc/self/clear_refs")), "resident memory is measured through /proc");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-cp",
                System.getProperty("java.class.path"),
                HostilePictures.class.getName(),
                folder.toString(),
                String.valueOf(times)));
        command.addAll(names);
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try {
            return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
        } finally {
            process.destroyForcibly();
        }
    }
}
