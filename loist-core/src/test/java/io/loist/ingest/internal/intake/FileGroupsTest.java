package io.loist.ingest.internal.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.loist.ingest.internal.intake.IngestContext.Limits;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileGroupsTest {

    private static final int MEGABYTE = 1024 * 1024;

    @TempDir
    private Path folder;

    private List<LocalFile> files(int count, long size) throws IOException {
        List<LocalFile> files = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Path file = folder.resolve(size + "-" + i);
            try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
                sparse.setLength(size);
            }
            files.add(LocalFile.of(file, new Limits(Long.MAX_VALUE, List.of()), Clock.systemUTC()));
        }
        return files;
    }

    private static List<Integer> sizes(List<LocalFile> files, int threads) {
        List<List<LocalFile>> groups = FileGroups.of(files, threads);
        assertThat(groups.stream().flatMap(List::stream)).containsExactlyElementsOf(files);
        return groups.stream().map(List::size).toList();
    }

    @Test
    void of_manySmallFiles_makesGroupsOfSixteen() throws IOException {
        assertThat(sizes(files(100, 10), 2)).containsExactly(16, 16, 16, 16, 16, 16, 4);
    }

    @Test
    void of_fewFiles_leavesTwoGroupsToEachThread() throws IOException {
        assertThat(sizes(files(8, 10), 2)).containsExactly(2, 2, 2, 2);
        assertThat(sizes(files(3, 10), 2)).containsExactly(1, 1, 1);
        assertThat(sizes(List.of(), 2)).isEmpty();
    }

    @Test
    void of_largeFiles_limitsTheBytesOfAGroup() throws IOException {
        assertThat(sizes(files(40, 5L * MEGABYTE), 1)).allMatch(size -> size <= 3);
        assertThat(sizes(files(4, 20L * MEGABYTE), 1)).containsExactly(1, 1, 1, 1);
    }
}
