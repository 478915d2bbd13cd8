package io.loist.storage.internal.file;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.loist.ObjectStoreException;
import io.loist.object.ObjectRef;
import io.loist.object.Upload;
import io.loist.storage.FileSystemObjectStore;
import io.loist.testing.Integration;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A folder of the store that is exchanged for a link and back while its objects are read. {@code -Dloist.flips=100000} sets how often
 * they are; otherwise it is for some seconds.
 */
@Integration
class SwappedFolderTest {

    private static final long TRIES = Long.getLong("loist.flips", 0);
    private static final long SECONDS = 4;
    private static final ObjectRef OBJECT = new ObjectRef("music", "a/b");

    @TempDir
    Path folder;

    @Test
    void read_folderBecomesALink_neverLeavesTheStore() throws Exception {
        try (DirectoryStream<Path> handles = Files.newDirectoryStream(folder)) {
            assumeTrue(handles instanceof SecureDirectoryStream, "folders have handles");
        }
        FileSystemObjectStore store = store("inside");
        store("outside");
        Path swapped = folder.resolve("inside/music/a.d");
        Path outside = folder.resolve("outside/music/a.d");
        var threads = Executors.newSingleThreadExecutor();
        AtomicBoolean over = new AtomicBoolean();
        try {
            Future<Long> swaps = threads.submit(() -> swap(swapped, outside, over));
            long end = System.nanoTime() + SECONDS * 1_000_000_000;
            int read = 0;
            for (long tries = 0; TRIES == 0 ? System.nanoTime() < end : tries < TRIES; tries++) {
                try (InputStream in = store.read(OBJECT)) {
                    assertThat(new String(in.readAllBytes(), UTF_8)).isEqualTo("inside");
                    read++;
                } catch (ObjectStoreException e) {
                    // The folder was a link, or absent
                }
            }
            over.set(true);
            assertThat(swaps.get()).isPositive();
            assertThat(read).isPositive();
        } finally {
            over.set(true);
            threads.shutdownNow();
        }
    }

    private FileSystemObjectStore store(String name) {
        FileSystemObjectStore store = FileSystemObjectStore.create(folder.resolve(name));
        store.createBucket("music");
        store.put(Upload.builder(OBJECT, name.getBytes(UTF_8)).build());
        return store;
    }

    private static long swap(Path swapped, Path outside, AtomicBoolean over) throws IOException {
        Path kept = swapped.resolveSibling("kept");
        long swaps = 0;
        while (!over.get()) {
            Files.move(swapped, kept);
            Files.createSymbolicLink(swapped, outside);
            Files.delete(swapped);
            Files.move(kept, swapped);
            swaps++;
        }
        return swaps;
    }
}
