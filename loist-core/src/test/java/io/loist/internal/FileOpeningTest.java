package io.loist.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.loist.testing.Integration;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
@Integration
class FileOpeningTest {

    private static final Set<OpenOption> READ = Set.of(StandardOpenOption.READ);

    @TempDir
    Path folder;

    @Test
    void open_file_isOpen() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "abc");

        try (FileChannel channel = FileOpening.open(file, READ)) {
            assertThat(channel.size()).isEqualTo(3);
        }
        assertThatThrownBy(() -> FileOpening.open(folder.resolve("none"), READ))
                .isInstanceOf(NoSuchFileException.class);
    }

    @Test
    void open_pipeWithoutWriter_failsInTime() throws Exception {
        Path pipe = pipe();

        for (int i = 0; i < 300; i++) { // the threads that wait are bounded, too
            assertThatThrownBy(() -> FileOpening.open(pipe, READ, Duration.ofMillis(1)))
                    .isInstanceOf(FileSystemException.class)
                    .hasMessageContaining("open");
        }
        FileChannel.open(pipe, StandardOpenOption.WRITE).close(); // frees them
        Path file = Files.createFile(folder.resolve("file"));
        for (boolean opens = false; !opens; ) {
            try {
                FileOpening.open(file, READ).close();
                opens = true;
            } catch (FileSystemException e) {
                Thread.onSpinWait();
            }
        }
    }

    @Test
    void open_interrupted_failsAtOnce() throws Exception {
        Path pipe = pipe();
        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> FileOpening.open(pipe, READ)).isInstanceOf(ClosedByInterruptException.class);
        assertThat(Thread.interrupted()).isTrue();
        FileChannel.open(pipe, StandardOpenOption.WRITE).close();
    }

    private Path pipe() throws Exception {
        Path pipe = folder.resolve("pipe");
        assumeTrue(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor() == 0, "mkfifo is needed");
        return pipe;
    }
}
